import { z } from 'zod';
import { Line, Moment, Paragraph } from './moment.ts';

/**
 * Work that another unit or agency does beside the main way of a dossier (nhánh): `parallel` is a step of the process
 * that runs at the same time as others, `opinion` asks a unit what it thinks (lấy ý kiến), `sub-dossier` is a dossier
 * of its own under this one (hồ sơ con, liên thông).
 */
export const StrandKind = z.enum(['parallel', 'opinion', 'sub-dossier']);
export type StrandKind = z.output<typeof StrandKind>;

/**
 * How a strand ended: answered (`done`, `agree`, `disagree`, `refused`), not answered in its term (`silence`), or taken
 * back by who asked, also because the dossier ended (`dropped`).
 */
export const StrandOutcome = z.enum(['done', 'agree', 'disagree', 'refused', 'silence', 'dropped']);
export type StrandOutcome = z.output<typeof StrandOutcome>;

/** What its unit may answer. */
export const StrandAnswer = StrandOutcome.extract(['done', 'agree', 'disagree', 'refused']);

/** What no answer at the term means: the dossier goes on without it, or it keeps waiting. */
export const Silence = z.enum(['go-on', 'wait']);
export type Silence = z.output<typeof Silence>;

/** One stay of a strand in a step of the process; `due` is the step's own budget from its first entry. */
export const Leg = z.object({
  stepKey: z.string(),
  unitId: z.uuid(),
  unitName: z.string(),
  accountId: z.uuid().nullable(),
  name: z.string().nullable(),
  enteredAt: Moment,
  due: Moment.nullable(),
  leftAt: Moment.nullable(),
});
export type Leg = z.output<typeof Leg>;

/** One strand with its own number and its own term; the citizen's date stays that of the dossier. */
export const Strand = z.object({
  no: z.int().min(1),
  kind: StrandKind,
  /** Own number: the dossier's with `/01`. */
  number: z.string(),
  /** What is to be done, in one line. */
  title: z.string(),
  /** What is asked, at length; empty for a step of the process. */
  question: z.string(),
  /** The step of the process in which it stands; null when it was asked by hand. */
  stepKey: z.string().nullable(),
  /** The step that waits for it; null when it was asked by hand. */
  joinKey: z.string().nullable(),
  /** The unit here that answers for it: the one asked, or the one that follows an agency outside. */
  unitId: z.uuid(),
  unitName: z.string(),
  accountId: z.uuid().nullable(),
  name: z.string().nullable(),
  /** Why that person; empty where nobody was named by the duty matrix. */
  why: z.string(),
  /** The agency outside; null for a unit here. */
  agency: z.string().nullable(),
  /** The number that the other agency gave it; empty until it is known. */
  reference: z.string(),
  openedAt: Moment,
  openedBy: z.string(),
  due: Moment.nullable(),
  silence: Silence,
  /** Stays in steps of the process, in order; empty for what was asked by hand. */
  legs: z.array(Leg),
  closedAt: Moment.nullable(),
  outcome: StrandOutcome.nullable(),
  answer: z.string(),
  answeredBy: z.string(),
});
export type Strand = z.output<typeof Strand>;

/** The place where the main way waits for strands before it enters a step. */
export const Gate = z.object({ stepKey: z.string(), since: Moment });
export type Gate = z.output<typeof Gate>;

const no = z.int().min(1).max(999);
const Note = z.string().trim().max(2000).default('');
const toAccountId = z.uuid().nullable().default(null);

/** The commands of strands; part of the one list of commands. */
export const STRAND_COMMANDS = [
  /** Lấy ý kiến a unit of the commune, with a term of its own. */
  z.object({
    type: z.literal('ask-opinion'),
    toUnitId: z.uuid(),
    toAccountId,
    question: Paragraph,
    /** Working hours. */
    hours: z.int().min(1).max(400),
    silence: Silence.default('go-on'),
  }),
  /** Chuyển hồ sơ con to a unit here (`toUnitId`) or an agency outside (`agency`). */
  z.object({
    type: z.literal('open-sub-dossier'),
    toUnitId: z.uuid().nullable().default(null),
    toAccountId,
    agency: z.string().trim().max(300).default(''),
    title: Line,
    question: Note,
    /** Working days. */
    days: z.int().min(1).max(250),
    reference: z.string().trim().max(100).default(''),
  }),
  /** Trả lời, or completing a parallel step. */
  z.object({ type: z.literal('answer-strand'), no, result: StrandAnswer, text: Note }),
  z.object({ type: z.literal('note-silence'), no, note: Note }),
  z.object({ type: z.literal('assign-strand'), no, accountId: z.uuid(), note: Note }),
  /** Thu hồi: no answer is wanted any more. */
  z.object({
    type: z.literal('drop-strand'),
    no,
    reason: z.string().trim().min(3, 'Xin ghi rõ lý do.').max(2000),
  }),
  /** The other agency's number arrives. */
  z.object({ type: z.literal('note-reference'), no, reference: Line }),
] as const;
