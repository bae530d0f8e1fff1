import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import {
  DEFAULT_SETTINGS,
  type FollowSettings,
  Message,
  Sending,
  type SendingKind,
  SentFile,
} from './schema.ts';

type SendingRow = Awaited<ReturnType<typeof sendingRows>>[number];

function sendingRows(tx: Tx) {
  return tx.selectFrom('follow_sendings').selectAll().execute();
}

function toSending(row: SendingRow): Sending {
  return Sending.parse({
    id: row.id,
    dossierId: row.dossier_id,
    kind: row.kind,
    state: row.state,
    words: row.words,
    startedAt: row.started_at,
    sentAt: row.sent_at,
    sendRequestId: row.send_request_id,
    settledAt: row.settled_at,
    settledBy: row.settled_by,
    settledWhy: row.settled_why,
    settledSeq: row.settled_seq,
  });
}

/** Lets one transaction at a time change what citizens sent for a dossier; held until its end. */
export async function lockFollowing(tx: Tx, dossierId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`follow ${dossierId}`}, 0))`.execute(tx);
}

/** The settings of the transaction's centre. */
export async function findSettings(tx: Tx): Promise<FollowSettings> {
  const row = await tx.selectFrom('follow_settings').selectAll().executeTakeFirst();
  return row === undefined
    ? DEFAULT_SETTINGS
    : { resultDownload: row.result_download, digitalOnly: false, answerHours: row.answer_hours };
}

/** Keeps the settings of a centre. */
export async function saveSettings(
  tx: Tx,
  centreId: string,
  settings: Omit<FollowSettings, 'digitalOnly'>,
  at: Temporal.Instant,
): Promise<void> {
  const values = {
    result_download: settings.resultDownload,
    answer_hours: settings.answerHours,
    updated_at: at,
  };
  await tx
    .insertInto('follow_settings')
    .values({ centre_id: centreId, ...values })
    .onConflict((on) => on.column('centre_id').doUpdateSet(values))
    .execute();
}

/** What was sent for a dossier, newest first, drafts among it. */
export async function listSendings(tx: Tx, dossierId: string): Promise<readonly Sending[]> {
  const rows = await tx
    .selectFrom('follow_sendings')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('started_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toSending);
}

/** What waits for an officer, oldest first. */
export async function listWaiting(tx: Tx, limit: number): Promise<readonly Sending[]> {
  const rows = await tx
    .selectFrom('follow_sendings')
    .selectAll()
    .where('state', '=', 'sent')
    .orderBy('sent_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toSending);
}

/** One sending, locked for the rest of the transaction. */
export async function lockSending(tx: Tx, id: string): Promise<Sending | null> {
  const row = await tx
    .selectFrom('follow_sendings')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? null : toSending(row);
}

/** Adds a sending. The caller holds {@link lockFollowing}. */
export async function insertSending(
  tx: Tx,
  centreId: string,
  sending: Pick<Sending, 'id' | 'dossierId' | 'kind' | 'words' | 'startedAt'> & {
    readonly sent: { readonly requestId: string } | null;
  },
): Promise<void> {
  await tx
    .insertInto('follow_sendings')
    .values({
      id: sending.id,
      centre_id: centreId,
      dossier_id: sending.dossierId,
      kind: sending.kind,
      state: sending.sent === null ? 'draft' : 'sent',
      words: sending.words,
      started_at: sending.startedAt,
      sent_at: sending.sent === null ? null : sending.startedAt,
      send_request_id: sending.sent?.requestId ?? null,
    })
    .execute();
}

/** Marks a draft as sent. */
export async function markSent(
  tx: Tx,
  id: string,
  sent: { readonly words: string; readonly requestId: string; readonly at: Temporal.Instant },
): Promise<void> {
  await tx
    .updateTable('follow_sendings')
    .set({ state: 'sent', words: sent.words, sent_at: sent.at, send_request_id: sent.requestId })
    .where('id', '=', id)
    .execute();
}

/** Ends a sending. */
export async function settle(
  tx: Tx,
  id: string,
  end: {
    readonly state: 'taken' | 'sent-back' | 'overtaken';
    readonly at: Temporal.Instant;
    readonly by: string;
    readonly why: string | null;
    readonly seq: number | null;
  },
): Promise<void> {
  await tx
    .updateTable('follow_sendings')
    .set({
      state: end.state,
      settled_at: end.at,
      settled_by: end.by,
      settled_why: end.why,
      settled_seq: end.seq,
    })
    .where('id', '=', id)
    .execute();
}

/** The open sending of a kind for a dossier: a draft, or one that waits for an officer. */
export async function findOpen(tx: Tx, dossierId: string, kind: SendingKind): Promise<Sending | null> {
  const row = await tx
    .selectFrom('follow_sendings')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .where('kind', '=', kind)
    .where('state', 'in', ['draft', 'sent'])
    .executeTakeFirst();
  return row === undefined ? null : toSending(row);
}

/** The files of sendings, in the order of the papers asked for and of their coming. */
export async function listFiles(tx: Tx, sendingIds: readonly string[]): Promise<readonly SentFile[]> {
  if (sendingIds.length === 0) {
    return [];
  }
  const rows = await tx
    .selectFrom('follow_files')
    .selectAll()
    .where('sending_id', 'in', sendingIds)
    .orderBy('item')
    .orderBy('seq')
    .execute();
  return rows.map((row) =>
    SentFile.parse({
      id: row.id,
      sendingId: row.sending_id,
      item: row.item,
      name: row.name,
      mediaType: row.media_type,
      size: row.size,
      requestId: row.request_id,
    }),
  );
}

/** Adds a file's row. */
export async function insertFile(
  tx: Tx,
  centreId: string,
  file: SentFile,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .insertInto('follow_files')
    .values({
      id: file.id,
      centre_id: centreId,
      sending_id: file.sendingId,
      item: file.item,
      name: file.name,
      media_type: file.mediaType,
      size: file.size,
      request_id: file.requestId,
      added_at: at,
    })
    .execute();
}

/** Takes a file's row away. @returns whether it was there */
export async function deleteFile(tx: Tx, sendingId: string, id: string): Promise<boolean> {
  const gone = await tx
    .deleteFrom('follow_files')
    .where('sending_id', '=', sendingId)
    .where('id', '=', id)
    .executeTakeFirst();
  return gone.numDeletedRows > 0n;
}

/** Drafts begun, and sendings sent back or overtaken, before a moment, that still hold files. */
export async function listForgettable(tx: Tx, before: Temporal.Instant): Promise<readonly Sending[]> {
  const rows = await tx
    .selectFrom('follow_sendings')
    .selectAll()
    .where((eb) =>
      eb.or([
        eb.and([eb('state', '=', 'draft'), eb('started_at', '<', before)]),
        eb.and([eb('state', 'in', ['taken', 'sent-back', 'overtaken']), eb('settled_at', '<', before)]),
      ]),
    )
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('follow_files')
          .select('follow_files.id')
          .whereRef('follow_files.sending_id', '=', 'follow_sendings.id'),
      ),
    )
    .limit(200)
    .execute();
  return rows.map(toSending);
}

function toMessage(row: {
  readonly id: string;
  readonly dossier_id: string;
  readonly author: string;
  readonly by_post: string;
  readonly words: string;
  readonly photo_id: string | null;
  readonly photo_type: string | null;
  readonly at: Temporal.Instant;
  readonly answered_at: Temporal.Instant | null;
}): Message {
  return Message.parse({
    id: row.id,
    dossierId: row.dossier_id,
    author: row.author,
    byPost: row.by_post,
    words: row.words,
    photoId: row.photo_id,
    photoType: row.photo_type,
    at: row.at,
    answeredAt: row.answered_at,
  });
}

/** The messages of a dossier, oldest first. */
export async function listMessages(tx: Tx, dossierId: string): Promise<readonly Message[]> {
  const rows = await tx
    .selectFrom('follow_messages')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('seq')
    .execute();
  return rows.map(toMessage);
}

/** Messages of citizens since a moment, and those without an answer whenever they came; oldest first. */
export async function listFromCitizens(
  tx: Tx,
  since: Temporal.Instant,
  limit: number,
): Promise<readonly Message[]> {
  const rows = await tx
    .selectFrom('follow_messages')
    .selectAll()
    .where('author', '=', 'citizen')
    .where((eb) => eb.or([eb('at', '>=', since), eb('answered_at', 'is', null)]))
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toMessage);
}

/** Adds a message. @returns false when the request id was there before */
export async function insertMessage(
  tx: Tx,
  centreId: string,
  message: Omit<Message, 'answeredAt'> & { readonly byAccount: string | null; readonly requestId: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('follow_messages')
    .values({
      id: message.id,
      centre_id: centreId,
      dossier_id: message.dossierId,
      author: message.author,
      by_post: message.byPost,
      by_account: message.byAccount,
      words: message.words,
      photo_id: message.photoId,
      photo_type: message.photoType,
      request_id: message.requestId,
      at: message.at,
    })
    .onConflict((on) => on.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes the office's answer at every message of the citizen that had none. */
export async function markAnswered(tx: Tx, dossierId: string, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('follow_messages')
    .set({ answered_at: at })
    .where('dossier_id', '=', dossierId)
    .where('author', '=', 'citizen')
    .where('answered_at', 'is', null)
    .execute();
}
