import type { DueDate, ExplanationStep, Pause, Term } from '../schema.ts';
import { DEFAULT_CUT_OFF, TermSettings } from '../schema.ts';
import {
  type CompiledCalendar,
  closingOf,
  isCovered,
  isWorked,
  openSpans,
  timeOfDay,
  workedOnOrAfter,
} from './compile.ts';
import { CalendarError } from './error.ts';
import { addHours } from './hours.ts';
import {
  DAY,
  dayOf,
  type EpochDay,
  fromLocalMs,
  type LocalMs,
  MINUTE,
  toIsoDay,
  toIsoMoment,
  toLocalMs,
} from './local-time.ts';
import { daysStep, specialDaysSteps } from './notes.ts';
import { countsWhen, pausingOf } from './pauses.ts';
import { countedReceipt, type Receipt } from './receipt.ts';
import { joinPauses, type Span } from './spans.ts';

/** Where a term ends, and the steps between the receipt and the end. */
export interface Counted {
  readonly end: LocalMs;
  readonly steps: readonly ExplanationStep[];
}

interface Frame {
  readonly receipt: Receipt;
  readonly term: Term;
  readonly calendar: CompiledCalendar;
  readonly pauses: readonly Span[];
  readonly settings: TermSettings;
}

/** The readings that hold unless a province says otherwise. */
export const DEFAULT_SETTINGS: TermSettings = Object.freeze(TermSettings.parse({}));

/**
 * The due moment of a term and its reasons (Civil Code 2015, Art. 147–148; NĐ 118/2025 Đ17 k.3).
 *
 * - Receipt outside office hours counts as receipt at the next opening.
 * - `working-day`: whole working days from the day after receipt, whatever their length; ends at closing of the last.
 * - `calendar-day`: all days from the day after receipt; ending on a day off it moves to the next working day's closing.
 * - `working-hour`: office hours from the moment of receipt; may end exactly at a closing time.
 * - `same-day`: closing of the day of receipt when received at or before the cut-off, else of the next working day.
 *
 * A term of 0 ends where it starts: at closing of the day of receipt for days, at the receipt for hours.
 * A supplement is no pause: call again with the moment of completion as `from`.
 * @param pauses in any order, may overlap; what lies before the receipt changes nothing
 * @throws CalendarError when the span leaves the calendar, the amount is negative or broken, a pause is reversed
 */
export function addTerm(
  from: Temporal.Instant,
  term: Term,
  calendar: CompiledCalendar,
  pauses: readonly Pause[] = [],
  settings: TermSettings = DEFAULT_SETTINGS,
): DueDate {
  refuseBadAmount(term);
  const stamped = toLocalMs(from);
  const receipt = countedReceipt(stamped, calendar, settings);
  const { end, steps } = count({ receipt, term, calendar, pauses: joinPauses(pauses), settings });
  const explanation: ExplanationStep[] = [{ kind: 'received', at: toIsoMoment(stamped) }];
  if (receipt.why) {
    explanation.push({ kind: 'counted-as-received', at: toIsoMoment(receipt.at), why: receipt.why });
  }
  explanation.push(...steps, { kind: 'due', at: toIsoMoment(end) });
  return { due: fromLocalMs(end), explanation };
}

function refuseBadAmount({ amount, unit }: Term): void {
  if (!Number.isFinite(amount)) {
    throw new CalendarError('unreadable-term', { text: String(amount) });
  }
  if (amount < 0) {
    throw new CalendarError('negative-term', { amount });
  }
  if (unit === 'working-hour' && !Number.isInteger(minutesOf(amount))) {
    throw new CalendarError('fractional-minutes', { amount });
  }
  if (unit !== 'working-hour' && !Number.isInteger(amount)) {
    throw new CalendarError('fractional-days', { amount });
  }
}

/** Minutes of an amount of hours, rid of the dust of binary fractions (0.1 h is 6 min). */
function minutesOf(hours: number): number {
  return Math.round(hours * 60 * 1e6) / 1e6;
}

function count(frame: Frame): Counted {
  const { unit, amount } = frame.term;
  switch (unit) {
    case 'working-day':
      return countWorkingDays(frame);
    case 'calendar-day':
      return countCalendarDays(frame);
    case 'working-hour':
      return addHours(frame.receipt.at, minutesOf(amount) * MINUTE, frame.calendar, frame.pauses);
    case 'same-day':
      return countSameDay(frame);
    default:
      return unit satisfies never;
  }
}

