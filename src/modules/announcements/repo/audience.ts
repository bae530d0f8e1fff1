import type { Tx } from '#platform/db/tx.ts';
import type { Contact } from '../schema.ts';
import type { Airing, Speaker } from '../schema-channels.ts';

const CONTACT = [
  'id',
  'kind',
  'address',
  'name',
  'village',
  'consent',
  'token',
  'added_by',
  'added_at',
  'ended_at',
] as const;
const selectContact = (tx: Tx) => tx.selectFrom('news_contacts').select(CONTACT);
type ContactRow = Awaited<ReturnType<ReturnType<typeof selectContact>['executeTakeFirstOrThrow']>>;

function contactOf(row: ContactRow): Contact {
  return {
    id: row.id,
    kind: row.kind === 'sms' ? 'sms' : 'email',
    address: row.address,
    name: row.name,
    village: row.village,
    consent: row.consent,
    token: row.token,
    addedBy: row.added_by,
    addedAt: row.added_at,
  };
}

/** People who want the news now. */
export async function listContacts(tx: Tx): Promise<readonly Contact[]> {
  const rows = await selectContact(tx).where('ended_at', 'is', null).orderBy('name').orderBy('id').execute();
  return rows.map(contactOf);
}

/** One of them while they want it. */
export async function findContact(
  tx: Tx,
  by: { readonly id: string } | { readonly token: string },
): Promise<Contact | undefined> {
  const query = selectContact(tx).where('ended_at', 'is', null);
  const row = await ('id' in by
    ? query.where('id', '=', by.id)
    : query.where('token', '=', by.token)
  ).executeTakeFirst();
  return row && contactOf(row);
}

/** Adds a contact; false when the address is on the list already. */
export async function insertContact(tx: Tx, centreId: string, contact: Contact): Promise<boolean> {
  const row = await tx
    .insertInto('news_contacts')
    .values({
      id: contact.id,
      centre_id: centreId,
      kind: contact.kind,
      address: contact.address,
      name: contact.name,
      village: contact.village,
      consent: contact.consent,
      token: contact.token,
      added_by: contact.addedBy,
      added_at: contact.addedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends it and forgets who it was. @returns whether it was open */
export async function endContact(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const row = await tx
    .updateTable('news_contacts')
    .set({ ended_at: at, address: '', name: '', village: '' })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A browser that listens for news. */
export interface Listener {
  readonly id: string;
  readonly endpoint: string;
  readonly p256dh: string;
  readonly auth: string;
}

/** Ids of all browsers that listen. */
export async function listListenerIds(tx: Tx): Promise<readonly string[]> {
  return (await tx.selectFrom('news_listeners').select('id').orderBy('id').execute()).map(({ id }) => id);
}

/** One of them. */
export async function findListener(tx: Tx, id: string): Promise<Listener | undefined> {
  return tx
    .selectFrom('news_listeners')
    .select(['id', 'endpoint', 'p256dh', 'auth'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps a browser; one that asks again renews its keys. */
export async function saveListener(
  tx: Tx,
  centreId: string,
  listener: Listener,
  at: Temporal.Instant,
): Promise<void> {
  const { endpoint, p256dh, auth } = listener;
  await tx
    .insertInto('news_listeners')
    .values({ id: listener.id, centre_id: centreId, endpoint, p256dh, auth, created_at: at })
    .onConflict((conflict) => conflict.columns(['centre_id', 'endpoint']).doUpdateSet({ p256dh, auth }))
    .execute();
}

/** Forgets a browser. */
export async function deleteListener(
  tx: Tx,
  by: { readonly id: string } | { readonly endpoint: string },
): Promise<void> {
  const query = tx.deleteFrom('news_listeners');
  await ('id' in by ? query.where('id', '=', by.id) : query.where('endpoint', '=', by.endpoint)).execute();
}

const SPEAKER = ['id', 'name', 'villages', 'token', 'active', 'last_seen_at'] as const;
const selectSpeaker = (tx: Tx) => tx.selectFrom('news_speakers').select(SPEAKER);
type SpeakerRow = Awaited<ReturnType<ReturnType<typeof selectSpeaker>['executeTakeFirstOrThrow']>>;

function speakerOf({ last_seen_at, ...row }: SpeakerRow): Speaker {
  return { ...row, lastSeenAt: last_seen_at };
}

/** Clusters of loudspeakers by name. */
export async function listSpeakers(tx: Tx): Promise<readonly Speaker[]> {
  return (await selectSpeaker(tx).orderBy('name').execute()).map(speakerOf);
}

/** The cluster whose device knows this secret. */
export async function findSpeaker(tx: Tx, token: string): Promise<Speaker | undefined> {
  const row = await selectSpeaker(tx)
    .where('token', '=', token)
    .where('active', '=', true)
    .executeTakeFirst();
  return row && speakerOf(row);
}

/** Adds or changes a cluster; its secret stays. */
export async function saveSpeaker(
  tx: Tx,
  centreId: string,
  speaker: Omit<Speaker, 'lastSeenAt'>,
): Promise<void> {
  const { id, name, villages, token, active } = speaker;
  await tx
    .insertInto('news_speakers')
    .values({ id, centre_id: centreId, name, villages: [...villages], token, active })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ name, villages: [...villages], active }))
    .execute();
}

/** Notes that a device asked. */
export async function setSeen(tx: Tx, id: string, at: Temporal.Instant): Promise<void> {
  await tx.updateTable('news_speakers').set({ last_seen_at: at }).where('id', '=', id).execute();
}

/** Keeps what a device says it played; the same report twice is one. */
export async function saveAiring(
  tx: Tx,
  centreId: string,
  speakerId: string,
  newsId: string,
  airing: Omit<Airing, 'speaker'>,
): Promise<void> {
  const change = { ended_at: airing.endedAt, result: airing.result, note: airing.note };
  await tx
    .insertInto('news_airings')
    .values({
      centre_id: centreId,
      speaker_id: speakerId,
      news_id: newsId,
      revision: airing.revision,
      started_at: airing.startedAt,
      ...change,
    })
    .onConflict((conflict) =>
      conflict.columns(['speaker_id', 'news_id', 'revision', 'started_at']).doUpdateSet(change),
    )
    .execute();
}

/** What devices say they played of a piece of news, newest first. */
export async function listAirings(tx: Tx, newsId: string, limit: number): Promise<readonly Airing[]> {
  const rows = await tx
    .selectFrom('news_airings as a')
    .innerJoin('news_speakers as s', 's.id', 'a.speaker_id')
    .select(['s.name', 'a.revision', 'a.started_at', 'a.ended_at', 'a.result', 'a.note'])
    .where('a.news_id', '=', newsId)
    .orderBy('a.started_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    speaker: row.name,
    revision: row.revision,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    result: row.result === 'played' ? 'played' : row.result === 'stopped' ? 'stopped' : 'failed',
    note: row.note,
  }));
}
