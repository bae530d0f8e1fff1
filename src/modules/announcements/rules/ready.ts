import type { Audio, Channel, Content, Version } from '../schema.ts';
import { judgeDuration, LONGEST_AIR } from './duration.ts';
import { fillOf } from './limits.ts';
import { type Finding, findPersonalData } from './personal-data.ts';
import { quietFaults } from './schedule.ts';

/** An urgent bulletin breaks into everything, so it holds for days, not weeks. */
export const URGENT_HOURS = 72;

export const OBSTACLES = [
  'no-channel',
  'empty',
  'too-long',
  'personal',
  'audio-missing',
  'audio-stale',
  'audio-long',
  'air-times',
  'quiet',
  'urgent-long',
  'expired',
] as const;

/** What keeps a text from being handed in. */
export interface Obstacle {
  readonly kind: (typeof OBSTACLES)[number];
  readonly channel: Channel | null;
  /** Words or times that the message names. */
  readonly words: string;
}

/** What must not be told, by channel. */
export interface ChannelFinding extends Finding {
  readonly channel: Channel;
}

/** Personal data in the versions that go out, each place once. */
export function findingsOf(versions: readonly Version[]): readonly ChannelFinding[] {
  const found: ChannelFinding[] = [];
  for (const { channel, on, title, text } of versions) {
    for (const finding of on ? findPersonalData(`${title}\n${text}`) : []) {
      if (!found.some((one) => one.kind === finding.kind && one.words === finding.words)) {
        found.push({ ...finding, channel });
      }
    }
  }
  return found;
}

/** What is known besides the text. */
export interface Readiness {
  readonly audio: Pick<Audio, 'durationMs' | 'scriptSha256'> | undefined;
  /** The script as it is said, and its digest. */
  readonly spoken: string;
  readonly scriptSha256: string;
  readonly quiet: { readonly from: string; readonly to: string };
  readonly now: Temporal.Instant;
}

function ofLoudspeaker(content: Content, facts: Readiness): readonly Obstacle[] {
  const found: Obstacle[] = [];
  const add = (kind: Obstacle['kind'], words = '') => found.push({ kind, channel: 'loudspeaker', words });
  if (facts.audio === undefined) {
    add('audio-missing');
  } else if (facts.audio.scriptSha256 !== facts.scriptSha256) {
    add('audio-stale');
  } else if (judgeDuration(facts.spoken, facts.audio.durationMs) === 'short') {
    add('audio-stale');
  } else if (facts.audio.durationMs > LONGEST_AIR * 1000) {
    add('audio-long', String(Math.round(facts.audio.durationMs / 60_000)));
  }
  if (content.airTimes.length === 0 && content.priority !== 'urgent') {
    add('air-times');
  }
  const quiet = quietFaults(content, facts.quiet);
  if (quiet.length > 0) {
    add('quiet', quiet.join(', '));
  }
  return found;
}

/** Everything that keeps a text from being handed in or approved; empty when it is ready. */
export function obstaclesOf(
  content: Content,
  versions: readonly Version[],
  facts: Readiness,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  const on = versions.filter((version) => version.on);
  if (on.length === 0) {
    found.push({ kind: 'no-channel', channel: null, words: '' });
  }
  for (const { channel, title, text } of on) {
    if (text === '') {
      found.push({ kind: 'empty', channel, words: '' });
    } else if (!fillOf(channel, title, text).fits) {
      found.push({ kind: 'too-long', channel, words: '' });
    }
  }
  for (const { channel, severity, words } of findingsOf(versions)) {
    if (severity === 'never') {
      found.push({ kind: 'personal', channel, words });
    }
  }
  if (
    content.priority === 'urgent' &&
    content.validFrom.until(content.validTo).total('hours') > URGENT_HOURS
  ) {
    found.push({ kind: 'urgent-long', channel: null, words: String(URGENT_HOURS) });
  }
  if (Temporal.Instant.compare(content.validTo, facts.now) <= 0) {
    found.push({ kind: 'expired', channel: null, words: '' });
  }
  return on.some(({ channel }) => channel === 'loudspeaker')
    ? [...found, ...ofLoudspeaker(content, facts)]
    : found;
}
