/**
 * What the service worker keeps of citizens' pages: whole pages with the files they load, in the browser's cache. Imported by the worker
 * alone (see there), so it holds its own way of finding a page's files.
 *
 * The server says what may be kept, in the header `x-keep`: "opened DAYS" with being looked at, "asked DAYS ROOT" only where the person
 * pressed to keep the page ROOT. A page without the header is never kept.
 */

/** Pages and their files. */
const KEPT = 'kept';
/** So many pages are kept by being opened; the oldest goes first. */
const MOST_OPENED = 30;
const DAY_MS = 86_400_000;

const AT = 'x-kept-at';
const UNTIL = 'x-kept-until';
const FILES = 'x-kept-files';
const KEEP = 'x-keep';

/** What a page's header allows. */
interface Leave {
  readonly how: 'opened' | 'asked';
  readonly days: number;
  readonly root: string;
}

function leaveOf(answer: Response): Leave | undefined {
  const [how, days, root = ''] = (answer.headers.get(KEEP) ?? '').split(' ');
  return how === 'opened' || how === 'asked' ? { how, days: Number(days), root } : undefined;
}

/** Files of ours that a page, a style sheet or a script names. */
function filesIn(text: string): readonly string[] {
  const named = text.matchAll(/(?:\/assets\/|["']\.\/)([\w.~-]+\.(?:js|css|woff2|svg|png))/g);
  return [...new Set([...named].map(([, file]) => `/assets/${file}`))];
}

async function keepFiles(cache: Cache, text: string, done: Set<string>): Promise<void> {
  const fresh = filesIn(text).filter((url) => !done.has(url));
  for (const url of fresh) {
    done.add(url);
  }
  await Promise.all(
    fresh.map(async (url) => {
      const answer = (await caches.match(url)) ?? (await fetch(url));
      if (!answer.ok) {
        throw new Error(`${url} was not loaded`);
      }
      await cache.put(url, answer.clone());
      if (/\.(?:js|css)$/.test(url)) {
        await keepFiles(cache, await answer.text(), done);
      }
    }),
  );
}

/** Puts a page into a cache with everything it loads, until so many days from now. */
export async function storePage(cache: Cache, path: string, answer: Response, days: number): Promise<void> {
  const text = await answer.text();
  const files = new Set<string>();
  await keepFiles(cache, text, files);
  const headers = new Headers(answer.headers);
  for (const name of ['content-encoding', 'content-length']) {
    headers.delete(name);
  }
  headers.set(AT, String(Date.now()));
  headers.set(UNTIL, String(Date.now() + days * DAY_MS));
  headers.set(FILES, [...files].join(' '));
  await cache.put(path, new Response(text, { headers }));
}

/** When a stored page was stored, in milliseconds since 1970. */
export function storedAt(page: Response): number {
  return Number(page.headers.get(AT) ?? 0);
}

/** Takes away what is over, what is too much, and files that no page loads any more. */
async function tidy(cache: Cache): Promise<void> {
  const all = await Promise.all(
    (await cache.keys()).map(async (request) => ({ request, answer: await cache.match(request) })),
  );
  const pages = all
    .flatMap(({ request, answer }) => (answer?.headers.has(AT) ? [{ request, answer }] : []))
    .sort((a, b) => storedAt(b.answer) - storedAt(a.answer));
  const opened = pages.filter(({ answer }) => leaveOf(answer)?.how !== 'asked');
  const over = new Set([
    ...pages.filter(({ answer }) => Number(answer.headers.get(UNTIL)) < Date.now()),
    ...opened.slice(MOST_OPENED),
  ]);
  const needed = new Set(
    pages
      .filter((page) => !over.has(page))
      .flatMap(({ answer }) => answer.headers.get(FILES)?.split(' ') ?? []),
  );
  const files = all.filter(({ answer }) => !answer?.headers.has(AT));
  const unneeded = files.filter(({ request }) => !needed.has(new URL(request.url).pathname));
  await Promise.all([...over, ...unneeded].map(({ request }) => cache.delete(request)));
}

/** One change after the other: a file that is being kept must not be tidied away before its page is there. */
let last: Promise<unknown> = Promise.resolve();

function inOrder<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work, work);
  last = mine;
  return mine;
}

/** Keeps a page that the server lets be kept; `asked`: the person pressed for it just now. Whether it is kept. */
export function keepPage(path: string, answer: Response, asked: boolean): Promise<boolean> {
  return inOrder(async () => {
    const cache = await caches.open(KEPT);
    if (answer.status === 404 || answer.status === 410) {
      await cache.delete(path);
      return false;
    }
    const leave = answer.ok && !answer.redirected ? leaveOf(answer) : undefined;
    const wanted =
      leave?.how === 'opened' || asked || (leave && (await cache.match(leave.root)) !== undefined);
    if (leave === undefined || !wanted) {
      return false;
    }
    await storePage(cache, path, answer, leave.days);
    await tidy(cache);
    return true;
  });
}

/** Forgets a page and all below it; "/" forgets everything. */
export function forgetPages(root: string): Promise<boolean> {
  return inOrder(async () => {
    const cache = await caches.open(KEPT);
    const below = root === '/' ? '/' : `${root}/`;
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname === root || pathname.startsWith(below)) {
        await cache.delete(request);
      }
    }
    await tidy(cache);
    return true;
  });
}

/** The pages of this person's device that a sending to `path` may have changed: kept ones above it. */
export async function keptAbove(path: string): Promise<readonly string[]> {
  const cache = await caches.open(KEPT);
  const paths = (await cache.keys()).map(({ url }) => new URL(url).pathname);
  return paths.filter((kept) => path.startsWith(`${kept}/`));
}

/** "09:12", with its day where that is another one. In Viet Nam. */
function moment(at: number): string {
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  const day = (time: number) =>
    new Intl.DateTimeFormat('vi-VN', { dateStyle: 'short', timeZone: 'Asia/Ho_Chi_Minh' }).format(time);
  const time = new Intl.DateTimeFormat('vi-VN', { ...clock, timeZone: 'Asia/Ho_Chi_Minh' }).format(at);
  return day(at) === day(Date.now()) ? time : `${time} ${day(at)}`;
}

/** The kept copy of a page, with its own note "as of …" opened; undefined where there is none, or it is over. */
export async function keptCopy(path: string): Promise<Response | undefined> {
  const kept = await caches.match(path, { cacheName: KEPT, ignoreVary: true });
  if (kept === undefined || Number(kept.headers.get(UNTIL)) < Date.now()) {
    return undefined;
  }
  const text = (await kept.text())
    .replace(/( data-kept-note="\w+") hidden(?:="")?/, '$1')
    .replace(/(<time data-kept-at(?:="")?>)(?=<\/time>)/, `$1${moment(storedAt(kept))}`);
  return new Response(text, { headers: kept.headers });
}
