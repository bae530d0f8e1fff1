/** The kiosk: clock, card reader, voice, elder mode, live paper and help, and back to the first screen when nobody touches it. */
import { startLive } from '#ui/islands/lib/live.ts';
import { startCard } from './lib/card.ts';
import { startClock } from './lib/clock.ts';
import { startIdle } from './lib/idle.ts';
import { startKeepingNumbers } from './lib/offline-keep.ts';
import { startReadAloud } from './lib/read-aloud.ts';
import { startVisit, suggestPriority } from './lib/visit.ts';
import { startVneid } from './lib/vneid.ts';
import { startVoiceSearch } from './lib/voice-search.ts';

const note = document.querySelector<HTMLElement>('[data-idle]');
startVisit(note?.dataset['home'] ?? '/kiosk');
startClock(document);
startLive();
startCard();
startVoiceSearch();
startVneid();
suggestPriority();
startReadAloud().catch(() => undefined);
if (note !== null) {
  startIdle(note);
}
const print = document.querySelector<HTMLButtonElement>('[data-print]');
if (print !== null) {
  print.hidden = false;
  print.addEventListener('click', () => window.print());
}
startKeepingNumbers();
