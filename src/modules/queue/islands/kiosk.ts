/** The kiosk: clock, printing, and back to the first screen when nobody touches it, so that nothing of one visitor is left for the next. */
import { startClock } from './lib/clock.ts';

const IDLE_SECONDS = 40;
const WARN_SECONDS = 10;

function startIdle(note: HTMLElement): void {
  const words = note.dataset['idle'] ?? '';
  const home = note.dataset['home'] ?? '/kiosk';
  let left = IDLE_SECONDS;
  const touched = () => {
    left = IDLE_SECONDS;
    note.hidden = true;
  };
  for (const event of ['pointerdown', 'keydown', 'input', 'scroll', 'focusin']) {
    addEventListener(event, touched, { passive: true });
  }
  setInterval(() => {
    if (location.pathname === home && location.search === '') {
      return;
    }
    left -= 1;
    if (left <= 0) {
      location.replace(home);
    } else if (left <= WARN_SECONDS) {
      note.textContent = words.replace('#', String(left));
      note.hidden = false;
    }
  }, 1_000);
}

/** Going back must not show what the visitor before has typed. */
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.replace('/kiosk');
  }
});

startClock(document);
const note = document.querySelector<HTMLElement>('[data-idle]');
if (note !== null) {
  startIdle(note);
}
const print = document.querySelector<HTMLButtonElement>('[data-print]');
if (print !== null) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
