import { z } from 'zod';
import { RecordedFile, SignedVersion } from './basics.ts';
import { Explanation, Extension, Run, Wait } from './clock.ts';
import { Intake, Receiver } from './commands.ts';
import {
  Decision,
  HandOver,
  Holder,
  ProcedureSnapshot,
  RegisterLine,
  Step,
  Supplement,
  Visit,
} from './dossier.ts';
import { Moment } from './moment.ts';
import { Fee, Paper, PayMethod } from './papers.ts';
import { AgencyRef, By, Parties } from './people.ts';
import { Channel, Standing } from './status.ts';
import { Leg, Strand, StrandOutcome } from './strands.ts';

/** Every event tells when and by whom; no status changes without an actor and a time. */
const base = { at: Moment, by: By };

function event<T extends string, S extends z.ZodRawShape>(type: T, shape: S) {
  return z.object({ type: z.literal(type), ...base, ...shape });
}

const what = Intake.pick({ channel: true, parties: true, sets: true, content: true, delivery: true }).extend({
  papers: z.array(Paper),
  fee: Fee,
});

const Agencies = z.object({ helpedAt: AgencyRef, receivedAt: AgencyRef, competent: AgencyRef });

/** How processing ended, shared by every ending event. */
const ending = { outcome: Standing.nullable() };

/**
 * The history of a dossier (sự kiện hồ sơ): append-only, folded by `evolve`. An event carries everything that was
 * decided (dates, numbers, names), so that folding needs neither calendar nor clock.
 */
export const DossierEvent = z.discriminatedUnion('type', [
  event('draft-kept', {
    dossierId: z.uuid(),
    centreId: z.uuid(),
    procedure: ProcedureSnapshot,
    agencies: Agencies,
    holder: Holder,
    outsideRef: z.string(),
    ticketId: z.uuid().nullable(),
    respondBy: Moment.nullable(),
    ...what.shape,
  }),
  event('received', {
    dossierId: z.uuid(),
    centreId: z.uuid(),
    procedure: ProcedureSnapshot,
    agencies: Agencies,
    holder: Holder,
    outsideRef: z.string(),
    ticketId: z.uuid().nullable(),
    number: z.string().nullable(),
    localNumber: z.string().nullable(),
    lookupCode: z.string(),
    receivedAt: Moment,
    process: z.object({ code: z.string(), version: z.int() }).nullable(),
    steps: z.array(Step),
    ...what.shape,
  }),
  event('term-started', { run: Run }),
  event('competent-agency-received', {}),
  event('reception-refused', { reason: z.string(), legalBasis: z.string() }),
  event('supplement-proposed', { supplement: Supplement }),
  event('supplement-dropped', { reason: z.string() }),
  event('supplement-requested', {
    /** The request; replaces the open proposal when the centre passed one on. */
    supplement: Supplement,
    wait: Wait,
    fromProposal: z.boolean(),
  }),
  event('supplement-brought', { papers: z.array(Paper), note: z.string() }),
  event('supplement-completed', { papers: z.array(Paper), note: z.string(), stage: Supplement.shape.stage }),
  event('closed-for-no-supplement', { reason: z.string(), ...ending }),
  event('handed-over', { handOver: HandOver }),
  event('hand-over-accepted', { holder: Holder }),
  event('hand-over-refused', { reason: z.string() }),
  /** The offer goes to somebody else of the receiving side, e.g. because the first one is away. */
  event('hand-over-readdressed', { to: Holder, why: z.string() }),
  event('step-entered', { visit: Visit }),
  event('step-left', {
    stepKey: z.string(),
    outcome: z.enum(['done', 'sent-back', 'interrupted']),
    note: z.string(),
  }),
  event('assigned', { holder: Holder, why: z.string() }),
  event('payment-requested', { fee: Fee, wait: Wait }),
  event('payment-confirmed', {
    method: PayMethod,
    receiptNo: z.string(),
    /** The due moment moved by the pause, when the setting lets it count. */
    newDue: Moment.nullable(),
    explanation: Explanation,
  }),
  event('extended', { extension: Extension }),
  event('decided', { decision: Decision }),
  event('result-signed', {
    digital: z.boolean(),
    /** The written authority by which it was signed, where the signer is no leader of the commune. */
    authority: z.string().optional(),
    /** The signed version of each result file that was signed digitally here. */
    files: z.array(SignedVersion).optional(),
  }),
  event('registered', { lines: z.array(RegisterLine) }),
  event('finished', { note: z.string(), ...ending }),
  event('result-announced', { via: z.string(), note: z.string() }),
  event('result-returned', {
    via: z.string(),
    receiver: Receiver,
    originalsGivenBack: z.boolean(),
    note: z.string(),
  }),
  event('withdrawn', { reason: z.string(), askedVia: Channel, ...ending }),
  event('stopped', { reason: z.string(), legalBasis: z.string(), ...ending }),
  event('procedure-corrected', {
    procedure: ProcedureSnapshot,
    reason: z.string(),
    process: z.object({ code: z.string(), version: z.int() }).nullable(),
    steps: z.array(Step),
    papers: z.array(Paper),
  }),
  event('person-corrected', { before: Parties, parties: Parties, reason: z.string() }),
  event('result-correction-opened', { reason: z.string(), due: Moment, explanation: Explanation }),
  event('receipt-reprinted', { reason: z.string(), copy: z.int() }),
  event('note-added', { text: z.string() }),
  event('file-added', { file: RecordedFile, paperKey: z.string().nullable() }),
  event('official-number-given', { number: z.string() }),
  event('strands-opened', { strands: z.array(Strand) }),
  /** A parallel strand of several steps goes on to its next one. */
  event('strand-moved', { no: z.int(), leg: Leg, why: z.string(), note: z.string() }),
  event('strand-assigned', { no: z.int(), accountId: z.uuid(), name: z.string(), why: z.string() }),
  event('strand-closed', { no: z.int(), outcome: StrandOutcome, text: z.string() }),
  event('strand-referenced', { no: z.int(), reference: z.string() }),
  /** The main way has done its part and waits for strands before this step. */
  event('waits-for-strands', { stepKey: z.string() }),
]);
export type DossierEvent = z.output<typeof DossierEvent>;
export type EventType = DossierEvent['type'];
/** One event by its name. */
export type EventOf<T extends EventType> = Extract<DossierEvent, { type: T }>;
