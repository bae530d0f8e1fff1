import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepPublicPages } from './public-offline.ts';
import type { Fetched, Told } from './worker-events.ts';

const ORIGIN = 'http://mot-cua.vi-du.vn';
const kept = new Map<string, Response>();
const cache = { match: async (path: string) => kept.get(path)?.clone(), keys: async () => [] };

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
  const event = Object.assign(new Event('fetch'), {
    request,
    respondWith: (given: Promise<Response>) => {
      answer = given;
    },
    waitUntil: () => undefined,
    data: null,
    ports: [],
  });
  for (const listener of heard) {
    listener(event);
  }
  return { request, text: answer?.then((given) => given.text()) };
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
