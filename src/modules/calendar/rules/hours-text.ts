import { ClockTime, ClosingTime, type OpeningHours } from '../schema.ts';

/**
 * Office hours as people write them in one line: "07:30-11:30, 13:30-17:30"; "7h30 - 11h30" is understood too.
 * Undefined when a part cannot be read; an empty line is a day off.
 */
export function readHours(text: string): OpeningHours[] | undefined {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const hours: OpeningHours[] = [];
  for (const part of parts) {
    const [from, to, ...rest] = part.split(/[-–—]/).map(clock);
    const opening = ClockTime.safeParse(from);
    const closing = ClosingTime.safeParse(to);
    if (!opening.success || !closing.success || rest.length > 0) {
      return undefined;
    }
    hours.push([opening.data, closing.data]);
  }
  return hours;
}

/** "7h30", "7:30", "7h" → "07:30", "07:30", "07:00". */
function clock(text: string): string {
  const match = /^(\d{1,2})(?:[:h](\d{2})?)?$/.exec(text.trim());
  return match ? `${(match[1] ?? '').padStart(2, '0')}:${match[2] ?? '00'}` : text.trim();
}

/** The same the other way: "07:30-11:30, 13:30-17:30". */
export function writeHours(hours: readonly OpeningHours[] | undefined): string {
  return (hours ?? []).map(([from, to]) => `${from}-${to}`).join(', ');
}
