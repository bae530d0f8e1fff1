import { type OfflineDesk, setInDoubt } from '../../rules/offline-desk.ts';
import type { MergeReply, ShareReply } from '../../schema-offline.ts';
import { readKept, send, writeKept } from './offline-kept.ts';

/** What a counter's browser keeps. */
export interface KeptCounter extends OfflineDesk {
  readonly form: 1;
  readonly consoleId: string;
  readonly counterId: string;
  readonly counter: number;
  readonly version: number;
  /** First in line when the list came, and who may have been called by a press without an answer: by hand only. */
  readonly open: readonly string[];
  /** Until when the list may be called from, by this browser's clock. */
  readonly until: number;
  /** Add to this browser's clock to have the server's. */
  readonly ahead: number;
}

const NAME = 'counter';
/** The list that was given back on leaving the console; written at once, which the database is not. */
const LEFT = 'hall.left';
/** Less than what the server keeps: our clock may run a little slower. */
const MARGIN_MS = 60_000;

function isKept(value: unknown): value is KeptCounter {
  return typeof value === 'object' && value !== null && 'form' in value && value.form === 1;
}

function isShare(value: unknown): value is ShareReply {
  return typeof value === 'object' && value !== null && 'version' in value && 'list' in value;
}

function isMerged(value: unknown): value is MergeReply {
  return typeof value === 'object' && value !== null && 'items' in value;
}

/** What is kept for this browser's counter. */
export async function keptCounter(): Promise<KeptCounter | undefined> {
  const kept = await readKept(NAME);
  if (!isKept(kept)) {
    return undefined;
  }
  return localStorage.getItem(LEFT) === `${kept.consoleId} ${kept.version}` ? { ...kept, list: [] } : kept;
}

/** Stores the desk. */
export async function storeCounter(kept: KeptCounter): Promise<void> {
  await writeKept(NAME, kept);
  stored = kept;
}

let stored: KeptCounter | undefined;

/** The console is left for another page: its list is empty from here on, and the server may give its people to all. */
export function leaveConsole(): void {
  if (stored !== undefined) {
    const { consoleId, version } = stored;
    localStorage.setItem(LEFT, `${consoleId} ${version}`);
    fetch('/api/v1/hall/offline/share/return', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ consoleId }),
      keepalive: true,
    }).catch(() => undefined);
  }
}

/** What came of talking to the server. */
export type Talked = 'done' | 'gone' | 'refused';

/** Sends what was done without a line, oldest first; what the server has leaves the log. Always before a new list is asked for. */
export async function mergeLog(): Promise<Talked> {
  const kept = await keptCounter();
  if (kept === undefined || kept.log.length === 0) {
    return 'done';
  }
  const { consoleId, counterId, log } = kept;
  const answer = await send('/api/v1/hall/offline/visits', {
    consoleId,
    counterId,
    items: log.slice(0, 200),
  });
  if (answer.kind !== 'ok' || !isMerged(answer.body)) {
    return answer.kind === 'refused' ? 'refused' : 'gone';
  }
  const merged = new Set(answer.body.items.map(({ id }) => id));
  const now = (await keptCounter()) ?? kept;
  const left = now.log.filter(({ id }) => !merged.has(id));
  await storeCounter({ ...now, log: left });
  return left.length === 0 ? 'done' : mergeLog();
}

async function askOnce(counterId: string): Promise<Talked> {
  const before = await keptCounter();
  const consoleId = before?.consoleId ?? crypto.randomUUID();
  const asked = Date.now();
  const held = before?.version ?? 0;
  const answer = await send('/api/v1/hall/offline/share', { consoleId, counterId, held });
  if (answer.kind !== 'ok' || !isShare(answer.body)) {
    return answer.kind === 'refused' ? 'refused' : 'gone';
  }
  const share = answer.body;
  await storeCounter({
    form: 1,
    consoleId,
    counterId,
    counter: share.counter,
    version: share.version,
    current: share.current,
    list: share.list,
    open: share.open,
    log: [],
    until: asked + share.hours * 3_600_000 - MARGIN_MS,
    ahead: share.now - asked,
  });
  // Who left the list is free for the colleagues only when the server hears that this list is stored.
  const given = before?.list.some(({ id }) => !share.list.some((one) => one.id === id)) ?? false;
  return given ? askOnce(counterId) : 'done';
}

/** Merges, then asks for the share of this moment. */
export async function keepShare(counterId: string): Promise<Talked> {
  const merged = await mergeLog();
  return merged === 'done' ? askOnce(counterId) : merged;
}

/** The page shows who is at the counter: who that is, is on no list any more, even where the next list does not come. */
export async function noteCurrent(ticketId: string, number: string): Promise<void> {
  const kept = await keptCounter();
  if (kept?.list.some(({ id }) => id === ticketId)) {
    const list = kept.list.filter(({ id }) => id !== ticketId);
    await storeCounter({ ...kept, list, current: { ticketId, number, serving: false } });
  }
}

/** A press got no answer: whom the server may have called by it is left to calling by hand. */
export async function doubtPress(): Promise<void> {
  const kept = await keptCounter();
  if (kept !== undefined) {
    const { list, doubtful } = setInDoubt(kept.list);
    await storeCounter({ ...kept, list, open: [...new Set([...kept.open, ...doubtful])] });
  }
}
