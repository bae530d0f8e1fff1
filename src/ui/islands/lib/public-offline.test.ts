import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPublicPages } from './public-offline.ts';
import type { Fetched, Told } from './worker-events.ts';

const ORIGIN = 'http://mot-cua.vi-du.vn';
const kept = new Map<string, Response>();
const pathOf = (page: string | Request) =>
  new URL(typeof page === 'string' ? page : page.url, ORIGIN).pathname;
const cache = {
  match: async (page: string | Request) => kept.get(pathOf(page))?.clone(),
  keys: async () => [...kept.keys()].map((path) => new Request(`${ORIGIN}${path}`)),
  delete: async (page: string | Request) => kept.delete(pathOf(page)),
};

beforeEach(() => {
  vi.useFakeTimers();
  kept.set('/ngoai-tuyen', new Response('offline', { headers: { 'x-kept-at': String(Date.now()) } }));
  vi.stubGlobal('caches', { open: async () => cache, match: cache.match });
});
afterEach(() => {
  kept.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What the worker answers to a page that is gone to, and the request itself. */
function visit(method: string, path: string) {
  const heard: ((event: Fetched & Told) => void)[] = [];
  const worker = {
    location: { origin: ORIGIN },
    addEventListener: (type: string, listener: (event: Fetched & Told) => void) => {
      if (type === 'fetch') {
        heard.push(listener);
      }
    },
  };
  keepPublicPages(worker, 'build');
  const request = new Request(`${ORIGIN}${path}`, { method });
  Object.defineProperty(request, 'mode', { value: 'navigate' });
  let answer: Promise<Response> | undefined;
  const after: Promise<unknown>[] = [];
  const event = Object.assign(new Event('fetch'), {
    request,
    respondWith: (given: Promise<Response>) => {
      answer = given;
    },
    waitUntil: (work: Promise<unknown>) => void after.push(work),
    data: null,
    ports: [],
  });
  for (const listener of heard) {
    listener(event);
  }
  return { request, after, text: answer?.then((given) => given.text()) };
}

it.each(['GET', 'POST'])(
  '%s is passed on as the browser made it: who sent it is not covered up',
  async (method) => {
    const fetched = vi.fn((..._given: readonly unknown[]) => Promise.resolve(new Response('page')));
    vi.stubGlobal('fetch', fetched);
    const { request, text } = visit(method, '/phan-anh');
    expect(await text).toBe('page');
    expect(fetched.mock.calls[0]).toEqual([request]);
    expect(fetched.mock.calls[0]?.[0]).toBe(request);
  },
);

it('what takes long to send is not cut off; a page that does not come is', async () => {
  vi.stubGlobal(
    'fetch',
    () => new Promise<Response>((resolve) => setTimeout(() => resolve(new Response('received')), 300_000)),
  );
  const [sent, opened] = [visit('POST', '/nop-ho-so/a/giay-to').text, visit('GET', '/thu-tuc').text];
  await vi.advanceTimersByTimeAsync(300_000);
  expect([await sent, await opened]).toEqual(['received', 'offline']);
});

it.each([
  ['is done', new Response(null, { status: 204 }), false],
  ['is refused', new Response(null, { status: 403 }), true],
])('a sign-out that %s: drafts on the device', async (_how, answer, stay) => {
  const headers = { 'x-kept-at': String(Date.now()), 'x-kept-until': String(Date.now() + 1_000) };
  kept.set('/nop-ho-so/ban-nhap', new Response('draft', { headers }));
  kept.set('/thu-tuc/1.001193', new Response('procedure', { headers }));
  vi.stubGlobal('fetch', async () => answer);
  const { text, after } = visit('POST', '/cong-dan/dang-xuat');
  await text;
  await Promise.all(after);
  expect(kept.has('/nop-ho-so/ban-nhap')).toBe(stay);
  expect(kept.has('/thu-tuc/1.001193')).toBe(true);
});
