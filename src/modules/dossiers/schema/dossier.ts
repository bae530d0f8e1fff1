import { z } from 'zod';
import { ROLES } from '#platform/actor.ts';
import { RecordedFile } from './basics.ts';
import { Extension, Run, Term, Wait } from './clock.ts';
import { Receiver } from './commands.ts';
import { Moment } from './moment.ts';
import { Delivery, Fee, MissingItem, Paper, RegisterDocument } from './papers.ts';
import { AgencyRef, By, Parties } from './people.ts';
import { Channel, Standing, Status } from './status.ts';
import { Gate, Silence, Strand } from './strands.ts';

/** What a dossier keeps of the procedure version of its receipt. */
export const ProcedureSnapshot = z.object({
  versionId: z.uuid(),
  code: z.string(),
  name: z.string(),
  field: z.string(),
  fieldGroup: z.string(),
  term: Term.nullable(),
  /** Channels of the published procedure; empty means unknown. */
  channels: z.array(Channel),
  resultName: z.string(),
  resultCode: z.string().nullable(),
  register: z.object({ code: z.string(), name: z.string() }).nullable(),
});
export type ProcedureSnapshot = z.output<typeof ProcedureSnapshot>;

/** One step of the internal process, copied from it at receipt. `minutes` are working minutes. */
export const Step = z.object({
  key: z.string(),
  name: z.string(),
  kind: z.enum(['receive', 'handle', 'sign', 'book', 'return', 'opinion', 'agency']),
  unitId: z.uuid(),
  unitName: z.string(),
  role: z.enum(ROLES),
  minutes: z.number().min(0),
  next: z.array(z.string()),
  returnTo: z.array(z.string()),
  /** `all`: every step of `next` begins at the same time; else one of them, the first being usual. */
  split: z.enum(['one', 'all']).optional(),
  /** Of `opinion` and `agency`: what no answer at the term means. */
  silence: Silence.optional(),
  /** Of `agency`: the agency outside. */
  agency: z.string().optional(),
});
export type Step = z.output<typeof Step>;

/** One stay of the dossier in a step. `due` is the step's own budget from its entry, null where the calendar ends. */
export const Visit = z.object({
  stepKey: z.string(),
  enteredAt: Moment,
  due: Moment.nullable(),
  leftAt: Moment.nullable(),
  accountId: z.uuid().nullable(),
  name: z.string().nullable(),
  outcome: z.enum(['done', 'sent-back', 'interrupted']).nullable(),
});
export type Visit = z.output<typeof Visit>;

/** Where the dossier is: a unit, and the person in it when one is named. */
export const Holder = z.object({
  unitId: z.uuid(),
  unitName: z.string(),
  accountId: z.uuid().nullable(),
  name: z.string().nullable(),
  /** Why this person, as people read it: from the duty matrix, or what the head wrote. Left out where nobody was chosen. */
  why: z.string().optional(),
});
export type Holder = z.output<typeof Holder>;

/** One hand-over with both parties and times: a row of the control slip (Mẫu 06). */
export const HandOver = z.object({
  from: Holder,
  to: Holder,
  at: Moment,
  by: z.string(),
  /** Paper received at the counter must be there by this moment (Đ18 k.2); null for other hand-overs. */
  limit: Moment.nullable(),
  kind: z.enum(['forward', 'back', 'result', 'supplement']),
  stepKey: z.string().nullable(),
  acceptedAt: Moment.nullable(),
  acceptedBy: z.string().nullable(),
  refusedAt: Moment.nullable(),
  reason: z.string(),
});
export type HandOver = z.output<typeof HandOver>;

/** A request for supplement with its answer (Mẫu 02). */
export const Supplement = z.object({
  stage: z.enum(['reception', 'examination']),
  items: z.array(MissingItem),
  legalBasis: z.string(),
  askedBy: By,
  askedAt: Moment,
  /** The leader who let it be asked again or after the time for examination, with the reason. */
  leader: z.object({ name: z.string(), reason: z.string() }).nullable(),
  passedOnBy: By.nullable(),
  passedOnAt: Moment.nullable(),
  droppedAt: Moment.nullable(),
  completedAt: Moment.nullable(),
});
export type Supplement = z.output<typeof Supplement>;

