/** Officers' pages of news: the live count, hearing a script by the machine's own voice, copying a text to paste. */

function lettersOf(text: string): number {
  return Array.from(text.normalize('NFC')).length;
}

function startCount(form: HTMLFormElement): void {
  const area = form.querySelector('textarea');
  const line = form.querySelector<HTMLElement>('[data-live-count]');
  if (area === null || line === null) {
    return;
  }
  const limit = Number(form.dataset['limit']);
  const show = () => {
    const used = lettersOf(area.value.trim());
    const over = used - limit;
    const words = (form.dataset['count'] ?? '').replace('#', String(used));
    const more = over > 0 ? ` · ${(form.dataset['over'] ?? '').replace('#', String(over))}` : '';
    const shown = document.createElement('p');
    shown.className = over > 0 ? 'small news-over' : 'small soft';
    shown.textContent = `${words}${more}`;
    line.replaceChildren(shown);
  };
  area.addEventListener('input', show);
}

function vietnamese(): SpeechSynthesisVoice | undefined {
  return speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith('vi'));
}

function startListen(button: HTMLButtonElement, script: HTMLElement): void {
  const note = document.querySelector<HTMLElement>('[data-listen-none]');
  const say = button.textContent ?? '';
  const reset = () => {
    button.textContent = say;
  };
  button.hidden = false;
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      reset();
      return;
    }
    const voice = vietnamese();
    if (voice === undefined) {
      if (note !== null) {
        note.textContent = note.dataset['listenNone'] ?? '';
      }
      return;
    }
    const spoken = new SpeechSynthesisUtterance(script.textContent ?? '');
    spoken.voice = voice;
    spoken.lang = voice.lang;
    spoken.onend = reset;
    button.textContent = button.dataset['stop'] ?? say;
    speechSynthesis.speak(spoken);
  });
}

function startCopy(button: HTMLButtonElement, area: HTMLTextAreaElement): void {
  const note = document.querySelector('[data-copy-note]');
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(area.value);
    if (note !== null) {
      note.textContent = button.dataset['copied'] ?? '';
    }
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-limit]')) {
  startCount(form);
}
const listen = document.querySelector<HTMLButtonElement>('[data-listen]');
const script = document.querySelector<HTMLElement>('[data-say]');
if (listen !== null && script !== null && 'speechSynthesis' in window) {
  startListen(listen, script);
}
const copy = document.querySelector<HTMLButtonElement>('[data-copy-press]');
const text = document.querySelector<HTMLTextAreaElement>('[data-copy]');
if (copy !== null && text !== null && 'clipboard' in navigator) {
  startCopy(copy, text);
}
