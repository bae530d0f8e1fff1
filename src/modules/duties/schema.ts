import { z } from 'zod';
import { ProcedureCode } from '#modules/procedures/schema.ts';
import { ROLES, type Role } from '#platform/actor.ts';

/** Main (phụ trách chính) or deputy (thay thế): Điều 12 khoản 2 NĐ 118/2025 asks for a substitute so that reception never stops. */
export const DutyRank = z.enum(['main', 'deputy']);
export type DutyRank = z.infer<typeof DutyRank>;

/** What a duty covers: one procedure, or every procedure of a field group (nhóm lĩnh vực). */
export const DutyScope = z.union([
  z.strictObject({ procedureCode: ProcedureCode }),
  z.strictObject({ fieldGroup: z.string().min(1) }),
]);
export type DutyScope = z.infer<typeof DutyScope>;

/** One line of the duty matrix (bảng phân công): who, in which role, for what, from when to when. */
export const Duty = z.strictObject({
  id: z.uuid(),
  accountId: z.uuid(),
  role: z.enum(ROLES),
  scope: DutyScope,
  rank: DutyRank,
  /** First and last day, both included; null: until further notice. */
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
});
export type Duty = z.infer<typeof Duty>;

/** A member of staff as the rule of assignment sees one. */
export interface StaffMember {
  readonly accountId: string;
  readonly name: string;
  readonly unitId: string;
  readonly roles: readonly Role[];
}

/** A span in which a person is away (nghỉ phép, ốm, đi công tác); the end instant is not included. */
export interface Leave {
  readonly accountId: string;
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
}

/** What is handed on when an absence begins: everything held, what falls due before the return, or nothing. */
export const HandOnExtent = z.enum(['all', 'due', 'none']);
export type HandOnExtent = z.infer<typeof HandOnExtent>;

/** What a step asks for. */
export interface AssigneeRequest {
  readonly centreId: string;
  readonly procedureCode: string;
  readonly fieldGroup: string;
  readonly unitId: string;
  readonly role: Role;
  readonly at: Temporal.Instant;
  /** Somebody who is to be left out, e.g. because they hand the work on. */
  readonly except?: string | undefined;
}

/**
 * Why this person: the main one; the deputy of a main one who is away, or where no main one is named; the only one of the
 * unit who holds the role and is there; or the head of the unit, who then assigns (Điều 19 khoản 1).
 */
export type AssignmentReason = 'main' | 'deputy-for' | 'deputy' | 'only-one' | 'unit-head';

export interface Assignee {
  readonly accountId: string;
  readonly name: string;
  readonly reason: AssignmentReason;
  /** In Vietnamese, for the screen and the history: "Phụ trách chính lĩnh vực Đất đai". */
  readonly why: string;
  /** The person's own unit where it is not the one asked for: somebody who signs by written authority. */
  readonly unit?: { readonly id: string; readonly name: string } | undefined;
}

/** Why somebody is away (Điều 12 khoản 2 NĐ 118/2025 names them). */
export const LeaveReason = z.enum([
  'annual',
  'sick',
  'maternity',
  'compensatory',
  'study',
  'travel',
  'other',
]);
export type LeaveReason = z.infer<typeof LeaveReason>;

/** Input of giving somebody a duty. Exactly one of field group and procedure. */
export const AssignDutyInput = z
  .object({
    requestId: z.uuid(),
    accountId: z.uuid('Xin chọn người được giao.'),
    role: z.enum(ROLES, 'Xin chọn vai trò.'),
    fieldGroup: z.string().trim().min(1).max(200).optional(),
    procedureCode: ProcedureCode.optional(),
    rank: DutyRank.default('main'),
    validFrom: z.iso.date('Xin chọn ngày bắt đầu.'),
    validTo: z.iso.date('Ngày thôi giao chưa đúng.').optional(),
  })
  .refine((input) => (input.fieldGroup === undefined) !== (input.procedureCode === undefined), {
    path: ['fieldGroup'],
    message: 'Xin chọn một lĩnh vực, hoặc ghi mã của một thủ tục (ví dụ 2.000884), không cả hai.',
  })
  .refine((input) => input.validTo === undefined || input.validTo >= input.validFrom, {
    path: ['validTo'],
    message: 'Ngày thôi giao phải từ ngày bắt đầu trở đi.',
  });
export type AssignDutyInput = z.output<typeof AssignDutyInput>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Giờ có dạng 07:30.');

/** Input of recording an absence: local days and times of day in Viet Nam. */
export const RecordLeaveInput = z
  .object({
    requestId: z.uuid(),
    accountId: z.uuid('Xin chọn người vắng mặt.'),
    fromDay: z.iso.date('Xin chọn ngày bắt đầu vắng.'),
    fromTime: TimeOfDay.default('00:00'),
    toDay: z.iso.date('Xin chọn ngày có mặt lại.'),
    toTime: TimeOfDay.default('07:00'),
    reason: LeaveReason.default('other'),
    handOn: HandOnExtent.default('all'),
    note: z.string().trim().max(500, 'Ghi chú dài nhất 500 ký tự.').default(''),
  })
  .refine((input) => `${input.toDay}T${input.toTime}` > `${input.fromDay}T${input.fromTime}`, {
    path: ['toDay'],
    message: 'Lúc có mặt lại phải sau lúc bắt đầu vắng.',
  });
export type RecordLeaveInput = z.output<typeof RecordLeaveInput>;
