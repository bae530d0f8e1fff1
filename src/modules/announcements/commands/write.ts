import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { slug } from '#platform/vietnamese.ts';
import { newsMessages } from '../messages.ts';
import { NEWS_POLICY } from '../policy.ts';
import * as repo from '../repo/news.ts';
import type { Channel, Content, NewsInput, Picture, StoredVersions, VersionInput } from '../schema.ts';
import { checkEdits, lockNews, openRevision } from './open.ts';
import { keepPicture } from './picture.ts';

/** Letters of the title in an address. */
const SLUG_LONGEST = 60;

/** A new picture, its removal, or undefined to keep what is there. */
export type PictureChange = { readonly bytes: Uint8Array } | 'remove' | undefined;

function editing(actor: Actor, at: Temporal.Instant): repo.Editing {
  return actor.kind === 'staff'
    ? { editorId: actor.accountId, editorName: actor.displayName, at }
    : { editorId: actor.centreId, editorName: actor.kind, at };
}

async function pictureOf(
  ctx: AppContext,
  change: PictureChange,
  alt: string,
): Promise<Picture | null | undefined> {
  if (change === undefined) {
    return undefined;
  }
  return change === 'remove' ? null : keepPicture(ctx, change.bytes, alt);
}

function contentOf(input: NewsInput, picture: Picture | null, correction: string | null): Content {
  return {
    title: input.title,
    body: input.body.replaceAll('\r\n', '\n'),
    priority: input.priority,
    place: input.place,
    villages: input.villages,
    validFrom: input.validFrom,
    validTo: input.validTo,
    airTimes: input.airTimes,
    airRepeat: input.airRepeat,
    picture: picture === null ? null : { ...picture, alt: input.alt },
    correction,
  };
}

function addressOf(title: string, day: Temporal.PlainDate, id: string): string {
  const words = slug(title).slice(0, SLUG_LONGEST).replace(/-+$/, '');
  return `${day.toString().replaceAll('-', '')}-${words}-${id.slice(-6)}`;
}

/** Begins a piece of news. The request's id becomes its id, so a repeat gives the same. @returns its id @throws Problem `forbidden`, `unsupported-file` */
export async function createNews(
  ctx: AppContext,
  actor: Actor,
  input: NewsInput,
  picture: PictureChange,
  versions: StoredVersions = {},
): Promise<string> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const kept = (await pictureOf(ctx, picture, input.alt)) ?? null;
  await inTransaction(ctx, actor, async (tx) => {
    const by = editing(actor, at);
    const id = input.requestId;
    const added = await repo.insertNews(tx, actor.centreId, {
      id,
      slug: addressOf(input.title, localDay(at), id),
      authorId: by.editorId,
      authorName: by.editorName,
      createdAt: at,
    });
    if (!added) {
      return;
    }
    await repo.insertRevision(tx, actor.centreId, id, 1, contentOf(input, kept, null), versions, by);
    await record(
      tx,
      actor,
      { action: 'news.create', subjectType: 'news', subjectId: id, detail: { title: input.title } },
      at,
    );
  });
  return input.requestId;
}

/** Changes a draft. @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `conflict`, `validation`, `unsupported-file` */
export async function changeNews(
  ctx: AppContext,
  actor: Actor,
  id: string,
  input: NewsInput,
  picture: PictureChange,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const kept = await pictureOf(ctx, picture, input.alt);
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const draft = await openRevision(tx, id, 'draft');
    checkEdits(draft, input.edits ?? draft.edits);
    const isCorrection = draft.content.correction !== null;
    if (isCorrection && input.correction === '') {
      const message = newsMessages('vi')('correction-needed');
      throw new Problem('validation', { detail: message, fields: [{ path: 'correction', message }] });
    }
    const now = kept === undefined ? draft.content.picture : kept;
    const content = contentOf(input, now, isCorrection ? input.correction : null);
    await repo.changeRevision(tx, id, draft.revision, { content }, editing(actor, at));
  });
}

