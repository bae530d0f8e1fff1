import { ICalCalendarMethod, ICalEventStatus, default as makeCalendar } from 'ical-generator';
import type { Lang } from '#platform/i18n.ts';
import { writeCode } from '../rules/appointments.ts';
import type { Appointment } from '../schema/appointments.ts';
import { appointmentTexts } from './appointment-messages.ts';

/** What a calendar entry says. */
export interface CalendarEntry {
  readonly appointment: Appointment;
  readonly need: string;
  readonly centre: { readonly name: string; readonly address?: string | undefined };
  /** Address of the appointment's page. */
  readonly url: string;
  readonly reminderMinutes: number;
  readonly now: Temporal.Instant;
  readonly lang: Lang;
}

const SECONDS = 60;

/**
 * The appointment as a calendar file (RFC 5545), times in UTC. Its id stays the same, so that a calendar that takes it in again after a
 * move or a cancellation changes its entry instead of adding one.
 */
export function calendarFile(entry: CalendarEntry): string {
  const { appointment, need, centre, url, lang } = entry;
  const t = appointmentTexts(lang);
  const calendar = makeCalendar({
    prodId: { company: 'Một Cửa', product: 'Lịch hẹn', language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
  });
  const event = calendar.createEvent({
    id: `${appointment.id}@motcua`,
    start: appointment.start,
    end: appointment.end,
    stamp: entry.now,
    // A calendar keeps the entry with the highest number.
    sequence: Math.floor(entry.now.epochMilliseconds / (SECONDS * 1_000)),
    summary: t('ics.title', { need, centre: centre.name }),
    description: t('ics.text', { code: writeCode(appointment.code), url }),
    location: [centre.name, centre.address].filter(Boolean).join(', '),
    url,
    status: appointment.state === 'cancelled' ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
  });
  if (appointment.state === 'booked') {
    event.createAlarm({ trigger: entry.reminderMinutes * SECONDS });
  }
  return calendar.toString();
}
