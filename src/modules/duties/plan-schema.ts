import { z } from 'zod';
import { ROLES } from '#platform/actor.ts';
import { DutyScope } from './schema.ts';

/** Somebody in a cell of a plan, see {@link PlanCell}. */
const PlannedPerson = z.strictObject({
  accountId: z.uuid(),
  validTo: z.iso.date().nullable(),
  counterId: z.uuid().nullable(),
});

/** What a plan says of one field or procedure in one role, as it is kept. */
export const StoredCell = z.strictObject({
  scope: DutyScope,
  role: z.enum(ROLES),
  mains: z.array(PlannedPerson).max(4),
  deputies: z.array(PlannedPerson).max(4),
});
export type StoredCell = z.output<typeof StoredCell>;

/** A finding that was accepted when a plan was saved, with the reason. */
export const AcceptedFinding = z.strictObject({
  key: z.string(),
  words: z.string(),
  reason: z.string(),
});
export type AcceptedFinding = z.output<typeof AcceptedFinding>;

/** A version of the duty matrix (bảng phân công): drafted, checked, saved as a whole. */
export interface DutyPlan {
  readonly id: string;
  /** Running number in the centre. */
  readonly no: number;
  readonly state: 'draft' | 'saved' | 'dropped';
  readonly validFrom: string;
  readonly decisionNo: string;
  readonly note: string;
  readonly cells: readonly StoredCell[];
  readonly accepted: readonly AcceptedFinding[];
  readonly createdBy: string | null;
  readonly changedAt: Temporal.Instant;
  readonly savedAt: Temporal.Instant | null;
  readonly savedBy: string | null;
}

/** Input of beginning a draft, or of changing its head. */
export const PlanHeadInput = z.object({
  validFrom: z.iso.date('Xin chọn ngày bắt đầu áp dụng.'),
  decisionNo: z.string().trim().max(60, 'Số quyết định dài nhất 60 ký tự.').default(''),
  note: z.string().trim().max(500, 'Ghi chú dài nhất 500 ký tự.').default(''),
});
export type PlanHeadInput = z.output<typeof PlanHeadInput>;

/** One row of the grid as typed: people by id, empty for nobody. */
const PlanRow = z.object({
  key: z.string().min(3).max(220),
  main: z.uuid().optional(),
  main2: z.uuid().optional(),
  deputy: z.uuid().optional(),
  deputy2: z.uuid().optional(),
  to: z.iso.date('Ngày thôi giao chưa đúng.').optional(),
  counter: z.uuid().optional(),
});
export type PlanRow = z.output<typeof PlanRow>;

/** Input of writing the rows of one role into the draft. `addProcedure` opens a row of its own for one procedure. */
export const WritePlanInput = z.object({
  role: z.enum(ROLES),
  rows: z.array(PlanRow).max(999).default([]),
  addProcedure: z
    .string()
    .trim()
    .regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 2.000884.')
    .optional(),
});
export type WritePlanInput = z.output<typeof WritePlanInput>;

/** Input of saving the draft: reasons by the number of the finding on the page, or one for all. */
export const SavePlanInput = z.object({
  reasons: z
    .array(z.object({ key: z.string().max(300), reason: z.string().trim().max(500).optional() }))
    .max(999)
    .default([]),
  reasonForAll: z.string().trim().max(500, 'Lý do dài nhất 500 ký tự.').default(''),
});
export type SavePlanInput = z.output<typeof SavePlanInput>;

/** Input of naming somebody who has no account yet. */
export const NamePersonInput = z.object({
  requestId: z.uuid(),
  name: z.string('Xin nhập họ và tên.').trim().min(1, 'Xin nhập họ và tên.').max(120),
  position: z.string().trim().max(120).default(''),
  unitId: z.uuid('Xin chọn nơi làm việc.'),
});
export type NamePersonInput = z.output<typeof NamePersonInput>;

/** Input of joining somebody who was only named with their account. */
export const LinkPersonInput = z.object({ accountId: z.uuid('Xin chọn tài khoản.') });
export type LinkPersonInput = z.output<typeof LinkPersonInput>;

/** Input of somebody leaving for good. */
export const DepartInput = z.object({
  requestId: z.uuid(),
  accountId: z.uuid('Xin chọn người thôi công việc.'),
  reason: z
    .string('Xin ghi lý do, ví dụ: chuyển công tác.')
    .trim()
    .min(3, 'Xin ghi lý do, ví dụ: chuyển công tác.')
    .max(300, 'Lý do dài nhất 300 ký tự.'),
});
export type DepartInput = z.output<typeof DepartInput>;

/** Somebody named in the matrix who has no account. */
export interface NamedPerson {
  readonly id: string;
  readonly name: string;
  readonly position: string;
  readonly unitId: string;
}
