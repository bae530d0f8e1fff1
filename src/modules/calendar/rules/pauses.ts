import type { TermSettings } from '../schema.ts';
import { type CompiledCalendar, openSpans } from './compile.ts';
import { DAY, type EpochDay } from './local-time.ts';
import { overlap, type Span } from './spans.ts';

/** How far a day is paused: by its office hours, or by its 24 hours where nobody works on it. */
export type Pausing = 'none' | 'part' | 'whole';

export function pausingOf(day: EpochDay, pauses: readonly Span[], calendar: CompiledCalendar): Pausing {
  if (pauses.length === 0) {
    return 'none';
  }
  const open = openSpans(calendar, day);
  const measured = open.length > 0 ? open : [{ start: day * DAY, end: (day + 1) * DAY }];
  let length = 0;
  let paused = 0;
  for (const span of measured) {
    length += span.end - span.start;
    for (const pause of pauses) {
      paused += overlap(span, pause);
    }
  }
  if (paused === 0) {
    return 'none';
  }
  return paused === length ? 'whole' : 'part';
}

/** Whether a day so paused counts: never when wholly paused; when in part, as the setting says. */
export function countsWhen(pausing: Pausing, settings: TermSettings): boolean {
  return pausing === 'none' || (pausing === 'part' && settings.partialPauseDay === 'counts');
}
