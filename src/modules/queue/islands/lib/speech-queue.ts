/** A call to speak: the sentence for a synthetic voice, the clips for a recorded one. */
export interface Spoken {
  readonly id: string;
  readonly sentence: string;
  readonly clips: readonly string[];
}

/** What makes the sound. Each promise ends when the sound has ended. */
export interface Speaker {
  /** Two soft notes before a call. */
  chime(): Promise<void>;
  call(call: Spoken): Promise<void>;
  notice(text: string): Promise<void>;
  /** The silence after each. */
  pause(): Promise<void>;
}

export interface SpeechOptions {
  /** How often each call is spoken. */
  readonly repeats: number;
  /** Whether a call that waited for its turn is still wanted, e.g. still on the board. */
  readonly wanted: (id: string) => boolean;
}

/**
 * Lets calls and announcements speak one after another, never two at once: calls in the order of calling, each repeated; announcements
 * only while no call waits.
 */
export class SpeechQueue {
  readonly #speaker: Speaker;
  readonly #options: SpeechOptions;
  readonly #calls: Spoken[] = [];
  readonly #notices: string[] = [];
  #speaking = false;

  constructor(speaker: Speaker, options: SpeechOptions) {
    this.#speaker = speaker;
    this.#options = options;
  }

  /** Adds a call; the same id once while it waits. */
  say(call: Spoken): void {
    if (!this.#calls.some(({ id }) => id === call.id)) {
      this.#calls.push(call);
      this.#start();
    }
  }

  /** Adds an announcement; the same text once while it waits. */
  announce(text: string): void {
    if (!this.#notices.includes(text)) {
      this.#notices.push(text);
      this.#start();
    }
  }

  #start(): void {
    if (!this.#speaking) {
      this.#speaking = true;
      this.#work().finally(() => {
        this.#speaking = false;
        // What came while the last word faded is not left behind.
        if (this.#calls.length > 0 || this.#notices.length > 0) {
          this.#start();
        }
      });
    }
  }

  async #work(): Promise<void> {
    for (;;) {
      const [call] = this.#calls;
      if (call !== undefined) {
        await this.#quietly(() => this.#speak(call));
        this.#calls.shift();
        continue;
      }
      const notice = this.#notices.shift();
      if (notice === undefined) {
        return;
      }
      await this.#quietly(() => this.#speaker.notice(notice));
      await this.#speaker.pause();
    }
  }

  async #speak(call: Spoken): Promise<void> {
    if (!this.#options.wanted(call.id)) {
      return;
    }
    await this.#speaker.chime();
    for (let round = 0; round < this.#options.repeats; round += 1) {
      await this.#speaker.call(call);
      await this.#speaker.pause();
    }
  }

  /** A sound that fails must not silence those behind it: the text stands on the board in any case. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    await work().catch(() => undefined);
  }
}
