import { keepShare, noteCurrent } from './offline-counter.ts';
import { keepPage } from './offline-kept.ts';
import { keepNumbers } from './offline-kiosk.ts';

/** What is leased is renewed so often while a line is there. */
const NUMBERS_MS = 600_000;
const SHARE_MS = 60_000;
/** After a change in the hall: so soon, once for several that come together. */
const CALM_MS = 250;

/** The kiosk keeps numbers and its page for the time without a line. A machine that is no kiosk of the centre keeps nothing. */
export function startKeepingNumbers(): void {
  const keep = async () => {
    if ((await keepNumbers()) === 'done') {
      await keepPage('/kiosk/ngoai-tuyen');
    }
  };
  keep().catch(() => undefined);
  setInterval(() => keepNumbers().catch(() => undefined), NUMBERS_MS);
}

/** The counter's console keeps its share of the line, fresh after every change in the hall, and the page to call from without a line. */
export function startKeepingShare(): void {
  const data = document.querySelector<HTMLElement>('[data-offline-counter]')?.dataset;
  const counterId = data?.['offlineCounter'];
  if (counterId === undefined) {
    return;
  }
  let running = false;
  let again = false;
  const keep = async () => {
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    await keepShare(counterId).catch(() => undefined);
    running = false;
    if (again) {
      keep();
    }
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(keep, CALM_MS);
  };
  noteCurrent(data?.['offlineCurrent'] ?? '', data?.['offlineNumber'] ?? '')
    .then(keep)
    .then(() => keepPage('/can-bo/quay/ngoai-tuyen'))
    .catch(() => undefined);
  setInterval(keep, SHARE_MS);
  // The waiting list is renewed live; whatever renews it may have changed the share.
  const waiting = document.querySelector('[data-live-region="waiting"]');
  if (waiting !== null) {
    new MutationObserver(soon).observe(waiting, { childList: true });
  }
}
