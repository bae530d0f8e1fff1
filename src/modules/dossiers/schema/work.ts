import { z } from 'zod';

/** Groups of "my work", in the order in which they are looked at. */
export const WORK_GROUPS = [
  'accept',
  'beside',
  'pass-on',
  'close',
  'late',
  'today',
  'sent-back',
  'soon',
  'idle',
  'later',
  'return',
  'draft',
  'waiting',
  'handed',
] as const;
export const WorkGroup = z.enum(WORK_GROUPS);
export type WorkGroup = z.infer<typeof WorkGroup>;

/** Working hours without any act after which work counts as idle, unless a filter says otherwise. */
export const IDLE_HOURS = 16;

/** What "my work" is narrowed to. What is left out does not narrow; anything unreadable counts as left out. */
export const WorkFilter = z.object({
  group: WorkGroup.nullable().default(null).catch(null),
  /** Field group of the catalogue. */
  field: z.string().trim().max(200).default('').catch(''),
  idleHours: z.coerce.number().int().min(1).max(400).default(IDLE_HOURS).catch(IDLE_HOURS),
});
export type WorkFilter = z.output<typeof WorkFilter>;

/** A filter that an officer keeps under a name. */
export interface KeptFilter {
  readonly id: string;
  readonly name: string;
  readonly filter: WorkFilter;
}

export const KeepFilterInput = z.object({
  name: z
    .string({ error: 'Xin đặt tên cho bộ lọc.' })
    .trim()
    .min(1, 'Xin đặt tên cho bộ lọc.')
    .max(60, 'Xin đặt tên ngắn hơn, nhiều nhất 60 chữ.'),
  filter: WorkFilter,
});
export type KeepFilterInput = z.output<typeof KeepFilterInput>;

/** Commands that may be given to many dossiers at once. */
export const BULK_COMMANDS = ['accept-hand-over', 'complete-step', 'hand-over', 'finish'] as const;
export const BulkCommand = z.enum(BULK_COMMANDS);
export type BulkCommand = z.infer<typeof BulkCommand>;

/** What became of one item of a bulk action. */
export interface ItemResult {
  readonly id: string;
  /** What people call it. */
  readonly label: string;
  readonly ok: boolean;
  /** Why not, or what was done. */
  readonly text: string;
}
