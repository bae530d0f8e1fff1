import { sql } from 'kysely';
import { z } from 'zod';
import type { BankNotice } from '#integrations/bank-notices/port.ts';
import { NOTICE_PROVIDERS } from '#integrations/bank-notices/port.ts';
import type { Tx } from '#platform/db/tx.ts';
import type { Mismatch } from './rules/transfers.ts';
import {
  NoticeSource,
  type PaymentOrder,
  type ReceivingAccount,
  SettledAs,
  type StoredNotice,
} from './schema-transfers.ts';

const Provider = z.enum(NOTICE_PROVIDERS);
const OrderState = z.enum(['open', 'paid', 'closed']);
const NoticeState = z.enum(['new', 'matched', 'unmatched', 'settled']);
const Why: z.ZodType<Mismatch> = z.enum([
  'no-code',
  'unknown-code',
  'other-amount',
  'already-paid',
  'other-account',
  'not-payable',
]);

/** The account open now, with the sealed secret of its service. */
export async function openAccount(
  tx: Tx,
): Promise<{ readonly account: ReceivingAccount; readonly secretBox: Uint8Array | null } | null> {
  const row = await tx
    .selectFrom('receiving_accounts')
    .selectAll()
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        account: {
          id: row.id,
          bankBin: row.bank_bin,
          bankName: row.bank_name,
          accountNo: row.account_no,
          holder: row.holder,
          provider: row.provider === null ? null : Provider.parse(row.provider),
          openedAt: row.opened_at,
          openedBy: row.opened_by,
        },
        secretBox: row.secret_box,
      };
}

/** Closes the open account, if any, and opens this one. */
export async function replaceAccount(
  tx: Tx,
  centreId: string,
  account: ReceivingAccount,
  secretBox: Uint8Array | null,
): Promise<void> {
  await tx
    .updateTable('receiving_accounts')
    .set({ closed_at: account.openedAt })
    .where('closed_at', 'is', null)
    .execute();
  await tx
    .insertInto('receiving_accounts')
    .values({
      id: account.id,
      centre_id: centreId,
      bank_bin: account.bankBin,
      bank_name: account.bankName,
      account_no: account.accountNo,
      holder: account.holder,
      provider: account.provider,
      secret_box: secretBox === null ? null : Buffer.from(secretBox),
      opened_at: account.openedAt,
      opened_by: account.openedBy,
    })
    .execute();
}

const orders = (tx: Tx) =>
  tx
    .selectFrom('payment_orders as o')
    .innerJoin('receiving_accounts as a', 'a.id', 'o.account_id')
    .select([
      'o.id',
      'o.dossier_id',
      'o.dossier_number',
      'o.code',
      'o.token',
      'o.amount_vnd',
      'o.state',
      'o.opened_at',
      'o.ended_at',
      'a.bank_bin',
      'a.bank_name',
      'a.account_no',
      'a.holder',
    ]);

type OrderRow = Awaited<ReturnType<ReturnType<typeof orders>['executeTakeFirstOrThrow']>>;

function orderOf(row: OrderRow): PaymentOrder {
  return {
    id: row.id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    code: row.code,
    token: row.token,
    amountVnd: row.amount_vnd,
    state: OrderState.parse(row.state),
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    account: {
      bankBin: row.bank_bin,
      bankName: row.bank_name,
      accountNo: row.account_no,
      holder: row.holder,
    },
  };
}

/** The request of an address. */
export async function findOrderByToken(tx: Tx, token: string): Promise<PaymentOrder | null> {
  const row = await orders(tx).where('o.token', '=', token).executeTakeFirst();
  return row === undefined ? null : orderOf(row);
}

/** The open request of a dossier. */
export async function findOpenOrder(tx: Tx, dossierId: string): Promise<PaymentOrder | null> {
  const row = await orders(tx)
    .where('o.dossier_id', '=', dossierId)
    .where('o.state', '=', 'open')
    .executeTakeFirst();
  return row === undefined ? null : orderOf(row);
}

/** Requests with these codes, whatever their state; locked, so that two notices of one payment take turns. */
export async function lockOrders(tx: Tx, codes: readonly string[]): Promise<readonly PaymentOrder[]> {
  const rows = await orders(tx)
    .where('o.code', 'in', [...codes, ''])
    .orderBy('o.id')
    .forUpdate('o')
    .execute();
  return rows.map(orderOf);
}

/** The requests still open, oldest first. */
export async function listOpenOrders(tx: Tx, limit: number): Promise<readonly PaymentOrder[]> {
  const rows = await orders(tx).where('o.state', '=', 'open').orderBy('o.opened_at').limit(limit).execute();
  return rows.map(orderOf);
}

