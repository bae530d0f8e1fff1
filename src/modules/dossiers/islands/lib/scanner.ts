import { fillFromCard } from '../../pages/card-fill.ts';
import { readPreparedCode } from '../../rules/prepared-code.ts';
import { Burst } from './burst.ts';

function inputNamed(root: Document, name: string): HTMLInputElement | HTMLSelectElement | null {
  return root.querySelector(`input[name="${CSS.escape(name)}"], select[name="${CSS.escape(name)}"]`);
}

function say(root: Document, tone: string, message: string): void {
  const note = root.querySelector('[data-scan-note]');
  if (note === null) {
    return;
  }
  const box = root.createElement('p');
  box.className = `notice notice-${tone}`;
  box.textContent = message;
  note.replaceChildren(box);
}

/** Puts what the card says into the form and goes on to what is still to do. The raw text is not kept anywhere. */
function take(root: Document, raw: string): void {
  const fill = fillFromCard({}, raw);
  for (const [name, value] of Object.entries(fill.values)) {
    const input = inputNamed(root, name);
    if (input !== null && typeof value === 'string') {
      input.value = value;
      input.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  say(root, fill.tone, fill.message);
  const empty = Object.entries(fill.values).find(([, value]) => value === '')?.[0];
  const next =
    empty === undefined
      ? root.querySelector<HTMLElement>('[data-procedure-search]')
      : inputNamed(root, empty);
  next?.focus();
}

/** Whether a burst is something for us: a card, or the code of a dossier prepared at home. */
function isScan(typed: string): boolean {
  return typed.includes('|') || readPreparedCode(typed) !== null;
}

/** A card fills the form; the code of a prepared dossier is sent with the form, which opens it. */
function read(root: Document, box: HTMLInputElement, typed: string): void {
  if (readPreparedCode(typed) === null) {
    box.value = '';
    take(root, typed);
    return;
  }
  box.value = typed;
  box.form?.submit();
}

/**
 * The ID-card reader, a keyboard that types faster than people: a burst that ends with Enter is taken wherever the cursor
 * is, and what it typed into a field is put back. In the scan box anything ending with Enter, or pasted, is read.
 */
export function startScanner(root: Document): void {
  const box = root.querySelector<HTMLInputElement>('[data-scan]');
  if (box === null) {
    return;
  }
  const burst = new Burst();
  root.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Enter' && !event.ctrlKey && !event.altKey && !event.metaKey) {
        const typed = event.target === box ? box.value : burst.text(event.timeStamp);
        const back = burst.restore();
        burst.clear();
        if (typed === '' || (event.target !== box && !isScan(typed))) {
          return;
        }
        event.preventDefault();
        event.stopPropagation();
        if (event.target !== box) {
          back();
        }
        read(root, box, typed);
        return;
      }
      burst.key(event);
    },
    { capture: true },
  );
  box.addEventListener('paste', (event) => {
    const pasted = event.clipboardData?.getData('text') ?? '';
    if (isScan(pasted)) {
      event.preventDefault();
      read(root, box, pasted);
    }
  });
}
