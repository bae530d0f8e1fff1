import type { PushMessage, PushOptions, PushOutcome, PushSender } from '#integrations/web-push/port.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import type { EventScope } from '#platform/events.ts';
import { enqueue } from '#platform/jobs.ts';
import { formatTime, localDay, toLocal } from '#platform/time.ts';
import { pushMessages } from '../push-messages.ts';
import { findAppointment } from '../repo/appointments.ts';
import { findCounter } from '../repo/counters.ts';
import {
  deleteSubscription,
  findSubscription,
  type Listener,
  lockListeners,
  type Subscription,
  setSent,
  setTold,
  subscriptionsOf,
} from '../repo/push.ts';
import { countAhead, findTicket } from '../repo/tickets.ts';
import { NEAR } from '../rules/near.ts';
import type { PushJob, PushKind } from '../schema/push.ts';
import type { Ticket } from '../schema.ts';
import { pushKeys } from './push-keys.ts';

/** The task that sends one message. */
export const PUSH_TASK = 'queue.push';
/** A message about the line is worth nothing after ten minutes, a reminder after an hour. */
const TTL_SECONDS = { near: 600, called: 600, due: 3_600 } as const satisfies Record<PushKind, number>;

async function tellOne(
  tx: Tx,
  listener: Listener,
  ticket: Ticket,
  now: Temporal.Instant,
): Promise<PushKind | undefined> {
  if (ticket.state === 'called') {
    if (listener.callToldAt !== null) {
      return undefined;
    }
    await setTold(tx, listener.id, { called: now });
    return 'called';
  }
  const near = (await countAhead(tx, ticket)) <= NEAR;
  // Who stepped back or came back into the line is told again in time.
  if (!near && (listener.nearToldAt !== null || listener.callToldAt !== null)) {
    await setTold(tx, listener.id, { near: null, called: null });
  }
  if (!near || listener.nearToldAt !== null) {
    return undefined;
  }
  await setTold(tx, listener.id, { near: now, called: null });
  return 'near';
}

/** Looks who must be told that it is nearly their turn or that they are called, each once, and leaves the sending to jobs. */
export async function tellListeners(ctx: AppContext, actor: SystemActor): Promise<number> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    let told = 0;
    for (const listener of await lockListeners(tx, localDay(now))) {
      const ticket = await findTicket(tx, listener.ticketId);
      const kind = ticket === undefined ? undefined : await tellOne(tx, listener, ticket, now);
      if (kind !== undefined) {
        const { centreId } = actor;
        await enqueue(tx, PUSH_TASK, { centreId, subscriptionId: listener.id, kind } satisfies PushJob);
        told += 1;
      }
    }
    return told;
  });
}

/** Takes the reminder of an appointment over where a browser asked for it. */
export async function remindByPush(
  { tx, actor }: EventScope,
  due: { readonly appointmentId: string; take(channel: string): void },
): Promise<void> {
  const listening = await subscriptionsOf(tx, due.appointmentId);
  for (const subscriptionId of listening) {
    const job = { centreId: actor.centreId, subscriptionId, kind: 'due' } satisfies PushJob;
    await enqueue(tx, PUSH_TASK, job);
  }
  if (listening.length > 0) {
    due.take('web-push');
  }
}

async function ticketMessage(
  tx: Tx,
  { ticketId, lang }: Subscription,
  kind: PushKind,
): Promise<PushMessage | undefined> {
  const ticket = ticketId === null ? undefined : await findTicket(tx, ticketId);
  if (ticket === undefined) {
    return undefined;
  }
  const t = pushMessages(lang);
  const { number } = ticket;
  const about = { path: `/phieu/${ticket.token}`, tag: number };
  if (kind === 'called' && ticket.state === 'called' && ticket.counterId !== null) {
    const counter = (await findCounter(tx, ticket.counterId))?.number ?? '';
    return { ...about, title: t('called.title', { number, counter }), text: t('called.text') };
  }
  if (kind === 'near' && ticket.state === 'waiting') {
    const count = await countAhead(tx, ticket);
    const text = count === 0 ? t('near.next') : t('near.text', { count });
    return { ...about, title: t('near.title', { number }), text };
  }
  return undefined;
}

async function appointmentMessage(
  tx: Tx,
  { appointmentId, lang }: Subscription,
): Promise<PushMessage | undefined> {
  const appointment = appointmentId === null ? undefined : await findAppointment(tx, { id: appointmentId });
  if (appointment?.state !== 'booked') {
    return undefined;
  }
  const t = pushMessages(lang);
  const time = formatTime(toLocal(appointment.start));
  return {
    title: t('due.title', { time }),
    text: t('due.text'),
    path: `/hen/${appointment.token}`,
    tag: appointment.code,
  };
}

async function keepOutcome(
  ctx: AppContext,
  actor: SystemActor,
  job: PushJob,
  outcome: Exclude<PushOutcome, { kind: 'gone' }>,
): Promise<void> {
  const now = ctx.clock.now();
  const seconds = outcome.kind === 'later' ? outcome.seconds : undefined;
  await inTransaction(ctx, actor, async (tx) => {
    await setSent(tx, job.subscriptionId, outcome.kind === 'accepted' ? '' : outcome.why, now);
    if (seconds !== undefined) {
      await enqueue(tx, PUSH_TASK, job, { runAt: now.add({ seconds }) });
    }
  });
  if (outcome.kind === 'later' && seconds === undefined) {
    throw new Error(`web push: ${outcome.why}`);
  }
}

/**
 * Sends one message by web push. What has become untrue meanwhile (served, moved on) is not sent; a browser that is gone is forgotten; a
 * service that is busy is asked again when it said, else by the growing delay of failed jobs.
 * @throws Error when it must be tried again
 */
export async function sendPush(ctx: AppContext, job: PushJob, send: PushSender): Promise<void> {
  const actor = systemActor(job.centreId, 'web-push');
  const found = await readOnly(ctx, actor, async (tx) => {
    const subscription = await findSubscription(tx, job.subscriptionId);
    if (subscription === undefined) {
      return undefined;
    }
    const message =
      job.kind === 'due'
        ? await appointmentMessage(tx, subscription)
        : await ticketMessage(tx, subscription, job.kind);
    return message === undefined ? undefined : { subscription, message };
  });
  if (found === undefined) {
    return;
  }
  const options: PushOptions = { ttl: TTL_SECONDS[job.kind], urgent: job.kind !== 'due' };
  const outcome = await send(await pushKeys(ctx, actor), found.subscription, found.message, options);
  if (outcome.kind === 'gone') {
    await inTransaction(ctx, actor, (tx) => deleteSubscription(tx, job.subscriptionId));
  } else {
    await keepOutcome(ctx, actor, job, outcome);
  }
}
