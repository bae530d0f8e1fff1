import { z } from 'zod';

/** `reported`: the product was handed in and waits for the head; `closed`: accepted. */
export const TaskState = z.enum(['open', 'reported', 'closed', 'cancelled']);
export type TaskState = z.infer<typeof TaskState>;

/** Where a task comes from: given by a leader, opened by an unhappy rating, or by another part of the product. */
export const TaskSource = z.enum(['leader', 'rating', 'other']);
export type TaskSource = z.infer<typeof TaskSource>;

const Clear = (missing: string) => z.string({ error: missing }).trim().min(3, missing).max(2000);

const Day = z.iso.date({ error: 'Xin chọn ngày phải xong.' });
const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Giờ có dạng 17:00.')
  .default('17:00');

/**
 * A task with the six clears (rõ người, rõ việc, rõ thời gian, rõ trách nhiệm, rõ sản phẩm, rõ thẩm quyền). Without a
 * person it is the unit's, and its head names one.
 */
export const OpenTaskInput = z.object({
  unitId: z.uuid({ error: 'Xin chọn đơn vị thực hiện.' }),
  /** Rõ người. */
  accountId: z.uuid({ error: 'Xin chọn người thực hiện.' }).nullable().default(null),
  /** Rõ việc. */
  work: Clear('Xin ghi rõ việc phải làm.'),
  /** Rõ thời gian: local day and time of day. */
  dueDay: Day,
  dueTime: TimeOfDay,
  /** Rõ trách nhiệm: what the person answers for, and who works along. */
  responsibility: Clear('Xin ghi rõ trách nhiệm.'),
  /** Rõ sản phẩm. */
  product: Clear('Xin ghi rõ sản phẩm phải có.'),
  /** Rõ thẩm quyền: what the person may decide alone, and who decides the rest. */
  authority: Clear('Xin ghi rõ thẩm quyền.'),
  parentId: z.uuid().nullable().default(null),
  source: TaskSource.default('leader'),
  /** What opened it elsewhere; one task for each. */
  sourceRef: z.string().max(100).default(''),
});
export type OpenTaskInput = z.output<typeof OpenTaskInput>;

/** A task as stored. Instants; names as they were when it was given. */
export interface Task {
  readonly id: string;
  readonly centreId: string;
  /** "CV-2026-0012", for people. */
  readonly code: string;
  readonly parentId: string | null;
  readonly accountId: string | null;
  readonly unitId: string;
  readonly work: string;
  readonly due: Temporal.Instant;
  readonly responsibility: string;
  readonly product: string;
  readonly authority: string;
  /** Empty while the unit has named nobody. */
  readonly personName: string;
  readonly unitName: string;
  /** The head of the unit, who answers for it (Đ9 k.1); null where the unit has none. */
  readonly headId: string | null;
  readonly headName: string;
  readonly source: TaskSource;
  readonly state: TaskState;
  readonly result: string;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string | null;
  readonly openedByName: string;
  readonly reportedAt: Temporal.Instant | null;
  readonly endedAt: Temporal.Instant | null;
}

/** `left-by-absence`: the person went on leave or left, and the work is the unit's again until its head names another. */
export const TaskEventType = z.enum([
  'opened',
  'reported',
  'sent-back',
  'closed',
  'reassigned',
  'cancelled',
  'extended',
  'left-by-absence',
]);
export type TaskEventType = z.infer<typeof TaskEventType>;

/** One line of a task's history. */
export interface TaskEvent {
  readonly type: TaskEventType;
  readonly at: Temporal.Instant;
  readonly byName: string;
  readonly note: string;
}

const Note = (missing: string) => z.string({ error: missing }).trim().min(3, missing).max(2000);

/** What may be done with a task; each form posts one of them. */
export const TaskCommand = z.discriminatedUnion('type', [
  /** The person hands the product in. Files were uploaded to the task beforehand. */
  z.object({ type: z.literal('report'), note: Note('Xin ghi kết quả đã làm.') }),
  /** The head takes the product. */
  z.object({ type: z.literal('close'), note: z.string().trim().max(2000).default('') }),
  /** The head sends it back with what is missing. */
  z.object({ type: z.literal('send-back'), note: Note('Xin ghi điều còn thiếu.') }),
  z.object({
    type: z.literal('reassign'),
    accountId: z.uuid({ error: 'Xin chọn người thực hiện.' }),
    note: Note('Xin ghi lý do giao lại.'),
  }),
  /** Gia hạn, before the time has passed and by who gave the task or leads the centre. */
  z.object({
    type: z.literal('extend'),
    dueDay: Day,
    dueTime: TimeOfDay,
    note: Note('Xin ghi lý do gia hạn.'),
  }),
  z.object({ type: z.literal('cancel'), note: Note('Xin ghi lý do hủy.') }),
]);
export type TaskCommand = z.output<typeof TaskCommand>;
export type TaskCommandType = TaskCommand['type'];
