import { z } from 'zod';
import { Priority } from './schema.ts';

/** What a blank of a template holds: a line, a day, a time of day, several lines. */
export const FIELD_TYPES = ['text', 'date', 'time', 'long'] as const;

/** Most blanks of one template. */
export const MOST_FIELDS = 10;

/** One thing to fill in. `key` is the blank in the texts. */
export const TemplateField = z.object({
  key: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9]{0,19}$/, 'Tên ô viết liền, chữ thường không dấu, ví dụ: tungay.'),
  label: z.string().trim().min(2, 'Xin ghi câu hỏi của ô này.').max(80, 'Câu hỏi dài nhất 80 ký tự.'),
  hint: z.string().trim().max(120, 'Gợi ý dài nhất 120 ký tự.').default(''),
  type: z.enum(FIELD_TYPES, 'Xin chọn loại ô.'),
  optional: z.boolean().default(false),
});
export type TemplateField = z.output<typeof TemplateField>;

/** Recurring news: what to fill in and what comes of it. Lines whose blank stays empty are left out. */
export interface NewsTemplate {
  readonly key: string;
  readonly name: string;
  readonly priority: Priority;
  /** Days that it usually holds. */
  readonly days: number;
  readonly fields: readonly TemplateField[];
  readonly title: string;
  readonly lines: readonly string[];
}

/** A template as the centre has it. `version` 0: the built-in one, unchanged. */
export interface KeptTemplate extends NewsTemplate {
  readonly version: number;
  readonly active: boolean;
  readonly changedBy: string;
  readonly changedAt: Temporal.Instant | null;
}

/** A row of the form: `need` is asked the way people think of it. */
const Row = TemplateField.omit({ optional: true })
  .extend({ need: z.enum(['yes', 'no']).default('yes') })
  .transform(({ need, ...field }): TemplateField => ({ ...field, optional: need === 'no' }));

/** A row in which nothing was written is no row; its place keeps the numbers of the others. */
function blankToNull(row: unknown): unknown {
  const said = typeof row === 'object' && row !== null && ('key' in row || 'label' in row || 'hint' in row);
  return said ? row : null;
}

const DAYS = 'Xin ghi số ngày tin thường có hạn, từ 1 đến 370.';

/** What an officer writes for a template. */
export const TemplateInput = z.object({
  requestId: z.uuid(),
  /** The version that the officer saw; 0 for a new one or the built-in one. */
  version: z.coerce.number().int().min(0),
  name: z
    .string('Xin đặt tên mẫu.')
    .trim()
    .min(3, 'Xin đặt tên mẫu, ít nhất 3 ký tự.')
    .max(80, 'Tên mẫu dài nhất 80 ký tự.'),
  priority: Priority.default('normal'),
  days: z.coerce.number(DAYS).int(DAYS).min(1, DAYS).max(370, DAYS),
  title: z
    .string('Xin viết tiêu đề của tin.')
    .trim()
    .min(5, 'Xin viết tiêu đề của tin, ít nhất 5 ký tự.')
    .max(200, 'Tiêu đề dài nhất 200 ký tự.'),
  body: z
    .string('Xin viết nội dung của tin.')
    .trim()
    .min(10, 'Xin viết nội dung của tin, mỗi câu một dòng.')
    .max(4_000, 'Nội dung dài nhất 4.000 ký tự.'),
  active: z
    .enum(['yes', 'no'])
    .default('yes')
    .transform((value) => value === 'yes'),
  fields: z
    .array(z.preprocess(blankToNull, Row.nullable()))
    .max(MOST_FIELDS, `Nhiều nhất ${MOST_FIELDS} ô.`)
    .default([])
    .transform((rows) => rows.filter((row) => row !== null)),
});
export type TemplateInput = z.output<typeof TemplateInput>;
