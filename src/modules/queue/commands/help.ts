import { record } from '#modules/audit/commands/record.ts';
import type { KioskIdentified } from '#modules/identity/schema/sign-on.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { EventScope } from '#platform/events.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { screenMessages } from '../messages-screens.ts';
import { SCREEN_POLICY } from '../policy-screens.ts';
import * as repo from '../repo/help.ts';
import type { HelpCall, IdentityNote } from '../schema-screens.ts';

const t = screenMessages('vi');

/** Tells officers and the kiosk that called; numbers and ids only. */
async function tell(ctx: AppContext, tx: Tx, actor: Actor, call: Pick<HelpCall, 'id' | 'deviceId'>) {
  await ctx.live.publish(tx, `staff:${actor.centreId}`, { helpCall: call.id });
  await ctx.live.publish(tx, `device:${call.deviceId}`, { helpCall: call.id });
}

async function getCall(tx: Tx, id: string): Promise<HelpCall> {
  const call = await repo.lockCall(tx, id);
  if (call === undefined) {
    throw new Problem('not-found', { detail: t('help.unknown') });
  }
  return call;
}

/**
 * A person at a kiosk asks for an officer (gọi trợ giúp). While a call of the same kiosk is open, that one is the answer.
 * @throws Problem `forbidden` unless the actor is a kiosk
 */
export async function callHelp(ctx: AppContext, actor: Actor, requestId: string): Promise<HelpCall> {
  authorise(SCREEN_POLICY, actor, 'help.call', actor, t('help.device-only'));
  if (actor.kind !== 'device') {
    throw new Problem('forbidden', { detail: t('help.device-only') });
  }
  const at = ctx.clock.now();
  const { deviceId, centreId } = actor;
  return inTransaction(ctx, actor, async (tx) => {
    const same = await repo.findCallByRequest(tx, requestId);
    if (same !== undefined) {
      return same;
    }
    const added = await repo.insertCall(tx, { id: newId(), centreId, deviceId, requestId }, at);
    const call = await repo.findOpenCall(tx, deviceId);
    if (call === undefined) {
      throw new Problem('conflict', { detail: t('help.ended') });
    }
    if (added) {
      await tell(ctx, tx, actor, call);
    }
    return call;
  });
}

/**
 * An officer answers: "tôi đến". Answering one's own again changes nothing.
 * @throws Problem `forbidden`, `not-found`, `already-done` when it is over or somebody else is coming
 */
export async function answerHelp(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'help.answer', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const call = await getCall(tx, id);
    if (call.endedAt !== null) {
      throw new Problem('already-done', { detail: t('help.ended') });
    }
    if (actor.kind !== 'staff' || call.officerId === actor.accountId) {
      return;
    }
    if (call.officerId !== null) {
      throw new Problem('already-done', { detail: t('help.taken', { name: call.acknowledgedBy ?? '' }) });
    }
    await repo.acknowledge(tx, id, actor.accountId, at);
    await tell(ctx, tx, actor, call);
    const detail = { waitedSeconds: Math.round(at.since(call.calledAt).total('seconds')) };
    await record(tx, actor, { action: 'help.answer', subjectType: 'help-call', subjectId: id, detail }, at);
  });
}

/** The person was helped. Ending twice is once. @throws Problem `forbidden`, `not-found` */
export async function endHelp(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'help.answer', actor);
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const call = await getCall(tx, id);
    if (call.endedAt !== null) {
      return;
    }
    if (call.acknowledgedAt === null && actor.kind === 'staff') {
      await repo.acknowledge(tx, id, actor.accountId, at);
    }
    await repo.endCallForHelp(tx, id, at);
    await tell(ctx, tx, actor, call);
    await record(tx, actor, { action: 'help.end', subjectType: 'help-call', subjectId: id }, at);
  });
}

/**
 * Notes that a kiosk checked an identity: way and outcome, nothing of the person (NĐ 320/2026 Điều 10; the card stays in the
 * browser's memory). `reference` is the provider's transaction, where there is one. @throws Problem `forbidden`
 */
export async function noteIdentity(
  ctx: AppContext,
  actor: Actor,
  note: IdentityNote,
  reference = '',
): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'identity.note', actor);
  if (actor.kind !== 'device') {
    throw new Problem('forbidden', { detail: t('help.device-only') });
  }
  const at = ctx.clock.now();
  const { centreId, deviceId } = actor;
  await inTransaction(ctx, actor, (tx) =>
    repo.insertIdentification(tx, { ...note, id: newId(), centreId, deviceId, reference }, at),
  );
}

/** Notes, in the transaction of the proof, that somebody proved on the own phone at a kiosk who they are. */
export async function noteVneid(
  { deviceId, reference }: KioskIdentified,
  { tx, actor, at }: EventScope,
): Promise<void> {
  const { centreId } = actor;
  await repo.insertIdentification(
    tx,
    { id: newId(), centreId, deviceId, way: 'vneid', outcome: 'ok', reference },
    at,
  );
}
