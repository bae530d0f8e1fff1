import { hasAll, loadRecordings, playClips, type Recordings } from './sound.ts';
import type { Speaker, Spoken } from './speech-queue.ts';

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

function vietnameseVoice(): SpeechSynthesisVoice | undefined {
  return 'speechSynthesis' in window
    ? speechSynthesis.getVoices().find((voice) => voice.lang.replace('_', '-').toLowerCase().startsWith('vi'))
    : undefined;
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

/**
 * The sound of a board. A call is spoken with recordings when the commune recorded every word of it, else by the device's Vietnamese
 * voice, else with recordings, own and standard mixed. Announcements need the device's voice; their text is shown in any case.
 */
export class HallSpeaker implements Speaker {
  #audio: AudioContext | undefined;
  #recordings: Recordings | undefined;

  /** Sound needs one touch in most browsers. True once it is allowed. */
  async enable(): Promise<boolean> {
    this.#audio ??= new AudioContext();
    await Promise.race([this.#audio.resume(), pause(300)]);
    return this.#audio.state === 'running';
  }

  async chime(): Promise<void> {
    if (this.#audio?.state === 'running') {
      await chime(this.#audio);
    }
  }

  async call({ sentence, clips }: Spoken): Promise<void> {
    this.#recordings ??= await loadRecordings();
    const recordings = this.#recordings;
    const voice = vietnameseVoice();
    const own = clips.every((clip) => recordings.own.has(clip));
    if (!own && voice !== undefined) {
      return synthesise(voice, sentence);
    }
    if (hasAll(recordings, clips)) {
      await playClips(clips, recordings);
    }
  }

  async notice(text: string): Promise<void> {
    const voice = vietnameseVoice();
    if (voice !== undefined) {
      await synthesise(voice, text);
    }
  }

  pause(): Promise<void> {
    return pause(BETWEEN_MS);
  }

  /** Recordings were changed: ask again before the next call. */
  forgetRecordings(): void {
    this.#recordings = undefined;
  }
}
