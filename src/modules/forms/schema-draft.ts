import { z } from 'zod';

const text = (max: number) => z.string().max(max, `Dài nhất ${max} ký tự.`).default('');

/**
 * One row of the builder as it is typed; everything is text, so that nothing typed is lost while it is not right yet.
 * A row of kind `page` begins a page; the rows after it are its fields; those with `inGroup` belong to the group above.
 */
export const DraftRow = z.object({
  kind: text(20),
  /** Made from the label where it is left empty. */
  key: text(60),
  /** The page's question, or the field's label. */
  label: text(400),
  hint: text(2000),
  example: text(400),
  optional: text(5),
  /** Condition in words: "tinh-trang là ly-hon". */
  when: text(1000),
  /** Checks in words, one a line. */
  checks: text(2000),
  /** Options of a choice, one a line: "ly-hon = Đã ly hôn". */
  options: text(6000),
  prefill: text(20),
  /** Of a page: the heading it belongs to. Of a number: its unit. Of a group: what one entry is called. */
  extra: text(400),
  /** `on` for a field inside the group above it. */
  inGroup: text(5),
});
export type DraftRow = z.output<typeof DraftRow>;

/** A form as it is typed in the builder. */
export const FormDraft = z.object({
  name: text(400),
  number: text(400),
  source: text(2000),
  certainty: text(20),
  certaintyNote: text(2000),
  /** Procedure codes, by spaces, commas or lines. */
  procedures: text(1000),
  useWhen: text(400),
  intro: text(2000),
  official: text(20_000),
  /** Answers of the example as JSON: carried along, changed by trying the form out. */
  sample: text(20_000),
  sampledOn: text(10),
  rows: z.array(DraftRow).max(260, 'Nhiều nhất 260 dòng.').default([]),
});
export type FormDraft = z.output<typeof FormDraft>;

/** What a press in the builder does to the rows. `at` counts from 0. */
export type RowEdit =
  | { readonly what: 'add-page' | 'add-field' | 'remove' | 'up' | 'down'; readonly at: number }
  | { readonly what: 'none' };