/** Days passed over while counting, for the explanation. */
interface Walk {
  readonly last: EpochDay;
  readonly paused: readonly EpochDay[];
  readonly partly: readonly EpochDay[];
}

/** Goes on from `start` until `amount` days have counted; `eligible` says which days may count at all. */
function walk(frame: Frame, start: EpochDay, amount: number, eligible: (day: EpochDay) => boolean): Walk {
  const paused: EpochDay[] = [];
  const partly: EpochDay[] = [];
  let last = start;
  let counted = 0;
  while (counted < amount) {
    last += 1;
    if (!eligible(last)) {
      continue;
    }
    const pausing = pausingOf(last, frame.pauses, frame.calendar);
    if (countsWhen(pausing, frame.settings)) {
      counted += 1;
      if (pausing === 'part') {
        partly.push(last);
      }
    } else {
      paused.push(last);
    }
  }
  return { last, paused, partly };
}

function countWorkingDays(frame: Frame): Counted {
  const { receipt, term, calendar, settings } = frame;
  const start = dayOf(receipt.at);
  const { last, paused, partly } = walk(frame, start, term.amount, (day) => isWorked(calendar, day));
  const end = settings.dueAtTimeOfReceipt
    ? sameTimeOn(last, receipt.at, calendar)
    : closingOf(calendar, last);
  return { end, steps: dayTermSteps(frame, start, last, paused, partly) };
}

/** The receipt's time of day on another working day, kept within that day's office hours. */
function sameTimeOn(day: EpochDay, receipt: LocalMs, calendar: CompiledCalendar): LocalMs {
  const wanted = day * DAY + (receipt - dayOf(receipt) * DAY);
  const next = openSpans(calendar, day).find((span) => wanted <= span.end);
  return next ? Math.max(wanted, next.start) : closingOf(calendar, day);
}

function countCalendarDays(frame: Frame): Counted {
  const { receipt, term, calendar, settings } = frame;
  const start = dayOf(receipt.at);
  const { last, paused, partly } = walk(frame, start, term.amount, (day) => isCovered(calendar, day));
  let settled = workedOnOrAfter(calendar, last);
  while (settled !== last && !countsWhen(pausingOf(settled, frame.pauses, calendar), settings)) {
    settled = workedOnOrAfter(calendar, settled + 1);
  }
  const steps = dayTermSteps(frame, start, settled, paused, partly);
  if (settled !== last) {
    steps.push({ kind: 'moved', from: toIsoDay(last), to: toIsoDay(settled) });
  }
  return { end: closingOf(calendar, settled), steps };
}

function dayTermSteps(
  { term, calendar }: Frame,
  start: EpochDay,
  last: EpochDay,
  paused: readonly EpochDay[],
  partly: readonly EpochDay[],
): ExplanationStep[] {
  const unit = term.unit === 'working-day' ? 'working-day' : 'calendar-day';
  const first = unit === 'working-day' && term.amount > 0 ? workedOnOrAfter(calendar, start + 1) : start + 1;
  return [
    ...(term.amount > 0 ? [{ kind: 'starts', on: toIsoDay(first), amount: term.amount, unit } as const] : []),
    ...specialDaysSteps(start + 1, last, calendar),
    ...daysStep('paused-days', paused, calendar),
    ...daysStep('partly-paused-days', partly, calendar),
  ];
}

/** Trả trong ngày; nhận sau giờ chốt thì ngày làm việc tiếp theo: NĐ 23/2015 Đ7. */
function countSameDay(frame: Frame): Counted {
  const { receipt, term, calendar, settings } = frame;
  const cutOff = term.cutOff ?? DEFAULT_CUT_OFF;
  const start = dayOf(receipt.at);
  const after = receipt.at > start * DAY + timeOfDay(cutOff);
  let last = after ? workedOnOrAfter(calendar, start + 1) : start;
  const paused: EpochDay[] = [];
  while (!countsWhen(pausingOf(last, frame.pauses, calendar), settings)) {
    paused.push(last);
    last = workedOnOrAfter(calendar, last + 1);
  }
  return {
    end: closingOf(calendar, last),
    steps: [
      { kind: 'cut-off', cutOff, after },
      ...specialDaysSteps(start + 1, last, calendar),
      ...daysStep('paused-days', paused, calendar),
    ],
  };
}
