import { sql } from 'kysely';
import type { Tx } from '#platform/db/tx.ts';
import {
  type Approval,
  type Audio,
  type Content,
  type News,
  Picture,
  Priority,
  type Revision,
  RevisionState,
  StoredVersions,
} from '../schema.ts';

const NEWS = [
  'id',
  'slug',
  'author_id',
  'author_name',
  'created_at',
  'live_revision',
  'published_at',
  'withdrawn_at',
  'withdrawn_by',
  'withdraw_reason',
] as const;

/** The heads of pieces of news. */
export const selectNews = (tx: Tx) => tx.selectFrom('news').select(NEWS);
type NewsRow = Awaited<ReturnType<ReturnType<typeof selectNews>['executeTakeFirstOrThrow']>>;

/** A head as read. */
export function newsOf(row: NewsRow): News {
  return {
    id: row.id,
    slug: row.slug,
    authorId: row.author_id,
    authorName: row.author_name,
    createdAt: row.created_at,
    liveRevision: row.live_revision,
    publishedAt: row.published_at,
    withdrawnAt: row.withdrawn_at,
    withdrawnBy: row.withdrawn_by,
    withdrawReason: row.withdraw_reason,
  };
}

/** A piece of news by id. */
export async function findNews(tx: Tx, id: string): Promise<News | undefined> {
  const row = await selectNews(tx).where('id', '=', id).executeTakeFirst();
  return row && newsOf(row);
}

