/** How the national list differs from the catalogue, and which records have to be read to know. Pure. */

import type { Procedure } from '#modules/procedures/schema.ts';
import type { DifferenceKind, Listed, NationalPart, NationalRecord } from '../schema.ts';
import { readingOf } from './reading.ts';

/** A procedure as it stands in the catalogue. */
export interface Here {
  readonly body: Procedure;
  /** False: it has a last day already. */
  readonly open: boolean;
}

/** A difference before it is stored. */
export interface Found {
  readonly code: string;
  readonly name: string;
  readonly kind: DifferenceKind;
  readonly before: Procedure | null;
  readonly after: Procedure | null;
  readonly parts: readonly NationalPart[];
  readonly remarks: readonly string[];
  readonly suggestedFrom: Temporal.PlainDate | null;
}

/** The first day of the newest legal basis while it lies ahead; null otherwise: then any day from today on will do. */
function suggestedDay(record: NationalRecord, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const days = record.legalBasis
    .flatMap(({ effectiveFrom }) => (effectiveFrom === null ? [] : [Temporal.PlainDate.from(effectiveFrom)]))
    .toSorted(Temporal.PlainDate.compare);
  const newest = days.at(-1);
  return newest !== undefined && Temporal.PlainDate.compare(newest, today) > 0 ? newest : null;
}

const abolished = (here: Here): Found => ({
  code: here.body.code,
  name: here.body.name,
  kind: 'abolished',
  before: here.body,
  after: null,
  parts: [],
  remarks: [],
  suggestedFrom: null,
});

/**
 * Compares one procedure. Null: nothing to decide.
 *
 * @param record null where the whole list was read and does not name it
 * @param here null where the catalogue never had it
 * @param ours whether the list is that of our own unit; in the list of the country only procedures of communes are new to us
 */
export function compareOne(
  record: NationalRecord | null,
  here: Here | null,
  ours: boolean,
  today: Temporal.PlainDate,
): Found | null {
  if (record === null || !record.inForce) {
    return here?.open === true ? abolished(here) : null;
  }
  if (here?.open !== true && !ours && !record.levels.includes('commune')) {
    return null;
  }
  const { body, parts, remarks } = readingOf(record, here?.body ?? null);
  const base = {
    code: record.code,
    name: body.name,
    after: body,
    remarks,
    suggestedFrom: suggestedDay(record, today),
  };
  if (here?.open !== true) {
    return { ...base, kind: 'new', before: null, parts: [] };
  }
  if (parts.length === 0) {
    return null;
  }
  return { ...base, kind: parts.includes('levels') ? 'moved' : 'changed', before: here.body, parts };
}

/** A record is read again after this many days though nothing points to a change: procedures of other levels may come to communes. */
const READ_AGAIN_DAYS = 7;

/**
 * The records to be read: those of our catalogue and those never read always, the others of the country once a week, spread over its days so that the portal is asked gently.
 *
 * @param lastRead day of the last reading by code
 */
export function recordsToRead(
  listed: readonly Listed[],
  ours: ReadonlySet<string>,
  lastRead: ReadonlyMap<string, Temporal.PlainDate>,
  today: Temporal.PlainDate,
): readonly Listed[] {
  return listed.filter(({ code }) => {
    const last = lastRead.get(code);
    return (
      ours.has(code) ||
      last === undefined ||
      last.until(today).total('days') >= READ_AGAIN_DAYS ||
      // Its own day of the week, so that what was read on one day is not read on one day again.
      (Number(code.replace(/\D/g, '')) % READ_AGAIN_DAYS === today.dayOfWeek - 1 &&
        Temporal.PlainDate.compare(last, today) < 0)
    );
  });
}

/** Below this share of what it had, or of what we have, a list is held for a person: half a list must not abolish half a catalogue. */
const LEAST_SHARE = 0.8;

/**
 * Whether a list is suspiciously short.
 * @param before how many it had at the last good reading; null for none
 * @param missing how many open procedures of ours it does not name
 * @param ours how many open procedures we have
 */
export function isShort(listed: number, before: number | null, missing: number, ours: number): boolean {
  const shrank = before !== null && listed < before * LEAST_SHARE;
  return shrank || (ours >= 10 && missing > ours * (1 - LEAST_SHARE));
}
