import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import {
  type DailyFact,
  type FactAbout,
  type FactKey,
  MEASURES,
  type OpenSpan,
  ReportChannel,
} from '../schema.ts';

/**
 * Takes the next mark of the centre's journal. Writers share the lock behind it until they commit; `keep` waits for
 * them and takes it alone, so that every change up to the mark is there to be read.
 */
export async function takeMark(tx: Tx, keep: boolean): Promise<number> {
  const { rows } = await sql<{ mark: number }>`select app.report_mark(${keep}) as mark`.execute(tx);
  const mark = rows[0]?.mark;
  if (mark === undefined) {
    throw new Error('report marks: none was given');
  }
  return mark;
}

/** What one change of a dossier adds to the journal. */
export interface JournalChange {
  readonly centreId: string;
  readonly dossierId: string;
  readonly mark: number;
  readonly at: Temporal.Instant;
}

function columnsOf(fact: DailyFact) {
  return {
    day: Temporal.PlainDate.from(fact.day),
    procedure_code: fact.procedureCode,
    field: fact.field,
    field_group: fact.fieldGroup,
    channel: fact.channel,
    unit_id: fact.unitId,
    officer_id: fact.officerId,
    received: fact.counts.received,
    early: fact.counts.early,
    on_time: fact.counts.onTime,
    late: fact.counts.late,
    withdrawn: fact.counts.withdrawn,
    stopped: fact.counts.stopped,
    refused: fact.counts.refused,
  };
}

/** Appends signed lines to the journal. */
export async function addEntries(tx: Tx, change: JournalChange, lines: readonly DailyFact[]): Promise<void> {
  if (lines.length > 0) {
    await tx
      .insertInto('fact_entries')
      .values(
        lines.map((fact, i) => ({
          centre_id: change.centreId,
          mark: change.mark,
          line: i + 1,
          recorded_at: change.at,
          dossier_id: change.dossierId,
          ...columnsOf(fact),
        })),
      )
      .execute();
  }
}

/** Adds to the daily facts; lines that are not there yet are made. A figure that would fall below zero is refused. */
export async function addFacts(tx: Tx, centreId: string, facts: readonly DailyFact[]): Promise<void> {
  for (const fact of facts) {
    const { received, early, onTime, late, withdrawn, stopped, refused } = fact.counts;
    // A correction takes away. PostgreSQL checks a proposed row before it looks for the conflict, so only growth upserts.
    await (MEASURES.every((measure) => fact.counts[measure] >= 0)
      ? sql`
        insert into daily_facts as f (centre_id, day, procedure_code, field, field_group, channel, unit_id, officer_id,
          received, early, on_time, late, withdrawn, stopped, refused)
        values (${centreId}, ${fact.day}::date, ${fact.procedureCode}, ${fact.field}, ${fact.fieldGroup},
          ${fact.channel}, ${fact.unitId}, ${fact.officerId},
          ${received}, ${early}, ${onTime}, ${late}, ${withdrawn}, ${stopped}, ${refused})
        on conflict (centre_id, day, procedure_code, channel, field_group, field, unit_id, officer_id) do update set
          received = f.received + excluded.received, early = f.early + excluded.early,
          on_time = f.on_time + excluded.on_time, late = f.late + excluded.late,
          withdrawn = f.withdrawn + excluded.withdrawn, stopped = f.stopped + excluded.stopped,
          refused = f.refused + excluded.refused`
      : sql`
        update daily_facts set
          received = received + ${received}, early = early + ${early}, on_time = on_time + ${onTime},
          late = late + ${late}, withdrawn = withdrawn + ${withdrawn}, stopped = stopped + ${stopped},
          refused = refused + ${refused}
        where centre_id = ${centreId} and day = ${fact.day}::date and procedure_code = ${fact.procedureCode}
          and channel = ${fact.channel} and field_group = ${fact.fieldGroup} and field = ${fact.field}
          and unit_id = ${fact.unitId} and officer_id = ${fact.officerId}`
    ).execute(tx);
  }
}

/** Spans of one dossier that no longer hold from a mark on, and those that do. */
export interface SpanChange {
  readonly gone: readonly OpenSpan[];
  readonly added: readonly OpenSpan[];
}

