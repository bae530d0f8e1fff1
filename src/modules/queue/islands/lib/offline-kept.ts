/** What the browser keeps for the time without a line: pages in its cache, lists in its database. Numbers, groups and lanes; nothing of persons. */
const DATABASE = 'motcua-hall';
const STORE = 'kept';
const CACHE = 'hall';
const PATIENCE_MS = 8_000;

function openStore(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => reject(opening.error);
  });
}

/** What is kept under a name; undefined when nothing is. */
export async function readKept(name: string): Promise<unknown> {
  const database = await openStore();
  return new Promise((resolve, reject) => {
    const asking = database.transaction(STORE).objectStore(STORE).get(name);
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });
}

/** Keeps a value under a name; it is on the disk when this returns. */
export async function writeKept(name: string, value: unknown): Promise<void> {
  const database = await openStore();
  await new Promise<void>((resolve, reject) => {
    const writing = database.transaction(STORE, 'readwrite', { durability: 'strict' });
    writing.objectStore(STORE).put(value, name);
    writing.oncomplete = () => resolve();
    writing.onerror = () => reject(writing.error);
  });
}

/** The answer of the server: `gone` when there is none. */
export type Answer = { readonly kind: 'ok'; readonly body: unknown } | { readonly kind: 'refused' | 'gone' };

/** Sends JSON and waits a few seconds for an answer. */
export async function send(url: string, body: unknown): Promise<Answer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok && !answer.redirected) {
      return { kind: 'ok', body: await answer.json() };
    }
    return { kind: answer.status >= 500 ? 'gone' : 'refused' };
  } catch {
    return { kind: 'gone' };
  }
}

/** Addresses that a script or a style sheet of ours loads further. */
function loadedBy(text: string, from: string): readonly string[] {
  return [...text.matchAll(/(?:from|import)\s*\(?["'](\.{0,2}\/[^"']+)["']|url\(["']?(\/[^"')]+)["']?\)/g)]
    .map(([, script, sheet]) => new URL(script ?? sheet ?? '', from))
    .filter(({ pathname }) => pathname.startsWith('/assets/'))
    .map(({ href }) => href);
}

async function keepFile(cache: Cache, url: string, done: Set<string>): Promise<void> {
  if (done.has(url)) {
    return;
  }
  done.add(url);
  const answer = (await cache.match(url)) ?? (await fetch(url));
  if (!answer.ok) {
    throw new Error(`${url} was not loaded`);
  }
  await cache.put(url, answer.clone());
  if (/\.(js|css)$/.test(new URL(url).pathname)) {
    const further = loadedBy(await answer.text(), url);
    await Promise.all(further.map((one) => keepFile(cache, one, done)));
  }
}

/**
 * Puts the page that stands in without a line into the cache with everything it loads, and lets the service worker serve it. Files of
 * an earlier version go. Where the browser has no service worker (an address without https) the hall simply does not go on.
 */
export async function keepPage(path: string): Promise<void> {
  if (!('serviceWorker' in navigator) || !('caches' in window)) {
    return;
  }
  await navigator.serviceWorker.register('/sw.js', { scope: '/' });
  const cache = await caches.open(CACHE);
  const answer = await fetch(path);
  if (!answer.ok || answer.redirected) {
    return;
  }
  const page = new DOMParser().parseFromString(await answer.clone().text(), 'text/html');
  const files = [...page.querySelectorAll('script[src], link[href]')].map(
    (one) => new URL(one.getAttribute('src') ?? one.getAttribute('href') ?? '', location.origin).href,
  );
  const done = new Set<string>();
  await Promise.all(files.map((url) => keepFile(cache, url, done)));
  await cache.put(path, answer);
  const pages = new Set([path, '/kiosk/ngoai-tuyen', '/can-bo/quay/ngoai-tuyen']);
  for (const request of await cache.keys()) {
    if (!done.has(request.url) && !pages.has(new URL(request.url).pathname)) {
      await cache.delete(request);
    }
  }
}

/** Tries again and again until it worked, at growing distances, at once when the browser says that a line is there. */
export function tryUntilDone(work: () => Promise<boolean>): void {
  const FIRST_MS = 2_000;
  const LONGEST_MS = 20_000;
  let wait = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  const attempt = async () => {
    clearTimeout(timer);
    if (running) {
      return;
    }
    running = true;
    const done = await work().catch(() => false);
    running = false;
    if (!done) {
      timer = setTimeout(attempt, wait);
      wait = Math.min(wait * 1.5, LONGEST_MS);
    }
  };
  addEventListener('online', attempt);
  timer = setTimeout(attempt, wait);
}
