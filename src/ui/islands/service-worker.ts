/**
 * The one service worker of the site, served as `/sw.js`. It is loaded as a classic script, so it imports nothing that another island
 * imports too: such code would be split off into a file of its own. Each thing it does is one function that adds its own listeners.
 */
import { passOn } from './lib/pass-on.ts';
import { keepPublicPages } from './lib/public-offline.ts';
import type { Fetched, Told, Waiting } from './lib/worker-events.ts';

interface Pushed extends Waiting {
  readonly data: { json(): unknown } | null;
}

interface Touched extends Waiting {
  readonly notification: { readonly data: unknown; close(): void };
}

interface Tab {
  readonly url: string;
  focus(): Promise<unknown>;
}

interface Worker {
  /** Of the files that the server serves now; written in front of this script by the server. */
  readonly BUILD?: string;
  readonly location: { readonly origin: string };
  readonly registration: {
    showNotification(title: string, options: object): Promise<void>;
  };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: object): Promise<readonly Tab[]>;
    openWindow(url: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetched) => void): void;
  addEventListener(type: 'message', listener: (event: Told) => void): void;
  addEventListener(type: 'push', listener: (event: Pushed) => void): void;
  addEventListener(type: 'notificationclick', listener: (event: Touched) => void): void;
}

declare const self: Worker;

/** A text of a message that came from outside; anything else becomes empty. */
function text(message: unknown, name: string): string {
  if (typeof message !== 'object' || message === null) {
    return '';
  }
  const value: unknown = Reflect.get(message, name);
  return typeof value === 'string' ? value : '';
}

/** A new worker takes over at once: pages need nothing of the old one. */
function takeOver(): void {
  self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()));
  self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
}

async function open(path: string): Promise<void> {
  const url = new URL(path, self.location.origin);
  if (url.origin !== self.location.origin) {
    return;
  }
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const tab = tabs.find((one) => new URL(one.url).pathname === url.pathname);
  await (tab === undefined ? self.clients.openWindow(url.href) : tab.focus());
}

/** Shows what the server sends by web push, and opens its page on a touch. */
function showMessages(): void {
  self.addEventListener('push', (event) => {
    const message = event.data?.json();
    const title = text(message, 'title');
    if (title === '') {
      return;
    }
    event.waitUntil(
      self.registration.showNotification(title, {
        body: text(message, 'text'),
        tag: text(message, 'tag'),
        renotify: text(message, 'tag') !== '',
        data: text(message, 'path'),
        lang: 'vi',
        requireInteraction: true,
        vibrate: [300, 150, 300],
      }),
    );
  });
  self.addEventListener('notificationclick', (event) => {
    event.notification.close();
    const { data } = event.notification;
    event.waitUntil(open(typeof data === 'string' ? data : '/'));
  });
}

/** Pages of the hall that work without a line, by the beginning of the addresses that they stand in for. The pages themselves put them into the cache. */
const HALL_PAGES = [
  ['/kiosk', '/kiosk/ngoai-tuyen'],
  ['/can-bo/quay', '/can-bo/quay/ngoai-tuyen'],
] as const;
const HALL_CACHE = 'hall';
/** A line that swallows everything counts as gone after so long. */
const PATIENCE_MS = 8_000;

/** The page from the server; from the cache where no server answers. A press that got no answer is told to the page (`cho`). */
async function pageOrShell(request: Request, shell: string): Promise<Response> {
  const isShell = new URL(request.url).pathname === shell;
  const answer = await passOn(request, PATIENCE_MS);
  if (answer !== undefined && answer.status !== 502 && answer.status !== 504) {
    return answer;
  }
  const kept = await caches.match(shell, { cacheName: HALL_CACHE });
  if (kept === undefined) {
    return Response.error();
  }
  return isShell ? kept : Response.redirect(request.method === 'GET' ? shell : `${shell}?cho=1`);
}

/** Kiosk and counter consoles go on without a line; everything else loads as if this were not here. */
function keepHallPages(): void {
  self.addEventListener('fetch', (event) => {
    const { request } = event;
    const { origin, pathname } = new URL(request.url);
    if (origin !== self.location.origin) {
      return;
    }
    if (pathname.startsWith('/assets/')) {
      event.respondWith(
        // Names carry the content's digest: whichever cache has the file, it is the right one.
        caches.match(request, { ignoreVary: true }).then((kept) => kept ?? fetch(request)),
      );
      return;
    }
    const page = HALL_PAGES.find(([start]) => pathname === start || pathname.startsWith(`${start}/`));
    if (request.mode === 'navigate' && page !== undefined) {
      event.respondWith(pageOrShell(request, page[1]));
    }
  });
}

takeOver();
showMessages();
keepHallPages();
keepPublicPages(self, self.BUILD ?? 'dev');
