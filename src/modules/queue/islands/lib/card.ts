/**
 * The ID card under the kiosk's reader. The card is read, judged by age and forgotten here in the browser; what goes on is the reason
 * for priority, without the person, and a line in the log that a card was read.
 */
import { readIdCard } from '#modules/dossiers/rules/id-card.ts';
import { priorityByBirth } from '../../rules/card-priority.ts';
import { rememberPriority } from './visit.ts';
import { Wedge } from './wedge.ts';

/** The card's words leave the screen by themselves. */
const SHOWN_MS = 12_000;
/** A reader that sends no Enter is at its end after so long. */
const SILENCE_MS = 200;

/** "Nguyễn Văn Ví Dụ" → "N. V. V. Dụ": enough to know one's own card, not enough to read over a shoulder. */
function shortName(name: string): string {
  const words = name.split(' ').filter((word) => word !== '');
  return words.map((word, index) => (index === words.length - 1 ? word : `${word.slice(0, 1)}.`)).join(' ');
}

function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());
}

function note(outcome: 'ok' | 'refused'): void {
  const body = JSON.stringify({ way: 'card', outcome });
  fetch('/kiosk/danh-tinh', { method: 'POST', headers: { 'content-type': 'application/json' }, body }).catch(
    () => undefined,
  );
}

/** The parts of the card's dialog. */
interface Face {
  readonly dialog: HTMLDialogElement;
  readonly row: HTMLElement;
  readonly whose: HTMLElement;
  readonly words: HTMLElement;
}

function findFace(): Face | undefined {
  const dialog = document.querySelector<HTMLDialogElement>('dialog[data-card]');
  const row = dialog?.querySelector<HTMLElement>('[data-card-whose-row]');
  const whose = dialog?.querySelector<HTMLElement>('[data-card-whose]');
  const words = dialog?.querySelector<HTMLElement>('[data-card-words]');
  return dialog && row && whose && words ? { dialog, row, whose, words } : undefined;
}

let closing: ReturnType<typeof setTimeout> | undefined;

/** Takes every word out of the dialog again, and the dialog off the screen. */
function hide({ dialog, whose, words }: Face): void {
  clearTimeout(closing);
  whose.textContent = '';
  words.textContent = '';
  dialog.close();
}

/** Opens the dialog, which goes by itself after a while. */
function show(face: Face, name: string, text: string): void {
  clearTimeout(closing);
  face.row.hidden = name === '';
  face.whose.textContent = name;
  face.words.textContent = text;
  if (!face.dialog.open) {
    face.dialog.showModal();
  }
  closing = setTimeout(() => hide(face), SHOWN_MS);
}

/** Reads one code: a card, or the QR of a receipt where the page looks dossiers up. */
function take(face: Face, text: string): void {
  const form = document.querySelector<HTMLFormElement>('form[data-lookup]');
  if (form !== null && URL.canParse(text)) {
    const { searchParams } = new URL(text);
    for (const name of ['so', 'ma']) {
      const input = form.elements.namedItem(name);
      if (input instanceof HTMLInputElement) {
        input.value = searchParams.get(name) ?? '';
      }
    }
    form.requestSubmit();
    return;
  }
  const result = readIdCard(text);
  if (!result.ok) {
    note('refused');
    show(face, '', face.dialog.getAttribute(`data-${result.fault}`) ?? '');
    return;
  }
  const reason = priorityByBirth(result.card.birthDate, today());
  rememberPriority(reason);
  note('ok');
  show(face, shortName(result.card.fullName), face.dialog.getAttribute(`data-${reason ?? 'none'}`) ?? '');
}

/** Watches the keys of the whole page for a reader. What it types never reaches a field. */
export function startCard(): void {
  const face = findFace();
  if (face === undefined) {
    return;
  }
  const wedge = new Wedge();
  let before: { input: HTMLInputElement; value: string } | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const finish = (answer: ReturnType<Wedge['end']>) => {
    clearTimeout(silence);
    before = undefined;
    if (typeof answer === 'object') {
      take(face, answer.text);
    }
  };
  addEventListener(
    'keydown',
    (event) => {
      const field = document.activeElement;
      if (before === undefined && field instanceof HTMLInputElement) {
        before = { input: field, value: field.value };
      }
      const answer = wedge.key(event.key, event.timeStamp);
      clearTimeout(silence);
      silence = setTimeout(() => finish(wedge.end()), SILENCE_MS);
      if (answer === 'typing') {
        return;
      }
      event.preventDefault();
      event.stopPropagation();
      if (before !== undefined) {
        before.input.value = before.value;
      }
      if (typeof answer === 'object') {
        finish(answer);
      }
    },
    { capture: true },
  );
  face.dialog.querySelector('[data-card-go]')?.addEventListener('click', () => hide(face));
  face.dialog.addEventListener('cancel', () => hide(face));
  face.dialog.querySelector('[data-card-no]')?.addEventListener('click', () => {
    rememberPriority(undefined);
    hide(face);
  });
}
