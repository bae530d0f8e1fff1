/** The phone ticket: renews itself live, and tells by title and a short buzz when the number is called. */
import { startLive } from '#ui/islands/lib/live.ts';

const title = document.title;

function show(): void {
  for (const note of document.querySelectorAll<HTMLElement>('[data-when-live]')) {
    note.hidden = false;
    note.previousElementSibling?.toggleAttribute('hidden', true);
  }
}

let before = document.querySelector<HTMLElement>('[data-ticket-state]')?.dataset['ticketState'];

function watch(region: Element): void {
  new MutationObserver(() => {
    show();
    const state = region.querySelector<HTMLElement>('[data-ticket-state]')?.dataset['ticketState'];
    if (state === 'called' && before !== 'called') {
      document.title = `● ${title}`;
      navigator.vibrate?.([300, 150, 300]);
    } else if (state !== 'called') {
      document.title = title;
    }
    before = state;
  }).observe(region, { childList: true });
}

startLive();
show();
const region = document.querySelector('[data-live-region="ticket"]');
if (region !== null) {
  watch(region);
}
