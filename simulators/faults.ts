import type { ServerResponse } from 'node:http';
import { type Reply, send } from './http.ts';

/** Ways in which the line to an outside system fails, whatever that system does. */
export const LINE_FAULTS = [
  /** Takes the request, does nothing, closes the line. */
  'drop-before',
  /** Does it, then closes the line: the caller cannot know. */
  'drop-after',
  /** Does it and answers after the caller gave up. */
  'slow',
  '502',
  /** Does it and answers with a page. */
  'html',
  /** Does it and answers with half of its text. */
  'truncated',
] as const;
export type LineFault = (typeof LINE_FAULTS)[number];

/** Answers as a healthy system would, or as the fault says. `run` does the work and is called when, and only when, the fault lets it be done. */
export async function answerWith(
  fault: LineFault | null,
  run: () => Reply | Promise<Reply>,
  response: ServerResponse,
  slowMs: number,
): Promise<void> {
  if (fault === 'drop-before') {
    response.destroy();
    return;
  }
  if (fault === '502') {
    send(response, { status: 502, type: 'text/html', body: '<html>Bad Gateway</html>' });
    return;
  }
  const reply = await run();
  switch (fault) {
    case null:
      send(response, reply);
      return;
    case 'drop-after':
      response.destroy();
      return;
    case 'slow':
      setTimeout(() => send(response, reply), slowMs);
      return;
    case 'html':
      send(response, { type: 'text/html', body: '<!doctype html><title>Bảo trì</title>' });
      return;
    case 'truncated':
      send(response, { ...reply, body: reply.body.slice(0, reply.body.length / 2) });
      return;
    default:
      fault satisfies never;
  }
}

/** The fault that chance has in store for a call; null for none. `next` gives numbers from 0 to 1. */
export function faultByChance<T>(
  next: () => number,
  { faultRate, faults }: { readonly faultRate: number; readonly faults: readonly T[] },
): T | null {
  return next() < faultRate ? (faults[Math.floor(next() * faults.length)] ?? null) : null;
}
