import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';

/** One matter of a visit with its time; `endedAt` is null while it runs. */
export interface VisitMatter {
  readonly id: string;
  readonly procedureCode: string | null;
  /** The matter in words where no procedure is named. */
  readonly title: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}

/** What a matter is about, and who begins it where. */
export interface NewMatter {
  readonly centreId: string;
  readonly ticketId: string;
  readonly counterId: string;
  readonly officerId: string | null;
  readonly procedureCode: string | null;
  readonly title: string;
}

/** Begins a matter; none of the visit may be running. */
export async function startMatter(tx: Tx, matter: NewMatter, at: Temporal.Instant): Promise<void> {
  await tx
    .insertInto('visit_matters')
    .values({
      id: newId(),
      centre_id: matter.centreId,
      ticket_id: matter.ticketId,
      counter_id: matter.counterId,
      officer_id: matter.officerId,
      procedure_code: matter.procedureCode,
      title: matter.title,
      started_at: at,
    })
    .execute();
}

/** Ends the matter that runs in a visit; false when none does. */
export async function endMatter(tx: Tx, ticketId: string, at: Temporal.Instant): Promise<boolean> {
  const result = await tx
    .updateTable('visit_matters')
    .set({ ended_at: at })
    .where('ticket_id', '=', ticketId)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The matters of a visit in the order in which they began. */
export async function mattersOf(tx: Tx, ticketId: string): Promise<readonly VisitMatter[]> {
  return tx
    .selectFrom('visit_matters')
    .select([
      'id',
      'procedure_code as procedureCode',
      'title',
      'started_at as startedAt',
      'ended_at as endedAt',
    ])
    .where('ticket_id', '=', ticketId)
    .orderBy('started_at')
    .orderBy('id')
    .execute();
}
