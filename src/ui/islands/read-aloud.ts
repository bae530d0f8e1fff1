/**
 * Reads a page aloud with the browser's own Vietnamese (or English) voice: nothing is sent anywhere. The button is hidden until there is a
 * voice; a second press stops. `[data-read-aloud]` marks what is read, part by part.
 */

/** Longest piece given to the voice at once: some browsers fall silent in longer ones. */
const LONGEST = 200;

function voiceFor(lang: string): SpeechSynthesisVoice | undefined {
  return speechSynthesis
    .getVoices()
    .find((voice) => voice.lang.toLowerCase().replace('_', '-').startsWith(lang));
}

/** Sentences of the marked parts, in the order of the page; what is folded away or hidden is left out. */
function pieces(root: Document): string[] {
  return (
    [...root.querySelectorAll<HTMLElement>('[data-read-aloud]')]
      // biome-ignore lint/performance/useDomNodeTextContent: what is shown and no more, with its line breaks
      .flatMap((part) => part.innerText.split(/\n+|(?<=[.;:!?])\s+/))
      .flatMap(
        (sentence) => sentence.match(new RegExp(`.{1,${LONGEST}}(?:\\s|$)|.{1,${LONGEST}}`, 'g')) ?? [],
      )
      .map((sentence) => sentence.trim())
      .filter((sentence) => sentence !== '')
  );
}

function start(button: HTMLButtonElement, voice: SpeechSynthesisVoice): void {
  const { read = '', stop = '' } = button.dataset;
  const show = (reading: boolean) => {
    button.textContent = reading ? stop : read;
    button.setAttribute('aria-pressed', String(reading));
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    const reading = button.getAttribute('aria-pressed') === 'true';
    speechSynthesis.cancel();
    show(!reading);
    if (reading) {
      return;
    }
    const all = pieces(document);
    all.forEach((text, at) => {
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.lang = voice.lang;
      utterance.voice = voice;
      utterance.rate = 0.9;
      if (at === all.length - 1) {
        utterance.addEventListener('end', () => show(false));
      }
      speechSynthesis.speak(utterance);
    });
  });
  addEventListener('pagehide', () => speechSynthesis.cancel());
}

const button = document.querySelector<HTMLButtonElement>('button[data-read]');
if (button !== null && 'speechSynthesis' in window) {
  const lang = button.dataset['voice'] ?? document.documentElement.lang;
  let begun = false;
  const tryVoice = () => {
    const voice = voiceFor(lang);
    if (voice !== undefined && !begun) {
      begun = true;
      start(button, voice);
    }
  };
  tryVoice();
  // Voices load late in some browsers.
  speechSynthesis.addEventListener('voiceschanged', tryVoice);
}
