import { endVisit } from './visit.ts';

const IDLE_SECONDS = 40;
const WARN_SECONDS = 10;

/** Whether the first page is as a new visitor should find it: nothing typed, no elder mode, no other language. */
function untouched(): boolean {
  const first = document.querySelector('[data-first]') !== null;
  const typed = [...document.querySelectorAll<HTMLInputElement>('input:not([type=hidden])')].some(
    ({ value, type }) => type !== 'checkbox' && value !== '',
  );
  const dialog = document.querySelector('dialog[open]') !== null;
  return (
    first &&
    !typed &&
    !dialog &&
    sessionStorage.getItem('kiosk.priority') === null &&
    document.documentElement.lang === 'vi' &&
    document.querySelector('[data-elder]') === null
  );
}

/** Back to the first page when nobody touches the kiosk, with a countdown that one touch stops. */
export function startIdle(note: HTMLElement): void {
  const words = note.dataset['idle'] ?? '';
  const home = note.dataset['home'] ?? '/kiosk';
  // A page on which people are busy with their own phone gives them longer.
  const seconds = Number(note.dataset['seconds'] ?? IDLE_SECONDS);
  let left = seconds;
  const touched = () => {
    left = seconds;
    note.hidden = true;
  };
  for (const event of ['pointerdown', 'keydown', 'input', 'wheel', 'touchmove']) {
    addEventListener(event, touched, { passive: true });
  }
  setInterval(() => {
    if (untouched()) {
      return;
    }
    left -= 1;
    if (left <= 0) {
      endVisit(home);
    } else if (left <= WARN_SECONDS) {
      note.textContent = words.replace('#', String(left));
      note.hidden = false;
    }
  }, 1_000);
  for (const link of document.querySelectorAll<HTMLAnchorElement>(`[data-restart], a[href="${home}"]`)) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      endVisit(home);
    });
  }
}
