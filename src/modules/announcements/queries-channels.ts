import type { Bulletin } from '#integrations/loudspeaker/port.ts';
import type { Actor, SystemActor } from '#platform/actor.ts';
import type { Circuit } from '#platform/circuit.ts';
import { circuitState } from '#platform/circuit.ts';
import { findCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { HealthReport } from '#platform/module.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { bulletinOf } from './commands/carriers.ts';
import { connectVoice } from './commands/connect.ts';
import { loudspeakersIn, spokenOf } from './commands/open.ts';
import { senderOf } from './commands/sender.ts';
import { newsMessages } from './messages.ts';
import { NEWS_POLICY } from './policy.ts';
import { findSpeaker, listContacts, listListenerIds, listSpeakers } from './repo/audience.ts';
import { countOpen } from './repo/deliveries.ts';
import { circuitName, findLine } from './repo/lines.ts';
import { findAudio, findNews, findRevision, listApprovals } from './repo/news.ts';
import { listLive } from './repo/news-lists.ts';
import { versionsOf } from './rules/propose.ts';
import { airingsOn, byUrgency, isFor } from './rules/schedule.ts';
import type { Audio, Contact, Priority } from './schema.ts';
import {
  FacebookConnection,
  LINES,
  type Line,
  LoudspeakerConnection,
  type Speaker,
  VoiceConnection,
} from './schema-channels.ts';

/** How a line stands. */
export interface LineStanding {
  readonly line: Line;
  readonly mode: string;
  readonly circuit: Circuit;
  readonly state: 'closed' | 'open' | 'half-open';
}

/** What the administrator sees of the channels. Secrets are never read back. */
export interface ChannelSettings {
  readonly facebook: FacebookConnection;
  readonly loudspeaker: LoudspeakerConnection;
  readonly voice: VoiceConnection;
  readonly lines: readonly LineStanding[];
  readonly speakers: readonly Speaker[];
  readonly listeners: number;
}

async function read(ctx: AppContext, actor: Actor): Promise<ChannelSettings> {
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const off = { mode: 'off' };
    const found = new Map<Line, Awaited<ReturnType<typeof findLine>>>();
    for (const line of LINES) {
      found.set(line, await findLine(tx, line));
    }
    const connection = (line: Line) => found.get(line)?.connection ?? off;
    const facebook = FacebookConnection.parse(connection('facebook'));
    const loudspeaker = LoudspeakerConnection.parse(connection('loudspeaker'));
    const voice = VoiceConnection.parse(connection('voice'));
    const modes = { facebook: facebook.mode, loudspeaker: loudspeaker.mode, voice: voice.mode };
    const lines: LineStanding[] = [];
    for (const line of LINES) {
      const circuit = await findCircuit(tx, circuitName(line));
      lines.push({ line, mode: modes[line], circuit, state: circuitState(circuit, now) });
    }
    return {
      facebook,
      loudspeaker,
      voice,
      lines,
      speakers: await listSpeakers(tx),
      listeners: (await listListenerIds(tx)).length,
    };
  });
}

/** Settings and standing of the channels. @throws Problem `forbidden` */
export async function channelSettings(ctx: AppContext, actor: Actor): Promise<ChannelSettings> {
  authorise(NEWS_POLICY, actor, 'settings', { centreId: actor.centreId });
  return read(ctx, actor);
}

/** People who asked for news. @throws Problem `forbidden` */
export async function listContactsFor(ctx: AppContext, actor: Actor): Promise<readonly Contact[]> {
  authorise(NEWS_POLICY, actor, 'contacts', { centreId: actor.centreId });
  return readOnly(ctx, actor, listContacts);
}

/** One entry of a device's list. */
export interface PlayItem extends Bulletin {
  readonly playAt: readonly Temporal.Instant[];
}

