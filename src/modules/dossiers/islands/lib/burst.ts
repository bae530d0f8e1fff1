/** Readers type a character within 35 ms of the one before; people do not. */
const FASTEST_HAND_MS = 35;
const SHORTEST_SCAN = 12;

type TextField = HTMLInputElement | HTMLTextAreaElement;

function isTextField(target: EventTarget | null): target is TextField {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}

/** Characters that follow one another as fast as a reader types, and the field as it was before them. */
export class Burst {
  #typed = '';
  #last = Number.NEGATIVE_INFINITY;
  #field: TextField | null = null;
  #before = '';

  /** Takes a key press; a pause starts anew. */
  key(event: KeyboardEvent): void {
    if (event.key.length !== 1 || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.timeStamp - this.#last > FASTEST_HAND_MS) {
      this.#typed = '';
      this.#field = isTextField(event.target) ? event.target : null;
      this.#before = this.#field?.value ?? '';
    }
    this.#typed += event.key;
    this.#last = event.timeStamp;
  }

  /** What was typed in one burst up to now, or nothing when it was a hand. */
  text(now: number): string {
    const fresh = now - this.#last <= FASTEST_HAND_MS * 3;
    return fresh && this.#typed.length >= SHORTEST_SCAN ? this.#typed : '';
  }

  /** A function that puts the field back to what it held before the burst. */
  restore(): () => void {
    const field = this.#field;
    const before = this.#before;
    return () => {
      if (field !== null) {
        field.value = before;
      }
    };
  }

  clear(): void {
    this.#typed = '';
    this.#last = Number.NEGATIVE_INFINITY;
    this.#field = null;
  }
}
