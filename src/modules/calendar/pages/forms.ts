import { z } from 'zod';
import { pageMessages } from '../messages.ts';
import { readHours } from '../rules/hours-text.ts';
import { CalendarChange } from '../schema/version.ts';
import { type OpeningHours, WEEKDAY_KEYS, type WeekHours } from '../schema.ts';

const t = pageMessages('vi');

/** A line of hours as typed: "07:30-11:30, 13:30-17:30". */
const HoursLine = z.string().transform((text, ctx): OpeningHours[] => {
  const hours = readHours(text);
  if (hours === undefined) {
    ctx.addIssue({ code: 'custom', message: t('bad-hours-text', { text }) });
    return z.NEVER;
  }
  return hours;
});

/** Seven lines, one a weekday; what is left out is a day off. */
const WeekLines = z
  .partialRecord(z.enum(WEEKDAY_KEYS), HoursLine)
  .transform((week): WeekHours => week)
  .default({});

/** The changes that the page offers, in its order. Each form's fields carry its kind as prefix: `add-off.from`. */
export const CHANGE_KINDS = ['add-off', 'add-work', 'remove', 'extend', 'hours'] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

const Fields = z
  .object({
    from: z.string().optional(),
    to: z.string().optional(),
    through: z.string().optional(),
    name: z.string().optional(),
    certainty: z.string().optional(),
    source: z.string().optional(),
    reason: z.string().optional(),
    line: HoursLine.optional(),
    week: WeekLines,
    publicWeek: WeekLines,
  })
  .prefault({});

const DAY_FIELDS: readonly PropertyKey[] = ['from', 'to', 'through'];

/** A posted form of the page, turned into the change that it asks for; every wrong field is reported. */
export const ChangeForm = z
  .object({
    kind: z.enum(CHANGE_KINDS),
    requestId: z.uuid(),
    'add-off': Fields,
    'add-work': Fields,
    remove: Fields,
    extend: Fields,
    hours: Fields,
  })
  .transform((form, ctx): { change: CalendarChange; requestId: string } => {
    const { kind, requestId } = form;
    const { line, week, publicWeek, ...fields } = form[kind];
    const parsed = CalendarChange.safeParse({
      kind,
      ...fields,
      hours: kind === 'hours' ? week : line,
      publicHours: sameWeek(week, publicWeek) ? undefined : publicWeek,
    });
    if (parsed.success) {
      return { change: parsed.data, requestId };
    }
    for (const issue of parsed.error.issues) {
      const isDay = DAY_FIELDS.includes(issue.path[0] ?? '');
      ctx.addIssue({
        code: 'custom',
        path: [kind, ...issue.path],
        message: isDay ? t('bad-day') : issue.message,
      });
    }
    return z.NEVER;
  });

function sameWeek(a: WeekHours, b: WeekHours): boolean {
  return WEEKDAY_KEYS.every((day) => JSON.stringify(a[day] ?? []) === JSON.stringify(b[day] ?? []));
}
