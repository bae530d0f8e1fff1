import { z } from 'zod';
import { ProcedureCode } from '#modules/procedures/schema.ts';
import type { DutyScope } from './schema.ts';

/**
 * Written authority to sign (ủy quyền, giao thực hiện chứng thực: NĐ 23/2015 as amended by NĐ 280/2025 from 1/11/2025):
 * by it somebody who is no leader of the commune signs results of one field or procedure.
 */
export interface SigningAuthority {
  readonly id: string;
  readonly accountId: string;
  readonly scope: DutyScope;
  /** Number and day of the decision, and who gave it. */
  readonly decisionNo: string;
  readonly decisionDay: string;
  readonly grantedBy: string;
  /** First and last day, both included; null: until further notice. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly endedReason: string;
}

/** Input of giving somebody authority to sign. Exactly one of field group and procedure. */
export const GiveAuthorityInput = z
  .object({
    requestId: z.uuid(),
    accountId: z.uuid('Xin chọn người được ủy quyền ký.'),
    fieldGroup: z.string().trim().min(1).max(200).optional(),
    procedureCode: ProcedureCode.optional(),
    decisionNo: z
      .string('Xin ghi số quyết định ủy quyền.')
      .trim()
      .min(1, 'Xin ghi số quyết định ủy quyền.')
      .max(60, 'Số quyết định dài nhất 60 ký tự.'),
    decisionDay: z.iso.date('Xin chọn ngày ký quyết định.'),
    grantedBy: z
      .string('Xin ghi người ký quyết định.')
      .trim()
      .min(1, 'Xin ghi người ký quyết định.')
      .max(200, 'Tên dài nhất 200 ký tự.'),
    validFrom: z.iso.date('Xin chọn ngày bắt đầu được ký.'),
    validTo: z.iso.date('Ngày hết hạn chưa đúng.').optional(),
  })
  .refine((input) => (input.fieldGroup === undefined) !== (input.procedureCode === undefined), {
    path: ['fieldGroup'],
    message: 'Xin chọn một lĩnh vực, hoặc ghi mã của một thủ tục, không cả hai.',
  })
  .refine((input) => input.validFrom >= input.decisionDay, {
    path: ['validFrom'],
    message: 'Ngày bắt đầu được ký không thể trước ngày ký quyết định.',
  })
  .refine((input) => input.validTo === undefined || input.validTo >= input.validFrom, {
    path: ['validTo'],
    message: 'Ngày hết hạn phải từ ngày bắt đầu trở đi.',
  });
export type GiveAuthorityInput = z.output<typeof GiveAuthorityInput>;

/** Input of ending an authority before its time. */
export const EndAuthorityInput = z.object({
  reason: z
    .string('Xin ghi lý do thôi ủy quyền.')
    .trim()
    .min(3, 'Xin ghi lý do thôi ủy quyền.')
    .max(500, 'Lý do dài nhất 500 ký tự.'),
});
export type EndAuthorityInput = z.output<typeof EndAuthorityInput>;
