import { getAgencyIn } from '#modules/agencies/queries.ts';
import { record } from '#modules/audit/commands/record.ts';
import { noteCarrierIn } from '#modules/carriers/commands/open-carriers.ts';
import type { SystemActor } from '#platform/actor.ts';
import { type CircuitPlan, circuitState } from '#platform/circuit.ts';
import { lockCircuit, noteCircuit, saveCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { enqueue } from '#platform/jobs.ts';
import { authorise } from '#platform/policy.ts';
import { DELIVER } from '../jobs-names.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as repo from '../repo/deliveries.ts';
import { circuitName } from '../repo/lines.ts';
import * as news from '../repo/news.ts';
import { GIVE_UP_HOURS, judgeLookUp, judgeSend, type Verdict, waitFor } from '../rules/delivery.ts';
import { versionsOf } from '../rules/propose.ts';
import type { Delivery, SendOutcome } from '../schema.ts';
import type { Line } from '../schema-channels.ts';
import { type Carrier, carrierOf, type Telling, WAYS, type Ways } from './carriers.ts';
import { spokenOf } from './open.ts';
import { articleUrl, senderOf } from './sender.ts';

/** When an outside line is left in peace. */
const PLAN: CircuitPlan = { openAfter: 5, firstRest: 60, longestRest: 900 };
/** Longest that one delivery may be in hand: a look-up and a call of a minute each, and some. */
const LEASE_SECONDS = 150;
/** Deliveries woken in one sweep. */
const AT_ONCE = 200;

/** Rests a line; null when it may be used. A half-open line lets one try through. */
async function restUntil(
  tx: Tx,
  centreId: string,
  line: Line,
  now: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const name = circuitName(line);
  const circuit = await lockCircuit(tx, centreId, name);
  const state = circuitState(circuit, now);
  if (state === 'half-open') {
    const openUntil = now.add({ seconds: LEASE_SECONDS });
    await saveCircuit(tx, centreId, name, { ...circuit, openUntil });
  }
  return state === 'open' ? circuit.openUntil : null;
}

/** Takes a delivery where it is its turn. What the same channel has to be told before goes first. */
async function take(
  ctx: AppContext,
  actor: SystemActor,
  id: string,
  lineOf: (delivery: Delivery) => Line | undefined,
): Promise<Delivery | undefined> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const taken = await repo.takeDelivery(tx, id, now, now.add({ seconds: LEASE_SECONDS }));
    if (taken === undefined) {
      return undefined;
    }
    const earlier = await repo.listEarlier(tx, taken);
    const line = lineOf(taken);
    const rest = line === undefined ? null : await restUntil(tx, actor.centreId, line, now);
    if (rest !== null || earlier.some(({ state }) => state === 'waiting')) {
      await repo.untakeDelivery(tx, taken, rest ?? now.add({ seconds: 30 }));
      return undefined;
    }
    return taken;
  });
}

const LINE_OF = { facebook: 'facebook', loudspeaker: 'loudspeaker' } as const;

function lineOf({ channel }: Delivery): Line | undefined {
  return channel === 'facebook' || channel === 'loudspeaker' ? LINE_OF[channel] : undefined;
}

/** Everything about a delivery, read after it was taken. */
async function tellingOf(ctx: AppContext, actor: SystemActor, delivery: Delivery): Promise<Telling> {
  return readOnly(ctx, actor, async (tx) => {
    const head = await news.findNews(tx, delivery.newsId);
    const revision = await news.findRevision(tx, delivery.newsId, delivery.revision);
    if (head === undefined || revision === undefined) {
      throw new Error(`news: delivery ${delivery.id} has no text`);
    }
    const sender = await senderOf(ctx, tx, actor.centreId, head);
    const versions = versionsOf(revision.content, revision.versions, sender);
    const version = versions.find(({ channel }) => channel === delivery.channel);
    if (version === undefined) {
      throw new Error(`news: delivery ${delivery.id} has no version`);
    }
    const earlier = await repo.listEarlier(tx, delivery);
    const sent = earlier.filter(({ state }) => state === 'sent');
    const last = sent.at(-1);
    const script = versions.find(({ channel }) => channel === 'loudspeaker')?.text ?? '';
    return {
      delivery,
      news: head,
      revision,
      version,
      url: articleUrl(ctx, head),
      centre: (await getAgencyIn(tx, actor.centreId)).name,
      reference: last === undefined || last.action === 'withdraw' ? null : last.reference,
      doubt: earlier.some(({ unsure }) => unsure),
      others: await repo.listReferences(tx, delivery),
      audio: await news.findAudio(tx, head.id, revision.revision),
      spoken: spokenOf(script).text,
      approvals: await news.listApprovals(tx, head.id, revision.revision),
    };
  });
}

type End = Verdict | { readonly next: 'cancelled'; readonly why: string };

interface Told {
  readonly end: End;
  readonly outcome: SendOutcome | null;
}

async function tell(carrier: Carrier, telling: Telling): Promise<Told> {
  if (telling.delivery.unsure) {
    const found = judgeLookUp(await carrier.lookUp(telling));
    if (found.next !== 'again') {
      return { end: found, outcome: null };
    }
  }
  const outcome = await carrier.send(telling);
  return outcome.kind === 'gone'
    ? { end: { next: 'cancelled', why: outcome.why }, outcome: null }
    : { end: judgeSend(outcome), outcome };
}

