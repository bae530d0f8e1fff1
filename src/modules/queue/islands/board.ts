/** The board of the hall: live, flashes and speaks new calls, keeps the clock, says since when the line is down. */
import { startLive } from '#ui/islands/lib/live.ts';
import { startClock } from './lib/clock.ts';
import { type Spoken, Voice } from './lib/voice.ts';

/** A call older than this is shown but not spoken any more: the board may have been without a line. */
const SPOKEN_WITHIN_MS = 45_000;

const voice = new Voice();
const seen = new Set<string>();

function callsOnBoard(): readonly HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>('[data-call]')];
}

function spoken(row: HTMLElement): Spoken {
  return {
    id: row.dataset['call'] ?? '',
    sentence: row.dataset['say'] ?? '',
    clips: (row.dataset['clips'] ?? '').split(' '),
  };
}

/** Oldest first, so that they are spoken in the order of calling. */
function announceNew(): void {
  for (const row of callsOnBoard().toReversed()) {
    const call = spoken(row);
    if (seen.has(call.id)) {
      continue;
    }
    seen.add(call.id);
    row.classList.add('board-new');
    if (Date.now() - Date.parse(row.dataset['at'] ?? '') < SPOKEN_WITHIN_MS) {
      voice.say(call);
    }
  }
}

async function offerSound(): Promise<void> {
  const button = document.querySelector<HTMLButtonElement>('[data-sound]');
  if (button === null || (await voice.enable())) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.hidden = await voice.enable();
  });
}

function noteWhenStopped(): void {
  const notice = document.querySelector<HTMLElement>('[data-offline]');
  const stopped = notice?.querySelector('[data-stopped]');
  if (notice === null || stopped === null || stopped === undefined) {
    return;
  }
  new MutationObserver(() => {
    if (!notice.hidden && stopped.textContent === '') {
      stopped.textContent = document.querySelector('[data-clock]')?.textContent ?? '';
    } else if (notice.hidden) {
      stopped.textContent = '';
    }
  }).observe(notice, { attributes: true, attributeFilter: ['hidden'] });
}

for (const row of callsOnBoard()) {
  seen.add(spoken(row).id);
}
startClock(document);
startLive();
noteWhenStopped();
offerSound();
const region = document.querySelector('[data-live-region="calls"]');
if (region !== null) {
  new MutationObserver(announceNew).observe(region, { childList: true });
}
