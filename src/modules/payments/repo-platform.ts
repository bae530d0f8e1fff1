import { sql } from 'kysely';
import { z } from 'zod';
import { PlatformConnection } from '#integrations/payment-platform/port.ts';
import type { Tx } from '#platform/db/tx.ts';
import {
  type PlatformMessage,
  type PlatformPayment,
  type PlatformSettings,
  PlatformState,
} from './schema-platform.ts';

const Origin = z.enum(['ours', 'portal']);
const Direction = z.enum(['out', 'in']);
const Kind = z.enum(['INIT', 'CONFIRM', 'QUERY', 'GET_BILL', 'LOOK_UP']);

/** The settings with the sealed secrets. */
export async function findPlatform(
  tx: Tx,
): Promise<{ readonly settings: PlatformSettings; readonly secretBox: Uint8Array | null } | null> {
  const row = await tx.selectFrom('payment_platforms').selectAll().executeTakeFirst();
  return row === undefined
    ? null
    : {
        settings: {
          version: row.version,
          connection: PlatformConnection.parse(row.settings),
          changedAt: row.changed_at,
          changedBy: row.changed_by,
        },
        secretBox: row.secret_box,
      };
}

/** Stores the settings. */
export async function savePlatform(
  tx: Tx,
  centreId: string,
  settings: PlatformSettings,
  secretBox: Uint8Array | null,
): Promise<void> {
  const values = {
    version: settings.version,
    settings: JSON.stringify(settings.connection),
    secret_box: secretBox === null ? null : Buffer.from(secretBox),
    changed_at: settings.changedAt,
    changed_by: settings.changedBy,
  };
  await tx
    .insertInto('payment_platforms')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

const payments = (tx: Tx) => tx.selectFrom('platform_payments').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof payments>['executeTakeFirstOrThrow']>>;

function paymentOf(row: Row): PlatformPayment {
  return {
    id: row.id,
    dossierId: row.dossier_id,
    dossierNumber: row.dossier_number,
    origin: Origin.parse(row.origin),
    reference: row.reference,
    token: row.token,
    amountVnd: row.amount_vnd,
    state: PlatformState.parse(row.state),
    payUrl: row.pay_url,
    stamp: row.stamp,
    openedAt: row.opened_at,
    endedAt: row.ended_at,
    nextQueryAt: row.next_query_at,
    queries: row.queries,
    lastWhy: row.last_why,
  };
}

/** The payment of a dossier that is open. */
export async function findOpenPayment(
  tx: Tx,
  dossierId: string,
  origin: PlatformPayment['origin'],
): Promise<PlatformPayment | null> {
  const row = await payments(tx)
    .where('dossier_id', '=', dossierId)
    .where('origin', '=', origin)
    .where('state', 'in', [sql.lit('new'), sql.lit('waiting')])
    .executeTakeFirst();
  return row === undefined ? null : paymentOf(row);
}

/** How many payments a dossier has had. */
export async function countPayments(tx: Tx, dossierId: string): Promise<number> {
  const row = await tx
    .selectFrom('platform_payments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('dossier_id', '=', dossierId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Stores a payment; false when the dossier has an open one of that origin already. */
export async function insertPayment(
  tx: Tx,
  centreId: string,
  payment: Pick<
    PlatformPayment,
    | 'id'
    | 'dossierId'
    | 'dossierNumber'
    | 'origin'
    | 'reference'
    | 'token'
    | 'amountVnd'
    | 'state'
    | 'stamp'
    | 'openedAt'
    | 'nextQueryAt'
  >,
): Promise<boolean> {
  const result = await tx
    .insertInto('platform_payments')
    .values({
      id: payment.id,
      centre_id: centreId,
      dossier_id: payment.dossierId,
      dossier_number: payment.dossierNumber,
      origin: payment.origin,
      reference: payment.reference,
      token: payment.token,
      amount_vnd: payment.amountVnd,
      state: payment.state,
      stamp: payment.stamp,
      opened_at: payment.openedAt,
      next_query_at: payment.nextQueryAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** A payment by its address. */
export async function findByToken(tx: Tx, token: string): Promise<PlatformPayment | null> {
  const row = await payments(tx).where('token', '=', token).executeTakeFirst();
  return row === undefined ? null : paymentOf(row);
}

/** A payment by its id, locked for a change. */
export async function lockPayment(tx: Tx, id: string): Promise<PlatformPayment | null> {
  const row = await payments(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row === undefined ? null : paymentOf(row);
}

/**
 * The payment that money is for, locked: the one with the reference, or, where the portal made a reference of its own, the newest that the portal looked up for that dossier.
 */
export async function lockPaid(
  tx: Tx,
  reference: string,
  dossierNumber: string,
): Promise<PlatformPayment | null> {
  const row = await payments(tx).where('reference', '=', reference).forUpdate().executeTakeFirst();
  if (row !== undefined) {
    return paymentOf(row);
  }
  const looked = await payments(tx)
    .where('origin', '=', 'portal')
    .where('dossier_number', '=', dossierNumber)
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return looked === undefined ? null : paymentOf(looked);
}

/** What may change of a payment. */
export interface PaymentChange {
  readonly state?: PlatformState;
  readonly payUrl?: string;
  readonly endedAt?: Temporal.Instant | null;
  readonly nextQueryAt?: Temporal.Instant | null;
  readonly queries?: number;
  readonly lastWhy?: string | null;
}

/** Changes a payment. */
export async function changePayment(tx: Tx, id: string, change: PaymentChange): Promise<void> {
  await tx
    .updateTable('platform_payments')
    .set({
      ...(change.state === undefined ? {} : { state: change.state }),
      ...(change.payUrl === undefined ? {} : { pay_url: change.payUrl }),
      ...(change.endedAt === undefined ? {} : { ended_at: change.endedAt }),
      ...(change.nextQueryAt === undefined ? {} : { next_query_at: change.nextQueryAt }),
      ...(change.queries === undefined ? {} : { queries: change.queries }),
      ...(change.lastWhy === undefined ? {} : { last_why: change.lastWhy }),
    })
    .where('id', '=', id)
    .execute();
}

/** Ends the open payments of a dossier that nobody needs to pay any more. They are still asked about: the payer may have paid. */
export async function closeOpenPayments(tx: Tx, dossierId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('platform_payments')
    .set({ state: 'closed', ended_at: at })
    .where('dossier_id', '=', dossierId)
    .where('state', 'in', [sql.lit('new'), sql.lit('waiting')])
    .execute();
}

/** Payments whose time to be asked about has come. */
export async function listDue(tx: Tx, now: Temporal.Instant, limit: number): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('platform_payments')
    .select('id')
    .where('next_query_at', '<=', now)
    .orderBy('next_query_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** Payments begun in a span of time, and older ones still open; newest first. */
export async function listPayments(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
  limit: number,
): Promise<readonly PlatformPayment[]> {
  const rows = await payments(tx)
    .where((eb) =>
      eb.or([
        eb.and([eb('opened_at', '>=', from), eb('opened_at', '<', to)]),
        eb('state', 'in', [sql.lit('new'), sql.lit('waiting')]),
      ]),
    )
    .orderBy('opened_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(paymentOf);
}

/** Keeps what was said. */
export async function addMessage(tx: Tx, centreId: string, message: PlatformMessage): Promise<void> {
  await tx
    .insertInto('platform_messages')
    .values({ ...message, centre_id: centreId, detail: message.detail.slice(0, 500) })
    .execute();
}

/** What was said about one reference, oldest first. */
export async function listMessages(tx: Tx, reference: string): Promise<readonly PlatformMessage[]> {
  const rows = await tx
    .selectFrom('platform_messages')
    .select(['id', 'at', 'direction', 'kind', 'reference', 'outcome', 'detail'])
    .where('reference', '=', reference)
    .orderBy('at')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    ...row,
    direction: Direction.parse(row.direction),
    kind: Kind.parse(row.kind),
  }));
}

/** The notice of the platform's money paid this payment. */
export async function markNoticePaid(tx: Tx, noticeId: string, paymentId: string): Promise<void> {
  await tx
    .updateTable('bank_notices')
    .set({ state: 'matched', platform_payment_id: paymentId })
    .where('id', '=', noticeId)
    .execute();
}
