import { restoreWalk } from './walk.ts';

const CALM_MS = 400;
/** First and longest wait before a closed stream is opened anew. */
const AGAIN_MS = 3_000;
const AGAIN_LONGEST_MS = 60_000;

function busy(region: Element): boolean {
  const active = document.activeElement;
  return (
    region.querySelector('details[open] form, dialog[open], input[name="ids"]:checked') !== null ||
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

/** Asks how many things wait for the officer's eye, and writes the figure in the page head. */
async function count(place: HTMLElement): Promise<void> {
  const answer = await fetch(place.dataset['noticeCount'] ?? '', { credentials: 'same-origin' });
  const figure = place.querySelector<HTMLElement>('.count');
  if (!answer.ok || answer.redirected || figure === null) {
    return;
  }
  const known: unknown = await answer.json();
  const notices = typeof known === 'object' && known !== null && 'notices' in known ? known.notices : 0;
  figure.textContent = String(notices);
  figure.hidden = notices === 0;
}

function topicOf(event: MessageEvent<string>): string {
  const known: unknown = JSON.parse(event.data);
  return typeof known === 'object' && known !== null && 'topic' in known ? String(known.topic) : '';
}

function showLine(up: boolean): void {
  const notice = document.querySelector<HTMLElement>('[data-offline]');
  if (notice !== null) {
    notice.hidden = up;
  }
}

/** Whether the stream was refused to this reader: then the page is only not live. A proxy without a server behind it is no refusal. */
async function mayNotListen(address: string): Promise<boolean> {
  const stop = new AbortController();
  const answer = await fetch(address, { signal: stop.signal }).catch(() => undefined);
  stop.abort();
  return answer?.status === 401 || answer?.status === 403;
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
  const place = document.querySelector<HTMLElement>('[data-notice-count]');
  const noticeTopic = place?.dataset['noticeTopic'] ?? '';
  const all = [...new Set([...topics, noticeTopic].filter(Boolean))];
  if (all.length === 0) {
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renewSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => renew().catch(() => showLine(false)), CALM_MS);
  };
  let counting: ReturnType<typeof setTimeout> | undefined;
  /** Looks again at what the topic is about; without one, at everything. */
  const soon = (topic?: string) => {
    if (topics.size > 0 && (topic === undefined || topics.has(topic))) {
      renewSoon();
    }
    if (place !== null && (topic === undefined || topic === noticeTopic)) {
      clearTimeout(counting);
      counting = setTimeout(() => count(place).catch(() => undefined), CALM_MS);
    }
  };
  // What changed between the making of the page and this connection is told, too.
  const since = document.querySelector<HTMLElement>('[data-live-since]')?.dataset['liveSince'];
  const address = `/api/v1/live?topics=${encodeURIComponent(all.join(','))}${since === undefined ? '' : `&since=${since}`}`;
  let source: EventSource | undefined;
  let wait = AGAIN_MS;
  let down = false;
  const open = () => {
    source = new EventSource(address);
    source.addEventListener('change', (event) => soon(topicOf(event)));
    source.addEventListener('reset', () => soon());
    source.addEventListener('error', async () => {
      down = true;
      showLine(false);
      // Between two tries of its own the browser waits by itself; a refused answer ends its trying, and then we try.
      if (source?.readyState !== EventSource.CLOSED) {
        return;
      }
      if (await mayNotListen(address)) {
        showLine(true);
        return;
      }
      setTimeout(open, wait);
      wait = Math.min(wait * 2, AGAIN_LONGEST_MS);
    });
    source.addEventListener('open', () => {
      wait = AGAIN_MS;
      if (down) {
        soon();
      }
      down = false;
      showLine(true);
    });
  };
  open();
  addEventListener('pagehide', () => source?.close());
}