/** How it stands now, by what came of the call. */
function settledOf(delivery: Delivery, { end, outcome }: Told, now: Temporal.Instant): repo.Settled {
  const none = { attempts: delivery.attempts, nextAt: now, reference: delivery.reference };
  if (end.next === 'sent') {
    return {
      ...none,
      state: 'sent',
      unsure: false,
      why: null,
      reference: end.reference ?? delivery.reference,
      endedAt: now,
    };
  }
  if (end.next === 'cancelled') {
    return { ...none, state: 'cancelled', unsure: false, why: end.why, endedAt: now };
  }
  const attempts = delivery.attempts + 1;
  const first = delivery.firstTryAt ?? now;
  const tooLong = Temporal.Instant.compare(first.add({ hours: GIVE_UP_HOURS }), now) <= 0;
  const later = end.next === 'later' && !tooLong;
  const nextAt =
    outcome === null
      ? waitFor({ kind: 'unavailable', why: '' }, attempts, now)
      : waitFor(outcome, attempts, now);
  return {
    ...none,
    attempts,
    state: later ? 'waiting' : 'failed',
    unsure: end.unsure,
    nextAt: later ? nextAt : now,
    why: end.why.slice(0, 500),
    endedAt: null,
  };
}

/** Notes how the line to the partner was: our own lines here, gateways and Official Account with the carriers. */
async function noteLine(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  delivery: Delivery,
  why: string | null,
): Promise<void> {
  const line = lineOf(delivery);
  if (line !== undefined) {
    await noteCircuit(tx, centreId, circuitName(line), why, ctx.clock.now(), PLAN);
  }
  if (delivery.carrierId !== null) {
    await noteCarrierIn(ctx, tx, centreId, delivery.carrierId, why);
  }
}

async function settle(ctx: AppContext, actor: SystemActor, delivery: Delivery, told: Told): Promise<void> {
  const now = ctx.clock.now();
  const settled = settledOf(delivery, told, now);
  const { end } = told;
  await inTransaction(ctx, actor, async (tx) => {
    if (end.next !== 'cancelled') {
      await noteLine(ctx, tx, actor.centreId, delivery, end.next !== 'sent' && end.line ? end.why : null);
    }
    await repo.settleDelivery(tx, delivery.id, settled);
    if (settled.state === 'waiting') {
      const job = { centreId: actor.centreId, deliveryId: delivery.id };
      await enqueue(tx, DELIVER, job, { jobKey: `news ${delivery.id}`, runAt: settled.nextAt });
    }
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: 'delivery' });
    const hall = delivery.channel === 'board' && settled.state === 'sent';
    if (hall) {
      await ctx.live.publish(tx, `hall:${actor.centreId}`, { news: 'board' });
    }
    await record(
      tx,
      actor,
      {
        action: 'news.tell',
        subjectType: 'news',
        subjectId: delivery.newsId,
        detail: {
          delivery: delivery.id,
          channel: delivery.channel,
          action: delivery.action,
          revision: delivery.revision,
          state: settled.state,
          reference: settled.reference,
          why: settled.why,
        },
      },
      now,
    );
  });
}

/** Nothing stands there: calling it back is done. */
function needless(telling: Telling): boolean {
  const { delivery, reference, doubt } = telling;
  return delivery.action === 'withdraw' && reference === null && !delivery.unsure && !doubt;
}

/**
 * Tells one channel of one piece of news what is due. A delivery is in one pair of hands; before anything is sent it is marked as in doubt, so that a
 * kill, a lost answer or a repeat leads to a look-up and never to a second message.
 * @returns whether a call was made
 */
export async function deliver(
  ctx: AppContext,
  actor: SystemActor,
  id: string,
  ways: Ways = WAYS,
): Promise<boolean> {
  authorise(NEWS_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const delivery = await take(ctx, actor, id, lineOf);
  if (delivery === undefined) {
    return false;
  }
  const telling = await tellingOf(ctx, actor, delivery);
  if (needless(telling)) {
    const why = newsMessages('vi')('nothing-to-call-back');
    await settle(ctx, actor, delivery, { end: { next: 'cancelled', why }, outcome: null });
    return false;
  }
  const carrier = await carrierOf(ctx, actor, delivery, ways);
  const { carrierId = null } = carrier;
  if (carrier.rests === true) {
    const later = ctx.clock.now().add({ seconds: PLAN.firstRest });
    await inTransaction(ctx, actor, (tx) => repo.untakeDelivery(tx, delivery, later));
    return false;
  }
  if (carrierId !== delivery.carrierId) {
    await inTransaction(ctx, actor, (tx) => repo.setCarrier(tx, delivery.id, carrierId));
  }
  await settle(ctx, actor, { ...delivery, carrierId }, await tell(carrier, telling));
  return true;
}

/** Has everything that is due told: what a kill, a restart or a rest left behind. @returns the ids woken */
export async function sweep(ctx: AppContext, actor: SystemActor): Promise<readonly string[]> {
  authorise(NEWS_POLICY, actor, 'deliver', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const due = await repo.listDue(tx, now, AT_ONCE);
    for (const deliveryId of due) {
      await enqueue(tx, DELIVER, { centreId: actor.centreId, deliveryId }, { jobKey: `news ${deliveryId}` });
    }
    return due;
  });
}
