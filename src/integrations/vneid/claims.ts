/**
 * Who a citizen is by VNeID or the National Portal's sign-on. Two generations of claims are read: the long one of the portal's own
 * accounts, and the short one since accounts moved to VNeID (2024), which has neither e-mail nor phone.
 */

import { z } from 'zod';

/** What is kept of the claims; the rest of them is never stored. */
export const CitizenClaims = z.object({
  /** Loại tài khoản: `1` individual, `2` business, `3` organisation. */
  kind: z.enum(['person', 'business', 'organisation']),
  /** Họ và tên, or the business's name. */
  name: z.string(),
  /** Số định danh cá nhân (12 digits) or the old number of 9; null where none came, and for organisations. */
  idNumber: z.string().nullable(),
  /** Mã số thuế, or mã số doanh nghiệp. */
  taxCode: z.string().nullable(),
  /** TechID: the portal's key of the account. */
  techId: z.string().nullable(),
  /** ISO day; null where it did not come or is none. */
  birthDate: z.string().nullable(),
  /** Level of assurance (IAL, else loAs); 0 where none is stated. */
  assurance: z.number(),
});
export type CitizenClaims = z.output<typeof CitizenClaims>;

function text(value: unknown): string {
  return typeof value === 'string'
    ? value.normalize('NFC').trim()
    : typeof value === 'number'
      ? `${value}`
      : '';
}

function first(claims: Readonly<Record<string, unknown>>, ...names: readonly string[]): string {
  return names.map((name) => text(claims[name])).find((value) => value !== '') ?? '';
}

const KINDS: Readonly<Record<string, CitizenClaims['kind']>> = {
  '1': 'person',
  '2': 'business',
  '3': 'organisation',
};

function idNumberOf(value: string): string | null {
  return /^([0-9]{12}|[0-9]{9})$/.test(value) ? value : null;
}

/** `yyyyMMdd`, `yyyy-MM-dd` or `dd/MM/yyyy` as an ISO day. */
function dayOf(value: string): string | null {
  const plain = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(value);
  const spoken = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(value);
  const [year, month, day] = plain
    ? [plain[1], plain[2], plain[3]]
    : spoken
      ? [spoken[3], spoken[2], spoken[1]]
      : [];
  const iso = `${year}-${month}-${day}`;
  try {
    return Temporal.PlainDate.from(iso, { overflow: 'reject' }).toString();
  } catch {
    return null;
  }
}

/** "IAL2", "LoA2", "2" → 2; anything else says nothing. */
function levelOf(value: string): number {
  return Number(/^(?:[a-z]*\s*)?([0-3])$/i.exec(value)?.[1] ?? 0);
}

/** Whether the claims do not yet say who it is, so that the user info has to be asked. */
export function needsUserInfo(claims: Readonly<Record<string, unknown>>): boolean {
  const { kind, idNumber, taxCode, techId, assurance } = readCitizen(claims);
  const key = { person: idNumber, business: taxCode, organisation: techId }[kind];
  return key === null || assurance === 0;
}

/**
 * Reads the claims of a citizen's account, leniently: what is missing is null. An account without a kind counts as an individual's
 * when it has a personal number, else as an organisation's, which is matched with nothing.
 */
export function readCitizen(claims: Readonly<Record<string, unknown>>): CitizenClaims {
  const personal = idNumberOf(first(claims, 'SoDinhDanh')) ?? idNumberOf(first(claims, 'SoCMND'));
  const kind = KINDS[first(claims, 'LoaiTaiKhoan')] ?? (personal === null ? 'organisation' : 'person');
  const taxCode = first(claims, 'MaSoThue', 'MaSoDoanhNghiep');
  return {
    kind,
    name:
      kind === 'person'
        ? first(claims, 'HoVaTen', 'name')
        : first(claims, 'TenDoanhNghiep', 'HoVaTen', 'name'),
    // A business's representative is not the business: their own number opens nothing here.
    idNumber: kind === 'person' ? personal : null,
    taxCode: kind === 'business' && /^[0-9]{10}(-?[0-9]{3})?$/.test(taxCode) ? taxCode : null,
    techId: first(claims, 'TechID') || null,
    birthDate: kind === 'person' ? dayOf(first(claims, 'NgayThangNamSinh', 'birthdate')) : null,
    assurance: levelOf(first(claims, 'IAL', 'loAs')),
  };
}
