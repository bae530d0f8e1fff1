/** Elder mode reads the question of the page aloud: with the device's Vietnamese voice, and numbers with the recordings where it has none. */
import { playClips } from './sound.ts';

function voiceFor(lang: string): SpeechSynthesisVoice | undefined {
  return speechSynthesis
    .getVoices()
    .find((voice) => voice.lang.replace('_', '-').toLowerCase().startsWith(lang));
}

/** Voices load late in some browsers. */
async function findVoice(lang: string): Promise<SpeechSynthesisVoice | undefined> {
  const now = voiceFor(lang);
  if (now !== undefined) {
    return now;
  }
  await new Promise((resolve) => {
    speechSynthesis.addEventListener('voiceschanged', resolve, { once: true });
    setTimeout(resolve, 1_000);
  });
  return voiceFor(lang);
}

/** Reads the page once in elder mode, and again at the press of the button. Without voice and recordings the button stays away. */
export async function startReadAloud(): Promise<void> {
  const words = document.querySelector<HTMLElement>('[data-say]')?.dataset['say'] ?? '';
  const clips =
    document.querySelector<HTMLElement>('[data-say-clips]')?.dataset['sayClips']?.split(' ') ?? [];
  const button = document.querySelector<HTMLButtonElement>('[data-say-again]');
  const elder = document.querySelector('[data-elder]') !== null;
  if (!elder || button === null) {
    return;
  }
  const { lang } = document.documentElement;
  const voice = 'speechSynthesis' in window ? await findVoice(lang) : undefined;
  const say = async () => {
    if (voice === undefined) {
      await playClips(clips);
      return;
    }
    speechSynthesis.cancel();
    const utterance = new SpeechSynthesisUtterance(words);
    utterance.lang = voice.lang;
    utterance.voice = voice;
    utterance.rate = 0.85;
    speechSynthesis.speak(utterance);
  };
  if (voice === undefined && clips.length === 0) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', () => say());
  await say();
}
