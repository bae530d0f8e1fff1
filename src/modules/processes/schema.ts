import { z } from 'zod';
import { ProcedureCode } from '#modules/procedures/schema.ts';
import { ROLES } from '#platform/actor.ts';

/** A short name in lower case without diacritics: `tham-dinh`. */
const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Mã chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối.');

/**
 * What a step does to the dossier: `receive` takes it in, `handle` examines or drafts, `sign` decides (ký ban hành),
 * `book` enters a register (vào sổ), `return` hands the result to the citizen; `opinion` asks another unit (lấy ý kiến)
 * and `agency` sends a sub-dossier to an agency outside (chuyển cơ quan khác), both beside the main way.
 */
export const StepKind = z.enum(['receive', 'handle', 'sign', 'book', 'return', 'opinion', 'agency']);
export type StepKind = z.infer<typeof StepKind>;

/**
 * The budget of one step: fixed working hours, or a share of what the fixed ones leave of the legal term.
 * A process for procedures with different terms uses shares; a land process with one term uses hours.
 */
const StepTime = z.union([
  z.strictObject({ hours: z.number().positive().multipleOf(0.25).max(4000) }),
  z.strictObject({ share: z.number().positive().max(1000) }),
]);

/** One step (bước) of an internal process. */
export const ProcessStep = z.strictObject({
  key: Slug,
  name: z.string().min(1).max(300),
  kind: StepKind,
  /** Code of the unit that does it, within the commune: `phong-kinh-te`. */
  unit: Slug,
  /** The role that a person must hold to do it. */
  role: z.enum(ROLES),
  time: StepTime,
  /** Papers that the step needs and papers that it makes. */
  documentsIn: z.array(z.string().min(1)).default([]),
  documentsOut: z.array(z.string().min(1)).default([]),
  /** Steps that may follow; the first one is usual. Left out: the next one of the list. Empty: the process ends. */
  next: z.array(Slug).optional(),
  /** Earlier steps to which the dossier may be sent back with a reason. */
  returnTo: z.array(Slug).default([]),
  /** `all`: every step of `next` begins at the same time (song song); they meet in one step that waits for all. */
  split: z.literal('all').optional(),
  /** Of `opinion` and `agency`: no answer at the term lets the dossier go on, or it waits (the default). */
  silence: z.enum(['go-on', 'wait']).optional(),
  /** Of `agency`: the agency outside. */
  agency: z.string().min(1).max(300).optional(),
});
export type ProcessStep = z.infer<typeof ProcessStep>;

/** The legal term that a process is made for. */
export const ProcessTerm = z.strictObject({
  /** 0 for `same-day`. */
  amount: z.number().int().min(0),
  unit: z.enum(['working-day', 'calendar-day', 'working-hour', 'same-day']),
});
export type ProcessTerm = z.infer<typeof ProcessTerm>;

/** An internal process (quy trình nội bộ) as it stands in a file of `catalogue/processes`. */
export const ProcessDefinition = z.strictObject({
  code: Slug,
  name: z.string().min(1).max(300),
  /** The decision that issued it, or that it is a draft of the product. */
  source: z.string().min(1),
  validFrom: z.iso.date(),
  /** The one term it is made for; null where the steps take shares of whatever term the procedure has. */
  term: ProcessTerm.nullable().default(null),
  /** Procedures that use it: by code before anything else; by field group (nhóm lĩnh vực), or as the one default. */
  appliesTo: z
    .strictObject({
      procedures: z.array(ProcedureCode).default([]),
      fieldGroups: z.array(z.string().min(1)).default([]),
      everything: z.boolean().default(false),
    })
    .prefault({}),
  steps: z.array(ProcessStep).min(1).max(40),
});
export type ProcessDefinition = z.infer<typeof ProcessDefinition>;

/** A step with its followers and its budget worked out for one term: what a dossier runs on. */
export interface PlannedStep {
  readonly key: string;
  readonly name: string;
  readonly kind: StepKind;
  readonly unit: string;
  readonly role: ProcessStep['role'];
  /** Working minutes of the step's budget; all steps together give the term. */
  readonly minutes: number;
  readonly next: readonly string[];
  readonly returnTo: readonly string[];
  readonly documentsIn: readonly string[];
  readonly documentsOut: readonly string[];
  readonly split?: 'all';
  readonly silence?: 'go-on' | 'wait';
  readonly agency?: string;
}

/** A version of a process, ready to be run. A dossier keeps `code` and `version`. */
export interface PlannedProcess {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly steps: readonly PlannedStep[];
}

/** What decides which process a procedure uses. */
export interface ProcessRequest {
  readonly procedureCode: string;
  readonly fieldGroup: string;
  /** Named by the catalogue for this procedure version; a process that lists the procedure's code wins over it. */
  readonly processCode?: string | null | undefined;
  /** The legal term of the case; null where the law names none. */
  readonly term: { readonly amount: number; readonly unit: ProcessTerm['unit'] } | null;
}
