import { SPOKEN_LETTERS } from '#platform/speech/calls.ts';

/** Digits that a ticket number has at least; a busy day simply goes on with more ("A999", then "A1000"). */
const MINIMUM_DIGITS = 3;

/** Letters that a service group may have: each once a centre, each with one clear spoken name. */
export const GROUP_LETTERS: readonly string[] = SPOKEN_LETTERS.filter((letter) => letter !== 'Đ');

/**
 * The number on a ticket: the letter of the service group and the place in the day's series.
 * Numbers of one day and group never repeat: past 999 they grow a digit instead of starting again.
 */
export function ticketNumber(letter: string, sequence: number): string {
  if (!GROUP_LETTERS.includes(letter)) {
    throw new RangeError(`"${letter}" is not a letter for ticket numbers`);
  }
  if (!Number.isSafeInteger(sequence) || sequence < 1) {
    throw new RangeError(`A ticket series counts from 1, not ${sequence}`);
  }
  return `${letter}${String(sequence).padStart(MINIMUM_DIGITS, '0')}`;
}

/** Reads a ticket number back into letter and place; undefined when it is none. "A12" and "a 012" are understood, as people type them. */
export function parseTicketNumber(typed: string): { letter: string; sequence: number } | undefined {
  const match = /^([A-Z])(\d{1,9})$/.exec(typed.toUpperCase().replaceAll(/\s/g, ''));
  const [, letter, digits] = match ?? [];
  const sequence = Number(digits);
  return letter !== undefined && GROUP_LETTERS.includes(letter) && sequence >= 1
    ? { letter, sequence }
    : undefined;
}

/** The day whose series a ticket belongs to: the local date of the centre, so numbers start again at local midnight wherever the server stands. */
export function serviceDay(now: Temporal.Instant, zone: string): Temporal.PlainDate {
  return now.toZonedDateTimeISO(zone).toPlainDate();
}
