import { type Selectable, sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import type { PetitionEvents, Petitions } from '#platform/db/types.gen.ts';
import {
  Field,
  type HistoryLine,
  Kind,
  LineType,
  Nature,
  type Petition,
  type Photo,
  Publication,
  Said,
  Sender,
  State,
  StoredPauses,
} from './schema.ts';

/** A petition of its row. */
export function fromRow(row: Selectable<Petitions>): Petition {
  return {
    id: row.id,
    centreId: row.centre_id,
    number: row.number,
    requestId: row.request_id,
    kind: Kind.parse(row.kind),
    channel: row.channel === 'noted' ? 'noted' : 'web',
    notedBy: row.noted_by,
    said: Said.parse(row.said),
    sender: Sender.parse(row.sender),
    state: State.parse(row.state),
    round: row.round === 2 ? 2 : 1,
    field: row.field === null ? null : Field.parse(row.field),
    nature: row.nature === null ? null : Nature.parse(row.nature),
    unitId: row.unit_id,
    firstReceivedAt: row.first_received_at,
    receivedAt: row.received_at,
    pauses: StoredPauses.parse(row.pauses).map(({ from, to }) => ({
      from: Temporal.Instant.from(from),
      to: Temporal.Instant.from(to),
    })),
    waitingSince: row.waiting_since,
    dueAt: row.due_at,
    answer: row.answer,
    draftedBy: row.drafted_by,
    draftedByName: row.drafted_by_name,
    approvedBy: row.approved_by,
    approvedByName: row.approved_by_name,
    approvedAt: row.approved_at,
    satisfied: row.satisfied,
    publication: row.publication === null ? null : Publication.parse(row.publication),
    publishedAt: row.published_at,
    publishedBy: row.published_by,
    aloneReason: row.alone_reason,
    erasedAt: row.erased_at,
    seq: row.seq,
    clockSeq: row.clock_seq,
  };
}

function changing(petition: Petition) {
  const { publication } = petition;
  const words =
    publication === null ? '' : `${publication.title} ${publication.question} ${publication.answer}`;
  return {
    state: petition.state,
    round: petition.round,
    field: petition.field,
    nature: petition.nature,
    unit_id: petition.unitId,
    received_at: petition.receivedAt,
    pauses: JSON.stringify(petition.pauses.map(({ from, to }) => ({ from: `${from}`, to: `${to}` }))),
    waiting_since: petition.waitingSince,
    due_at: petition.dueAt,
    answer: petition.answer,
    drafted_by: petition.draftedBy,
    drafted_by_name: petition.draftedByName,
    approved_by: petition.approvedBy,
    approved_by_name: petition.approvedByName,
    approved_at: petition.approvedAt,
    satisfied: petition.satisfied,
    publication: publication === null ? null : JSON.stringify(publication),
    publication_plain: sql<string>`app.plain(${words})`,
    published_at: petition.publishedAt,
    published_by: petition.publishedBy,
    alone_reason: petition.aloneReason,
    seq: petition.seq,
    clock_seq: petition.clockSeq,
  };
}

/** The next number of the year; whoever sends one meanwhile waits. */
export async function nextNumber(tx: Tx, centreId: string, year: number): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext(${`petitions:${centreId}`}))`.execute(tx);
  const row = await tx
    .selectFrom('petitions')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('number', 'like', `PA-${year}-%`)
    .executeTakeFirstOrThrow();
  return `PA-${year}-${String(Number(row.n) + 1).padStart(4, '0')}`;
}

/** Stores a new petition. */
export async function insertPetition(tx: Tx, petition: Petition, secretHash: Uint8Array): Promise<void> {
  await tx
    .insertInto('petitions')
    .values({
      id: petition.id,
      centre_id: petition.centreId,
      number: petition.number,
      secret_hash: Buffer.from(secretHash),
      request_id: petition.requestId,
      kind: petition.kind,
      channel: petition.channel,
      noted_by: petition.notedBy,
      said: JSON.stringify(petition.said),
      sender: JSON.stringify(petition.sender),
      first_received_at: petition.firstReceivedAt,
      ...changing(petition),
    })
    .execute();
}

/** Stores what an act changed. */
export async function savePetition(tx: Tx, petition: Petition): Promise<void> {
  await tx.updateTable('petitions').set(changing(petition)).where('id', '=', petition.id).execute();
}

/** What a petition is found by. */
export type Key =
  | { readonly id: string }
  | { readonly number: string }
  | { readonly requestId: string }
  | { readonly secretHash: Uint8Array };

/** One petition; `lock` keeps it until the transaction ends. */
export async function findPetition(tx: Tx, key: Key, lock = false): Promise<Petition | undefined> {
  const all = tx.selectFrom('petitions').selectAll();
  const query =
    'id' in key
      ? all.where('id', '=', key.id)
      : 'number' in key
        ? all.where('number', '=', key.number)
        : 'requestId' in key
          ? all.where('request_id', '=', key.requestId)
          : all.where('secret_hash', '=', Buffer.from(key.secretHash));
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row === undefined ? undefined : fromRow(row);
}

/** What was published, newest first, narrowed by words without marks and by field. */
export async function listPublished(
  tx: Tx,
  filter: { readonly plain: readonly string[]; readonly field: Field | null },
  page: { readonly limit: number; readonly offset: number },
): Promise<readonly Petition[]> {
  const rows = await tx
    .selectFrom('petitions')
    .selectAll()
    .where('published_at', 'is not', null)
    .$if(filter.field !== null, (query) => query.where('field', '=', filter.field))
    .where((eb) => eb.and(filter.plain.map((word) => eb('publication_plain', 'like', `%${word}%`))))
    .orderBy('published_at', 'desc')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(fromRow);
}

/** Petitions first received in a span, for figures. */
export async function listReceived(
  tx: Tx,
  from: Temporal.Instant,
  to: Temporal.Instant,
): Promise<readonly (Petition & { readonly late: boolean })[]> {
  const rows = await tx
    .selectFrom('petitions')
    .selectAll()
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('petition_events')
            .select('seq')
            .whereRef('petition_events.petition_id', '=', 'petitions.id')
            .where('late', '=', true),
        )
        .as('late'),
    )
    .where('first_received_at', '>=', from)
    .where('first_received_at', '<', to)
    .execute();
  return rows.map(({ late, ...row }) => ({ ...fromRow(row), late: late === true }));
}

function toLine(row: Selectable<PetitionEvents>): HistoryLine {
  return {
    seq: row.seq,
    type: LineType.parse(row.type),
    state: State.parse(row.state),
    round: row.round,
    at: row.at,
    byName: row.by_name,
    words: row.words,
    late: row.late,
  };
}

/** Appends a line to the history. */
export async function addLine(
  tx: Tx,
  petition: Pick<Petition, 'id' | 'centreId'>,
  line: HistoryLine & { readonly byId: string | null; readonly requestId: string },
): Promise<void> {
  await tx
    .insertInto('petition_events')
    .values({
      petition_id: petition.id,
      seq: line.seq,
      centre_id: petition.centreId,
      type: line.type,
      state: line.state,
      round: line.round,
      at: line.at,
      by_id: line.byId,
      by_name: line.byName,
      words: line.words,
      late: line.late,
      request_id: line.requestId,
    })
    .execute();
}

/** Whether a request was carried out on a petition before. */
export async function wasDone(tx: Tx, petitionId: string, requestId: string): Promise<boolean> {
  const row = await tx
    .selectFrom('petition_events')
    .select('seq')
    .where('petition_id', '=', petitionId)
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row !== undefined;
}

/** The whole history, oldest first. */
export async function listHistory(tx: Tx, petitionId: string): Promise<readonly HistoryLine[]> {
  const rows = await tx
    .selectFrom('petition_events')
    .selectAll()
    .where('petition_id', '=', petitionId)
    .orderBy('seq')
    .execute();
  return rows.map(toLine);
}

/** Adds a photograph. */
export async function insertPhoto(
  tx: Tx,
  petition: Pick<Petition, 'id' | 'centreId'>,
  photo: Photo & { readonly sha256: Uint8Array },
): Promise<void> {
  await tx
    .insertInto('petition_files')
    .values({
      id: photo.id,
      centre_id: petition.centreId,
      petition_id: petition.id,
      size: photo.size,
      sha256: Buffer.from(photo.sha256),
      added_at: photo.addedAt,
    })
    .execute();
}

/** Photographs in the order in which they came. */
export async function listPhotos(tx: Tx, petitionId: string): Promise<readonly Photo[]> {
  const rows = await tx
    .selectFrom('petition_files')
    .select(['id', 'size', 'added_at'])
    .where('petition_id', '=', petitionId)
    .orderBy('id')
    .execute();
  return rows.map(({ id, size, added_at }) => ({ id, size, addedAt: added_at }));
}
