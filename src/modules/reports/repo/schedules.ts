import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { FileFormat } from './exports.ts';

/** A report that is made by itself after each period. */
export interface Schedule {
  readonly id: string;
  readonly report: string;
  readonly format: FileFormat;
  readonly period: 'month' | 'quarter' | 'half-year' | 'year';
  readonly cut: 'fifteenth' | 'calendar';
  /** Day of the month, from the one in which the period ended or after it. */
  readonly runDay: number;
  readonly mailTo: readonly string[];
  readonly active: boolean;
  readonly setBy: string;
}

const Period = z.enum(['month', 'quarter', 'half-year', 'year']);
const Cut = z.enum(['fifteenth', 'calendar']);

/** The centre's schedules, those in use first. */
export async function listSchedules(tx: Tx): Promise<readonly Schedule[]> {
  const rows = await tx
    .selectFrom('report_schedules')
    .selectAll()
    .orderBy('active', 'desc')
    .orderBy('set_at')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    report: row.report,
    format: FileFormat.parse(row.format),
    period: Period.parse(row.period),
    cut: Cut.parse(row.cut),
    runDay: row.run_day,
    mailTo: row.mail_to,
    active: row.active,
    setBy: row.set_by,
  }));
}

/** Adds a schedule, or changes the one with its id. */
export async function putSchedule(
  tx: Tx,
  schedule: Schedule & { readonly centreId: string; readonly at: Temporal.Instant },
): Promise<void> {
  const values = {
    report: schedule.report,
    format: schedule.format,
    period: schedule.period,
    cut: schedule.cut,
    run_day: schedule.runDay,
    mail_to: [...schedule.mailTo],
    active: schedule.active,
    set_at: schedule.at,
    set_by: schedule.setBy,
  };
  await tx
    .insertInto('report_schedules')
    .values({ id: schedule.id, centre_id: schedule.centreId, ...values })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Writes down that a form was reminded of on a day; false when it was already. */
export async function insertReminder(
  tx: Tx,
  reminder: {
    readonly centreId: string;
    readonly form: string;
    readonly periodTo: Temporal.PlainDate;
    readonly day: Temporal.PlainDate;
    readonly at: Temporal.Instant;
  },
): Promise<boolean> {
  const result = await tx
    .insertInto('report_reminders')
    .values({
      centre_id: reminder.centreId,
      form: reminder.form,
      period_to: reminder.periodTo,
      day: reminder.day,
      at: reminder.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}
