import { sha256 } from '#modules/audit/rules.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { normaliseForSpeech } from '#platform/speech/text/normalise.ts';
import { newsMessages } from '../messages.ts';
import * as lines from '../repo/lines.ts';
import * as repo from '../repo/news.ts';
import { versionsOf } from '../rules/propose.ts';
import { type Obstacle, obstaclesOf } from '../rules/ready.ts';
import type { Audio, News, Revision, Version } from '../schema.ts';
import { LoudspeakerConnection } from '../schema-channels.ts';
import { senderOf } from './sender.ts';

/** @throws Problem `not-found` */
export async function lockNews(tx: Tx, id: string): Promise<News> {
  const news = await repo.lockNews(tx, id);
  if (news === undefined) {
    throw new Problem('not-found', { detail: newsMessages('vi')('unknown') });
  }
  return news;
}

/** The revision that is being written or waits for approval. @throws Problem `not-allowed-now` */
export async function openRevision(tx: Tx, newsId: string, state: 'draft' | 'submitted'): Promise<Revision> {
  const open = (await repo.listRevisions(tx, newsId)).find((revision) => revision.state === state);
  if (open === undefined) {
    const t = newsMessages('vi');
    throw new Problem('not-allowed-now', { detail: t(state === 'draft' ? 'not-draft' : 'not-submitted') });
  }
  return open;
}

/** @throws Problem `conflict` when the text was changed after it was seen */
export function checkEdits(revision: Revision, seen: number): void {
  if (revision.edits !== seen) {
    throw new Problem('conflict', { detail: newsMessages('vi')('changed-meanwhile') });
  }
}

/** A loudspeaker script as it is said, and the digest by which its sound is known. */
export function spokenOf(script: string): { readonly text: string; readonly sha256: string } {
  const { text } = normaliseForSpeech(script);
  return { text, sha256: Buffer.from(sha256(text)).toString('hex') };
}

/** The loudspeakers' settings; off while there are none. */
export async function loudspeakersIn(tx: Tx): Promise<LoudspeakerConnection> {
  const found = await lines.findLine(tx, 'loudspeaker');
  return LoudspeakerConnection.parse(found?.connection ?? { mode: 'off' });
}

/** A revision with everything that decides whether it may go out. */
export interface Prepared {
  readonly versions: readonly Version[];
  readonly spoken: { readonly text: string; readonly sha256: string };
  readonly audio: Audio | undefined;
  readonly obstacles: readonly Obstacle[];
}

/** Versions, sound and obstacles of a revision. */
export async function prepare(
  ctx: AppContext,
  tx: Tx,
  centreId: string,
  news: News,
  revision: Revision,
): Promise<Prepared> {
  const versions = versionsOf(revision.content, revision.versions, await senderOf(ctx, tx, centreId, news));
  const spoken = spokenOf(versions.find(({ channel }) => channel === 'loudspeaker')?.text ?? '');
  const audio = await repo.findAudio(tx, news.id, revision.revision);
  const { quietFrom, quietTo } = await loudspeakersIn(tx);
  const obstacles = obstaclesOf(revision.content, versions, {
    audio,
    spoken: spoken.text,
    scriptSha256: spoken.sha256,
    quiet: { from: quietFrom, to: quietTo },
    now: ctx.clock.now(),
  });
  return { versions, spoken, audio, obstacles };
}

/** Obstacles in words, as errors of the page. */
export function obstacleWords({ kind, channel, words }: Obstacle): string {
  const t = newsMessages('vi');
  const name = channel === null ? '' : t(channel);
  switch (kind) {
    case 'no-channel':
    case 'expired':
      return t(`obstacle-${kind}`);
    case 'urgent-long':
      return t('obstacle-urgent-long', { words });
    case 'personal':
    case 'audio-long':
    case 'quiet':
      return t(`obstacle-${kind}`, { channel: name, words });
    case 'empty':
    case 'too-long':
    case 'audio-missing':
    case 'audio-stale':
    case 'air-times':
      return t(`obstacle-${kind}`, { channel: name });
    default:
      return kind satisfies never;
  }
}

/** @throws Problem `validation` naming everything that is to be mended */
export function refuseUnready(obstacles: readonly Obstacle[]): void {
  if (obstacles.length > 0) {
    throw new Problem('validation', {
      detail: newsMessages('vi')('not-ready'),
      fields: obstacles.map((obstacle) => ({
        path: `kenh-${obstacle.channel ?? 'chung'}`,
        message: obstacleWords(obstacle),
      })),
    });
  }
}
