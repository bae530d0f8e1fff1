/** The board of the hall: live, flashes and speaks new calls, announcements between, keeps the clock, says since when the line is down. */
import { startLive } from '#ui/islands/lib/live.ts';
import { startClock } from './lib/clock.ts';
import { startNotices } from './lib/notices.ts';
import { SpeechQueue, type Spoken } from './lib/speech-queue.ts';
import { HallSpeaker } from './lib/voice.ts';

/** A call older than this is shown but not spoken any more: the board may have been without a line. */
const SPOKEN_WITHIN_MS = 45_000;
/** How long a call keeps its mark. */
const FRESH_MS = 20_000;

const board = document.querySelector<HTMLElement>('[data-board]');
const speaks = board?.dataset['voice'] === '1';
const speaker = new HallSpeaker();
const queue = new SpeechQueue(speaker, {
  repeats: Number(board?.dataset['repeats'] ?? 2),
  wanted: (id) => document.querySelector(`[data-call="${CSS.escape(id)}"]`) !== null,
});
/** When each call was first seen. */
const seen = new Map<string, number>();

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

/** Oldest first, so that they are spoken in the order of calling. A renewed row keeps its mark without flashing again. */
function announceNew(): void {
  for (const row of callsOnBoard().toReversed()) {
    const call = spoken(row);
    const since = seen.get(call.id);
    if (since !== undefined) {
      row.classList.toggle('board-fresh', Date.now() - since < FRESH_MS);
      continue;
    }
    seen.set(call.id, Date.now());
    row.classList.add('board-fresh', 'board-new');
    if (speaks && Date.now() - Date.parse(row.dataset['at'] ?? '') < SPOKEN_WITHIN_MS) {
      queue.say(call);
    }
  }
}

async function offerSound(): Promise<void> {
  const button = document.querySelector<HTMLButtonElement>('[data-sound]');
  if (button === null || (await speaker.enable())) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', async () => {
    button.hidden = await speaker.enable();
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
      speaker.forgetRecordings();
    }
  }).observe(notice, { attributes: true, attributeFilter: ['hidden'] });
}

for (const row of callsOnBoard()) {
  seen.set(spoken(row).id, 0);
}
startClock(document);
startLive();
noteWhenStopped();
startNotices(document, (text) => {
  if (speaks) {
    queue.announce(text);
  }
});
if (speaks) {
  offerSound();
}
const region = document.querySelector('[data-live-region="calls"]');
if (region !== null) {
  new MutationObserver(announceNew).observe(region, { childList: true });
}
