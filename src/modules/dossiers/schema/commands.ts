import { z } from 'zod';
import { Reason, RecordedFile, Text } from './basics.ts';
import { ApologyVia } from './clock.ts';
import { Day, Line, Moment, Paragraph } from './moment.ts';
import { Delivery, Fee, FeeEntry, MissingItem, PaperTick, PayMethod, RegisterDocument } from './papers.ts';
import { Parties } from './people.ts';
import { Channel } from './status.ts';
import { STRAND_COMMANDS } from './strands.ts';

/** What the counter writes down while it checks: enough to receive, and enough to keep for later. */
export const Intake = z.object({
  procedureCode: z.string().regex(/^\d{1,3}\.\d{6}$/, 'Mã thủ tục có dạng 1.001193'),
  channel: Channel.default('direct'),
  parties: Parties,
  papers: z.array(PaperTick).max(100).default([]),
  /** Số lượng hồ sơ (bộ). */
  sets: z.int().min(1).max(99).default(1),
  /** Nội dung yêu cầu giải quyết, when it says more than the procedure's name. */
  content: z.string().trim().max(1000).default(''),
  delivery: Delivery.prefault({}),
  fee: FeeEntry.prefault({}),
  /** Which of the procedure's terms, by its place in the list; the first that fits the channel when left out. */
  termIndex: z.int().min(0).max(50).nullable().default(null),
  /** Agency competent to decide, when it is not the commune of this centre (phi địa giới). */
  competentAgencyId: z.uuid().nullable().default(null),
  /** Agency where the citizen was helped, when it is not this centre. */
  helpedAgencyId: z.uuid().nullable().default(null),
  /** Code of the same dossier in another system, e.g. of the National Portal. */
  outsideRef: z.string().trim().max(100).default(''),
  /** The queue ticket that led here. */
  ticketId: z.uuid().nullable().default(null),
  note: Text,
});
export type Intake = z.output<typeof Intake>;

/** A paper's news on a supplement: the same shape as at reception, found by its key. */
const papers = z.array(PaperTick).max(100).default([]);

/** Who took the result, as shown by their papers (Đ6 k.2b–c). */
export const Receiver = z.object({
  name: Line,
  idNumber: z.string().trim().max(20).default(''),
  as: z.enum(['applicant', 'submitter', 'authorised', 'relative', 'post']),
  /** The authorisation, when `as` is `authorised`. */
  authorisation: z.string().trim().max(300).default(''),
  /** False when the receipt was lost: then `idNumber` and `matter` are asked for. */
  hasReceipt: z.boolean().default(true),
  /** What the person said about the matter when the receipt was lost. */
  matter: z.string().trim().max(500).default(''),
});
export type Receiver = z.output<typeof Receiver>;

/**
 * Every command of a dossier. Names are kebab-case and are the last part of
 * `POST /api/v1/dossiers/{number}/commands/{command}`.
 */
