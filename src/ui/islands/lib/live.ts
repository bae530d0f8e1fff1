import { restoreWalk } from './walk.ts';

const CALM_MS = 400;

function busy(region: Element): boolean {
  const active = document.activeElement;
  return (
    region.querySelector('details[open] form, dialog[open]') !== null ||
    (active !== null && region.contains(active) && active.matches('input, select, textarea'))
  );
}

function openDetails(region: Element): ReadonlySet<string> {
  return new Set([...region.querySelectorAll('details[open][id]')].map((element) => element.id));
}

function replace(old: Element, fresh: Element): void {
  const open = openDetails(old);
  const row = old.querySelector<HTMLElement>('[data-row][aria-current]')?.dataset['row'];
  const focused = old.contains(document.activeElement) ? document.activeElement?.getAttribute('href') : null;
  old.replaceChildren(...fresh.childNodes);
  for (const id of open) {
    old.querySelector(`#${CSS.escape(id)}`)?.setAttribute('open', '');
  }
  restoreWalk(old, row);
  if (focused) {
    old.querySelector<HTMLElement>(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
}

/** Loads this page again and puts its live regions in place of those shown; what somebody is typing into is left alone. */
async function renew(): Promise<void> {
  const answer = await fetch(location.href, { headers: { accept: 'text/html' }, credentials: 'same-origin' });
  if (!answer.ok || answer.redirected) {
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const region of document.querySelectorAll('[data-live-region]')) {
    const name = region.getAttribute('data-live-region') ?? '';
    const next = fresh.querySelector(`[data-live-region="${CSS.escape(name)}"]`);
    if (next !== null && !busy(region)) {
      replace(region, next);
    }
  }
}

function showLine(up: boolean): void {
  const notice = document.querySelector<HTMLElement>('[data-offline]');
  if (notice !== null) {
    notice.hidden = up;
  }
}

/**
 * Keeps `[data-live-region]` parts of the page fresh: listens to the topics named by `data-live-topics`, and asks the
 * server for the page again when something changed. Says so when the line is down. Without script the page is simply not live.
 */
export function startLive(): void {
  const topics = new Set(
    [...document.querySelectorAll('[data-live-topics]')].flatMap((element) =>
      (element.getAttribute('data-live-topics') ?? '').split(',').filter(Boolean),
    ),
  );
  if (topics.size === 0) {
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => renew().catch(() => showLine(false)), CALM_MS);
  };
  const source = new EventSource(`/api/v1/live?topics=${encodeURIComponent([...topics].join(','))}`);
  source.addEventListener('change', soon);
  source.addEventListener('reset', soon);
  // A refused stream is closed for good: then the page is only not live, and the line is not down.
  source.addEventListener('error', () => showLine(source.readyState === EventSource.CLOSED));
  source.addEventListener('open', () => {
    const notice = document.querySelector<HTMLElement>('[data-offline]');
    if (notice !== null && !notice.hidden) {
      soon();
    }
    showLine(true);
  });
  addEventListener('pagehide', () => source.close());
}
