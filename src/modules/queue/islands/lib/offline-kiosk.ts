import { ticketNumber } from '../../rules/numbers.ts';
import { firstFree } from '../../rules/offline-numbers.ts';
import type { LeasedNumbers, MergeReply, OfflineTicketInput } from '../../schema-offline.ts';
import { readKept, send, writeKept } from './offline-kept.ts';

/** What a kiosk's browser keeps: its leased numbers of one day, which of them it gave out, and what is not merged yet. */
export interface KeptKiosk {
  readonly form: 1;
  readonly keeperId: string;
  readonly day: string;
  readonly groups: LeasedNumbers['groups'];
  /** Sequences given out here, by group. */
  readonly given: Readonly<Record<string, readonly number[]>>;
  readonly out: readonly OfflineTicketInput[];
  readonly ahead: number;
}

/** A number that was just given out. */
export interface GivenNumber {
  readonly number: string;
  readonly group: string;
  readonly token: string;
  readonly at: number;
}

const NAME = 'kiosk';
const TOKEN_BYTES = 16;

function isKept(value: unknown): value is KeptKiosk {
  return typeof value === 'object' && value !== null && 'form' in value && value.form === 1;
}

function isLeased(value: unknown): value is LeasedNumbers {
  return typeof value === 'object' && value !== null && 'groups' in value && 'day' in value;
}

function isMerged(value: unknown): value is MergeReply {
  return typeof value === 'object' && value !== null && 'items' in value;
}

/** What this kiosk keeps. */
export async function keptKiosk(): Promise<KeptKiosk | undefined> {
  const kept = await readKept(NAME);
  return isKept(kept) ? kept : undefined;
}

/** The local date of the centre, by this browser's clock as the server set it right. */
export function dayNow(ahead: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + ahead);
}

function newToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Gives out the next number of the group's block; undefined when none is left for today. Stored before it is shown. */
export async function giveNumber(groupId: string, priority: boolean): Promise<GivenNumber | undefined> {
  const kept = await keptKiosk();
  const group = kept?.groups.find(({ id }) => id === groupId);
  if (kept === undefined || group === undefined || kept.day !== dayNow(kept.ahead)) {
    return undefined;
  }
  const given = kept.given[groupId] ?? [];
  const sequence = firstFree(group.blocks, new Set([...group.used, ...given]));
  if (sequence === undefined) {
    return undefined;
  }
  const at = Date.now() + kept.ahead;
  const ticket = { id: crypto.randomUUID(), token: newToken(), groupId, sequence, priority, at };
  await writeKept(NAME, {
    ...kept,
    given: { ...kept.given, [groupId]: [...given, sequence] },
    out: [...kept.out, ticket],
  } satisfies KeptKiosk);
  return {
    number: ticketNumber(group.letter, group.firstNumber - 1 + sequence),
    group: group.name,
    token: ticket.token,
    at,
  };
}

/** Merges what was given out, then renews the block of numbers. */
export async function keepNumbers(): Promise<'done' | 'gone' | 'refused'> {
  const before = await keptKiosk();
  if (before !== undefined && before.out.length > 0) {
    const { keeperId, out } = before;
    const answer = await send('/api/v1/hall/offline/tickets', { keeperId, tickets: out.slice(0, 200) });
    if (answer.kind !== 'ok' || !isMerged(answer.body)) {
      return answer.kind === 'refused' ? 'refused' : 'gone';
    }
    const merged = new Set(answer.body.items.map(({ id }) => id));
    const now = (await keptKiosk()) ?? before;
    await writeKept(NAME, { ...now, out: now.out.filter(({ id }) => !merged.has(id)) } satisfies KeptKiosk);
    return keepNumbers();
  }
  const keeperId = before?.keeperId ?? crypto.randomUUID();
  const asked = Date.now();
  const answer = await send('/api/v1/hall/offline/numbers', { keeperId });
  if (answer.kind !== 'ok' || !isLeased(answer.body)) {
    return answer.kind === 'refused' ? 'refused' : 'gone';
  }
  const { day, groups, now } = answer.body;
  const kept = await keptKiosk();
  await writeKept(NAME, {
    form: 1,
    keeperId,
    day,
    groups,
    given: kept?.day === day ? kept.given : {},
    out: kept?.out ?? [],
    ahead: now - asked,
  } satisfies KeptKiosk);
  return 'done';
}