/** What a cluster of loudspeakers plays today: urgent first, then by time. @throws Problem `forbidden`, `not-found` */
export async function playList(
  ctx: AppContext,
  actor: Actor,
  token: string,
): Promise<{ readonly speaker: string; readonly items: readonly PlayItem[] }> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const speaker = await findSpeaker(tx, token);
    if (speaker === undefined) {
      throw new Problem('not-found', { detail: newsMessages('vi')('speaker-unknown') });
    }
    const { mode } = await loudspeakersIn(tx);
    const items: (PlayItem & { readonly urgency: { priority: Priority; at: Temporal.Instant } })[] = [];
    for (const { news, revision } of mode === 'off'
      ? []
      : await listLive(tx, now, { current: true, limit: 50 })) {
      const sender = await senderOf(ctx, tx, actor.centreId, news);
      const version = versionsOf(revision.content, revision.versions, sender).find(
        ({ channel }) => channel === 'loudspeaker',
      );
      const audio = await findAudio(tx, news.id, revision.revision);
      const playAt = airingsOn(revision.content, localDay(now));
      if (version?.on !== true || audio === undefined || !isFor(revision.content.villages, speaker)) {
        continue;
      }
      const spoken = spokenOf(version.text).text;
      const approvals = await listApprovals(tx, news.id, revision.revision);
      const bulletin = bulletinOf({ news, revision, spoken, approvals }, audio, [speaker.name]);
      const first = playAt[0] ?? revision.content.validTo;
      items.push({ ...bulletin, playAt, urgency: { priority: revision.content.priority, at: first } });
    }
    const sorted = items.toSorted((a, b) => byUrgency(a.urgency, b.urgency));
    return { speaker: speaker.name, items: sorted.map(({ urgency: _, ...item }) => item) };
  });
}

/** The sound that a device plays. @throws Problem `forbidden`, `not-found` */
export async function soundForDevice(
  ctx: AppContext,
  actor: Actor,
  token: string,
  newsId: string,
  revision: number,
): Promise<{ readonly bytes: Uint8Array; readonly audio: Audio }> {
  authorise(NEWS_POLICY, actor, 'follow', { centreId: actor.centreId });
  const audio = await readOnly(ctx, actor, async (tx) => {
    const speaker = await findSpeaker(tx, token);
    const news = await findNews(tx, newsId);
    const found = speaker && news && (await findRevision(tx, newsId, revision));
    const open = news?.liveRevision === revision && news.withdrawnAt === null;
    return open && found?.state === 'approved' ? findAudio(tx, newsId, revision) : undefined;
  });
  if (audio === undefined) {
    throw new Problem('not-found', { detail: newsMessages('vi')('unknown') });
  }
  return { bytes: await ctx.storage.get(audio.storeKey), audio };
}

/** How the channels of a centre stand, for `motcua doctor`. */
export async function newsHealth(ctx: AppContext, actor: SystemActor): Promise<readonly HealthReport[]> {
  const t = newsMessages('vi');
  const { lines, speakers } = await read(ctx, actor);
  const now = ctx.clock.now();
  const seen = speakers.filter(
    ({ active, lastSeenAt }) =>
      active && lastSeenAt !== null && Temporal.Instant.compare(lastSeenAt.add({ hours: 24 }), now) > 0,
  ).length;
  const all = speakers.filter(({ active }) => active).length;
  const reports = await Promise.all(
    lines.map(async ({ line, mode, circuit, state }): Promise<HealthReport> => {
      const name = t('health-name', { line: t(`line-${line}`) });
      if (line === 'voice') {
        const voice = await connectVoice(ctx, actor.centreId);
        return {
          name,
          ok: true,
          detail: voice === null ? t('health-voice-off') : t('health-voice-ok', { name: voice.name }),
        };
      }
      if (mode === 'off') {
        return { name, ok: true, detail: t('health-off') };
      }
      if (mode === 'pull') {
        return { name, ok: all === 0 || seen > 0, detail: t('health-pull', { seen, all }) };
      }
      const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
      const ok = state === 'closed' && circuit.failures === 0;
      return {
        name,
        ok,
        detail: ok ? t('health-ok', { at }) : t('health-bad', { why: circuit.lastWhy ?? '', at }),
      };
    }),
  );
  const { waiting, failed } = await readOnly(ctx, actor, countOpen);
  const queue = t('health-queue', { waiting, failed });
  return [
    ...reports,
    { name: t('health-name', { line: '' }).replace(/ · $/, ''), ok: failed === 0, detail: queue },
  ];
}
