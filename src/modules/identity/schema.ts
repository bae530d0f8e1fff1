import { z } from 'zod';
import { ROLES, type Role } from '#platform/actor.ts';

/** An account (tài khoản) of one member of staff, without its secrets. */
export interface Account {
  readonly id: string;
  readonly centreId: string;
  /** The unit, or the centre itself, where the person works. */
  readonly unitId: string;
  readonly username: string;
  readonly displayName: string;
  /** Post as printed on papers, e.g. "Chuyên viên". */
  readonly position: string;
  readonly phone: string | null;
  readonly roles: readonly Role[];
  readonly active: boolean;
  readonly lockedUntil: Temporal.Instant | null;
  readonly hasTotp: boolean;
  readonly mustChangePassword: boolean;
}

/** What sign-in needs besides; never leaves the module. */
export interface AccountSecrets extends Account {
  readonly passwordHash: string | null;
  readonly failedAttempts: number;
  readonly totpSecret: Uint8Array | null;
  readonly totpLastStep: number | null;
}

/** What a session still lacks before it counts. */
export type SessionStage = 'second-factor' | 'new-password' | 'full';

/** A signed-in browser, as its owner sees it. */
export interface Session {
  readonly id: string;
  readonly accountId: string;
  readonly stage: SessionStage;
  readonly createdAt: Temporal.Instant;
  readonly lastSeenAt: Temporal.Instant;
  readonly expiresAt: Temporal.Instant;
  readonly userAgent: string;
  readonly ip: string;
}

/** An enrolled kiosk or board, for the list. */
export interface DeviceRow {
  readonly id: string;
  readonly purpose: string;
  readonly name: string;
  readonly createdAt: Temporal.Instant;
}

/** How an attempt to sign in ended. */
export type SignInOutcome =
  | 'success'
  | 'unknown-name'
  | 'wrong-password'
  | 'wrong-code'
  | 'locked'
  | 'inactive'
  | 'rate-limited';

/** Where a request comes from, as far as sign-in cares. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string;
}

/** Sign-in name: lower case letters without diacritics, digits, dot, hyphen; 2 to 40 characters. */
export const Username = z
  .string('Xin nhập tên đăng nhập.')
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,38}[a-z0-9]$/,
    'Tên đăng nhập gồm 2 đến 40 ký tự: chữ thường không dấu, số, dấu chấm, gạch nối.',
  );

/** A password as typed, in NFC. What makes it good is a rule, see `rules/password.ts`. */
export const Password = z
  .string('Xin nhập mật khẩu.')
  .min(1, 'Xin nhập mật khẩu.')
  .max(200, 'Mật khẩu dài nhất 200 ký tự.')
  .transform((text) => text.normalize('NFC'));

/** Input of the sign-in form and of POST /api/v1/session. */
export const SignInInput = z.object({
  username: z.string('Xin nhập tên đăng nhập.').trim().min(1, 'Xin nhập tên đăng nhập.').max(200),
  password: Password,
});
export type SignInInput = z.output<typeof SignInInput>;

/** Six digits from the authenticator app, or a recovery code. Spaces and hyphens do not matter. */
export const SecondFactorInput = z.object({
  code: z
    .string('Xin nhập mã xác thực.')
    .transform((text) => text.replace(/[\s-]/g, '').toUpperCase())
    .pipe(z.string().regex(/^([0-9]{6}|[A-Z2-7]{16})$/, 'Mã xác thực có 6 chữ số; mã dự phòng có 16 ký tự.')),
});
export type SecondFactorInput = z.output<typeof SecondFactorInput>;

/** Input of changing the own password. */
export const ChangePasswordInput = z
  .object({
    current: Password.optional(),
    password: Password,
    repeat: Password,
  })
  .refine((input) => input.password === input.repeat, {
    path: ['repeat'],
    message: 'Hai lần nhập mật khẩu mới không giống nhau. Xin nhập lại.',
  });
export type ChangePasswordInput = z.output<typeof ChangePasswordInput>;

const DisplayName = z.string('Xin nhập họ và tên.').trim().min(1, 'Xin nhập họ và tên.').max(120);

/** At least one role; without any, an account could do nothing. */
const RoleList = z
  .array(z.enum(ROLES))
  .min(1, 'Xin chọn ít nhất một vai trò.')
  .transform((roles) => [...new Set(roles)]);

/** A form with one ticked box sends text, with several an array. */
const RoleChoice = z.preprocess((value) => (typeof value === 'string' ? [value] : (value ?? [])), RoleList);

const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 .]{7,18}$/, 'Số điện thoại chỉ gồm chữ số, ví dụ 0912 345 678.');

/** Input of creating an account. */
export const CreateAccountInput = z.object({
  requestId: z.uuid(),
  username: Username,
  displayName: DisplayName,
  position: z.string().trim().max(120).default(''),
  phone: Phone.optional(),
  unitId: z.uuid('Xin chọn nơi làm việc.'),
  roles: RoleChoice,
});
export type CreateAccountInput = z.output<typeof CreateAccountInput>;

/** Input of changing who a person is and what they may do. */
export const ChangeAccountInput = z.object({
  id: z.uuid(),
  displayName: DisplayName,
  position: z.string().trim().max(120).default(''),
  phone: Phone.optional(),
  unitId: z.uuid('Xin chọn nơi làm việc.'),
  roles: RoleChoice,
});
export type ChangeAccountInput = z.output<typeof ChangeAccountInput>;
