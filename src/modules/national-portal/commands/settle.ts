import { PortalState } from '#integrations/national-portal/inbound.ts';
import { PortalDossier } from '#integrations/national-portal/payload.ts';
import type { Actor } from '#platform/actor.ts';
import { type Circuit, circuitAfter, circuitState } from '#platform/circuit.ts';
import { findCircuit, lockCircuit, saveCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { saveTechId } from '../repo.ts';
import * as repo from '../repo-delivery.ts';
import { PORTAL_LINE } from '../repo-line.ts';
import { accountOf } from '../rules/account.ts';
import { backOff, type Call, GIVE_UP_HOURS, judge, PORTAL_CIRCUIT, type Verdict } from '../rules/delivery.ts';
import { keepExchanges } from './keep-exchange.ts';
import { askForDelivery } from './queue-change.ts';
import type { Held, SentCall } from './send.ts';

/** How long the one try after a rest has before another may be sent. */
const PROBE_SECONDS = 60;
/** A good answer is noted at the circuit at most so often: the row is one for all dossiers, and whoever writes it holds the others up. */
const NOTE_SECONDS = 5;

/** On whose behalf the portal is told, and how long an item is held for a call. */
export interface Line {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly leaseSeconds: number;
}

/** A call that was made for an item, and how it went. */
export interface Answered {
  readonly held: Held;
  readonly call: Call;
  readonly sent: SentCall;
}

interface Judged extends Answered {
  readonly verdict: Verdict;
  readonly next: Verdict['next'];
}

/** Why the portal did not answer; null when it did. */
const whyOf = ({ outcome }: SentCall) => (outcome.kind === 'unavailable' ? outcome.why : null);

const Status = PortalDossier.pick({ TrangThaiHoSo: true }).loose();

function statusOf(payload: unknown): string {
  const read = Status.safeParse(payload);
  if (read.success) {
    return read.data.TrangThaiHoSo;
  }
  const state = PortalState.safeParse(payload);
  return state.success ? state.data.TrangThai : '';
}

/** The next state of the item: what waited for two days is for a person, and a change without steps is told with its dossier. */
function nextOf({ item }: Held, verdict: Verdict, now: Temporal.Instant): Verdict['next'] {
  const tooLong =
    item.firstTryAt !== null &&
    Temporal.Instant.compare(item.firstTryAt.add({ hours: GIVE_UP_HOURS }), now) <= 0;
  if (verdict.next === 'later' && tooLong) {
    return 'stuck';
  }
  return verdict.next === 'pushed' && item.steps.length === 0 ? 'sent' : verdict.next;
}

function judged(answered: Answered, now: Temporal.Instant): Judged {
  const verdict = judge(answered.call, answered.sent.outcome, answered.sent.found);
  return { ...answered, verdict, next: nextOf(answered.held, verdict, now) };
}

/** The circuit after an answer. A failure of what was sent before the rest began is no news: only the try that decides makes the rest longer. */
function afterAnswer(circuit: Circuit, { held, sent }: Answered, now: Temporal.Instant): Circuit {
  const why = whyOf(sent);
  return why !== null && circuit.openUntil !== null && !held.decides
    ? circuit
    : circuitAfter(circuit, why, now, PORTAL_CIRCUIT);
}

/** Notes how the line is, in the order of the answers. Good answers of a line that is well are noted now and then only. */
async function noteLine(
  tx: Tx,
  actor: Actor,
  answers: readonly Answered[],
  now: Temporal.Instant,
): Promise<Circuit> {
  const seen = await findCircuit(tx, PORTAL_LINE);
  const fresh =
    seen.failures === 0 &&
    seen.openUntil === null &&
    seen.lastOkAt !== null &&
    Temporal.Instant.compare(seen.lastOkAt.add({ seconds: NOTE_SECONDS }), now) > 0;
  if (answers.length === 0 || (fresh && answers.every(({ sent }) => whyOf(sent) === null))) {
    return seen;
  }
  const locked = await lockCircuit(tx, actor.centreId, PORTAL_LINE);
  const after = answers.reduce((circuit, answer) => afterAnswer(circuit, answer, now), locked);
  await saveCircuit(tx, actor.centreId, PORTAL_LINE, after);
  return after;
}

/** Takes up to `room` items for sending; none while the portal rests, one when a try decides whether it still has to. */
async function takeIn(
  tx: Tx,
  { actor, leaseSeconds }: Line,
  noted: Circuit,
  room: number,
  now: Temporal.Instant,
): Promise<readonly Held[]> {
  // Only one of several sends the try that decides.
  const circuit =
    circuitState(noted, now) === 'half-open' ? await lockCircuit(tx, actor.centreId, PORTAL_LINE) : noted;
  const state = circuitState(circuit, now);
  if (state === 'open' || room === 0) {
    return [];
  }
  const leaseUntil = now.add({ seconds: leaseSeconds });
  const taken = await repo.takeHeads(tx, now, leaseUntil, state === 'half-open' ? 1 : room);
  if (state === 'half-open' && taken.length > 0) {
    const openUntil = now.add({ seconds: PROBE_SECONDS });
    await saveCircuit(tx, actor.centreId, PORTAL_LINE, { ...circuit, openUntil });
  }
  const filed = taken.flatMap(({ item }) => (item.kind === 'state' ? [item.dossierId] : []));
  const bodies = await repo.filedBodies(tx, filed);
  return taken.map((one) => ({
    ...one,
    decides: state === 'half-open',
    account: accountOf(bodies.get(one.item.dossierId), one.known.techId),
  }));
}

function tryEnd({ held: { item, leaseUntil }, verdict, next }: Judged, now: Temporal.Instant): repo.TryEnd {
  const failed = next === 'later';
  const attempts = failed ? item.attempts + 1 : 0;
  return {
    seq: item.seq,
    leaseUntil,
    state: next === 'again' || next === 'later' ? item.state : next,
    stuckAt: next === 'stuck' ? item.state : null,
    attempts,
    nextAt: failed ? now.add({ seconds: backOff(attempts) }) : now,
    why: verdict.why === '' ? null : verdict.why.slice(0, 1_000),
    endedAt: next === 'sent' ? now : null,
  };
}

function newlyKnown({ held: { item }, call, verdict }: Judged): readonly repo.NewlyKnown[] {
  if (verdict.known === undefined) {
    return [];
  }
  const { dossierId, number } = item;
  const taken = verdict.next === 'pushed' || call === 'state';
  const told = taken ? { told: { seq: item.dossierSeq, status: statusOf(item.payload) } } : {};
  return [{ dossierId, number, known: verdict.known, ...told }];
}

/**
 * Stores what calls led to before the next are made: their items, what the portal knows, the circuit, the exchanges and their digests in the chain; and takes
 * what is next in the same transaction. An answer that comes when its item is in other hands is kept, and changes nothing. The answers of a group cost as many
 * statements as one, and one commit; only failures add one each, for the next try.
 *
 * @param room how many items may be taken
 * @returns the items taken; none when nothing is due or the portal rests
 */
export async function settle(
  line: Line,
  answers: readonly Answered[],
  room: number,
): Promise<readonly Held[]> {
  const { ctx, actor } = line;
  const now = ctx.clock.now();
  const all = answers.map((answered) => judged(answered, now));
  return inTransaction(ctx, actor, async (tx) => {
    const circuit = await noteLine(tx, actor, answers, now);
    const ends = all.map((one) => tryEnd(one, now));
    const written = await repo.settleTries(tx, ends);
    const ours = all.filter(({ held }) => written.has(held.item.seq));
    await repo.saveKnown(tx, actor.centreId, ours.flatMap(newlyKnown));
    for (const { call, next, held, sent } of ours) {
      if (call === 'account' && next === 'again') {
        await saveTechId(tx, actor.centreId, held.item, sent.techId ?? '');
      }
      if (next === 'later') {
        const runAt = ends.find(({ seq }) => seq === held.item.seq)?.nextAt;
        await askForDelivery(tx, actor.centreId, held.item.dossierId, runAt);
      }
    }
    if (ours.some(({ next }) => next === 'stuck')) {
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'stuck' });
    }
    const following = await takeIn(tx, line, circuit, room, now);
    const calls = answers.map(({ held, sent }) => ({ number: held.item.number, sent }));
    await keepExchanges(tx, actor, calls, now);
    return following;
  });
}
