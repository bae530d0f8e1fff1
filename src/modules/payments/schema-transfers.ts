import { z } from 'zod';
import { NOTICE_PROVIDERS, type NoticeProvider } from '#integrations/bank-notices/port.ts';
import { keysOf } from '#platform/lists.ts';
import type { Mismatch } from './rules/transfers.ts';

/** Banks where a commune may keep an account, by their NAPAS number. */
export const BANKS = {
  '970405': 'Agribank',
  '970415': 'VietinBank',
  '970418': 'BIDV',
  '970436': 'Vietcombank',
  '970422': 'MB',
  '970407': 'Techcombank',
  '970432': 'VPBank',
  '970423': 'TPBank',
  '970416': 'ACB',
  '970403': 'Sacombank',
  '970437': 'HDBank',
  '970443': 'SHB',
  '970441': 'VIB',
  '970426': 'MSB',
  '970449': 'LPBank',
  '970431': 'Eximbank',
  '970440': 'SeABank',
  '970448': 'OCB',
  '970452': 'KienlongBank',
  '970425': 'ABBANK',
  '970428': 'Nam A Bank',
  '970427': 'VietABank',
  '970409': 'BacABank',
  '970446': 'Co-opBank',
} as const satisfies Readonly<Record<string, string>>;

const BANK_BINS = keysOf(BANKS);

/** Input of naming the account that receives fees. */
export const AccountInput = z
  .strictObject({
    requestId: z.uuid(),
    bankBin: z.enum(BANK_BINS, 'Xin chọn ngân hàng.'),
    accountNo: z
      .string('Xin nhập số tài khoản.')
      .transform((text) => text.replace(/[\s.]/g, ''))
      .pipe(
        z.string().regex(/^[0-9A-Za-z]{5,19}$/, 'Số tài khoản gồm 5 đến 19 chữ số hoặc chữ cái không dấu.'),
      ),
    holder: z
      .string('Xin nhập tên chủ tài khoản.')
      .trim()
      .min(3, 'Xin nhập tên chủ tài khoản.')
      .max(120, 'Tên chủ tài khoản dài nhất 120 ký tự.'),
    provider: z.enum(NOTICE_PROVIDERS, 'Xin chọn dịch vụ báo có trong danh sách.').optional(),
    secret: z.string().trim().max(300, 'Khóa bí mật dài nhất 300 ký tự.').optional(),
  })
  .refine((input) => input.provider === undefined || (input.secret ?? '').length >= 8, {
    path: ['secret'],
    message:
      'Xin nhập khóa bí mật (từ 8 ký tự) mà dịch vụ báo có đã cấp; không có khóa thì không biết tin báo là thật.',
  });
export type AccountInput = z.output<typeof AccountInput>;

/** The account that receives fees by transfer. The secret never leaves the server. */
export interface ReceivingAccount {
  readonly id: string;
  readonly bankBin: string;
  readonly bankName: string;
  readonly accountNo: string;
  readonly holder: string;
  readonly provider: NoticeProvider | null;
  readonly openedAt: Temporal.Instant;
  readonly openedBy: string;
}

/** A request to pay one dossier's fees by transfer. */
export interface PaymentOrder {
  readonly id: string;
  readonly dossierId: string;
  readonly dossierNumber: string;
  readonly code: string;
  /** Unguessable part of the payer's address. */
  readonly token: string;
  readonly amountVnd: number;
  readonly state: 'open' | 'paid' | 'closed';
  readonly openedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  readonly account: Pick<ReceivingAccount, 'bankBin' | 'bankName' | 'accountNo' | 'holder'>;
}

/** How a person settled money that fitted no request: it paid a fee after all, went back, or was never ours. */
export const SettledAs = z.enum(['paid', 'returned', 'not-ours'], 'Xin chọn cách xử lý khoản tiền.');
export type SettledAs = z.infer<typeof SettledAs>;

/** Money that came in, and what became of it. */
export interface StoredNotice {
  readonly id: string;
  readonly provider: NoticeProvider | 'statement' | 'platform';
  readonly externalId: string;
  readonly accountNo: string;
  readonly amountVnd: number;
  readonly content: string;
  readonly bookedAt: string;
  readonly receivedAt: Temporal.Instant;
  readonly state: 'new' | 'matched' | 'unmatched' | 'settled';
  readonly why: Mismatch | null;
  readonly orderId: string | null;
  readonly settledAs: SettledAs | null;
  readonly settledNote: string | null;
}

/** Input of settling money by hand. */
export const SettleInput = z
  .strictObject({
    requestId: z.uuid(),
    as: SettledAs,
    dossierNumber: z.string().trim().max(60).optional(),
    note: z.string('Xin ghi rõ đã làm gì.').trim().min(5, 'Xin ghi rõ đã làm gì (ít nhất 5 chữ).').max(500),
  })
  .refine((input) => input.as !== 'paid' || input.dossierNumber !== undefined, {
    path: ['dossierNumber'],
    message: 'Xin nhập mã hồ sơ mà khoản tiền này nộp cho.',
  });
export type SettleInput = z.output<typeof SettleInput>;

/** Input of writing down money from the statement of the bank, where no service tells of it. */
export const StatementInput = z.strictObject({
  requestId: z.uuid(),
  externalId: z
    .string('Xin nhập số giao dịch trên sao kê.')
    .trim()
    .min(1, 'Xin nhập số giao dịch trên sao kê.')
    .max(100),
  amountVnd: z
    .string('Xin nhập số tiền.')
    .transform((text) => text.replace(/[\s.]/g, ''))
    .pipe(z.string().regex(/^[1-9]\d{0,12}$/, 'Số tiền là số nguyên đồng, ví dụ 8.000.'))
    .transform(Number),
  content: z
    .string('Xin nhập nội dung chuyển khoản.')
    .trim()
    .min(1, 'Xin nhập nội dung chuyển khoản.')
    .max(500),
});
export type StatementInput = z.output<typeof StatementInput>;

/** Every way money can be told of. */
export const NoticeSource = z.enum([...NOTICE_PROVIDERS, 'statement', 'platform']);
