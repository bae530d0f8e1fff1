import { z } from 'zod';

/** Levels of the tree: tỉnh, xã, trung tâm, phòng chuyên môn. */
export type AgencyKind = 'province' | 'commune' | 'centre' | 'unit';

/** An agency (cơ quan) or part of one. Public facts. */
export interface Agency {
  readonly id: string;
  /** The centre that keeps the row; null for a province. */
  readonly centreId: string | null;
  readonly parentId: string | null;
  readonly kind: AgencyKind;
  /** Short name in addresses and files: `hoa-loc`, `phong-kinh-te`. Unique among siblings. */
  readonly code: string;
  readonly name: string;
  /** How lists call it: "Phòng Kinh tế". */
  readonly shortName: string;
  /** Electronic identity code (mã định danh), e.g. H56.14; first part of dossier numbers that this agency decides. */
  readonly identityCode: string | null;
  readonly address: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly hosts: readonly string[];
  readonly active: boolean;
}

/** A counter (quầy) of the hall. */
export interface Counter {
  readonly id: string;
  readonly centreId: string;
  readonly number: number;
  readonly name: string;
  /** Kept for the elderly, pregnant women and disabled people (NĐ 118/2025 Điều 13 khoản 2b). */
  readonly priority: boolean;
  readonly active: boolean;
}

/** A centre with the agencies above it. */
export interface CentrePath {
  readonly centre: Agency;
  readonly commune: Agency;
  readonly province: Agency;
}

const Code = z
  .string()
  .trim()
  .toLowerCase()
  .regex(
    /^[a-z0-9]+(-[a-z0-9]+)*$/,
    'Mã chỉ gồm chữ thường không dấu, số và dấu gạch nối, ví dụ phong-kinh-te.',
  )
  .max(60, 'Mã dài nhất 60 ký tự.');
const Name = z.string('Xin nhập tên.').trim().min(1, 'Xin nhập tên.').max(200, 'Tên dài nhất 200 ký tự.');
const ShortName = z
  .string('Xin nhập tên ngắn.')
  .trim()
  .min(1, 'Xin nhập tên ngắn.')
  .max(60, 'Tên ngắn dài nhất 60 ký tự.');

/** Electronic identity code of an agency (QĐ 20/2020/QĐ-TTg): letter and two digits, lower levels after dots. */
export const IdentityCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(
    /^[A-Z][0-9]{2}(\.[0-9]{1,3})*$/,
    'Mã định danh có dạng H56.14: một chữ cái, hai số, rồi các số sau dấu chấm.',
  );

/** Telephone as printed: digits, spaces, dots, a leading plus. */
const Phone = z
  .string()
  .trim()
  .regex(/^\+?[0-9][0-9 .]{7,18}$/, 'Số điện thoại chỉ gồm chữ số, ví dụ 0237 3123 456.');

/** Input of adding or changing a unit (phòng chuyên môn). */
export const UnitInput = z.object({
  id: z.uuid().optional(),
  code: Code,
  name: Name,
  shortName: ShortName,
  identityCode: IdentityCode.optional(),
  phone: Phone.optional(),
  active: z.boolean().default(true),
});
export type UnitInput = z.output<typeof UnitInput>;

/** Input of adding or changing a counter. */
export const CounterInput = z.object({
  id: z.uuid().optional(),
  number: z.coerce
    .number('Xin nhập số quầy.')
    .int('Số quầy là số nguyên.')
    .min(1, 'Số quầy từ 1 đến 99.')
    .max(99, 'Số quầy từ 1 đến 99.'),
  name: Name,
  priority: z.boolean().default(false),
  active: z.boolean().default(true),
});
export type CounterInput = z.output<typeof CounterInput>;

/** Input of changing what the public is told about the centre. */
export const CentreInput = z.object({
  name: Name,
  shortName: ShortName,
  identityCode: IdentityCode.optional(),
  address: z.string().trim().max(300).optional(),
  phone: Phone.optional(),
  email: z.email('Địa chỉ thư điện tử có dạng ten@coquan.gov.vn.').optional(),
});
export type CentreInput = z.output<typeof CentreInput>;

/** The specialised units that communes have since July 2025; their codes are the ones that the starter processes name. */
const USUAL_UNITS: readonly z.input<typeof UnitInput>[] = [
  {
    code: 'van-phong',
    name: 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã',
    shortName: 'Văn phòng HĐND và UBND',
  },
  { code: 'phong-kinh-te', name: 'Phòng Kinh tế', shortName: 'Phòng Kinh tế' },
  { code: 'phong-van-hoa-xa-hoi', name: 'Phòng Văn hóa - Xã hội', shortName: 'Phòng Văn hóa - Xã hội' },
];

/** Counters of a hall whose set-up does not say: the most frequent number in the communes that were looked at. */
const USUAL_COUNTERS = 5;

/** Counters 1 to `count` of a hall that has not named them yet. */
export function usualCounters(count: number): CommuneSetup['counters'] {
  return Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    name: `Quầy ${index + 1}`,
    priority: false,
    active: true,
  }));
}

/** Everything needed to set up one commune with its centre. Made once; later changes go through the commands above. */
export const CommuneSetup = z.object({
  province: z.object({ code: Code, name: Name, shortName: ShortName, identityCode: IdentityCode }),
  commune: z.object({
    code: Code,
    name: Name,
    shortName: ShortName,
    identityCode: IdentityCode,
    address: z.string().trim().max(300).optional(),
    phone: Phone.optional(),
  }),
  centre: z.object({
    code: Code,
    name: Name,
    shortName: ShortName,
    identityCode: IdentityCode.optional(),
    address: z.string().trim().max(300).optional(),
    phone: Phone.optional(),
    email: z.email().optional(),
    hosts: z.array(z.string().trim().toLowerCase().min(1)).default([]),
  }),
  units: z.array(UnitInput.omit({ id: true })).prefault([...USUAL_UNITS]),
  counters: z.array(CounterInput.omit({ id: true })).default(() => usualCounters(USUAL_COUNTERS)),
});
export type CommuneSetup = z.output<typeof CommuneSetup>;
