/** The national list beside the centre's catalogue: what was read, how both differ, what an officer decides. */
import { z } from 'zod';
import { ListSource } from '#integrations/national-list/port.ts';
import type { Procedure } from '#modules/procedures/schema.ts';

export { Listed, ListSource, NationalRecord } from '#integrations/national-list/port.ts';

/** `new`: not here yet; `changed`: says something else; `moved`: carried out at another level; `abolished`: no longer on the list. */
export const DifferenceKind = z.enum(['new', 'changed', 'moved', 'abolished']);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

/** Parts of a procedure that the national list speaks of; the rest is the centre's own and stays. */
export const NATIONAL_PARTS = [
  'name',
  'field',
  'levels',
  'executor',
  'agency',
  'coordinatingAgencies',
  'promulgatedBy',
  'audience',
  'channels',
  'terms',
  'fees',
  'components',
  'results',
  'requirements',
  'steps',
  'legalBasis',
  'decision',
] as const satisfies readonly (keyof Procedure)[];
export const NationalPart = z.enum(NATIONAL_PARTS);
export type NationalPart = z.infer<typeof NationalPart>;

export const DifferenceState = z.enum(['open', 'postponed', 'accepted', 'refused', 'overtaken']);
export type DifferenceState = z.infer<typeof DifferenceState>;

/** How one procedure of the national list differs from the catalogue. */
export interface CatalogueDifference {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: DifferenceKind;
  /** What is here now; null for a new one. */
  readonly before: Procedure | null;
  /** What it would become; null for an abolished one. */
  readonly after: Procedure | null;
  readonly parts: readonly NationalPart[];
  /** What of the record could not be taken over, in words. */
  readonly remarks: readonly string[];
  /** First day of the newest legal basis while it lies ahead. */
  readonly suggestedFrom: Temporal.PlainDate | null;
  readonly state: DifferenceState;
  readonly postponedTo: Temporal.PlainDate | null;
  readonly effectiveFrom: Temporal.PlainDate | null;
  readonly foundAt: Temporal.Instant;
  readonly decidedAt: Temporal.Instant | null;
  readonly decidedBy: string | null;
  readonly reason: string | null;
  /** The version here that it was compared with. */
  readonly baseId: string | null;
}

/** Input of a decision about one difference or many. */
export const DecideInput = z
  .object({
    requestId: z.uuid(),
    ids: z
      .union([z.uuid(), z.array(z.uuid())])
      .optional()
      .transform((ids) => (ids === undefined ? [] : typeof ids === 'string' ? [ids] : ids))
      .refine((ids) => ids.length > 0, 'Xin đánh dấu ít nhất một thủ tục.')
      .refine((ids) => ids.length <= 500, 'Mỗi lần quyết định nhiều nhất 500 thủ tục.'),
    decision: z.enum(['accept', 'refuse', 'postpone'], 'Xin chọn nhận, không nhận hoặc để sau.'),
    /** Accept: first day in force. Postpone: the day on which it is shown again. */
    day: z.iso.date('Xin chọn ngày.').optional(),
    reason: z.string().trim().max(500, 'Lý do dài nhất 500 chữ.').default(''),
  })
  .refine((input) => input.decision === 'accept' || input.reason.length >= 5, {
    path: ['reason'],
    message: 'Xin ghi rõ lý do không nhận hoặc để sau (ít nhất 5 chữ).',
  })
  .refine((input) => input.decision !== 'postpone' || input.day !== undefined, {
    path: ['day'],
    message: 'Xin chọn ngày xem lại.',
  });
export type DecideInput = z.output<typeof DecideInput>;

/** Input of the settings. */
export const ListSettingsInput = z.object({ requestId: z.uuid() }).and(ListSource);
export type ListSettingsInput = z.output<typeof ListSettingsInput>;

/** From where the list is read. */
export interface ListSettings {
  readonly version: string;
  readonly source: ListSource;
  readonly changedAt: Temporal.Instant;
  readonly changedBy: string;
}

/** A code whose record could not be taken, and why. */
export const Unreadable = z.object({ code: z.string(), why: z.string() });
export type Unreadable = z.output<typeof Unreadable>;

/** One reading of the list. `short`: it lost so many procedures that a person has to say that it is right. */
export interface Fetch {
  readonly id: string;
  readonly source: 'portal' | 'public';
  readonly state: 'running' | 'done' | 'failed' | 'short';
  /** How many procedures the list has; null until it was read. */
  readonly listed: number | null;
  readonly left: number;
  readonly read: number;
  readonly unreadable: readonly Unreadable[];
  readonly found: number;
  readonly why: string | null;
  readonly askedBy: string;
  readonly begunAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
}
