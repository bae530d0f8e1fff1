import type { Listed, NationalRecord } from '#integrations/national-list/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import { newestVersions } from '#modules/procedures/commands/follow-list.ts';
import type { Actor } from '#platform/actor.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { findCircuit, noteCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { nationalListMessages } from '../messages.ts';
import { NATIONAL_LIST_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { isShort, recordsToRead } from '../rules/compare.ts';
import type { Unreadable } from '../schema.ts';
import { type ConnectedList, connectList } from './connect.ts';
import { raiseDifferences } from './raise.ts';
import { askForReading } from './start-fetch.ts';

/** When the line to the list is left in peace: nobody waits for it, so it rests long. */
const LIST_CIRCUIT: CircuitPlan = { openAfter: 3, firstRest: 120, longestRest: 3600 };
/** Records read in one go, before it is noted how far it came. */
const AT_ONCE = 20;
/** How long one go may take before another is let in, in minutes. */
const LEASE_MINUTES = 25;
/** A reading that did not end in two days is given up; the next night begins anew. */
const GIVE_UP_HOURS = 48;

interface Line {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly connected: ConnectedList;
}

async function noteLine(tx: Tx, { ctx, actor }: Line, why: string | null): Promise<void> {
  await noteCircuit(tx, actor.centreId, repo.LIST_LINE, why, ctx.clock.now(), LIST_CIRCUIT);
}

const isOurs = ({ connected }: Line) =>
  connected.source.kind === 'portal' && connected.source.unitCode !== undefined;

/** Reads the list itself: what is to be read of it, or that it is suspiciously short. @returns whether the reading goes on */
async function readWholeList(line: Line, fetch: repo.FetchWork): Promise<boolean> {
  const { ctx, actor, connected } = line;
  const answer = await connected.list.list();
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await noteLine(tx, line, answer.kind === 'read' ? null : answer.why);
    if (answer.kind !== 'read') {
      await repo.noteFetch(tx, fetch.id, { why: answer.why, leaseUntil: null });
      return false;
    }
    const open = new Set(
      [...(await newestVersions(tx))].flatMap(([code, { effectiveTo }]) =>
        effectiveTo === null ? [code] : [],
      ),
    );
    const listed = new Set(answer.value.map(({ code }) => code));
    const missing = [...open].filter((code) => !listed.has(code)).length;
    if (isShort(listed.size, await repo.lastListed(tx, fetch.source), missing, open.size)) {
      await repo.noteFetch(tx, fetch.id, {
        state: 'short',
        list: answer.value,
        why: nationalListMessages('vi')('short-why', { listed: listed.size, missing }),
        leaseUntil: null,
        endedAt: now,
      });
      return false;
    }
    await repo.noteFetch(tx, fetch.id, {
      list: answer.value,
      todo: recordsToRead(answer.value, open, await repo.lastReads(tx), localDay(now)),
      why: null,
    });
    return true;
  });
}

interface ReadRecords {
  readonly records: readonly NationalRecord[];
  readonly unreadable: readonly Unreadable[];
  readonly left: readonly Listed[];
  /** Why it stopped; null when it came to the end. */
  readonly why: string | null;
}

/** Reads some records, one after the other, until the line fails. */
async function readSome({ connected }: Line, todo: readonly Listed[]): Promise<ReadRecords> {
  const records: NationalRecord[] = [];
  const unreadable: Unreadable[] = [];
  for (const [at, listed] of todo.slice(0, AT_ONCE).entries()) {
    const answer = await connected.list.record(listed);
    switch (answer.kind) {
      case 'read':
        records.push(answer.value);
        break;
      case 'unreadable':
        unreadable.push({ code: listed.code, why: answer.why });
        break;
      case 'unavailable':
        return { records, unreadable, left: todo.slice(at), why: answer.why };
      default:
        answer satisfies never;
    }
  }
  return { records, unreadable, left: todo.slice(AT_ONCE), why: null };
}