export const Command = z.discriminatedUnion('type', [
  /** Giữ hồ sơ tại quầy: keeps what was written; nothing is received, no term runs. */
  z.object({
    type: z.literal('keep-draft'),
    intake: Intake,
    /** When the dossier system had what was filed elsewhere: its answer is due from there (Đ17 k.2c). Only the product itself says so. */
    arrivedAt: Moment.optional(),
  }),
  /** Tiếp nhận (Đ17): Mẫu 01. Without `intake` it receives what was kept. */
  z.object({ type: z.literal('receive'), intake: Intake.optional() }),
  /** Từ chối tiếp nhận (Đ17 k.1c): Mẫu 03. */
  z.object({
    type: z.literal('refuse-at-reception'),
    intake: Intake.optional(),
    reason: Reason,
    legalBasis: Text,
  }),
  /** Yêu cầu bổ sung (Đ17, Đ19 k.5): Mẫu 02, everything missing at once. A unit proposes, the centre passes on. */
  z.object({
    type: z.literal('request-supplement'),
    intake: Intake.optional(),
    items: z.array(MissingItem).min(1).max(50),
    legalBasis: Text,
    /** A leader's reason, needed for a second request or after the time for examination. */
    leaderReason: Text,
  }),
  /** The centre passes a unit's request on to the citizen. */
  z.object({ type: z.literal('pass-on-supplement'), note: Text }),
  /** The request of the unit is taken back before the citizen got it. */
  z.object({ type: z.literal('drop-supplement'), reason: Reason }),
  /** Tiếp nhận bổ sung: `complete` false keeps waiting. */
  z.object({ type: z.literal('complete-supplement'), papers, complete: z.boolean(), note: Text }),
  /** Đóng hồ sơ vì quá hạn bổ sung (Đ19 k.5), by a person's hand. */
  z.object({ type: z.literal('close-for-no-supplement'), reason: Reason }),
  /** The competent agency has the dossier: the term starts (Đ17 k.3). */
  z.object({ type: z.literal('receive-at-competent-agency'), note: Text }),
  /** Bàn giao to a unit. */
  z.object({
    type: z.literal('hand-over'),
    toUnitId: z.uuid(),
    toAccountId: z.uuid().nullable().default(null),
    note: Text,
  }),
  z.object({ type: z.literal('accept-hand-over'), note: Text }),
  /** Trả lại with a reason: an offered dossier to its sender, a held one to the step before. */
  z.object({ type: z.literal('return-hand-over'), reason: Reason }),
  /** Hoàn thành bước: goes on to `toStep`, or to the usual next one. */
  z.object({
    type: z.literal('complete-step'),
    toStep: z.string().max(80).nullable().default(null),
    note: Text,
  }),
  z.object({ type: z.literal('assign'), accountId: z.uuid(), note: Text }),
  /** Chuyển người làm thay: what one person holds, or was offered, goes to another; by the duty matrix where nobody is named. */
  z.object({
    type: z.literal('hand-on'),
    fromAccountId: z.uuid(),
    toAccountId: z.uuid().nullable().default(null),
    /** Why the first person gives it away, as a sentence. */
    because: Paragraph,
  }),
  /** Yêu cầu thực hiện nghĩa vụ tài chính. */
  z.object({
    type: z.literal('request-payment'),
    fee: Fee.pick({ lines: true }),
    legalBasis: Text,
    reason: Reason,
  }),
  z.object({
    type: z.literal('confirm-payment'),
    method: PayMethod,
    receiptNo: z.string().max(60).default(''),
  }),
  /** Xin lỗi và hẹn lại (Đ19 k.6): Mẫu 04, once, at latest one day before the due day. */
  z.object({
    type: z.literal('extend-with-apology'),
    newDay: Day,
    reason: Reason,
    /** Besides the follow page, which shows it at once. */
    via: ApologyVia.default('paper'),
  }),
  /** Quyết định: approve, or refuse after examination with Mẫu 03 (Đ19 k.3). */
  z.object({
    type: z.literal('record-decision'),
    outcome: z.enum(['approve', 'refuse']),
    summary: Paragraph,
    legalBasis: Text,
    resultFiles: z.array(RecordedFile).max(20).default([]),
  }),
  z.object({ type: z.literal('sign-result'), digital: z.boolean().default(false), note: Text }),
  /** Vào sổ: one number for each document. */
  z.object({
    type: z.literal('enter-register'),
    book: Line,
    documents: z.array(RegisterDocument).min(1).max(100),
  }),
  /** Xử lý xong: the result waits for the citizen (status 9). */
  z.object({ type: z.literal('finish'), note: Text }),
  z.object({
    type: z.literal('announce-result'),
    via: z.enum(['sms', 'zalo', 'email', 'phone', 'portal']),
    note: Text,
  }),
  z.object({
    type: z.literal('return-result'),
    via: z.enum(['paper', 'electronic', 'paper-and-electronic', 'post']),
    receiver: Receiver,
    originalsGivenBack: z.boolean().default(true),
    note: Text,
  }),
  /** Công dân rút hồ sơ (Đ21): Mẫu 05. */
  z.object({ type: z.literal('withdraw'), reason: Reason, askedVia: Channel.default('direct') }),
  /** Dừng giải quyết: Mẫu 05, with its legal basis. */
  z.object({ type: z.literal('stop'), reason: Reason, legalBasis: Paragraph }),
  z.object({
    type: z.literal('correct-procedure'),
    procedureCode: Intake.shape.procedureCode,
    reason: Reason,
  }),
  z.object({ type: z.literal('correct-person'), parties: Parties, reason: Reason }),
  /** A wrong result goes back and is corrected within 3 working days (Đ23 k.1). */
  z.object({ type: z.literal('correct-result'), reason: Reason }),
  /** The official code arrives from the province's system (centre's layer only). */
  z.object({ type: z.literal('take-official-number'), number: Line }),
  z.object({ type: z.literal('reprint-receipt'), reason: Reason }),
  /** Changes nothing of the clock. */
  z.object({ type: z.literal('add-note'), text: Paragraph }),
  /** Changes nothing of the clock. */
  z.object({
    type: z.literal('add-file'),
    file: RecordedFile,
    paperKey: z.string().max(80).nullable().default(null),
  }),
  ...STRAND_COMMANDS,
]);
export type Command = z.output<typeof Command>;
export type CommandType = Command['type'];
/** One command by its name. */
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

/** Every command name, in the order of the life of a dossier. */
export const COMMAND_TYPES: readonly CommandType[] = Command.options.map((option) => option.shape.type.value);
