import { PortalState } from '#integrations/national-portal/inbound.ts';
import { PortalDossier } from '#integrations/national-portal/payload.ts';
import type { Actor } from '#platform/actor.ts';
import { type Circuit, circuitState } from '#platform/circuit.ts';
import { findCircuit, lockCircuit, noteCircuit, saveCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { DELIVER } from '../jobs-names.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { findByDossier } from '../repo-inbox.ts';
import { PORTAL_LINE } from '../repo-line.ts';
import { accountOf, mustAsk } from '../rules/account.ts';
import {
  backOff,
  type Call,
  GIVE_UP_HOURS,
  judge,
  nextCall,
  PORTAL_CIRCUIT,
  type Verdict,
} from '../rules/delivery.ts';
import { connect } from './connect.ts';
import { keepExchange } from './keep-exchange.ts';
import { type Held, type SentCall, send } from './send.ts';

/** How long the one try after a rest has before another may be sent. */
const PROBE_SECONDS = 60;
/** A good answer is noted at the circuit at most so often: the row is one for all dossiers, and whoever writes it holds the others up. */
const NOTE_SECONDS = 5;

interface Line {
  readonly ctx: AppContext;
  readonly actor: Actor;
  readonly dossierId: string;
  readonly leaseSeconds: number;
}

/** Takes the head of a dossier for sending; null when there is nothing to do now or the portal rests. */
async function takeIn(tx: Tx, { ctx, actor, dossierId, leaseSeconds }: Line): Promise<Held | null> {
  const now = ctx.clock.now();
  let circuit = await findCircuit(tx, PORTAL_LINE);
  if (circuitState(circuit, now) === 'half-open') {
    // Only one of several sends the try that decides.
    circuit = await lockCircuit(tx, actor.centreId, PORTAL_LINE);
  }
  const state = circuitState(circuit, now);
  if (state === 'open') {
    return null;
  }
  const taken = await repo.takeHead(tx, dossierId, now, now.add({ seconds: leaseSeconds }));
  if (taken === null) {
    return null;
  }
  if (state === 'half-open') {
    const openUntil = now.add({ seconds: PROBE_SECONDS });
    await saveCircuit(tx, actor.centreId, PORTAL_LINE, { ...circuit, openUntil });
  }
  const arrival = taken.item.kind === 'state' ? await findByDossier(tx, dossierId) : null;
  return { ...taken, account: accountOf(arrival?.body, taken.known.techId) };
}

function callFor({ item, known, account }: Held): Call {
  const state = item.kind === 'state' ? PortalState.safeParse(item.payload) : undefined;
  return state?.success === true && mustAsk(state.data, account)
    ? 'account'
    : nextCall(item.kind, item.state, known.known);
}

function statusOf(payload: unknown): string {
  const read = PortalDossier.pick({ TrangThaiHoSo: true }).loose().safeParse(payload);
  if (read.success) {
    return read.data.TrangThaiHoSo;
  }
  const state = PortalState.safeParse(payload);
  return state.success ? state.data.TrangThai : '';
}

/** Notes how the line is. Good answers of a line that is well are noted now and then only. */
async function noteLine(tx: Tx, actor: Actor, why: string | null, now: Temporal.Instant): Promise<void> {
  const well = ({ failures, openUntil, lastOkAt }: Circuit) =>
    failures === 0 &&
    openUntil === null &&
    lastOkAt !== null &&
    Temporal.Instant.compare(lastOkAt.add({ seconds: NOTE_SECONDS }), now) > 0;
  if (why === null && well(await findCircuit(tx, PORTAL_LINE))) {
    return;
  }
  await noteCircuit(tx, actor.centreId, PORTAL_LINE, why, now, PORTAL_CIRCUIT);
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

/**
 * Stores what a call led to before the next is made: the item, what the portal knows, the circuit, the exchange and its digest in the chain; and takes what is
 * next in the same transaction. @returns what is next; null when there is nothing to do now
 */
async function settle(line: Line, held: Held, call: Call, sent: SentCall): Promise<Held | null> {
  const { ctx, actor } = line;
  const { item } = held;
  const now = ctx.clock.now();
  const verdict = judge(call, sent.outcome, sent.found);
  const next = nextOf(held, verdict, now);
  const failed = next === 'later';
  const attempts = failed ? item.attempts + 1 : 0;
  return inTransaction(ctx, actor, async (tx) => {
    await noteLine(tx, actor, sent.outcome.kind === 'unavailable' ? sent.outcome.why : null, now);
    if (verdict.known !== undefined) {
      const told =
        verdict.next === 'pushed' || call === 'state'
          ? { seq: item.dossierSeq, status: statusOf(item.payload) }
          : undefined;
      await repo.saveKnown(tx, actor.centreId, item, verdict.known, told);
    }
    if (call === 'account' && next === 'again') {
      await repo.saveTechId(tx, actor.centreId, item, sent.techId ?? '');
    }
    await repo.settleTry(tx, item.seq, {
      state: next === 'again' || next === 'later' ? item.state : next,
      stuckAt: next === 'stuck' ? item.state : null,
      attempts,
      nextAt: failed ? now.add({ seconds: backOff(attempts) }) : now,
      why: verdict.why === '' ? null : verdict.why.slice(0, 1_000),
      endedAt: next === 'sent' ? now : null,
    });
    if (failed) {
      const job = { centreId: actor.centreId, dossierId: item.dossierId };
      const runAt = now.add({ seconds: backOff(attempts) });
      await enqueue(tx, DELIVER, job, { jobKey: `portal ${item.dossierId}`, runAt });
    }
    if (next === 'stuck') {
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'stuck' });
    }
    const following = next === 'later' || next === 'stuck' ? null : await takeIn(tx, line);
    await keepExchange(tx, actor, item.number, sent, now);
    return following;
  });
}

/**
 * Tells the portal everything that is open and due of one dossier, oldest first, one call at a time; the outcome of each call is stored before the next.
 * Two at once, a kill in the middle or a repeat do no harm: an item is in one pair of hands until its lease ends.
 * @returns how many calls were made
 */
export async function deliver(ctx: AppContext, actor: Actor, dossierId: string): Promise<number> {
  authorise(PORTAL_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const connected = await connect(ctx, actor.centreId);
  if (connected === null) {
    return 0;
  }
  const line = { ctx, actor, dossierId, leaseSeconds: connected.leaseSeconds };
  let calls = 0;
  let held = await inTransaction(ctx, actor, (tx) => takeIn(tx, line));
  for (; held !== null; calls += 1) {
    const call = callFor(held);
    const { number } = held.item;
    const sent = await send(connected.client, call, held, (fileId) => connected.addressOf(number, fileId));
    held = await settle(line, held, call, sent);
  }
  return calls;
}
