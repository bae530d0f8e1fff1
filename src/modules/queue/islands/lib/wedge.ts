/** Keys of a reader come faster than fingers. */
const BETWEEN_MS = 50;
/** So many fast keys in a row are a reader. */
const BURST = 6;
/** No code that is read here is longer; a stuck key stops counting. */
const LONGEST = 1_000;

/** What a key means: `typing`: a person; `scanning`: a reader is at work; or the whole text that it has read. */
export type WedgeAnswer = 'typing' | 'scanning' | { readonly text: string };

/**
 * Tells a keyboard-wedge reader from a person by the speed of the keys. Keeps what it reads in memory only, and forgets it with the last
 * key.
 */
export class Wedge {
  #text = '';
  #last = Number.NEGATIVE_INFINITY;
  #scanning = false;

  /** One key at a time in milliseconds. The reader ends with Enter or Tab. */
  key(key: string, at: number): WedgeAnswer {
    const fast = at - this.#last <= BETWEEN_MS;
    this.#last = at;
    if (key === 'Enter' || key === 'Tab') {
      return fast && this.#scanning ? this.end() : this.#forget();
    }
    if ([...key].length !== 1) {
      return this.#scanning && fast ? 'scanning' : 'typing';
    }
    if (!fast || this.#text.length >= LONGEST) {
      this.#forget();
    }
    this.#text += key;
    this.#scanning ||= this.#text.length >= BURST;
    return this.#scanning ? 'scanning' : 'typing';
  }

  /** The reader is silent: what it has read, if it was one. */
  end(): WedgeAnswer {
    const text = this.#text;
    const whole = this.#scanning;
    this.#forget();
    return whole ? { text } : 'typing';
  }

  #forget(): 'typing' {
    this.#text = '';
    this.#scanning = false;
    return 'typing';
  }
}
