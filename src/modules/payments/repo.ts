import { z } from 'zod';
import type { Tx } from '#platform/db/tx.ts';
import { PayMethod, type Receipt } from './schema.ts';

const Lines = z.array(z.object({ name: z.string(), amountVnd: z.number() }));

const COLUMNS = [
  'id',
  'centre_id',
  'year',
  'no',
  'document_id',
  'dossier_id',
  'dossier_number',
  'payer',
  'lines',
  'total_vnd',
  'method',
  'collected_at',
  'collector_name',
  'voided_at',
  'void_reason',
] as const;

interface Row {
  readonly id: string;
  readonly centre_id: string;
  readonly year: number;
  readonly no: number;
  readonly document_id: string;
  readonly dossier_id: string;
  readonly dossier_number: string;
  readonly payer: string;
  readonly lines: unknown;
  readonly total_vnd: number;
  readonly method: string;
  readonly collected_at: Temporal.Instant;
  readonly collector_name: string;
  readonly voided_at: Temporal.Instant | null;
  readonly void_reason: string | null;
}

function fromRow(row: Row): Receipt {
  return {
    id: row.id,
    centreId: row.centre_id,
    year: row.year,
    no: row.no,
    documentId: row.document_id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    payer: row.payer,
    lines: Lines.parse(row.lines),
    totalVnd: row.total_vnd,
    method: PayMethod.parse(row.method),
    collectedAt: row.collected_at,
    collectedBy: row.collector_name,
    voidedAt: row.voided_at,
    voidReason: row.void_reason,
  };
}

/** The receipt that one payment of a dossier led to, if it did already. */
export async function findByCause(tx: Tx, dossierId: string, cause: string): Promise<Receipt | null> {
  const row = await tx
    .selectFrom('fee_receipts')
    .select(COLUMNS)
    .where('dossier_id', '=', dossierId)
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** Stores a receipt. @param cause the payment it is for, unique within the dossier */
export async function insertReceipt(
  tx: Tx,
  receipt: Receipt,
  collector: string | null,
  cause: string,
): Promise<void> {
  await tx
    .insertInto('fee_receipts')
    .values({
      id: receipt.id,
      centre_id: receipt.centreId,
      year: receipt.year,
      no: receipt.no,
      document_id: receipt.documentId,
      dossier_id: receipt.dossierId,
      dossier_number: receipt.dossierNumber,
      payer: receipt.payer,
      lines: JSON.stringify(receipt.lines),
      total_vnd: receipt.totalVnd,
      method: receipt.method,
      collected_at: receipt.collectedAt,
      collected_by: collector,
      collector_name: receipt.collectedBy,
      cause,
    })
    .execute();
}

/** Receipts of a dossier, oldest first, voided ones included. */
export async function listOfDossier(tx: Tx, dossierId: string): Promise<readonly Receipt[]> {
  const rows = await tx
    .selectFrom('fee_receipts')
    .select(COLUMNS)
    .where('dossier_id', '=', dossierId)
    .orderBy('collected_at')
    .orderBy('no')
    .execute();
  return rows.map(fromRow);
}

/** Receipts of a span of time, newest first, at most `limit`. */
export async function listBetween(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
  limit: number,
): Promise<readonly Receipt[]> {
  const rows = await tx
    .selectFrom('fee_receipts')
    .select(COLUMNS)
    .where('collected_at', '>=', from)
    .where('collected_at', '<', to)
    .orderBy('year', 'desc')
    .orderBy('no', 'desc')
    .limit(limit)
    .execute();
  return rows.map(fromRow);
}

/** What was taken in a span of time, voided receipts left out. */
export async function sumBetween(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<{ readonly count: number; readonly totalVnd: number }> {
  const row = await tx
    .selectFrom('fee_receipts')
    .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.sum<number | null>('total_vnd').as('total')])
    .where('collected_at', '>=', from)
    .where('collected_at', '<', to)
    .where('voided_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), totalVnd: Number(row.total ?? 0) };
}

/** One receipt. */
export async function findReceipt(tx: Tx, id: string): Promise<Receipt | null> {
  const row = await tx.selectFrom('fee_receipts').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : fromRow(row);
}

/** One receipt, locked for a change, with the request that voided it. */
export async function lockReceipt(
  tx: Tx,
  id: string,
): Promise<{ readonly receipt: Receipt; readonly voidRequest: string | null } | null> {
  const row = await tx
    .selectFrom('fee_receipts')
    .select([...COLUMNS, 'void_request'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : { receipt: fromRow(row), voidRequest: row.void_request };
}

/** Marks a receipt as voided. */
export async function voidRow(
  tx: Tx,
  id: string,
  change: {
    readonly at: Temporal.Instant;
    readonly by: string | null;
    readonly reason: string;
    readonly requestId: string;
  },
): Promise<void> {
  await tx
    .updateTable('fee_receipts')
    .set({
      voided_at: change.at,
      voided_by: change.by,
      void_reason: change.reason,
      void_request: change.requestId,
    })
    .where('id', '=', id)
    .execute();
}

/** Years whose last number is not the number of receipts: a gap or a double. */
export async function brokenSeries(
  tx: Tx,
): Promise<readonly { readonly year: number; readonly last: number; readonly count: number }[]> {
  const rows = await tx
    .selectFrom('fee_receipts')
    .select((eb) => ['year', eb.fn.max('no').as('last'), eb.fn.countAll<number>().as('count')])
    .groupBy('year')
    .execute();
  return rows
    .map(({ year, last, count }) => ({ year, last, count: Number(count) }))
    .filter(({ last, count }) => last !== count);
}
