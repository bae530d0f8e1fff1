import { type Selectable, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { Notices, NoticeTries } from '#platform/db/types.gen.ts';
import {
  Channel,
  NoticeEvent,
  type NoticeRow,
  NoticeSettings,
  NoticeState,
  type NoticeTry,
  NoticeValues,
  TryFault,
  TryState,
} from './schema.ts';

/** The settings of the centre as they hold, with their version. */
export async function readSettings(tx: Tx): Promise<{
  readonly settings: NoticeSettings;
  readonly version: string | null;
  readonly changedBy: string | null;
}> {
  const row = await tx.selectFrom('notice_settings').selectAll().executeTakeFirst();
  return {
    // Nothing goes out before somebody decided that it does.
    settings: NoticeSettings.parse(row?.settings ?? { on: false }),
    version: row?.version ?? null,
    changedBy: row?.changed_by ?? null,
  };
}

/** Stores the settings. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  input: {
    readonly version: string;
    readonly settings: NoticeSettings;
    readonly at: Temporal.Instant;
    readonly by: string;
  },
): Promise<void> {
  const values = {
    version: input.version,
    settings: JSON.stringify(input.settings),
    changed_at: input.at,
    changed_by: input.by,
  };
  await tx
    .insertInto('notice_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.column('centre_id').doUpdateSet(values))
    .execute();
}

function rowOf(row: Selectable<Notices>): NoticeRow {
  return {
    id: row.id,
    event: NoticeEvent.parse(row.event),
    dossierId: row.dossier_id,
    subject: row.subject,
    phone: row.phone,
    email: row.email,
    values: NoticeValues.parse(row.vals),
    urgent: row.urgent,
    channels: row.channels === null ? null : Channel.array().parse(row.channels),
    askedFor: row.asked_for,
    state: NoticeState.parse(row.state),
    round: row.round,
    roundAt: row.round_at,
    nextAt: row.next_at,
    lastWhy: row.last_why,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    endedBy: row.ended_by,
  };
}

function tryOf(row: Selectable<NoticeTries>): NoticeTry {
  return {
    id: row.id,
    round: row.round,
    channel: Channel.parse(row.channel),
    carrierId: row.carrier_id,
    provider: row.provider,
    state: TryState.parse(row.state),
    fault: row.fault === null ? null : TryFault.parse(row.fault),
    reference: row.reference,
    code: row.code,
    why: row.why,
    content: row.content,
    parts: row.parts,
    costVnd: row.cost_vnd,
    asked: row.asked,
    startedAt: row.started_at,
    settledAt: row.settled_at,
  };
}

/** What is written of a new notice. */
export interface NewNotice extends Omit<NoticeRow, 'round' | 'roundAt' | 'endedBy'> {
  readonly cause: string;
}

/** Adds a notice; false when its cause made one before. */
export async function addNotice(tx: Tx, centreId: string, notice: NewNotice): Promise<boolean> {
  const row = await tx
    .insertInto('notices')
    .values({
      id: notice.id,
      centre_id: centreId,
      event: notice.event,
      cause: notice.cause,
      dossier_id: notice.dossierId,
      subject: notice.subject,
      phone: notice.phone,
      email: notice.email,
      vals: JSON.stringify(notice.values),
      urgent: notice.urgent,
      asked_for: notice.askedFor,
      channels: notice.channels === null ? null : [...notice.channels],
      state: notice.state,
      round_at: notice.createdAt,
      next_at: notice.nextAt,
      last_why: notice.lastWhy,
      created_at: notice.createdAt,
      ended_at: notice.endedAt,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'cause']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notices of the same matter and event that have not been tried yet give way to a newer one. */
export async function giveWay(
  tx: Tx,
  notice: { readonly id: string; readonly dossierId: string; readonly event: NoticeEvent },
  why: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('notices as n')
    .set({ state: 'skipped', next_at: null, last_why: why, ended_at: at })
    .where('n.dossier_id', '=', notice.dossierId)
    .where('n.event', '=', notice.event)
    .where('n.id', '!=', notice.id)
    .where('n.state', '=', 'waiting')
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('notice_tries as t').select('t.id').whereRef('t.notice_id', '=', 'n.id')),
      ),
    )
    .execute();
}

