import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { Channel, type Consent, ConsentHow, NoticeEvent, NoticeState } from './schema.ts';

/** Adds what somebody said about being told. */
export async function addConsent(tx: Tx, centreId: string, consent: Consent): Promise<void> {
  await tx
    .insertInto('notice_consents')
    .values({
      id: newId(),
      centre_id: centreId,
      channel: consent.channel,
      address: consent.address,
      wants: consent.wants,
      how: consent.how,
      by_name: consent.byName,
      evidence: consent.evidence,
      at: consent.at,
    })
    .execute();
}

/** What holds for these addresses: the newest word of each channel. */
export async function consentsOf(
  tx: Tx,
  address: { readonly phone: string | null; readonly email: string | null },
): Promise<readonly Consent[]> {
  const addresses = [address.phone, address.email].filter((one) => one !== null);
  if (addresses.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('notice_consents')
    .selectAll()
    .distinctOn(['address', 'channel'])
    .where('address', 'in', addresses)
    .orderBy('address')
    .orderBy('channel')
    .orderBy('seq', 'desc')
    .execute();
  return rows.map((row) => ({
    channel: Channel.parse(row.channel),
    address: row.address,
    wants: row.wants,
    how: ConsentHow.parse(row.how),
    byName: row.by_name,
    evidence: row.evidence,
    at: row.at,
  }));
}

/** A line of the outbox. */
export interface OutboxLine {
  readonly id: string;
  readonly event: NoticeEvent;
  readonly subject: string;
  readonly dossierId: string | null;
  readonly state: NoticeState;
  readonly nextAt: Temporal.Instant | null;
  readonly lastWhy: string | null;
  readonly createdAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  /** Channel and provider of the last try; null before the first. */
  readonly channel: Channel | null;
}

/** Notices, newest first; of one dossier, or of one state. */
export async function listNotices(
  tx: Tx,
  filter: { readonly state?: NoticeState; readonly dossierId?: string },
  limit: number,
): Promise<readonly OutboxLine[]> {
  const rows = await tx
    .selectFrom('notices as n')
    .select([
      'n.id',
      'n.event',
      'n.subject',
      'n.dossier_id',
      'n.state',
      'n.next_at',
      'n.last_why',
      'n.created_at',
      'n.ended_at',
    ])
    .select((eb) =>
      eb
        .selectFrom('notice_tries as t')
        .select('t.channel')
        .whereRef('t.notice_id', '=', 'n.id')
        .orderBy('t.seq', 'desc')
        .limit(1)
        .as('channel'),
    )
    .$if(filter.state !== undefined, (qb) => qb.where('n.state', '=', filter.state ?? 'waiting'))
    .$if(filter.dossierId !== undefined, (qb) => qb.where('n.dossier_id', '=', filter.dossierId ?? ''))
    .orderBy('n.created_at', 'desc')
    .orderBy('n.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    event: NoticeEvent.parse(row.event),
    subject: row.subject,
    dossierId: row.dossier_id,
    state: NoticeState.parse(row.state),
    nextAt: row.next_at,
    lastWhy: row.last_why,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    channel: row.channel === null ? null : Channel.parse(row.channel),
  }));
}

/** How many notices stand in each state, those of the last days and all that are open. */
export async function countStates(
  tx: Tx,
  since: Temporal.Instant,
): Promise<Readonly<Partial<Record<NoticeState, number>>>> {
  const rows = await tx
    .selectFrom('notices')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .where((eb) => eb.or([eb('created_at', '>=', since), eb('state', 'in', ['waiting', 'stuck'])]))
    .groupBy('state')
    .execute();
  return Object.fromEntries(rows.map((row) => [NoticeState.parse(row.state), Number(row.count)]));
}
