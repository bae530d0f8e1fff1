import { z } from 'zod';

const text = (max: number) => z.string().max(max).default('');

/** One step as it is typed: everything is text, so that nothing typed is lost while it is not right yet. */
export const DraftStep = z.object({
  /** Kept through moves and renames, so that versions can be compared; empty for a step just added. */
  key: text(80),
  name: text(300),
  kind: text(20),
  unit: text(80),
  role: text(40),
  amount: text(12),
  /** What `amount` counts: working hours, working days, or shares of what is left. */
  per: text(10),
  documentsIn: text(2000),
  documentsOut: text(2000),
  /** Numbers of the steps that follow, e.g. "3, 4"; empty for the next row, "hết" for none. */
  next: text(100),
  split: text(10),
  returnTo: text(100),
  silence: text(10),
  agency: text(300),
});
export type DraftStep = z.output<typeof DraftStep>;

/** A process as it is typed in the editor (bản nháp quy trình). */
export const ProcessDraft = z.object({
  name: text(300),
  source: text(1000),
  termAmount: text(6),
  termUnit: text(20),
  /** Procedure codes, by spaces, commas or lines. */
  procedures: text(4000),
  /** Field groups, one a line. */
  fieldGroups: text(2000),
  everything: text(5),
  steps: z.array(DraftStep).max(40, 'Quy trình có nhiều nhất 40 bước.').default([]),
});
export type ProcessDraft = z.output<typeof ProcessDraft>;

/** What a press in the editor does to the rows. `at` counts from 0. */
export type DraftEdit =
  | { readonly what: 'add'; readonly at: number }
  | { readonly what: 'remove'; readonly at: number }
  | { readonly what: 'up'; readonly at: number }
  | { readonly what: 'down'; readonly at: number }
  | { readonly what: 'none' };
