/**
 * A form (biểu mẫu điện tử) as data: what is asked, in what order, when a question is left out, what an answer must
 * be, and how the official paper (tờ khai) reads. The same rules read it in the browser and on the server.
 *
 * A published version never changes; preparations and dossiers keep the version they were filled in with.
 */
import { z } from 'zod';
import { ProcedureCode } from '#modules/procedures/schema.ts';

/** Name of a page, field or form inside its file: small letters without marks, digits, dashes. */
export const FormKey = z
  .string()
  .max(40, 'Tên dài nhất 40 ký tự')
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Tên chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối');

const Words = z.string().trim().min(1, 'Không để trống').max(300, 'Dài nhất 300 ký tự');
const LongWords = z.string().trim().min(1, 'Không để trống').max(2000, 'Dài nhất 2.000 ký tự');

/**
 * One thing that a condition asks of an earlier answer. `is`: one of the values (of a choice, `yes`/`no`, or one that is
 * among several choices); `answered`: anything or nothing was said; numbers and ages in whole years compare.
 */
export const Clause = z.union([
  z.strictObject({ field: FormKey, is: z.array(Words).min(1).max(20) }),
  z.strictObject({ field: FormKey, isNot: z.array(Words).min(1).max(20) }),
  z.strictObject({ field: FormKey, answered: z.boolean() }),
  z.strictObject({ field: FormKey, atLeast: z.number() }),
  z.strictObject({ field: FormKey, atMost: z.number() }),
  z.strictObject({ field: FormKey, ageFrom: z.int().min(0).max(150) }),
  z.strictObject({ field: FormKey, ageBelow: z.int().min(0).max(150) }),
]);
export type Clause = z.infer<typeof Clause>;

/** When a page or field is asked: all of the clauses hold, or any one. They name fields of earlier pages only. */
export const Condition = z.strictObject({
  join: z.enum(['all', 'any']).default('all'),
  clauses: z.array(Clause).min(1).max(8),
});
export type Condition = z.infer<typeof Condition>;

const message = Words.optional();

/**
 * What an answer must be beyond its kind. `message` replaces the usual words. Days compare as far as both are known; an
 * unknown day or month breaks no rule. `field` names an earlier field, or one before on the same page.
 */
export const Check = z.discriminatedUnion('rule', [
  /** One of the shapes: `#` a digit, `@` a letter, `*` either; other signs stand for themselves. */
  z.strictObject({
    rule: z.literal('shape'),
    shapes: z.array(z.string().min(1).max(60)).min(1).max(10),
    message,
  }),
  z.strictObject({
    rule: z.literal('length'),
    min: z.int().min(0).default(0),
    max: z.int().min(1).max(4000),
    message,
  }),
  z.strictObject({
    rule: z.literal('range'),
    min: z.number().optional(),
    max: z.number().optional(),
    message,
  }),
  z.strictObject({ rule: z.literal('not-future'), message }),
  z.strictObject({ rule: z.literal('not-past'), message }),
  z.strictObject({ rule: z.literal('not-before'), field: FormKey, message }),
  /** At most so many months after the other day, or after today where no field is named. */
  z.strictObject({
    rule: z.literal('within-months'),
    months: z.int().min(1).max(1200),
    field: FormKey.optional(),
    message,
  }),
  /** Whole years between this day and today. */
  z.strictObject({
    rule: z.literal('age'),
    min: z.int().min(0).max(150).optional(),
    max: z.int().min(0).max(150).optional(),
    message,
  }),
  z.strictObject({ rule: z.literal('same-as'), field: FormKey, message }),
  z.strictObject({ rule: z.literal('differs-from'), field: FormKey, message }),
]);
export type Check = z.infer<typeof Check>;

/** What a person, or the card they hold out, can answer instead of their typing it. */
export const PersonPart = z.enum([
  'name',
  'birth',
  'gender',
  'id-number',
  'id-issued-on',
  'id-issued-by',
  'ethnic',
  'nationality',
  'residence',
  'phone',
  'email',
]);
export type PersonPart = z.infer<typeof PersonPart>;

const FieldBase = {
  key: FormKey,
  /** The question or the label, as it stands over the field and in the summary. */
  label: Words,
  hint: LongWords.optional(),
  /** Shown as "Ví dụ: …". */
  example: Words.optional(),
  optional: z.boolean().default(false),
  when: Condition.optional(),
  checks: z.array(Check).max(8).default([]),
  /** Which part of the applicant fills it in. */
  prefill: PersonPart.optional(),
};

/** One answer to choose. */
export const FormOption = z.strictObject({ value: FormKey, label: Words, hint: Words.optional() });
export type FormOption = z.infer<typeof FormOption>;

const options = z.array(FormOption).min(2, 'Câu chọn có ít nhất 2 mục').max(60, 'Nhiều nhất 60 mục');

const simple = <K extends string>(kind: K) => z.strictObject({ ...FieldBase, kind: z.literal(kind) });

/**
 * A field that stands alone. `id-number`: personal ID or old 9-digit number, or a passport; `address`: province,
 * commune, the rest; `statement`: words that one confirms; `yes-no` answers `yes` or `no`; money is whole đồng.
 */
