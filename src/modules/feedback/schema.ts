import { z } from 'zod';
import type { Content } from './schema/survey.ts';

/** The three faces: 3 rất hài lòng, 2 hài lòng, 1 không hài lòng. */
export const Level = z.coerce.number().pipe(z.union([z.literal(1), z.literal(2), z.literal(3)]));
export type Level = z.output<typeof Level>;

/** All levels, best first. */
export const LEVELS = [3, 2, 1] as const satisfies readonly Level[];

/** What a citizen may name, after NĐ 118/2025 Điều 33 khoản 1. */
export const REASONS = [
  'late',
  'many-trips',
  'unclear-guidance',
  'attitude',
  'extra-cost',
  'long-wait',
  'facilities',
  'result',
] as const;
/** One of {@link REASONS}. */
export const Reason = z.enum(REASONS);
export type Reason = z.infer<typeof Reason>;

/** What may be added once the face was chosen. */
export const ReasonsInput = z.object({
  reasons: z
    .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(Reason).max(REASONS.length))
    .default([]),
  comment: z.string().trim().max(1000, 'Xin viết ngắn hơn 1.000 chữ.').default(''),
});
export type ReasonsInput = z.output<typeof ReasonsInput>;

/** What is rated: one dossier or one visit. */
export type RatingSubject = { readonly dossierId: string } | { readonly ticketId: string };

/** How an invitation stands, as the rating page needs it. */
export interface InvitationView {
  readonly token: string;
  readonly about: 'dossier' | 'ticket';
  /** The face that was chosen, once. */
  readonly level: Level | undefined;
  readonly explained: boolean;
  /** Rated long ago, in a way that cannot be shown any more. */
  readonly closed: boolean;
  /** Contents of the survey that were answered. */
  readonly answered: readonly Content[];
  /** Whether a telephone number was left. */
  readonly contacted: boolean;
  /** Working days within which the head calls. */
  readonly followUpDays: number;
}

/** Counts of one topic or of all. */
export interface RatingCounts {
  readonly topic: string;
  readonly counts: Readonly<Record<Level, number>>;
}

/** Whole local days, both included. */
export const Period = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });
export type Period = z.output<typeof Period>;