/** Ends the versions of spans that changed and adds what holds now; earlier versions stay, for as-of figures. */
export async function changeSpans(
  tx: Tx,
  change: Pick<JournalChange, 'centreId' | 'dossierId' | 'mark'>,
  about: FactAbout,
  { gone, added }: SpanChange,
): Promise<void> {
  if (gone.length > 0) {
    await tx
      .updateTable('report_spans')
      .set({ until_mark: change.mark })
      .where('dossier_id', '=', change.dossierId)
      .where('until_mark', 'is', null)
      .where(
        'from_at',
        'in',
        gone.map((span) => span.from),
      )
      .execute();
  }
  if (added.length > 0) {
    await tx
      .insertInto('report_spans')
      .values(
        added.map((span) => ({
          centre_id: change.centreId,
          dossier_id: change.dossierId,
          from_at: span.from,
          to_at: span.to,
          due_at: span.due,
          procedure_code: about.procedureCode,
          field: about.field,
          field_group: about.fieldGroup,
          channel: about.channel,
          unit_id: about.unitId,
          officer_id: about.officerId,
          since_mark: change.mark,
        })),
      )
      .execute();
  }
}

interface FactRow {
  readonly day: Temporal.PlainDate;
  readonly procedure_code: string;
  readonly field: string;
  readonly field_group: string;
  readonly channel: string;
  readonly unit_id: string;
  readonly officer_id: string;
  readonly received: number;
  readonly early: number;
  readonly on_time: number;
  readonly late: number;
  readonly withdrawn: number;
  readonly stopped: number;
  readonly refused: number;
}

function toFact(row: FactRow): DailyFact {
  const key: FactKey = {
    day: row.day.toString(),
    procedureCode: row.procedure_code,
    field: row.field,
    fieldGroup: row.field_group,
    channel: ReportChannel.parse(row.channel),
    unitId: row.unit_id,
    officerId: row.officer_id,
  };
  return {
    ...key,
    counts: {
      received: row.received,
      early: row.early,
      onTime: row.on_time,
      late: row.late,
      withdrawn: row.withdrawn,
      stopped: row.stopped,
      refused: row.refused,
    },
  };
}

/** All daily facts that are not nought, to compare with rebuilt ones. */
export async function listFacts(tx: Tx): Promise<readonly DailyFact[]> {
  const rows = await tx
    .selectFrom('daily_facts')
    .selectAll()
    .where((eb) => eb(sql`received + early + on_time + late + withdrawn + stopped`, '>', 0))
    .execute();
  return rows.map(toFact);
}

/** The journal's sum of some dossiers, by dossier. */
export async function sumEntries(
  tx: Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, readonly DailyFact[]>> {
  if (dossierIds.length === 0) {
    return new Map();
  }
  const { rows } = await sql<FactRow & { readonly dossier_id: string }>`
    select dossier_id, day, procedure_code, field, field_group, channel, unit_id, officer_id,
      sum(received)::int as received, sum(early)::int as early, sum(on_time)::int as on_time, sum(late)::int as late,
      sum(withdrawn)::int as withdrawn, sum(stopped)::int as stopped, sum(refused)::int as refused
    from fact_entries where dossier_id = any(${[...dossierIds]}::uuid[])
    group by 1, 2, 3, 4, 5, 6, 7, 8
    having sum(received) <> 0 or sum(early) <> 0 or sum(on_time) <> 0 or sum(late) <> 0 or sum(withdrawn) <> 0
      or sum(stopped) <> 0 or sum(refused) <> 0`.execute(tx);
  return new Map(
    [...Map.groupBy(rows, (row) => row.dossier_id)].map(([id, group]) => [id, group.map(toFact)] as const),
  );
}

/** The spans of some dossiers that hold now, by dossier, with what they are counted under. */
export async function listSpans(
  tx: Tx,
  dossierIds: readonly string[],
): Promise<ReadonlyMap<string, readonly (OpenSpan & { readonly about: FactAbout })[]>> {
  if (dossierIds.length === 0) {
    return new Map();
  }
  const rows = await tx
    .selectFrom('report_spans')
    .selectAll()
    .where('dossier_id', 'in', [...dossierIds])
    .where('until_mark', 'is', null)
    .orderBy('from_at')
    .execute();
  const spans = rows.map((row) => ({
    id: row.dossier_id,
    span: {
      from: row.from_at,
      to: row.to_at,
      due: row.due_at,
      about: {
        procedureCode: row.procedure_code,
        field: row.field,
        fieldGroup: row.field_group,
        channel: ReportChannel.parse(row.channel),
        unitId: row.unit_id,
        officerId: row.officer_id,
      },
    },
  }));
  return new Map(
    [...Map.groupBy(spans, ({ id }) => id)].map(
      ([id, group]) => [id, group.map(({ span }) => span)] as const,
    ),
  );
}

/** Takes the daily facts of the centre away, before they are summed anew. The journal stays. */
export async function clearFacts(tx: Tx): Promise<void> {
  await tx.deleteFrom('daily_facts').execute();
}
