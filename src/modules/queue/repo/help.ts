import type { Tx } from '#platform/db/tx.ts';
import type { HelpCall, IdentityNote } from '../schema-screens.ts';

function calls(tx: Tx) {
  return tx
    .selectFrom('help_calls as h')
    .innerJoin('device_enrolments as d', 'd.id', 'h.device_id')
    .leftJoin('accounts as a', 'a.id', 'h.acknowledged_by')
    .select([
      'h.id',
      'h.device_id as deviceId',
      'd.name as place',
      'h.called_at as calledAt',
      'h.acknowledged_at as acknowledgedAt',
      'h.acknowledged_by as officerId',
      'a.display_name as acknowledgedBy',
      'h.ended_at as endedAt',
    ]);
}

/** The call of a kiosk that is not ended yet. */
export async function findOpenCall(tx: Tx, deviceId: string): Promise<HelpCall | undefined> {
  return calls(tx).where('h.device_id', '=', deviceId).where('h.ended_at', 'is', null).executeTakeFirst();
}

/** The call that this request made. */
export async function findCallByRequest(tx: Tx, requestId: string): Promise<HelpCall | undefined> {
  return calls(tx).where('h.request_id', '=', requestId).executeTakeFirst();
}

/** One call; its row is locked until the transaction ends. */
export async function lockCall(tx: Tx, id: string): Promise<HelpCall | undefined> {
  await tx.selectFrom('help_calls').select('id').where('id', '=', id).forUpdate().execute();
  return calls(tx).where('h.id', '=', id).executeTakeFirst();
}

/** Adds a call, unless the kiosk has one open. @returns whether it was added */
export async function insertCall(
  tx: Tx,
  call: {
    readonly id: string;
    readonly centreId: string;
    readonly deviceId: string;
    readonly requestId: string;
  },
  at: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('help_calls')
    .values({
      id: call.id,
      centre_id: call.centreId,
      device_id: call.deviceId,
      called_at: at,
      request_id: call.requestId,
    })
    .onConflict((conflict) => conflict.column('device_id').where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody comes. */
export async function acknowledge(tx: Tx, id: string, by: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('help_calls')
    .set({ acknowledged_at: at, acknowledged_by: by })
    .where('id', '=', id)
    .execute();
}

/** The person was helped. */
export async function endCallForHelp(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('help_calls').set({ ended_at: at }).where('id', '=', id).execute();
}

/** Calls from the instant on: open ones first, then the newest. */
export async function listCalls(
  tx: Tx,
  since: Temporal.Instant,
  limit: number,
): Promise<readonly HelpCall[]> {
  return calls(tx)
    .where((eb) => eb.or([eb('h.ended_at', 'is', null), eb('h.called_at', '>=', since)]))
    .orderBy((eb) => eb('h.ended_at', 'is', null), 'desc')
    .orderBy('h.called_at', 'desc')
    .limit(limit)
    .execute();
}

/** Adds to the log of identity checks; nothing of the person. */
export async function insertIdentification(
  tx: Tx,
  note: IdentityNote & {
    readonly id: string;
    readonly centreId: string;
    readonly deviceId: string;
    readonly reference: string;
  },
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('kiosk_identifications')
    .values({
      id: note.id,
      centre_id: note.centreId,
      device_id: note.deviceId,
      at,
      way: note.way,
      outcome: note.outcome,
      reference: note.reference,
    })
    .execute();
}

/** Whether this way worked at a kiosk of the centre since the instant. */
export async function identifiedSince(
  tx: Tx,
  way: IdentityNote['way'],
  since: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .selectFrom('kiosk_identifications')
    .select('id')
    .where('way', '=', way)
    .where('outcome', '=', 'ok')
    .where('at', '>=', since)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether the centre has a kiosk that is enrolled and not revoked. */
export async function hasKiosk(tx: Tx): Promise<boolean> {
  const row = await tx
    .selectFrom('device_enrolments')
    .select('id')
    .where('purpose', '=', 'kiosk')
    .where('revoked_at', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
