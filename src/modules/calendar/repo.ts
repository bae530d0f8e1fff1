import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { OpenQuestion, type SpecialDay } from './schema/official.ts';
import type { CalendarVersion, VersionLine } from './schema/version.ts';
import { Certainty, OpeningHours, WeekHours } from './schema.ts';

/** Makes changes of one centre's calendar take turns, until the transaction ends. */
export async function lockCalendar(tx: Tx, centreId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`calendar:${centreId}`}, 0))`.execute(tx);
}

/** The newest version that is in force on the day, or the newest of all. */
export async function findVersionId(
  tx: Tx,
  day?: Temporal.PlainDate,
): Promise<{ readonly id: string; readonly version: number } | undefined> {
  return tx
    .selectFrom('calendar_versions')
    .select(['id', 'version'])
    .$if(day !== undefined, (q) => q.where('effective_from', '<=', day ?? sql<Temporal.PlainDate>`null`))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** The version that a request made, if it was made. */
export async function findIdByRequest(tx: Tx, requestId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('calendar_versions')
    .select('id')
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row?.id;
}

/** One version with its days. */
export async function findVersion(tx: Tx, id: string): Promise<CalendarVersion | undefined> {
  const row = await tx.selectFrom('calendar_versions').selectAll().where('id', '=', id).executeTakeFirst();
  if (!row) {
    return undefined;
  }
  return {
    id: row.id,
    centreId: row.centre_id,
    version: row.version,
    effectiveFrom: row.effective_from,
    covers: [row.covers_from.toString(), row.covers_to.toString()],
    hours: WeekHours.parse(row.hours),
    publicHours: row.public_hours === null ? undefined : WeekHours.parse(row.public_hours),
    questions: z.array(OpenQuestion).parse(row.questions),
    source: row.source,
    change: row.change,
    madeAt: row.made_at,
    madeBy: row.made_by,
    days: await listDays(tx, id),
  };
}

async function listDays(tx: Tx, versionId: string): Promise<SpecialDay[]> {
  const rows = await tx
    .selectFrom('calendar_days')
    .selectAll()
    .where('version_id', '=', versionId)
    .orderBy('day')
    .execute();
  return rows.map((row) => ({
    date: row.day.toString(),
    kind: row.kind === 'work' ? 'work' : 'off',
    name: row.name,
    certainty: Certainty.parse(row.certainty),
    source: row.source,
    ...(row.hours === null ? {} : { hours: z.array(OpeningHours).parse(row.hours) }),
  }));
}

/** The last versions, newest first. */
export async function listVersions(tx: Tx, limit: number): Promise<VersionLine[]> {
  const rows = await tx
    .selectFrom('calendar_versions')
    .select(['version', 'change', 'made_at', 'effective_from'])
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    version: row.version,
    change: row.change,
    madeAt: row.made_at,
    effectiveFrom: row.effective_from,
  }));
}

/** Stores a version with its days. */
export async function insertVersion(tx: Tx, version: CalendarVersion, requestId: string): Promise<void> {
  await tx
    .insertInto('calendar_versions')
    .values({
      id: version.id,
      centre_id: version.centreId,
      version: version.version,
      effective_from: version.effectiveFrom,
      covers_from: Temporal.PlainDate.from(version.covers[0]),
      covers_to: Temporal.PlainDate.from(version.covers[1]),
      hours: JSON.stringify(version.hours),
      public_hours: version.publicHours === undefined ? null : JSON.stringify(version.publicHours),
      questions: JSON.stringify(version.questions),
      source: version.source,
      change: version.change,
      made_at: version.madeAt,
      made_by: version.madeBy,
      request_id: requestId,
    })
    .execute();
  if (version.days.length === 0) {
    return;
  }
  await tx
    .insertInto('calendar_days')
    .values(
      version.days.map((day) => ({
        version_id: version.id,
        centre_id: version.centreId,
        day: Temporal.PlainDate.from(day.date),
        kind: day.kind,
        hours: day.hours === undefined ? null : JSON.stringify(day.hours),
        name: day.name,
        certainty: day.certainty,
        source: day.source,
      })),
    )
    .execute();
}