/** Keeps what was read, raises its differences, and ends the reading with the last record. @returns whether it goes on */
async function keep(line: Line, fetch: repo.FetchWork, read: ReadRecords): Promise<boolean> {
  const { ctx, actor } = line;
  const at = ctx.clock.now();
  const today = localDay(at);
  return inTransaction(ctx, actor, async (tx) => {
    const now = await repo.lockFetch(tx, fetch.id);
    if (now?.state !== 'running' || now.left !== fetch.left) {
      return false;
    }
    await noteLine(tx, line, read.why);
    for (const one of read.records) {
      await repo.keepRecord(tx, actor.centreId, one, sha256(canonicalJson(toJson(one))), at);
    }
    const ended = read.left.length === 0;
    const listed = new Set((fetch.list ?? []).map(({ code }) => code));
    const gone = ended ? [...(await newestVersions(tx)).keys()].filter((code) => !listed.has(code)) : [];
    const raised = await raiseDifferences(tx, {
      centreId: actor.centreId,
      codes: [...read.records.map(({ code }) => code), ...gone],
      listed,
      ours: isOurs(line),
      fetchId: fetch.id,
      at,
      today,
    });
    await repo.noteFetch(tx, fetch.id, {
      todo: read.left,
      read: fetch.read + read.records.length,
      unreadable: [...fetch.unreadable, ...read.unreadable],
      found: fetch.found + raised,
      why: read.why,
      leaseUntil: null,
      ...(ended ? { state: 'done', endedAt: at } : {}),
    });
    if (ended) {
      await record(
        tx,
        actor,
        {
          action: 'national-list.read',
          subjectType: 'national-list-fetch',
          subjectId: fetch.id,
          detail: {
            listed: listed.size,
            read: fetch.read + read.records.length,
            found: fetch.found + raised,
          },
        },
        at,
      );
    } else if (read.why === null) {
      await askForReading(tx, actor.centreId);
    }
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { kind: 'national-list' });
    return !ended && read.why === null;
  });
}

/** Takes the running reading for a while; null when there is none to go on with now. */
async function take(ctx: AppContext, actor: Actor): Promise<repo.FetchWork | null> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    if (circuitState(await findCircuit(tx, repo.LIST_LINE), now) === 'open') {
      return null;
    }
    const fetch = await repo.lockRunning(tx);
    if (
      fetch === null ||
      (fetch.leaseUntil !== null && Temporal.Instant.compare(fetch.leaseUntil, now) > 0)
    ) {
      return null;
    }
    if (Temporal.Instant.compare(fetch.begunAt.add({ hours: GIVE_UP_HOURS }), now) <= 0) {
      await repo.noteFetch(tx, fetch.id, { state: 'failed', endedAt: now, leaseUntil: null });
      return null;
    }
    await repo.noteFetch(tx, fetch.id, { leaseUntil: now.add({ minutes: LEASE_MINUTES }) });
    return fetch;
  });
}

/**
 * Goes on with the reading of the centre: the list, then some records. What was read is kept before more is asked for, so a restart goes on where it stood.
 * @returns whether there is more to read at once
 */
export async function readOn(ctx: AppContext, actor: Actor): Promise<boolean> {
  authorise(NATIONAL_LIST_POLICY, actor, 'follow', actor);
  const connected = await connectList(ctx, actor.centreId);
  const taken = connected === null ? null : await take(ctx, actor);
  if (connected === null || taken === null) {
    return false;
  }
  const line = { ctx, actor, connected };
  if (taken.list === null && !(await readWholeList(line, taken))) {
    return false;
  }
  const fetch =
    taken.list === null ? await inTransaction(ctx, actor, (tx) => repo.lockFetch(tx, taken.id)) : taken;
  return fetch !== null && keep(line, fetch, await readSome(line, fetch.todo));
}

/** Wakes a reading that a restart or a cut line stopped. */
export async function wakeReading(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(NATIONAL_LIST_POLICY, actor, 'follow', actor);
  if ((await readOnly(ctx, actor, repo.newestFetch))?.state === 'running') {
    await inTransaction(ctx, actor, (tx) => askForReading(tx, actor.centreId));
  }
}