/** The same, locked until the transaction ends: texts and deliveries of one piece of news change one after another. */
export async function lockNews(tx: Tx, id: string): Promise<News | undefined> {
  const row = await selectNews(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  return row && newsOf(row);
}

/** A piece of news by the last part of its address. */
export async function findNewsBySlug(tx: Tx, slug: string): Promise<News | undefined> {
  const row = await selectNews(tx).where('slug', '=', slug).executeTakeFirst();
  return row && newsOf(row);
}

/** Adds one; false when this id is there already. */
export async function insertNews(
  tx: Tx,
  centreId: string,
  news: Pick<News, 'id' | 'slug' | 'authorId' | 'authorName' | 'createdAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('news')
    .values({
      id: news.id,
      centre_id: centreId,
      slug: news.slug,
      author_id: news.authorId,
      author_name: news.authorName,
      created_at: news.createdAt,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The approved revision that holds from now on. */
export async function setLive(tx: Tx, id: string, revision: number, at: Temporal.Instant): Promise<void> {
  await tx
    .updateTable('news')
    .set({
      live_revision: revision,
      published_at: sql`coalesce(published_at, ${at.toString()}::timestamptz)`,
    })
    .where('id', '=', id)
    .execute();
}

/** Calls a piece of news back. */
export async function setWithdrawn(
  tx: Tx,
  id: string,
  by: string,
  reason: string,
  at: Temporal.Instant,
): Promise<void> {
  await tx
    .updateTable('news')
    .set({ withdrawn_at: at, withdrawn_by: by, withdraw_reason: reason })
    .where('id', '=', id)
    .execute();
}

/** Revisions with everything. */
export const selectRevision = (tx: Tx) => tx.selectFrom('news_revisions').selectAll();
type RevisionRow = Awaited<ReturnType<ReturnType<typeof selectRevision>['executeTakeFirstOrThrow']>>;

/** A revision as read. */
export function revisionOf(row: RevisionRow): Revision {
  return {
    newsId: row.news_id,
    revision: row.revision,
    state: RevisionState.parse(row.state),
    content: {
      title: row.title,
      body: row.body,
      priority: Priority.parse(row.priority),
      place: row.place,
      villages: row.villages,
      validFrom: row.valid_from,
      validTo: row.valid_to,
      airTimes: row.air_times,
      airRepeat: row.air_repeat,
      picture: row.picture === null ? null : Picture.parse(row.picture),
      correction: row.correction,
    },
    versions: StoredVersions.parse(row.versions),
    editorId: row.editor_id,
    editorName: row.editor_name,
    changedAt: row.changed_at,
    edits: row.edits,
    returnedWhy: row.returned_why,
    submittedAt: row.submitted_at,
    approvedAt: row.approved_at,
  };
}

/** One revision. */
export async function findRevision(tx: Tx, newsId: string, revision: number): Promise<Revision | undefined> {
  const row = await selectRevision(tx)
    .where('news_id', '=', newsId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return row && revisionOf(row);
}

/** All revisions, newest first. */
export async function listRevisions(tx: Tx, newsId: string): Promise<readonly Revision[]> {
  const rows = await selectRevision(tx).where('news_id', '=', newsId).orderBy('revision', 'desc').execute();
  return rows.map(revisionOf);
}

function columnsOf(content: Content) {
  return {
    title: content.title,
    body: content.body,
    priority: content.priority,
    place: content.place,
    villages: [...content.villages],
    valid_from: content.validFrom,
    valid_to: content.validTo,
    air_times: [...content.airTimes],
    air_repeat: content.airRepeat,
    picture: content.picture === null ? null : JSON.stringify(content.picture),
    correction: content.correction,
  };
}

/** Who changes a revision, and when. */
export interface Editing {
  readonly editorId: string;
  readonly editorName: string;
  readonly at: Temporal.Instant;
}

/** Adds a revision as a draft. */
export async function insertRevision(
  tx: Tx,
  centreId: string,
  newsId: string,
  revision: number,
  content: Content,
  versions: StoredVersions,
  by: Editing,
): Promise<void> {
  await tx
    .insertInto('news_revisions')
    .values({
      news_id: newsId,
      centre_id: centreId,
      revision,
      state: 'draft',
      ...columnsOf(content),
      versions: JSON.stringify(versions),
      editor_id: by.editorId,
      editor_name: by.editorName,
      changed_at: by.at,
    })
    .execute();
}

const one = (tx: Tx, newsId: string, revision: number) =>
  tx.updateTable('news_revisions').where('news_id', '=', newsId).where('revision', '=', revision);

/** Changes a draft: another text is another edit, so approvals of the one before do not count. */
export async function changeRevision(
  tx: Tx,
  newsId: string,
  revision: number,
  change: { readonly content?: Content; readonly versions?: StoredVersions },
  by: Editing,
): Promise<void> {
  await one(tx, newsId, revision)
    .set({
      ...(change.content === undefined ? {} : columnsOf(change.content)),
      ...(change.versions === undefined ? {} : { versions: JSON.stringify(change.versions) }),
      editor_id: by.editorId,
      editor_name: by.editorName,
      changed_at: by.at,
      edits: sql`edits + 1`,
    })
    .execute();
}

/** Hands a draft in. */
export async function setSubmitted(
  tx: Tx,
  newsId: string,
  revision: number,
  at: Temporal.Instant,
): Promise<void> {
  await one(tx, newsId, revision).set({ state: 'submitted', submitted_at: at, returned_why: null }).execute();
}

/** Gives it back to be mended, with the reason; a plain taking back has none. */
export async function setDraft(tx: Tx, newsId: string, revision: number, why: string | null): Promise<void> {
  await one(tx, newsId, revision).set({ state: 'draft', submitted_at: null, returned_why: why }).execute();
}

/** Approves it with the very texts that go out. */
export async function setApproved(
  tx: Tx,
  newsId: string,
  revision: number,
  versions: StoredVersions,
  at: Temporal.Instant,
): Promise<void> {
  await one(tx, newsId, revision)
    .set({ state: 'approved', versions: JSON.stringify(versions), approved_at: at })
    .execute();
}

/** Gives a revision up. */
export async function setDropped(tx: Tx, newsId: string, revision: number): Promise<void> {
  await one(tx, newsId, revision).set({ state: 'dropped' }).execute();
}

/** Approvals of a revision, oldest first. */
export async function listApprovals(tx: Tx, newsId: string, revision: number): Promise<readonly Approval[]> {
  const rows = await tx
    .selectFrom('news_approvals')
    .select(['account_id', 'name', 'position', 'leader', 'edits', 'reason', 'at'])
    .where('news_id', '=', newsId)
    .where('revision', '=', revision)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return rows.map(({ account_id, ...rest }) => ({ accountId: account_id, ...rest }));
}

/** Keeps an approval. */
export async function addApproval(
  tx: Tx,
  centreId: string,
  id: string,
  newsId: string,
  revision: number,
  approval: Approval,
): Promise<void> {
  const { accountId, ...rest } = approval;
  await tx
    .insertInto('news_approvals')
    .values({ id, centre_id: centreId, news_id: newsId, revision, account_id: accountId, ...rest })
    .execute();
}

/** The sound of a revision. */
export async function findAudio(tx: Tx, newsId: string, revision: number): Promise<Audio | undefined> {
  const row = await tx
    .selectFrom('news_audio')
    .selectAll()
    .where('news_id', '=', newsId)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return (
    row && {
      source: row.source === 'recording' ? 'recording' : 'engine',
      madeBy: row.made_by,
      kind: row.kind === 'wav' ? 'wav' : row.kind === 'opus' ? 'opus' : 'mp3',
      storeKey: row.store_key,
      bytes: row.bytes,
      sha256: Buffer.from(row.sha256).toString('hex'),
      durationMs: row.duration_ms,
      scriptSha256: Buffer.from(row.script_sha256).toString('hex'),
      madeAt: row.made_at,
    }
  );
}

/** Keeps the sound of a revision, in place of an earlier one. */
export async function saveAudio(
  tx: Tx,
  centreId: string,
  newsId: string,
  revision: number,
  audio: Audio,
): Promise<void> {
  const values = {
    source: audio.source,
    made_by: audio.madeBy,
    kind: audio.kind,
    store_key: audio.storeKey,
    bytes: audio.bytes,
    sha256: Buffer.from(audio.sha256, 'hex'),
    duration_ms: audio.durationMs,
    script_sha256: Buffer.from(audio.scriptSha256, 'hex'),
    made_at: audio.madeAt,
  };
  await tx
    .insertInto('news_audio')
    .values({ news_id: newsId, revision, centre_id: centreId, ...values })
    .onConflict((conflict) => conflict.columns(['news_id', 'revision']).doUpdateSet(values))
    .execute();
}
