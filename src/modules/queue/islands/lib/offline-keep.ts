import { keepShare, keptCounter, leaveConsole, noteCurrent } from './offline-counter.ts';
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

const staysAt = (address: string) => new URL(address, location.href).pathname.startsWith('/can-bo/quay');

/** Whoever leaves the console, for the intake or for home, gives the share back, so that colleagues go on in the order of the line. */
function giveBackOnLeaving(): void {
  let staying = false;
  document.addEventListener('submit', ({ target }) => {
    staying = target instanceof HTMLFormElement && staysAt(target.action);
  });
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest<HTMLAnchorElement>('a[href]') : null;
    if (link !== null) {
      staying = staysAt(link.href);
    }
  });
  addEventListener('pagehide', () => {
    if (!staying) {
      leaveConsole();
    }
  });
}

/** The counter's console keeps its share of the line, fresh after every change in the hall, and the page to call from without a line. */
export function startKeepingShare(): void {
  const data = document.querySelector<HTMLElement>('[data-offline-counter]')?.dataset;
  const counterId = data?.['offlineCounter'];
  giveBackOnLeaving();
  if (counterId === undefined) {
    // Choosing a counter, perhaps after closing one: a counter that is not at work keeps nobody.
    keptCounter()
      .then((kept) => (kept === undefined ? undefined : keepShare(kept.counterId)))
      .catch(() => undefined);
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
