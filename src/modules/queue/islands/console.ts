/** Running times on the counter's console: minutes since a moment, by the server's clock, kept fresh between two loads. */
import { startKeepingShare } from './lib/offline-keep.ts';

const EVERY_MS = 15_000;

const served = Date.parse(document.querySelector<HTMLElement>('[data-now]')?.dataset['now'] ?? '');
/** How far this machine's clock is ahead of the server's. */
const ahead = Number.isNaN(served) ? 0 : Date.now() - served;

function showMinutes(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-minutes-since]')) {
    const since = Date.parse(element.dataset['minutesSince'] ?? '');
    const words = element.dataset['minutesWords'];
    if (words !== undefined && !Number.isNaN(since)) {
      const minutes = Math.max(0, Math.round((Date.now() - ahead - since) / 60_000));
      element.textContent = words.replace('{count}', String(minutes));
    }
  }
}

/** A refused press is answered at the press's own address, which cannot be asked for again: the console goes by its own, and stays live. */
function keepAddress(): void {
  const address = document.querySelector<HTMLElement>('[data-address]')?.dataset['address'];
  if (address !== undefined && location.pathname !== address.split('?')[0]) {
    history.replaceState(null, '', address);
  }
}

keepAddress();
setInterval(showMinutes, EVERY_MS);
startKeepingShare();
