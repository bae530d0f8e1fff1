/**
 * The ID card under the kiosk's reader. The card is read, judged by age and forgotten here in the browser; what goes on is the reason
 * for priority, without the person, and a line in the log that a card was read.
 */
import { readIdCard } from '#modules/dossiers/rules/id-card.ts';
import { priorityByBirth } from '../../rules/card-priority.ts';
import { type Paper, paperOf } from './papers.ts';
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

/** A paper read on another page than its own waits here for the way there, no longer. */
const SCANNED = 'kiosk.scanned';

/** Fills the form of this page and sends it; false where the page has no such form. */
function send(selector: string, values: Readonly<Record<string, string>>): boolean {
  const form = document.querySelector<HTMLFormElement>(selector);
  if (form === null) {
    return false;
  }
  for (const [name, value] of Object.entries(values)) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) {
      input.value = value;
    }
  }
  form.requestSubmit();
  return true;
}

/** One of our papers: does here what it is for, or goes to the page that does. */
function follow(paper: Paper, text: string): void {
  const elder = document.querySelector('[data-elder]') === null ? '' : '?to=1';
  if (paper.kind === 'ticket') {
    location.assign(`/kiosk/phieu/${paper.token}${elder}`);
    return;
  }
  const done =
    paper.kind === 'appointment'
      ? send('form[data-check-in]', { code: paper.text })
      : send('form[data-lookup]', { so: paper.number, ma: paper.secret });
  if (!done) {
    sessionStorage.setItem(SCANNED, text);
    location.assign(`${paper.kind === 'appointment' ? '/kiosk/hen' : '/kiosk/tra-cuu'}${elder}`);
  }
}

/** Goes on with a paper that was read on the page before, on the page that is for it. */
function followScanned(): void {
  const text = sessionStorage.getItem(SCANNED);
  const paper = text === null ? undefined : paperOf(text);
  sessionStorage.removeItem(SCANNED);
  if (
    text !== null &&
    paper !== undefined &&
    document.querySelector('form[data-check-in], form[data-lookup]')
  ) {
    follow(paper, text);
  }
}

/** Reads one code: one of our papers, the digits of an appointment where they are asked for, or an ID card. */
function take(face: Face, text: string): void {
  const paper = paperOf(text);
  if (paper !== undefined) {
    follow(paper, text);
    return;
  }
  if (/^\d{8}$/.test(text) && send('form[data-check-in]', { code: text })) {
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
  followScanned();
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
