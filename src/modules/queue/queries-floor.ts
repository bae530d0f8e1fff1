import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise, can } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { dayWords, hallDayAt } from './day.ts';
import { messages } from './messages.ts';
import { QUEUE_POLICY } from './policy.ts';
import { FLOOR_POLICY } from './policy-floor.ts';
import { type FloorCounterRow, floorCounters, heldByLine, laneCrowds } from './repo/floor.ts';
import { listGroups } from './repo/groups.ts';
import { listPauseReasons } from './repo/hall-rules.ts';
import type { WaitRange } from './rules/estimate.ts';
import { LANES, type Lane } from './rules/order.ts';
import { waitsOfLines } from './wait.ts';

/** Where a counter stands. */
export type FloorState = 'closed' | 'paused' | 'free' | 'called' | 'serving' | 'question';

/** A counter on the floor. */
export interface FloorCounter extends FloorCounterRow {
  readonly state: FloorState;
  /** Since when it stands so; null while it is closed. */
  readonly since: Temporal.Instant | null;
}

/** Who has waited longest. */
export interface LongestWait {
  readonly number: string;
  readonly since: Temporal.Instant;
}

/** A line on the floor. */
export interface FloorLine {
  readonly letter: string;
  readonly name: string;
  readonly open: boolean;
  readonly waiting: number;
  readonly lanes: readonly { readonly lane: Lane; readonly waiting: number }[];
  readonly held: number;
  readonly longest: LongestWait | undefined;
  readonly wait: WaitRange | undefined;
  /** Counters at work, not paused, that call from it: its own, and those that help. */
  readonly own: number;
  readonly helping: number;
}

/** The hall at a moment. No names of visitors, no reasons of priority: numbers only. */
export interface FloorView {
  readonly at: Temporal.Instant;
  readonly counters: readonly FloorCounter[];
  readonly lines: readonly FloorLine[];
  readonly longest: LongestWait | undefined;
  /** What people in the hall are told of the day; undefined while it simply works. */
  readonly day: string | undefined;
  /** Whether the reader may direct the hall. */
  readonly directs: boolean;
  readonly plans: boolean;
}

function stateOf(row: FloorCounterRow): Pick<FloorCounter, 'state' | 'since'> {
  if (row.ticket !== null) {
    return { state: row.serving ? 'serving' : 'called', since: row.calledAt };
  }
  if (row.openedAt === null) {
    return { state: 'closed', since: null };
  }
  if (row.quickAt !== null) {
    return { state: 'question', since: row.quickAt };
  }
  return row.pauseReason === null
    ? { state: 'free', since: row.openedAt }
    : { state: 'paused', since: row.pausedAt };
}

function earliest(waits: readonly LongestWait[]): LongestWait | undefined {
  return [...waits].sort((a, b) => Temporal.Instant.compare(a.since, b.since)).at(0);
}

async function linesAt(tx: Tx, now: Temporal.Instant, counters: readonly FloorCounter[]) {
  const day = localDay(now);
  const crowds = await laneCrowds(tx, day);
  const held = await heldByLine(tx, day);
  const waits = await waitsOfLines(tx, now);
  const working = counters.filter(({ openedAt, pauseReason }) => openedAt !== null && pauseReason === null);
  return (await listGroups(tx)).map((group): FloorLine => {
    const here = crowds.filter(({ groupId }) => groupId === group.id);
    const links = working.flatMap(({ lines }) => lines.filter(({ letter }) => letter === group.letter));
    return {
      letter: group.letter,
      name: group.name,
      open: group.active,
      waiting: here.reduce((sum, { waiting }) => sum + waiting, 0),
      lanes: LANES.flatMap((lane) => here.filter((one) => one.lane === lane)),
      held: held.get(group.id) ?? 0,
      longest: earliest(here),
      wait: waits.get(group.id),
      own: links.filter(({ helps }) => !helps).length,
      helping: links.filter(({ helps }) => helps).length,
    };
  });
}

/** The hall now, for whoever answers for it. @throws Problem `forbidden` */
export async function floorView(ctx: AppContext, actor: Actor): Promise<FloorView> {
  authorise(FLOOR_POLICY, actor, 'floor.see', actor);
  const at = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const counters = (await floorCounters(tx, localDay(at))).map((row) => ({ ...row, ...stateOf(row) }));
    const lines = await linesAt(tx, at, counters);
    return {
      at,
      counters,
      lines,
      longest: earliest(lines.flatMap(({ longest }) => (longest === undefined ? [] : [longest]))),
      day: dayWords(await hallDayAt(tx, actor.centreId, at), 'vi'),
      directs: can(FLOOR_POLICY, actor, 'floor.direct', actor),
      plans: can(FLOOR_POLICY, actor, 'floor.plan', actor),
    };
  });
}

/** Somebody who may mind a counter, by name. */
export interface CounterOfficer {
  readonly id: string;
  readonly name: string;
  readonly position: string;
}

/** Everybody of the centre who may call people to a counter, by name. */
export async function counterOfficersIn(tx: Tx): Promise<readonly CounterOfficer[]> {
  return (await listAccountsIn(tx))
    .filter(
      ({ active, roles }) => active && roles.some((role) => QUEUE_POLICY['ticket.call'][role] !== undefined),
    )
    .map(({ id, displayName, position }) => ({ id, name: displayName, position }))
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'));
}

/** A counter and what directing it needs. */
export interface DirectedCounter {
  readonly counter: FloorCounter;
  readonly groups: readonly { readonly letter: string; readonly name: string }[];
  readonly officers: readonly CounterOfficer[];
  readonly pauseReasons: readonly string[];
}

/** One counter for being directed. @throws Problem `forbidden`, `not-found` */
export async function directedCounter(
  ctx: AppContext,
  actor: Actor,
  number: number,
): Promise<DirectedCounter> {
  authorise(FLOOR_POLICY, actor, 'floor.direct', actor);
  const day = localDay(ctx.clock.now());
  return readOnly(ctx, actor, async (tx) => {
    const row = (await floorCounters(tx, day)).find((one) => one.number === number);
    if (row === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('counter.unknown') });
    }
    return {
      counter: { ...row, ...stateOf(row) },
      groups: (await listGroups(tx)).map(({ letter, name }) => ({ letter, name })),
      officers: await counterOfficersIn(tx),
      pauseReasons: await listPauseReasons(tx),
    };
  });
}