export const Decision = z.object({
  outcome: z.enum(['approve', 'refuse']),
  summary: z.string(),
  legalBasis: z.string(),
  files: z.array(RecordedFile),
  at: Moment,
  by: By,
  signed: z.object({ at: Moment, by: By, digital: z.boolean(), authority: z.string().optional() }).nullable(),
});
export type Decision = z.output<typeof Decision>;

/** A numbered line of a register (sổ), e.g. số 12, quyển số 01/2026-SCT/CK, ĐC. */
export const RegisterLine = RegisterDocument.extend({
  book: z.string(),
  year: z.int(),
  volume: z.int(),
  no: z.int().min(1),
  at: Moment,
});
export type RegisterLine = z.output<typeof RegisterLine>;

/** The current state of a dossier: the fold of its events, never written by hand. */
export const Dossier = z.object({
  id: z.uuid(),
  centreId: z.uuid(),
  /** Number of events folded; the version for optimistic checks. */
  seq: z.int().min(1),
  status: Status,
  /** Mã hồ sơ: given at reception, never changed. Null before, and while another system has not given it. */
  number: z.string().nullable(),
  /** Local receipt number of a centre's layer: another shape, never shown as mã hồ sơ. */
  localNumber: z.string().nullable(),
  /** Second secret of public look-up, printed on the receipt. */
  lookupCode: z.string().nullable(),
  procedure: ProcedureSnapshot,
  channel: Channel,
  parties: Parties,
  papers: z.array(Paper),
  sets: z.int(),
  content: z.string(),
  delivery: Delivery,
  fee: Fee,
  /** What was still owed when payment was asked for, and the status to go back to. */
  beforePayment: Status.nullable(),
  agencies: z.object({ helpedAt: AgencyRef, receivedAt: AgencyRef, competent: AgencyRef }),
  outsideRef: z.string(),
  ticketId: z.uuid().nullable(),
  createdAt: Moment,
  createdBy: By,
  /** Online: acceptance or supplement is told within 8 working hours (Đ17 k.2c). */
  respondBy: Moment.nullable(),
  receivedAt: Moment.nullable(),
  receivedBy: By.nullable(),
  /** When the competent agency had it; the term starts here (Đ17 k.3). */
  competentAt: Moment.nullable(),
  runs: z.array(Run),
  waits: z.array(Wait),
  extension: Extension.nullable(),
  process: z.object({ code: z.string(), version: z.int() }).nullable(),
  steps: z.array(Step),
  visits: z.array(Visit),
  holder: Holder,
  handOvers: z.array(HandOver),
  /** What other units and agencies do beside the main way; not there for dossiers that never had any. */
  strands: z.array(Strand).optional(),
  /** Set while the main way waits for strands. */
  gate: Gate.nullable().optional(),
  supplements: z.array(Supplement),
  decision: Decision.nullable(),
  pastDecisions: z.array(Decision),
  register: z.array(RegisterLine),
  /** End of processing (status 9, 7, 8 or 3); lateness is judged by it. Kept when a wrong result is corrected. */
  endedAt: Moment.nullable(),
  ending: z.enum(['finished', 'not-received', 'withdrawn', 'stopped', 'no-supplement']).nullable(),
  endReason: z.string(),
  outcome: Standing.nullable(),
  announcedAt: Moment.nullable(),
  returned: z.object({ at: Moment, by: By, via: z.string(), receiver: Receiver }).nullable(),
  /** An open correction of a wrong result (Đ23 k.1). */
  correction: z.object({ at: Moment, reason: z.string(), due: Moment, doneAt: Moment.nullable() }).nullable(),
  receiptPrints: z.int(),
  files: z.array(RecordedFile),
  notes: z.int(),
  last: z.object({ event: z.string(), at: Moment, by: z.string() }),
});
export type Dossier = z.output<typeof Dossier>;
