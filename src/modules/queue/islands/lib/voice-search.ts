/**
 * Speaking instead of typing, where the browser can turn Vietnamese speech into text. Nothing is kept: the words stand in the search box, to
 * be corrected and sent by the visitor.
 */
interface Heard {
  readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>>;
}

interface Recogniser extends EventTarget {
  lang: string;
  interimResults: boolean;
  maxAlternatives: number;
  onresult: ((event: Heard) => void) | null;
  onerror: (() => void) | null;
  onend: (() => void) | null;
  start(): void;
  stop(): void;
}

declare global {
  interface Window {
    SpeechRecognition?: new () => Recogniser;
    webkitSpeechRecognition?: new () => Recogniser;
  }
}

/** Shows the speak button beside the search box where speech is understood. */
export function startVoiceSearch(): void {
  const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
  const box = document.querySelector<HTMLElement>('[data-voice]');
  const button = box?.querySelector<HTMLButtonElement>('[data-voice-start]');
  const note = box?.querySelector<HTMLElement>('[data-voice-note]');
  const input = box?.closest('form')?.querySelector<HTMLInputElement>('input[type=search]');
  if (Recognition === undefined || !box || !button || !note || !input) {
    return;
  }
  box.hidden = false;
  button.addEventListener('click', () => {
    const ear = new Recognition();
    ear.lang = 'vi-VN';
    ear.interimResults = true;
    ear.maxAlternatives = 1;
    let heard = false;
    ear.onresult = ({ results }) => {
      input.value = Array.from(results, (result) => result[0]?.transcript ?? '')
        .join(' ')
        .trim()
        .slice(0, 300);
      heard = input.value !== '';
    };
    const over = () => {
      button.disabled = false;
      note.textContent = (heard ? box.dataset['heard'] : box.dataset['failed']) ?? '';
      if (heard) {
        input.focus();
      }
    };
    ear.onend = over;
    ear.onerror = over;
    button.disabled = true;
    note.textContent = button.dataset['listening'] ?? '';
    speechSynthesis?.cancel();
    ear.start();
  });
}
