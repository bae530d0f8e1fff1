import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { type CalendarPair, compilePair, specialDaysOf } from './rules/source.ts';
import { CalendarSource } from './schema/official.ts';

const OFFICIAL = new URL('../../../catalogue/calendars/viet-nam-2025-2027.yaml', import.meta.url);

/**
 * The national calendar shipped with the product, as written in the catalogue.
 * @throws ZodError when the file was edited into a wrong shape
 */
export async function readOfficialSource(file: URL = OFFICIAL): Promise<CalendarSource> {
  return CalendarSource.parse(parse(await readFile(file, 'utf8')));
}

let pair: Promise<CalendarPair> | undefined;

/** The national calendar ready for counting; read once in the life of the process. */
export function officialCalendar(): Promise<CalendarPair> {
  pair ??= readOfficialSource().then((source) => compilePair({ ...source, days: specialDaysOf(source) }));
  return pair;
}
