import type { Selectable } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Asks } from '#platform/db/types.gen.ts';
import type { Addressee } from '../repo.ts';
import { type Ask, AskKind, AskOutcome } from '../schema/asks.ts';

function fromRow(row: Selectable<Asks>): Ask {
  return {
    id: row.id,
    dossierId: row.dossier_id,
    number: row.number,
    kind: AskKind.parse(row.kind),
    text: row.text,
    askedBy: row.asked_by,
    askedByName: row.asked_by_name,
    askedAt: row.asked_at,
    toAccountId: row.to_account_id,
    toUnitId: row.to_unit_id,
    toName: row.to_name,
    answerBy: row.answer_by,
    answer: row.answer,
    answeredName: row.answered_name,
    answeredAt: row.answered_at,
    outcome: row.outcome === null ? null : AskOutcome.parse(row.outcome),
    closedAt: row.closed_at,
  };
}

/** Stores what is asked. @returns false when this request asked it before */
export async function insertAsk(tx: Tx, centreId: string, ask: Ask, requestId: string): Promise<boolean> {
  const added = await tx
    .insertInto('asks')
    .values({
      id: ask.id,
      centre_id: centreId,
      dossier_id: ask.dossierId,
      number: ask.number,
      kind: ask.kind,
      text: ask.text,
      asked_by: ask.askedBy,
      asked_by_name: ask.askedByName,
      asked_at: ask.askedAt,
      to_account_id: ask.toAccountId,
      to_unit_id: ask.toUnitId,
      to_name: ask.toName,
      answer_by: ask.answerBy,
      request_id: requestId,
    })
    .onConflict((conflict) => conflict.columns(['request_id', 'dossier_id']).doNothing())
    .returning('id')
    .execute();
  return added.length > 0;
}

/** One thing asked, locked until the transaction ends; undefined when there is none in the centre. */
export async function lockAsk(tx: Tx, id: string): Promise<Ask | undefined> {
  const row = await tx.selectFrom('asks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** Writes the answer. */
export async function answerAsk(
  tx: Tx,
  id: string,
  answer: {
    readonly text: string;
    readonly by: string;
    readonly byName: string;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .updateTable('asks')
    .set((eb) => ({
      answer: answer.text,
      answered_by: answer.by,
      answered_name: answer.byName,
      answered_at: answer.at,
      outcome: eb.fn.coalesce('outcome', eb.val('answered')),
      closed_at: eb.fn.coalesce('closed_at', eb.val(answer.at)),
    }))
    .where('id', '=', id)
    .execute();
}

/** Closes the open urgings of a dossier with what came of them. An account stays open until it is given. */
export async function settleUrgings(
  tx: Tx,
  dossierId: string,
  outcome: AskOutcome,
  at: Temporal.Instant,
): Promise<number> {
  const closed = await tx
    .updateTable('asks')
    .set({ outcome, closed_at: at })
    .where('dossier_id', '=', dossierId)
    .where('kind', '=', 'urge')
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return Number(closed.numUpdatedRows);
}

function openTo(tx: Tx, to: Addressee) {
  return tx
    .selectFrom('asks')
    .where('closed_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('to_account_id', '=', to.accountId),
        ...(to.headsUnit
          ? [eb.and([eb('to_account_id', 'is', null), eb('to_unit_id', '=', to.unitId)])]
          : []),
      ]),
    );
}

/** What is asked of a person and not settled, oldest first. */
export async function listAsksTo(tx: Tx, to: Addressee): Promise<readonly Ask[]> {
  const rows = await openTo(tx, to).selectAll().orderBy('asked_at').orderBy('id').limit(200).execute();
  return rows.map(fromRow);
}

/** How many things are asked of a person and not settled. */
export async function countAsksTo(tx: Tx, to: Addressee): Promise<number> {
  const row = await openTo(tx, to)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

/** What a leader asked lately, newest first. */
export async function listAskedBy(tx: Tx, accountId: string, limit: number): Promise<readonly Ask[]> {
  const rows = await tx
    .selectFrom('asks')
    .selectAll()
    .where('asked_by', '=', accountId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}
