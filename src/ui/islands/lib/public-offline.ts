/** Citizens' pages without a line: the kept copy of the page, else the page with the centre's address, hours and telephone. */
import { forgetPages, keepPage, keptAbove, keptCopy, storedAt, storePage } from './kept-pages.ts';
import { passOn } from './pass-on.ts';
import type { Fetched, PageKeeper } from './worker-events.ts';

/** The page that stands in for every other. */
const OFFLINE = '/ngoai-tuyen';
/** Its cache, one for each build: files of another build are never mixed in. */
const SHELL = 'shell-';
/** Hours and telephone are asked for again after so long. */
const SHELL_FRESH_MS = 86_400_000;
const SHELL_DAYS = 365;
/** A page whose answer does not begin counts as not to be had after so long. */
const PATIENCE_MS = 20_000;
/** Who signs out leaves no draft behind: the machine may be the hall's. */
const SIGN_OUT = '/cong-dan/dang-xuat';
const DRAFTS = '/nop-ho-so';
/** Officers, machines of the hall and programs look after themselves. */
const OTHERS = /^\/(?:can-bo|kiosk|bang-goi|thiet-bi|dang-nhap|api|assets)(?:\/|$)/;

/** The answer of the server; undefined where there is no line or no server behind it. What is sent may take its time. */
async function fromServer(request: Request): Promise<Response | undefined> {
  const answer = await passOn(request, request.method === 'GET' ? PATIENCE_MS : null);
  return answer !== undefined && [502, 503, 504].includes(answer.status) ? undefined : answer;
}

/** Keeps citizens' pages. `build` names what is served now: a new one brings its own files and sweeps the old ones out. */
export function keepPublicPages(worker: PageKeeper, build: string): void {
  const shell = SHELL + build;

  const renewShell = async (always: boolean): Promise<void> => {
    const cache = await caches.open(shell);
    const known = await cache.match(OFFLINE, { ignoreVary: true });
    if (!always && known !== undefined && Date.now() - storedAt(known) < SHELL_FRESH_MS) {
      return;
    }
    const answer = await fetch(OFFLINE);
    if (answer.ok) {
      await storePage(cache, OFFLINE, answer, SHELL_DAYS);
    }
  };

  /** The page for the time without a line; `sent`: something was sent that may not have arrived. */
  const offlinePage = async (sent: boolean): Promise<Response> => {
    const kept = await caches.match(OFFLINE, { cacheName: shell, ignoreVary: true });
    if (kept === undefined) {
      return Response.error();
    }
    const text = await kept.text();
    const words = sent ? text.replace(/ data-sent(?:="")? hidden(?:="")?/, ' data-sent=""') : text;
    return new Response(words, { headers: kept.headers });
  };

  /** After an answer of the server: keeps what may be kept, in the look and language that the person has now. */
  const afterwards = async ({ method }: Request, url: URL, answer: Response): Promise<void> => {
    if (method === 'GET') {
      await keepPage(url.pathname, answer, false);
    } else if (url.pathname === SIGN_OUT) {
      // A refusal (another site's form) signs nobody out; the way on from a sign-out is a redirect, status 0 here.
      await (answer.status < 400 && forgetPages(DRAFTS));
    } else {
      for (const path of await keptAbove(url.pathname)) {
        await keepPage(path, await fetch(path), true);
      }
    }
    await renewShell(url.pathname === '/hien-thi' || url.searchParams.has('lang'));
  };

  const answerTo = async (event: Fetched, url: URL): Promise<Response> => {
    const { request } = event;
    const answer = await fromServer(request);
    if (answer !== undefined) {
      const copy = answer.headers.has('x-keep') ? answer.clone() : answer;
      event.waitUntil(afterwards(request, url, copy).catch(() => undefined));
      return answer;
    }
    const kept = request.method === 'GET' ? await keptCopy(url.pathname) : undefined;
    return kept ?? offlinePage(request.method !== 'GET');
  };

  worker.addEventListener('install', (event) => {
    event.waitUntil(renewShell(true).catch(() => undefined));
  });
  worker.addEventListener('activate', (event) => {
    const sweep = async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith(SHELL) && name !== shell);
      await Promise.all(old.map((name) => caches.delete(name)));
    };
    event.waitUntil(sweep());
  });
  worker.addEventListener('fetch', (event) => {
    const url = new URL(event.request.url);
    if (
      event.request.mode === 'navigate' &&
      url.origin === worker.location.origin &&
      !OTHERS.test(url.pathname)
    ) {
      event.respondWith(answerTo(event, url));
    }
  });
  worker.addEventListener('message', (event) => {
    const work = async (): Promise<boolean> => {
      const keep: unknown = Reflect.get(Object(event.data), 'keep');
      const forget: unknown = Reflect.get(Object(event.data), 'forget');
      if (typeof forget === 'string') {
        return forgetPages(forget);
      }
      const paths = Array.isArray(keep) ? keep.filter((path) => typeof path === 'string') : [];
      const kept = paths.map(async (path) =>
        path.startsWith('/') && !OTHERS.test(path) ? keepPage(path, await fetch(path), true) : false,
      );
      // The first is what was asked for; the others go along where they can.
      return (await Promise.all(kept))[0] ?? false;
    };
    event.waitUntil(
      work()
        .catch(() => false)
        .then((done) => event.ports[0]?.postMessage(done)),
    );
  });
}
