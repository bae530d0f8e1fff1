import type { Channel } from '../schema.ts';

/** What a channel holds, in characters; a title of 0 means that the channel has none. Sources: docs/announcements.md. */
export interface Limit {
  readonly title: number;
  readonly text: number;
}

/** Longest versions by channel. */
export const LIMITS: Readonly<Record<Channel, Limit>> = {
  // Ours: the whole of what an officer can write, with its marks, place and correction.
  web: { title: 230, text: 12_000 },
  // A slide is read from twelve metres in twelve seconds.
  board: { title: 0, text: 240 },
  loudspeaker: { title: 0, text: 4_000 },
  // Zalo article: title ≤150, description ≤300 is taken from the text.
  zalo: { title: 150, text: 10_000 },
  facebook: { title: 0, text: 5_000 },
  // Three parts of 153 letters without marks.
  sms: { title: 0, text: 459 },
  email: { title: 150, text: 10_000 },
  // Some phones cut what is longer.
  push: { title: 60, text: 180 },
  group: { title: 0, text: 2_000 },
};

/** Letters as a person counts them (code points of the composed text). */
export function lettersOf(text: string): number {
  return Array.from(text.normalize('NFC')).length;
}

/** How far a version fills its channel. */
export interface Fill {
  readonly title: number;
  readonly text: number;
  readonly fits: boolean;
}

/** Counts a version against its channel's limit. */
export function fillOf(channel: Channel, title: string, text: string): Fill {
  const limit = LIMITS[channel];
  const used = { title: limit.title === 0 ? 0 : lettersOf(title), text: lettersOf(text) };
  const needsTitle = limit.title > 0 && used.title === 0;
  return {
    ...used,
    fits: used.title <= limit.title && used.text <= limit.text && used.text > 0 && !needsTitle,
  };
}