/** Stores a new open request; false when the dossier has one already. */
export async function insertOrder(
  tx: Tx,
  centreId: string,
  accountId: string,
  order: Omit<PaymentOrder, 'account' | 'state' | 'endedAt'>,
): Promise<boolean> {
  const result = await tx
    .insertInto('payment_orders')
    .values({
      id: order.id,
      centre_id: centreId,
      dossier_id: order.dossierId,
      dossier_number: order.dossierNumber,
      code: order.code,
      token: order.token,
      account_id: accountId,
      amount_vnd: order.amountVnd,
      state: 'open',
      opened_at: order.openedAt,
    })
    .onConflict(
      (
        conflict, // A literal: with a parameter, a prepared statement could not tell that the partial index is meant.
      ) => conflict.column('dossier_id').where('state', '=', sql.lit('open')).doNothing(),
    )
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Ends a request: paid by the bank's notice, or closed because the fee was settled or changed otherwise. */
export async function endOrder(
  tx: Tx,
  id: string,
  state: 'paid' | 'closed',
  at: Temporal.Instant,
): Promise<void> {
  await tx.updateTable('payment_orders').set({ state, ended_at: at }).where('id', '=', id).execute();
}

/** Keeps what was told, once for each number of the service. Undefined when it was told before. */
export async function insertNotice(
  tx: Tx,
  notice: BankNotice & { readonly id: string; readonly centreId: string; readonly source: string },
  at: Temporal.Instant,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('bank_notices')
    .values({
      id: notice.id,
      centre_id: notice.centreId,
      provider: notice.source,
      external_id: notice.externalId,
      account_no: notice.accountNo,
      amount_vnd: notice.amountVnd,
      content: notice.content,
      booked_at: notice.bookedAt,
      received_at: at,
      state: 'new',
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'provider', 'external_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

const notices = (tx: Tx) =>
  tx
    .selectFrom('bank_notices')
    .select([
      'id',
      'provider',
      'external_id',
      'account_no',
      'amount_vnd',
      'content',
      'booked_at',
      'received_at',
      'state',
      'why',
      'order_id',
      'settled_as',
      'settled_note',
    ]);

type NoticeRow = Awaited<ReturnType<ReturnType<typeof notices>['executeTakeFirstOrThrow']>>;

function noticeOf(row: NoticeRow): StoredNotice {
  return {
    id: row.id,
    provider: NoticeSource.parse(row.provider),
    externalId: row.external_id,
    accountNo: row.account_no,
    amountVnd: row.amount_vnd,
    content: row.content,
    bookedAt: row.booked_at,
    receivedAt: row.received_at,
    state: NoticeState.parse(row.state),
    why: row.why === null ? null : Why.parse(row.why),
    orderId: row.order_id,
    settledAs: row.settled_as === null ? null : SettledAs.parse(row.settled_as),
    settledNote: row.settled_note,
  };
}

/** One notice. */
export async function findNotice(tx: Tx, id: string): Promise<StoredNotice | null> {
  const row = await notices(tx).where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : noticeOf(row);
}

/** One notice, locked for a change. */
export async function lockNotice(tx: Tx, id: string): Promise<StoredNotice | null> {
  const row = await notices(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : noticeOf(row);
}

/** Money that waits for a person, oldest first. */
export async function listWaiting(tx: Tx, limit: number): Promise<readonly StoredNotice[]> {
  const rows = await notices(tx)
    .where('state', 'in', ['new', 'unmatched'])
    .orderBy('received_at')
    .limit(limit)
    .execute();
  return rows.map(noticeOf);
}

/** Notices of a span of time, newest first. */
export async function listNotices(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly StoredNotice[]> {
  const rows = await notices(tx)
    .where('received_at', '>=', from)
    .where('received_at', '<', to)
    .orderBy('received_at', 'desc')
    .limit(1_000)
    .execute();
  return rows.map(noticeOf);
}

/** The notice paid this request. */
export async function markMatched(tx: Tx, id: string, orderId: string): Promise<void> {
  await tx
    .updateTable('bank_notices')
    .set({ state: 'matched', order_id: orderId })
    .where('id', '=', id)
    .execute();
}

/** The notice fits nothing and waits for a person. */
export async function markUnmatched(tx: Tx, id: string, why: Mismatch): Promise<void> {
  await tx.updateTable('bank_notices').set({ state: 'unmatched', why }).where('id', '=', id).execute();
}

/** A person settled the notice. */
export async function markSettled(
  tx: Tx,
  id: string,
  settled: {
    readonly as: SettledAs;
    readonly note: string;
    readonly by: string;
    readonly at: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .updateTable('bank_notices')
    .set({
      state: 'settled',
      settled_as: settled.as,
      settled_note: settled.note,
      settled_by: settled.by,
      settled_at: settled.at,
    })
    .where('id', '=', id)
    .execute();
}