export const SingleField = z.discriminatedUnion('kind', [
  simple('text'),
  simple('long-text'),
  simple('name'),
  simple('id-number'),
  simple('phone'),
  simple('email'),
  simple('address'),
  z.strictObject({ ...FieldBase, kind: z.literal('number'), unit: Words.optional() }),
  z.strictObject({ ...FieldBase, kind: z.literal('money') }),
  simple('yes-no'),
  simple('statement'),
  /** `partial`: the year alone, or nothing at all, may be known (people born before registers). */
  z.strictObject({ ...FieldBase, kind: z.literal('day'), partial: z.boolean().default(false) }),
  z.strictObject({ ...FieldBase, kind: z.literal('choice'), options }),
  z.strictObject({ ...FieldBase, kind: z.literal('choices'), options }),
]);
export type SingleField = z.infer<typeof SingleField>;

/** The same few questions for each of several people or things. Its fields are asked on one page. */
export const GroupField = z.strictObject({
  ...FieldBase,
  kind: z.literal('group'),
  /** "người con", "thửa đất": what one entry is called. */
  item: Words,
  min: z.int().min(0).max(20).default(1),
  max: z.int().min(1).max(20).default(10),
  fields: z.array(SingleField).min(1).max(10),
});
export type GroupField = z.infer<typeof GroupField>;

/** Any field of a page. */
export const FormField = z.union([SingleField, GroupField]);
export type FormField = z.infer<typeof FormField>;

/** One page: one question with one or few fields. `part` is the heading of the paper that it belongs to. */
export const FormPage = z.strictObject({
  key: FormKey,
  title: Words,
  part: Words.optional(),
  hint: LongWords.optional(),
  when: Condition.optional(),
  fields: z.array(FormField).min(1, 'Trang có ít nhất một ô').max(10, 'Một trang có nhiều nhất 10 ô'),
});
export type FormPage = z.infer<typeof FormPage>;

const MAX_ANSWER = 4000;

/** An address as three answers: province (tỉnh, thành phố), commune (xã, phường), the rest (thôn, số nhà). */
export const AddressAnswer = z.strictObject({
  province: z.string().max(200).default(''),
  commune: z.string().max(200).default(''),
  line: z.string().max(500).default(''),
});
export type AddressAnswer = z.infer<typeof AddressAnswer>;

const SingleAnswer = z.union([
  z.string().max(MAX_ANSWER),
  z.array(z.string().max(200)).max(60),
  AddressAnswer,
]);
/** What one field was answered: text as typed, several values, or an address. */
export type SingleAnswer = z.infer<typeof SingleAnswer>;

/** The answers of one entry of a group, by field. */
export const AnswerItem = z.record(FormKey, SingleAnswer);
export type AnswerItem = z.infer<typeof AnswerItem>;

/**
 * All answers, by field. Text stays as it was typed until `cleanAnswers` brings it into one form (days `2026-11-23`,
 * `1950-03`, `1950` or `unknown`; numbers without dots).
 */
export const Answers = z.record(
  FormKey,
  z.union([
    z.string().max(MAX_ANSWER),
    z.array(AnswerItem).max(20),
    z.array(z.string().max(200)).max(60),
    AddressAnswer,
  ]),
);
export type Answers = z.infer<typeof Answers>;
export type Answer = Answers[string];

/** How sure the product is of a shipped form's words and fields. */
export const Certainty = z.enum([
  /** Read in the official text. */
  'read',
  /** Put together from published descriptions; an officer compares it with the text in force. */
  'compare',
]);
export type Certainty = z.infer<typeof Certainty>;

/** The definition of one version of a form. */
export const FormDefinition = z.strictObject({
  /** Stays the same through all versions; part of addresses and file names. */
  code: FormKey,
  /** The title of the paper: "Tờ khai đăng ký khai sinh". */
  name: Words,
  /** Number in its instrument: "Mẫu 13-HSB". */
  number: Words.optional(),
  /** The instrument that issued it. */
  source: LongWords,
  certainty: Certainty.default('compare'),
  /** What is not certain, and what to compare it with. */
  certaintyNote: LongWords.optional(),
  procedures: z.array(ProcedureCode).max(40).default([]),
  /** When it is wanted, where a procedure has several forms: "Ủy quyền cho người khác lĩnh lương hưu". */
  useWhen: Words.optional(),
  /** One or two sentences before the first question. */
  intro: LongWords.optional(),
  pages: z.array(FormPage).min(1, 'Biểu mẫu có ít nhất một trang').max(60, 'Nhiều nhất 60 trang'),
  /** The official paper in the plain marks of `rules/official.ts`; left out, it is made from the questions. */
  official: z.string().max(20_000).optional(),
  /** Invented answers of the example filled in, and the local day on which they were right. */
  sample: Answers.optional(),
  sampledOn: z.iso.date().optional(),
});
export type FormDefinition = z.infer<typeof FormDefinition>;

/** A stored version: what it says, its number and from which local day new preparations take it. */
export interface FormVersion {
  readonly id: string;
  readonly code: string;
  /** 1 for the first version of the form in this centre. */
  readonly version: number;
  readonly validFrom: Temporal.PlainDate;
  readonly definition: FormDefinition;
  readonly createdAt: Temporal.Instant;
  readonly createdBy: string;
}
