import type { CalendarParts, SpecialDay } from '../schema/official.ts';
import type { CalendarChange } from '../schema/version.ts';
import { isWorked } from './compile.ts';
import { type EpochDay, toEpochDay, toIsoDay } from './local-time.ts';
import { compilePair } from './source.ts';

/** Why a change is refused; `field` is the part of the change that is wrong. */
export type ChangeRefusal = {
  readonly reason:
    | 'reversed'
    | 'too-long'
    | 'outside-covers'
    | 'already-listed'
    | 'already-rest'
    | 'already-work'
    | 'not-listed'
    | 'not-later'
    | 'no-hours';
  readonly field: string;
  readonly day: string;
};

export type Changed = { readonly parts: CalendarParts } | { readonly refusal: ChangeRefusal };

/** A block of days off is at most so long: a slip of the year would close the office for one. */
const LONGEST_BLOCK = 21;

/**
 * The calendar after a change. Nothing is guessed: a day that is listed already, or that was off or worked anyway, is
 * refused with the reason, so that a wrong month is noticed.
 * @throws CalendarError when hours end before they begin
 */
export function applyChange(parts: CalendarParts, change: CalendarChange): Changed {
  switch (change.kind) {
    case 'add-off':
      return addOff(parts, change);
    case 'add-work':
      return addWork(parts, change);
    case 'remove':
      return parts.days.some((d) => d.date === change.from)
        ? { parts: { ...parts, days: parts.days.filter((d) => d.date !== change.from) } }
        : refuse('not-listed', 'from', change.from);
    case 'extend':
      return toEpochDay(change.through) > toEpochDay(parts.covers[1])
        ? { parts: { ...parts, covers: [parts.covers[0], change.through] } }
        : refuse('not-later', 'through', parts.covers[1]);
    case 'hours': {
      const next: CalendarParts = { ...parts, hours: change.hours, publicHours: change.publicHours };
      if (Object.values(change.hours).every((day) => day === undefined || day.length === 0)) {
        return refuse('no-hours', 'hours', parts.covers[0]);
      }
      compilePair(next);
      return { parts: next };
    }
    default:
      return change satisfies never;
  }
}

function refuse(reason: ChangeRefusal['reason'], field: string, day: string): Changed {
  return { refusal: { reason, field, day } };
}

function insert(parts: CalendarParts, days: readonly SpecialDay[]): Changed {
  const all = [...parts.days, ...days].sort((a, b) => a.date.localeCompare(b.date));
  const next = { ...parts, days: all };
  compilePair(next);
  return { parts: next };
}

function covers(parts: CalendarParts, day: EpochDay): boolean {
  return day >= toEpochDay(parts.covers[0]) && day <= toEpochDay(parts.covers[1]);
}

function addOff(parts: CalendarParts, change: Extract<CalendarChange, { kind: 'add-off' }>): Changed {
  const first = toEpochDay(change.from);
  const last = toEpochDay(change.to ?? change.from);
  if (last < first) {
    return refuse('reversed', 'to', change.from);
  }
  if (last - first >= LONGEST_BLOCK) {
    return refuse('too-long', 'to', change.from);
  }
  const { terms, open } = compilePair(parts);
  const note = { name: change.name, certainty: change.certainty, source: change.source };
  const days: SpecialDay[] = [];
  for (let day = first; day <= last; day += 1) {
    const date = toIsoDay(day);
    if (!covers(parts, day)) {
      return refuse('outside-covers', day === first ? 'from' : 'to', date);
    }
    if (parts.days.some((d) => d.date === date)) {
      return refuse('already-listed', 'from', date);
    }
    if (isWorked(terms, day) || isWorked(open, day)) {
      days.push({ date, kind: 'off', ...note });
    }
  }
  return days.length === 0 ? refuse('already-rest', 'from', change.from) : insert(parts, days);
}

function addWork(parts: CalendarParts, change: Extract<CalendarChange, { kind: 'add-work' }>): Changed {
  const day = toEpochDay(change.from);
  if (!covers(parts, day)) {
    return refuse('outside-covers', 'from', change.from);
  }
  if (parts.days.some((d) => d.date === change.from)) {
    return refuse('already-listed', 'from', change.from);
  }
  if (change.hours === undefined && isWorked(compilePair(parts).terms, day)) {
    return refuse('already-work', 'from', change.from);
  }
  const { name, certainty, source, hours } = change;
  return insert(parts, [
    { date: change.from, kind: 'work', name, certainty, source, ...(hours ? { hours } : {}) },
  ]);
}
