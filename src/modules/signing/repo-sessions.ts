import type { Tx } from '#platform/db/tx.ts';
import {
  ItemState,
  Method,
  SessionState,
  type SignedLevel,
  type SigningItem,
  type SigningSession,
} from './schema.ts';

interface SessionRow {
  readonly id: string;
  readonly centre_id: string;
  readonly account_id: string;
  readonly certificate_id: string;
  readonly method: string;
  readonly state: string;
  readonly reference: string | null;
  readonly began_at: Temporal.Instant;
  readonly expires_at: Temporal.Instant;
  readonly ended_at: Temporal.Instant | null;
  readonly why: string | null;
}

function toSession(row: SessionRow): SigningSession {
  return {
    id: row.id,
    centreId: row.centre_id,
    accountId: row.account_id,
    certificateId: row.certificate_id,
    method: Method.parse(row.method),
    state: SessionState.parse(row.state),
    reference: row.reference,
    beganAt: row.began_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    why: row.why,
  };
}

/** What a session begins with. */
export interface NewSession {
  readonly session: SigningSession;
  readonly items: readonly SigningItem[];
  readonly requestId: string;
}

/** Adds a session with its files. @returns false when the request began one before */
export async function insertSession(tx: Tx, { session, items, requestId }: NewSession): Promise<boolean> {
  const row = await tx
    .insertInto('signing_sessions')
    .values({
      id: session.id,
      centre_id: session.centreId,
      account_id: session.accountId,
      certificate_id: session.certificateId,
      method: session.method,
      state: session.state,
      began_at: session.beganAt,
      expires_at: session.expiresAt,
      request_id: requestId,
    })
    .onConflict((conflict) => conflict.columns(['centre_id', 'request_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row === undefined) {
    return false;
  }
  await tx
    .insertInto('signing_items')
    .values(
      items.map((item) => ({
        id: item.id,
        centre_id: session.centreId,
        session_id: session.id,
        dossier_id: item.dossierId,
        file_id: item.fileId,
        file_name: item.fileName,
        source_sha256: Buffer.from(item.sourceSha256, 'hex'),
        verify_code: item.verifyCode,
        attributes: item.attributes === null ? null : Buffer.from(item.attributes),
        state: item.state,
      })),
    )
    .execute();
  return true;
}

/** The session that an earlier run of the same request began. */
export async function findByRequest(tx: Tx, requestId: string): Promise<SigningSession | undefined> {
  const row = await tx
    .selectFrom('signing_sessions')
    .selectAll()
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row && toSession(row);
}

/** One session. @param lock keeps others from ending it until the transaction ends */
export async function findSession(tx: Tx, id: string, lock = false): Promise<SigningSession | undefined> {
  const query = tx.selectFrom('signing_sessions').selectAll().where('id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  return row && toSession(row);
}

/** Sessions of a signer, newest first. */
export async function listSessions(
  tx: Tx,
  accountId: string,
  limit = 20,
): Promise<readonly SigningSession[]> {
  const rows = await tx
    .selectFrom('signing_sessions')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('began_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toSession);
}

/** Sessions of the centre that wait although their time is over. */
export async function listOverdue(tx: Tx, now: Temporal.Instant): Promise<readonly SigningSession[]> {
  const rows = await tx
    .selectFrom('signing_sessions')
    .selectAll()
    .where('state', '=', 'waiting')
    .where('expires_at', '<', now)
    .execute();
  return rows.map(toSession);
}

/** Sessions that wait for a remote service, by what it calls them. */
export async function findByReference(tx: Tx, reference: string): Promise<SigningSession | undefined> {
  const row = await tx
    .selectFrom('signing_sessions')
    .selectAll()
    .where('reference', '=', reference)
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return row && toSession(row);
}

function items(tx: Tx) {
  return tx
    .selectFrom('signing_items as i')
    .innerJoin('dossiers as d', 'd.id', 'i.dossier_id')
    .selectAll('i')
    .select(({ fn, ref }) => fn.coalesce(ref('d.number'), ref('d.local_number')).as('number'));
}

interface ItemRow {
  readonly id: string;
  readonly session_id: string;
  readonly dossier_id: string;
  readonly number: string | null;
  readonly file_id: string;
  readonly file_name: string;
  readonly source_sha256: Buffer;
  readonly verify_code: string;
  readonly attributes: Buffer | null;
  readonly received_at: Temporal.Instant | null;
  readonly state: string;
  readonly why: string | null;
}

function toItem(row: ItemRow): SigningItem {
  return {
    id: row.id,
    sessionId: row.session_id,
    dossierId: row.dossier_id,
    dossierNumber: row.number ?? '',
    fileId: row.file_id,
    fileName: row.file_name,
    sourceSha256: row.source_sha256.toString('hex'),
    verifyCode: row.verify_code,
    attributes: row.attributes === null ? null : new Uint8Array(row.attributes),
    receivedAt: row.received_at,
    state: ItemState.parse(row.state),
    why: row.why,
  };
}

/** The files of a session, in the order in which they were named. */
export async function listItems(tx: Tx, sessionId: string): Promise<readonly SigningItem[]> {
  const rows = await items(tx).where('i.session_id', '=', sessionId).orderBy('i.id').execute();
  return rows.map(toItem);
}

/** The open file behind a one-time address. */
export async function findItemByToken(tx: Tx, hash: Uint8Array): Promise<SigningItem | undefined> {
  const row = await items(tx)
    .where('i.token_hash', '=', Buffer.from(hash))
    .where('i.state', '=', 'open')
    .executeTakeFirst();
  return row && toItem(row);
}

/** Gives an open file its one-time address; the one before is void. */
export async function setToken(tx: Tx, id: string, hash: Uint8Array): Promise<void> {
  await tx
    .updateTable('signing_items')
    .set({ token_hash: Buffer.from(hash) })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .execute();
}

/** Notes that the signed file came from the desk. @returns false when it is not open or has come before */
export async function markReceived(tx: Tx, id: string, at: Temporal.Instant): Promise<boolean> {
  const row = await tx
    .updateTable('signing_items')
    .set({ received_at: at, token_hash: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .where('received_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes what the service calls the order. */
export async function setReference(tx: Tx, id: string, reference: string): Promise<void> {
  await tx.updateTable('signing_sessions').set({ reference }).where('id', '=', id).execute();
}

/** Notes that the call of an order begins; false when it began before. */
export async function claimCall(tx: Tx, id: string, reference: string): Promise<boolean> {
  const row = await tx
    .updateTable('signing_sessions')
    .set({ reference })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('reference', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Settles one open file. @returns false when it was settled before */
export async function settleItem(
  tx: Tx,
  id: string,
  state: 'signed' | 'failed',
  why: string | null,
): Promise<boolean> {
  const row = await tx
    .updateTable('signing_items')
    .set({ state, why: state === 'failed' ? (why ?? '').slice(0, 500) : null, token_hash: null })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** Ends a waiting session. @returns false when it was ended before */
export async function endSession(
  tx: Tx,
  id: string,
  end: { readonly state: SessionState; readonly why: string | null; readonly at: Temporal.Instant },
): Promise<boolean> {
  const row = await tx
    .updateTable('signing_sessions')
    .set({ state: end.state, why: end.why, ended_at: end.at })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

/** A signed result and the act that it belongs to. */
export interface SignedFile {
  readonly fileId: string;
  readonly sourceFileId: string;
  readonly itemId: string;
  readonly dossierId: string;
  readonly dossierSeq: number;
  readonly verifyCode: string;
  readonly level: SignedLevel;
  /** Why it is not B-LT; null where it is, or where nobody was to be asked. */
  readonly lacking: string | null;
  readonly sealed: boolean;
  readonly signedAt: Temporal.Instant;
}

/** Adds a signed result. */
export async function insertSigned(tx: Tx, centreId: string, signed: SignedFile): Promise<void> {
  await tx
    .insertInto('signed_files')
    .values({
      file_id: signed.fileId,
      centre_id: centreId,
      source_file_id: signed.sourceFileId,
      item_id: signed.itemId,
      dossier_id: signed.dossierId,
      dossier_seq: signed.dossierSeq,
      verify_code: signed.verifyCode,
      level: signed.level,
      lacking: signed.lacking,
      sealed: signed.sealed,
      signed_at: signed.signedAt,
    })
    .execute();
}

/** At which level the files of a session were signed, and what is lacking for the highest. */
export async function listLevels(
  tx: Tx,
  sessionId: string,
): Promise<ReadonlyMap<string, { readonly level: string; readonly lacking: string | null }>> {
  const rows = await tx
    .selectFrom('signed_files as s')
    .innerJoin('signing_items as i', 'i.id', 's.item_id')
    .select(['s.item_id', 's.level', 's.lacking'])
    .where('i.session_id', '=', sessionId)
    .execute();
  return new Map(rows.map(({ item_id, level, lacking }) => [item_id, { level, lacking }]));
}

/** A signed result with the digest of its bytes. */
export interface SignedFound {
  readonly fileId: string;
  readonly name: string;
  readonly verifyCode: string;
  readonly dossierNumber: string;
}

/** Signed results by one of their marks, oldest first. */
export async function findSigned(
  tx: Tx,
  by: { readonly code: string } | { readonly dossierId: string } | { readonly sha256: string },
): Promise<readonly SignedFound[]> {
  const rows = await tx
    .selectFrom('signed_files as s')
    .innerJoin('files as f', 'f.id', 's.file_id')
    .innerJoin('dossiers as d', 'd.id', 's.dossier_id')
    .select(['s.file_id', 'f.name', 's.verify_code', 'd.number', 'd.local_number'])
    .where((where) =>
      'code' in by
        ? where('s.verify_code', '=', by.code)
        : 'dossierId' in by
          ? where('s.dossier_id', '=', by.dossierId)
          : where('f.sha256', '=', Buffer.from(by.sha256, 'hex')),
    )
    .orderBy('s.signed_at')
    .orderBy('s.file_id')
    .execute();
  return rows.map((row) => ({
    fileId: row.file_id,
    name: row.name,
    verifyCode: row.verify_code,
    dossierNumber: row.number ?? row.local_number ?? '',
  }));
}
