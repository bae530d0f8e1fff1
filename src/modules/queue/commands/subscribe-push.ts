import { PUBLIC_HOSTS, type PushPolicy } from '#integrations/web-push/address.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { appointmentMessages } from '../appointment-messages.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { findAppointment } from '../repo/appointments.ts';
import { countSubscriptions, deleteSubscriptions, type PushSubject, saveSubscription } from '../repo/push.ts';
import { findTicketByToken } from '../repo/tickets.ts';
import { isOver } from '../rules/states.ts';
import type { SubscriptionInput } from '../schema/push.ts';

/** Browsers that may listen for one ticket: a family's, not a crowd's. */
const PER_SUBJECT = 5;

/** A ticket or an appointment by its unguessable address. */
export interface PushHolder {
  readonly kind: 'ticket' | 'appointment';
  readonly token: string;
}

async function subjectOf(tx: Tx, { kind, token }: PushHolder, now: Temporal.Instant): Promise<PushSubject> {
  if (kind === 'ticket') {
    const ticket = await findTicketByToken(tx, token);
    if (ticket === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('ticket.unknown') });
    }
    if (isOver(ticket.state) || !ticket.day.equals(localDay(now))) {
      throw new Problem('not-allowed-now', { detail: messages('vi')('ticket.unknown') });
    }
    return { ticketId: ticket.id };
  }
  const t = appointmentMessages('vi');
  const appointment = await findAppointment(tx, { token });
  if (appointment === undefined) {
    throw new Problem('not-found', { detail: t('unknown') });
  }
  if (appointment.state !== 'booked') {
    const state = t(`state.${appointment.state}`);
    throw new Problem('not-allowed-now', { detail: t('not-allowed', { state }) });
  }
  return { appointmentId: appointment.id };
}

function authoriseHolder(actor: Actor, { kind }: PushHolder): void {
  if (kind === 'ticket') {
    authorise(QUEUE_POLICY, actor, 'ticket.follow', actor);
  } else {
    authorise(APPOINTMENT_POLICY, actor, 'appointment.follow', actor);
  }
}

/**
 * A browser asks to be told by web push about a ticket or an appointment. Asking twice is asking once.
 * @param policy which hosts messages may be sent to
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (over), `validation` (no push service of the public internet), `conflict`
 *   (enough browsers listen already)
 */
export async function subscribePush(
  ctx: AppContext,
  actor: Actor,
  holder: PushHolder,
  input: SubscriptionInput,
  lang: Lang,
  policy: PushPolicy = PUBLIC_HOSTS,
): Promise<void> {
  authoriseHolder(actor, holder);
  const t = appointmentMessages('vi');
  if (!policy.accepts(new URL(input.endpoint))) {
    const message = t('push.address');
    throw new Problem('validation', { detail: message, fields: [{ path: 'endpoint', message }] });
  }
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const subject = await subjectOf(tx, holder, now);
    if ((await countSubscriptions(tx, subject)) >= PER_SUBJECT) {
      throw new Problem('conflict', { detail: t('push.enough') });
    }
    const { endpoint, keys } = input;
    await saveSubscription(tx, actor.centreId, subject, { endpoint, ...keys, lang }, now);
  });
}

/** A browser does not want to be told any more. Doing it twice is once. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function unsubscribePush(
  ctx: AppContext,
  actor: Actor,
  holder: PushHolder,
  endpoint: string,
): Promise<void> {
  authoriseHolder(actor, holder);
  await inTransaction(ctx, actor, async (tx) => {
    await deleteSubscriptions(tx, await subjectOf(tx, holder, ctx.clock.now()), endpoint);
  });
}
