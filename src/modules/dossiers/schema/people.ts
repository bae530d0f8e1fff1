import { z } from 'zod';
import { Day, Line } from './moment.ts';

/** Digits of a personal identity number (12), an old ID card (9), or a passport, tax or organisation code. */
const IdNumber = z
  .string()
  .trim()
  .regex(/^[0-9A-Z.-]{6,20}$/i, 'Số giấy tờ gồm 6 đến 20 chữ số hoặc chữ cái, không có dấu cách.');

const Phone = z
  .string()
  .trim()
  .transform((text) => text.replace(/[\s.-]/g, ''))
  .pipe(z.string().regex(/^(0|\+84)[0-9]{8,10}$/, 'Số điện thoại gồm 10 chữ số, bắt đầu bằng 0.'));

/** A person or organisation in a dossier. `idNumber` is số định danh cá nhân or the organisation's code. */
export const Person = z.object({
  kind: z.enum(['citizen', 'organisation']).default('citizen'),
  name: Line,
  idKind: z.enum(['personal-id', 'old-id', 'passport', 'organisation', 'other']).nullable().default(null),
  idNumber: IdNumber.nullable().default(null),
  birthDate: Day.nullable().default(null),
  sex: z.enum(['male', 'female', 'other']).nullable().default(null),
  address: z.string().trim().max(500).default(''),
  phone: Phone.nullable().default(null),
  email: z.email().nullable().default(null),
});
export type Person = z.output<typeof Person>;

/** The paper by which the submitter may act for the applicant (giấy ủy quyền). */
export const Authorisation = z.object({
  document: Line,
  number: z.string().trim().max(100).default(''),
  date: Day.nullable().default(null),
  /** Last day on which it is valid, where it says one. */
  validUntil: Day.nullable().default(null),
});
export type Authorisation = z.output<typeof Authorisation>;

/**
 * Who hands in (người nộp). `self`: the applicant; `authorised` needs the authorisation paper;
 * `relative`, `guardian` and `post` are named without one.
 */
export const Submitter = z.discriminatedUnion('as', [
  z.object({ as: z.literal('self') }),
  z.object({ as: z.literal('authorised'), person: Person, authorisation: Authorisation }),
  z.object({ as: z.literal('relative'), person: Person, relation: Line }),
  z.object({ as: z.literal('guardian'), person: Person, relation: Line }),
  z.object({ as: z.literal('post'), person: Person }),
]);
export type Submitter = z.output<typeof Submitter>;

/** Where news of the dossier goes. */
export const Contact = z.object({
  phone: Phone.nullable().default(null),
  email: z.email().nullable().default(null),
  /** Preferred channels in order; empty means none was asked for. */
  by: z
    .array(z.enum(['sms', 'zalo', 'email', 'phone']))
    .max(4)
    .default([]),
});
export type Contact = z.output<typeof Contact>;

/** The three people of a dossier: applicant (người yêu cầu), submitter (người nộp), contact. */
export const Parties = z.object({
  applicant: Person,
  submitter: Submitter.default({ as: 'self' }),
  contact: Contact.default({ phone: null, email: null, by: [] }),
});
export type Parties = z.output<typeof Parties>;

/** An agency as it was named when the dossier passed it. */
export const AgencyRef = z.object({
  id: z.uuid(),
  name: z.string(),
  code: z.string().nullable().default(null),
});
export type AgencyRef = z.output<typeof AgencyRef>;

/** Who did something: staff by account, or the product itself. Kept with its name of that day. */
export const By = z.object({
  kind: z.enum(['staff', 'system', 'public', 'device']),
  accountId: z.uuid().nullable(),
  name: z.string(),
  position: z.string().default(''),
  unitId: z.uuid().nullable(),
});
export type By = z.output<typeof By>;