async function changeVersion(
  ctx: AppContext,
  actor: Actor,
  id: string,
  channel: Channel,
  edits: number,
  change: (before: StoredVersions) => StoredVersions,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const draft = await openRevision(tx, id, 'draft');
    checkEdits(draft, edits);
    await repo.changeRevision(
      tx,
      id,
      draft.revision,
      { versions: change(draft.versions) },
      editing(actor, at),
    );
    await ctx.live.publish(tx, `staff:${actor.centreId}`, { news: channel });
  });
}

/** Sets the officer's own text for one channel, and whether it goes there. @throws as {@link changeNews} */
export async function saveVersion(
  ctx: AppContext,
  actor: Actor,
  id: string,
  channel: Channel,
  input: VersionInput,
): Promise<void> {
  const { on, title, text, edits } = input;
  await changeVersion(ctx, actor, id, channel, edits, (before) => ({
    ...before,
    [channel]: { on, title, text: text.replaceAll('\r\n', '\n') },
  }));
}

/** Back to the proposal; whether it goes there stays. @throws as {@link changeNews} */
export async function resetVersion(
  ctx: AppContext,
  actor: Actor,
  id: string,
  channel: Channel,
  edits: number,
): Promise<void> {
  await changeVersion(ctx, actor, id, channel, edits, (before) => ({
    ...before,
    [channel]: { on: before[channel]?.on ?? true },
  }));
}

/** Chooses the channels; texts stay. @throws as {@link changeNews} */
export async function chooseChannels(
  ctx: AppContext,
  actor: Actor,
  id: string,
  chosen: readonly Channel[],
  edits: number,
  all: readonly Channel[],
): Promise<void> {
  await changeVersion(ctx, actor, id, 'web', edits, (before) =>
    Object.fromEntries(all.map((channel) => [channel, { ...before[channel], on: chosen.includes(channel) }])),
  );
}

/** Begins a correction (đính chính) of news that is out. What holds stays until the correction is approved. @throws Problem `forbidden`, `not-found`, `not-allowed-now`, `already-done`, `validation` */
export async function beginCorrection(
  ctx: AppContext,
  actor: Actor,
  id: string,
  what: string,
): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const t = newsMessages('vi');
    const news = await lockNews(tx, id);
    if (news.liveRevision === null || news.withdrawnAt !== null) {
      throw new Problem('not-allowed-now', { detail: t('not-live') });
    }
    const all = await repo.listRevisions(tx, id);
    if (all.some(({ state }) => state === 'draft' || state === 'submitted')) {
      throw new Problem('already-done', { detail: t('already-open') });
    }
    const live = all.find(({ revision }) => revision === news.liveRevision);
    if (live === undefined) {
      throw new Problem('not-allowed-now', { detail: t('not-live') });
    }
    const versions = Object.fromEntries(
      Object.entries(live.versions).map(([channel, kept]) => [channel, { on: kept.on }]),
    );
    const next = Math.max(...all.map(({ revision }) => revision)) + 1;
    const content = { ...live.content, correction: what };
    await repo.insertRevision(tx, actor.centreId, id, next, content, versions, editing(actor, at));
    const detail = { revision: next, what };
    await record(tx, actor, { action: 'news.correct', subjectType: 'news', subjectId: id, detail }, at);
  });
}

/** Gives a draft up. @throws Problem `forbidden`, `not-found`, `not-allowed-now` */
export async function dropDraft(ctx: AppContext, actor: Actor, id: string): Promise<void> {
  authorise(NEWS_POLICY, actor, 'write', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await lockNews(tx, id);
    const { revision } = await openRevision(tx, id, 'draft');
    await repo.setDropped(tx, id, revision);
    await record(
      tx,
      actor,
      { action: 'news.drop', subjectType: 'news', subjectId: id, detail: { revision } },
      at,
    );
  });
}
