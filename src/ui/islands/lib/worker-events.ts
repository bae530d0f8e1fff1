/** What the service worker is told by the browser, as far as ours listens: the page's own library does not know these. */

/** Something that lasts until its work is done. */
export interface Waiting extends Event {
  waitUntil(work: Promise<unknown>): void;
}

/** A request of a page or for a file of one. */
export interface Fetched extends Waiting {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** A message of a page; the answer goes to the port that came along. */
export interface Told extends Waiting {
  readonly data: unknown;
  readonly ports: readonly MessagePort[];
}

/** The worker, as far as keeping pages needs it. */
export interface PageKeeper {
  readonly location: { readonly origin: string };
  addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', listener: (event: Fetched) => void): void;
  addEventListener(type: 'message', listener: (event: Told) => void): void;
}
