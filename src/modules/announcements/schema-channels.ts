import { z } from 'zod';
import { FacebookConnection } from '#integrations/facebook/port.ts';
import { LoudspeakerConnection } from '#integrations/loudspeaker/port.ts';
import { VoiceConnection } from '#integrations/voice/port.ts';

export { FacebookConnection, LoudspeakerConnection, VoiceConnection };

/** Outside systems that this module sets up itself. */
export const LINES = ['facebook', 'loudspeaker', 'voice'] as const;
export const Line = z.enum(LINES);
export type Line = z.infer<typeof Line>;

const Common = { requestId: z.uuid() };

/** Input of the fan page's settings; empty secrets keep the stored ones. */
export const FacebookInput = z
  .object({
    ...Common,
    token: z.string().trim().max(1_000).default(''),
    appSecret: z.string().trim().max(200).default(''),
  })
  .and(FacebookConnection);
export type FacebookInput = z.output<typeof FacebookInput>;

/** Input of the loudspeakers' settings. */
export const LoudspeakerInput = z
  .object({ ...Common, secret: z.string().trim().max(500).default('') })
  .and(LoudspeakerConnection);
export type LoudspeakerInput = z.output<typeof LoudspeakerInput>;

/** Input of the voice's settings. */
export const VoiceInput = z
  .object({ ...Common, secret: z.string().trim().max(500).default('') })
  .and(VoiceConnection);
export type VoiceInput = z.output<typeof VoiceInput>;

/** A cluster of loudspeakers. */
export interface Speaker {
  readonly id: string;
  readonly name: string;
  readonly villages: readonly string[];
  readonly token: string;
  readonly active: boolean;
  readonly lastSeenAt: Temporal.Instant | null;
}

/** Input of a cluster. */
export const SpeakerInput = z.object({
  requestId: z.uuid(),
  id: z.uuid().optional(),
  name: z.string('Xin đặt tên cụm loa.').trim().min(2, 'Xin đặt tên cụm loa.').max(120),
  villages: z
    .string()
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .split(/[\n,;]/)
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      ),
    ]),
  active: z
    .enum(['1', '0'])
    .default('1')
    .transform((value) => value === '1'),
});
export type SpeakerInput = z.output<typeof SpeakerInput>;

/** What a device says it played. */
export const AiringInput = z.object({
  id: z.string().max(80),
  startedAt: z.iso.datetime({ offset: true }),
  endedAt: z.iso.datetime({ offset: true }).optional(),
  result: z.enum(['played', 'stopped', 'failed']),
  note: z.string().max(300).default(''),
});
export type AiringInput = z.output<typeof AiringInput>;

/** A report of a cluster. */
export interface Airing {
  readonly speaker: string;
  readonly revision: number;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly result: 'played' | 'stopped' | 'failed';
  readonly note: string;
}
