import type { SystemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { APPOINTMENT_POLICY } from '../appointment-policy.ts';
import { openHours } from '../queries/free-slots.ts';
import { deleteOverdueContacts } from '../repo/appointment-contacts.ts';
import { readRules } from '../repo/appointment-plans.ts';
import {
  addAppointmentEvent,
  lockMissed,
  lockToRemind,
  setReminded,
  updateAppointment,
} from '../repo/appointments.ts';
import { deleteOverdueSubscriptions } from '../repo/push.ts';
import { isMissed, isOpenFor } from '../rules/appointments.ts';
import { publishAppointments } from './publish.ts';

/** What one round has done, in appointments. */
export interface AppointmentRound {
  readonly missed: number;
  readonly reminded: number;
  readonly forgotten: number;
}

/** Who has not come is a no-show; where the centre itself was closed by then, the booking is cancelled and nobody is to blame. */
async function markMissed(ctx: AppContext, actor: SystemActor): Promise<number> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const rules = await readRules(tx);
    const begun = await lockMissed(tx, now);
    const over = begun.filter(({ start }) => isMissed(start, now, rules));
    if (over.length === 0) {
      return 0;
    }
    const openOn = await openHours(tx, actor.centreId);
    let missed = 0;
    for (const booked of over) {
      const wasOpen = isOpenFor(booked, openOn(localDay(booked.start)));
      const state = wasOpen ? 'no-show' : 'cancelled';
      const appointment = await updateAppointment(tx, booked.id, { state, seat: null }, now);
      const event = wasOpen
        ? ({ appointment, action: 'no-show' } as const)
        : ({ appointment, action: 'cancel', note: 'closed' } as const);
      await addAppointmentEvent(tx, actor, event, now);
      missed += wasOpen ? 1 : 0;
    }
    await publishAppointments(ctx, tx, actor);
    return missed;
  });
}

async function remind(ctx: AppContext, actor: SystemActor): Promise<number> {
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const { reminderMinutes } = await readRules(tx);
    const due = await lockToRemind(tx, { start: now, end: now.add({ minutes: reminderMinutes }) });
    for (const appointment of due) {
      const channels: string[] = [];
      const { id, token, start } = appointment;
      await ctx.events.emit(
        'appointment.due',
        { appointmentId: id, token, start, taken: channels, take: (channel) => channels.push(channel) },
        { tx, actor, at: now },
      );
      await setReminded(tx, id, channels, now);
      await addAppointmentEvent(tx, actor, { appointment, action: 'remind', note: channels.join(',') }, now);
    }
    return due.length;
  });
}

async function forget(ctx: AppContext, actor: SystemActor): Promise<number> {
  const now = ctx.clock.now();
  const today = fromLocal(localDay(now), '00:00');
  return inTransaction(ctx, actor, async (tx) => {
    const forgotten = await deleteOverdueContacts(tx, today);
    for (const appointment of forgotten) {
      await addAppointmentEvent(tx, actor, { appointment, action: 'forget' }, now);
    }
    await deleteOverdueSubscriptions(tx, localDay(now), today);
    return forgotten.length;
  });
}

/**
 * The round that keeps appointments in order, every few minutes: who has not come within the time of grace is a no-show and the place is
 * free, who comes soon is reminded, and whoever's visit is over is forgotten. Doing it twice is doing it once.
 */
export async function mindAppointments(ctx: AppContext, actor: SystemActor): Promise<AppointmentRound> {
  authorise(APPOINTMENT_POLICY, actor, 'appointment.mind', actor);
  return {
    missed: await markMissed(ctx, actor),
    reminded: await remind(ctx, actor),
    forgotten: await forget(ctx, actor),
  };
}