/** One notice; with `lock` until the end of the transaction. */
export async function findNotice(tx: Tx, id: string, lock = false): Promise<NoticeRow | null> {
  const one = tx.selectFrom('notices').selectAll().where('id', '=', id);
  const row = await (lock ? one.forUpdate() : one).executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** Takes a notice for work when it is due and in nobody's hands. */
export async function takeNotice(
  tx: Tx,
  id: string,
  now: Temporal.Instant,
  lease: Temporal.Instant,
): Promise<NoticeRow | null> {
  const row = await tx
    .updateTable('notices')
    .set({ lease_until: lease })
    .where('id', '=', id)
    .where('next_at', '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** How a notice stands from now on; the lease ends. */
export async function settleNotice(
  tx: Tx,
  id: string,
  change: {
    readonly state: NoticeState;
    readonly nextAt: Temporal.Instant | null;
    readonly why: string | null;
    readonly endedAt: Temporal.Instant | null;
    readonly endedBy?: string;
    readonly round?: number;
    readonly roundAt?: Temporal.Instant;
  },
): Promise<void> {
  await tx
    .updateTable('notices')
    .set({
      state: change.state,
      next_at: change.nextAt,
      last_why: change.why,
      ended_at: change.endedAt,
      ended_by: change.endedBy ?? null,
      lease_until: null,
      ...(change.round === undefined ? {} : { round: change.round }),
      ...(change.roundAt === undefined ? {} : { round_at: change.roundAt }),
    })
    .where('id', '=', id)
    .execute();
}

/** Notices that are due. */
export async function listDue(tx: Tx, now: Temporal.Instant, limit: number): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('notices')
    .select('id')
    .where('next_at', '<=', now)
    .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
    .orderBy('next_at')
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
}

/** All tries of a notice, oldest first. */
export async function listTries(tx: Tx, noticeId: string): Promise<readonly NoticeTry[]> {
  const rows = await tx
    .selectFrom('notice_tries')
    .selectAll()
    .where('notice_id', '=', noticeId)
    .orderBy('seq')
    .execute();
  return rows.map(tryOf);
}

/** Writes a try before its call is made. */
export async function addTry(
  tx: Tx,
  centreId: string,
  noticeId: string,
  one: Omit<NoticeTry, 'state' | 'fault' | 'reference' | 'code' | 'why' | 'asked' | 'settledAt'>,
): Promise<void> {
  await tx
    .insertInto('notice_tries')
    .values({
      id: one.id,
      centre_id: centreId,
      notice_id: noticeId,
      round: one.round,
      channel: one.channel,
      carrier_id: one.carrierId,
      provider: one.provider,
      state: 'sending',
      content: one.content,
      parts: one.parts,
      cost_vnd: one.costVnd,
      started_at: one.startedAt,
    })
    .execute();
}

/** What a try came to. */
export interface TryChange {
  readonly state: TryState;
  readonly fault: TryFault | null;
  readonly reference?: string | null;
  readonly code: string;
  readonly why: string;
  readonly costVnd?: number | null;
  readonly asked?: number;
  readonly at: Temporal.Instant;
}

/** Stores what a try came to. */
export async function settleTry(tx: Tx, id: string, change: TryChange): Promise<void> {
  await tx
    .updateTable('notice_tries')
    .set({
      state: change.state,
      fault: change.fault,
      code: change.code.slice(0, 60),
      why: change.why.slice(0, 500),
      settled_at: change.at,
      ...(change.reference === undefined || change.reference === null ? {} : { reference: change.reference }),
      ...(change.costVnd === undefined || change.costVnd === null ? {} : { cost_vnd: change.costVnd }),
      ...(change.asked === undefined ? {} : { asked: change.asked }),
    })
    .where('id', '=', id)
    .execute();
}

/** The try that a carrier reports of, by our id or its own number; with the notice it belongs to, locked. */
export async function findReported(
  tx: Tx,
  report: {
    readonly carrierId: string;
    readonly requestId: string | null;
    readonly reference: string | null;
  },
): Promise<{ readonly one: NoticeTry; readonly notice: NoticeRow } | null> {
  const row = await tx
    .selectFrom('notice_tries')
    .selectAll()
    .where('carrier_id', '=', report.carrierId)
    .where((eb) =>
      eb.or([
        ...(report.requestId === null ? [] : [eb(sql<string>`id::text`, '=', report.requestId)]),
        ...(report.reference === null ? [] : [eb('reference', '=', report.reference)]),
      ]),
    )
    .executeTakeFirst();
  if (row === undefined) {
    return null;
  }
  const notice = await findNotice(tx, row.notice_id, true);
  // Read again under the lock: another report may have come in between.
  const again = await tx.selectFrom('notice_tries').selectAll().where('id', '=', row.id).executeTakeFirst();
  return notice === null || again === undefined ? null : { one: tryOf(again), notice };
}

/** đồng spent from a moment on, by provider. */
export async function spentSince(
  tx: Tx,
  from: Temporal.Instant,
  until: Temporal.Instant,
): Promise<
  readonly {
    readonly provider: string;
    readonly tries: number;
    readonly parts: number;
    readonly costVnd: number;
  }[]
> {
  const rows = await tx
    .selectFrom('notice_tries')
    .select((eb) => [
      'provider',
      eb.fn.countAll<number>().as('tries'),
      eb.fn.sum<number>('parts').as('parts'),
      eb.fn.sum<number>('cost_vnd').as('cost'),
    ])
    .where('started_at', '>=', from)
    .where('started_at', '<', until)
    // What was refused is not charged.
    .where('state', '!=', 'failed')
    .groupBy('provider')
    .orderBy('provider')
    .execute();
  return rows.map((row) => ({
    provider: row.provider,
    tries: Number(row.tries),
    parts: Number(row.parts),
    costVnd: Number(row.cost),
  }));
}

/** Marks the press of a person; false when the same press was there before. */
export async function markRequest(tx: Tx, id: string, requestId: string): Promise<boolean> {
  const row = await tx
    .updateTable('notices')
    .set({ request_id: requestId })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('request_id', 'is', null), eb('request_id', '!=', requestId)]))
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}
