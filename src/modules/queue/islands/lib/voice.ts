/** A call to speak: the sentence for a synthetic voice, the clips for a recorded one. */
export interface Spoken {
  readonly id: string;
  readonly sentence: string;
  readonly clips: readonly string[];
}

const REPEATS = 2;
const BETWEEN_MS = 700;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Two soft notes before a call, made here so that no file is needed. */
async function chime(audio: AudioContext): Promise<void> {
  const notes = [659.25, 523.25];
  notes.forEach((frequency, index) => {
    const start = audio.currentTime + index * 0.28;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 0.55);
  });
  await pause(notes.length * 280 + 350);
}

/** Names of the recordings that exist: the commune's own, and those of the product. */
interface Recordings {
  readonly own: ReadonlySet<string>;
  readonly standard: ReadonlySet<string>;
}

async function playClip(folder: 'rieng' | 'chung', clip: string): Promise<void> {
  const sound = new Audio(`/bang-goi/giong/${folder}/${encodeURIComponent(clip)}`);
  await new Promise<void>((resolve) => {
    sound.addEventListener('ended', () => resolve(), { once: true });
    sound.addEventListener('error', () => resolve(), { once: true });
    sound.play().catch(() => resolve());
  });
}

function vietnameseVoice(): SpeechSynthesisVoice | undefined {
  return speechSynthesis
    .getVoices()
    .find((voice) => voice.lang.replace('_', '-').toLowerCase().startsWith('vi'));
}

function synthesise(voice: SpeechSynthesisVoice, sentence: string): Promise<void> {
  return new Promise<void>((resolve) => {
    const utterance = new SpeechSynthesisUtterance(sentence);
    utterance.lang = 'vi-VN';
    utterance.voice = voice;
    utterance.rate = 0.9;
    utterance.addEventListener('end', () => resolve(), { once: true });
    utterance.addEventListener('error', () => resolve(), { once: true });
    speechSynthesis.speak(utterance);
  });
}

function namesOf(list: unknown): ReadonlySet<string> {
  return new Set(Array.isArray(list) ? list.filter((name) => typeof name === 'string') : []);
}

/**
 * Speaks calls one after another, each twice, never overlapping. The commune's own recordings are used
 * when every word of a call exists, else the device's Vietnamese voice, else the product's recordings; the text stands on the board in any case.
 */
export class Voice {
  readonly #waiting: Spoken[] = [];
  #known: Recordings | undefined;
  #audio: AudioContext | undefined;
  #speaking = false;

  /** Sound needs one touch in most browsers. True once it is allowed. */
  async enable(): Promise<boolean> {
    this.#audio ??= new AudioContext();
    await Promise.race([this.#audio.resume(), pause(300)]);
    return this.#audio.state === 'running';
  }

  say(call: Spoken): void {
    if (!this.#waiting.some(({ id }) => id === call.id)) {
      this.#waiting.push(call);
      this.#work();
    }
  }

  async #recordings(): Promise<Recordings> {
    if (this.#known === undefined) {
      const answer = await fetch('/bang-goi/giong').catch(() => undefined);
      const lists: { own?: unknown; standard?: unknown } = answer?.ok ? await answer.json() : {};
      this.#known = { own: namesOf(lists.own), standard: namesOf(lists.standard) };
    }
    return this.#known;
  }

  async #work(): Promise<void> {
    if (this.#speaking) {
      return;
    }
    this.#speaking = true;
    for (let call = this.#waiting[0]; call !== undefined; call = this.#waiting[0]) {
      await this.#speak(call);
      this.#waiting.shift();
    }
    this.#speaking = false;
  }

  async #speak(call: Spoken): Promise<void> {
    if (this.#audio?.state === 'running') {
      await chime(this.#audio);
    }
    for (let round = 0; round < REPEATS; round += 1) {
      await this.#sayOnce(call);
      await pause(BETWEEN_MS);
    }
  }

  async #sayOnce({ sentence, clips }: Spoken): Promise<void> {
    const { own, standard } = await this.#recordings();
    const voice = 'speechSynthesis' in window ? vietnameseVoice() : undefined;
    const mine = clips.every((clip) => own.has(clip));
    if (!mine && voice !== undefined) {
      return synthesise(voice, sentence);
    }
    if (mine || clips.every((clip) => standard.has(clip))) {
      for (const clip of clips) {
        await playClip(mine ? 'rieng' : 'chung', clip);
      }
    }
  }
}
