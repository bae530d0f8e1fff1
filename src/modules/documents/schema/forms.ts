import { z } from 'zod';
import { keysOf } from '#platform/lists.ts';
import { Count, Day, Dong, FormOffice, FormParty, Line, Moment, Passage } from './form-parts.ts';
import { MONEY_FORMS } from './forms-money.ts';

export { FormOffice, FormParty };

/** How a component (thành phần hồ sơ) was satisfied. Papers that are only shown are never scanned (TT 03/2025 Điều 5 k.2). */
const SATISFIED_BY = [
  'original',
  'certified-copy',
  'plain-copy',
  'shown',
  'uploaded',
  'reused',
  'data',
  'missing',
] as const;
export type SatisfiedBy = (typeof SATISFIED_BY)[number];

const FormComponent = z.object({
  name: Passage,
  satisfiedBy: z.enum(SATISFIED_BY),
  originals: Count.default(0),
  certifiedCopies: Count.default(0),
  plainCopies: Count.default(0),
  note: Line.optional(),
});

/** Mẫu 01, giấy tiếp nhận hồ sơ và hẹn trả kết quả. */
const ReceiptData = z.object({
  office: FormOffice,
  /** Mã hồ sơ; left out while the official code of another system has not come. */
  dossierNumber: Line.optional(),
  /** Số tiếp nhận tại chỗ, shown while there is no official code. */
  localNumber: Line.optional(),
  applicant: FormParty,
  /** The authorising party (bên ủy quyền), when the submitter acts for somebody. */
  authorisedBy: FormParty.extend({ paper: Line.optional() }).optional(),
  submitterName: Line,
  /** Nội dung yêu cầu giải quyết: the procedure's name. */
  request: Passage,
  procedureCode: Line.optional(),
  components: z.array(FormComponent).max(200),
  /** Số lượng hồ sơ (bộ). */
  sets: Count.min(1).default(1),
  /** Thời gian giải quyết theo quy định, as words: "05 ngày làm việc". */
  legalTerm: Line,
  receivedAt: Moment,
  dueAt: Moment,
  /** The explanation of the due moment, one sentence. */
  dueExplanation: Passage.optional(),
  /** Đăng ký nhận kết quả tại: counter, post, electronic. */
  collectAt: Line,
  channel: Line.optional(),
  /** Vào Sổ theo dõi hồ sơ: quyển số, số thứ tự, if a book is kept. */
  book: z.object({ volume: Line, entry: Line }).optional(),
  fee: Dong.optional(),
  /** For certification: pages and paper copies asked for, and whether a signed electronic copy is wanted. */
  certification: z.object({ pages: Count, paperCopies: Count, electronicCopy: z.boolean() }).optional(),
  receivingOfficer: z.object({ name: Line, phone: Line.optional() }),
  /** Address behind the slip's first QR: where the citizen follows the dossier. */
  lookUpUrl: z.url().optional(),
  /** The second secret that goes with the number at the look-up. */
  lookUpSecret: Line.optional(),
  /** Which printing this is: 1 the first, 2 the first copy. */
  printing: Count.min(1).default(1),
});

/** Mẫu 02, phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: everything missing in one slip (NĐ 118/2025 Điều 11 k.2c). */
const SupplementRequestData = z.object({
  office: FormOffice,
  dossierNumber: Line.optional(),
  applicant: FormParty,
  request: Passage,
  items: z
    .array(z.object({ name: Passage, reason: Passage.optional(), guidance: Passage.optional() }))
    .min(1)
    .max(100),
  reason: Passage,
  /** The last day to complete, where one runs (Điều 19 k.5). */
  completeBy: Day.optional(),
  contact: z.object({ name: Line, phone: Line }),
  signer: z.object({ name: Line }),
});

/** Mẫu 03, phiếu từ chối tiếp nhận giải quyết hồ sơ. */
const RefusalData = z.object({
  office: FormOffice,
  dossierNumber: Line.optional(),
  applicant: FormParty,
  request: Passage,
  reason: Passage,
  legalBasis: Passage.optional(),
  /** What the person may do next, and who helps. */
  nextStep: Passage.optional(),
  submitterName: Line.optional(),
  signer: z.object({ name: Line }),
});

const Signer = z.object({
  /** Post above the signature, e.g. "CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH". */
  post: Line,
  name: Line,
});

/** Mẫu 04, văn bản xin lỗi và đề nghị gia hạn (NĐ 118/2025 Điều 19 k.6: once, a day ahead). */
const ApologyData = z.object({
  office: FormOffice,
  addressee: Line,
  receivedAt: Moment,
  receivedBy: Line,
  request: Passage,
  applicant: FormParty,
  dossierNumber: Line,
  appointedAt: Moment,
  reason: Passage,
  newAppointmentAt: Moment,
  signer: Signer,
});

/**
 * Mẫu 05, thông báo dừng giải quyết hồ sơ (TT 03/2025 Điều 7). Its printed field list has not been published to us:
 * these are the facts that the article needs.
 */
const StopNoticeData = z.object({
  office: FormOffice,
  addressee: Line,
  dossierNumber: Line,
  receivedAt: Moment,
  request: Passage,
  applicant: FormParty,
  /** When and how the person asked to stop; left out when the stop has another ground. */
  asked: z.object({ at: Moment, channel: Line }).optional(),
  reason: Passage,
  legalBasis: Passage.optional(),
  statusAtStop: Line,
  returnedPapers: z.array(Line).max(200),
  returnedMoney: Dong,
  stoppedAt: Moment,
  signer: Signer,
});

/** How a hand-over stands against its own time: trước hạn, đúng hạn, quá hạn. */
const HAND_OVER_OUTCOMES = ['early', 'on-time', 'late'] as const;

/** Mẫu 06, phiếu kiểm soát quá trình giải quyết hồ sơ: one row for each hand-over. */
const ControlSlipData = z.object({
  office: FormOffice,
  dossierNumber: Line,
  request: Passage.optional(),
  agency: Line,
  coordinating: z.array(Line).max(20).default([]),
  receivedAt: Moment,
  dueAt: Moment,
  handOvers: z
    .array(
      z.object({
        from: Line,
        to: Line,
        at: Moment,
        giver: Line,
        receiver: Line.optional(),
        outcome: z.enum(HAND_OVER_OUTCOMES).optional(),
        note: Passage.optional(),
      }),
    )
    .max(500),
});

/** Mẫu 07, sổ theo dõi hồ sơ. */
const DossierBookData = z.object({
  office: FormOffice,
  /** The field or group of fields the book is kept for. */
  field: Line,
  volume: Line,
  from: Day,
  to: Day,
  rows: z
    .array(
      z.object({
        dossierNumber: Line,
        procedure: Passage,
        applicant: FormParty,
        agency: Line,
        receivedAt: Moment,
        dueAt: Moment,
        returnedAt: Moment.optional(),
        collectedBy: Line.optional(),
        signature: Line.optional(),
      }),
    )
    .max(2000),
});

const CertifiedPerson = z.object({
  name: Line,
  /** Kind of identity paper, e.g. "Thẻ căn cước". */
  idPaper: Line,
  idNumber: Line,
});

/** Lời chứng chứng thực chữ ký at a one-stop section (TT 01/2020/TT-BTP, annex I.1; I.2 with several signers). */
const CertificationStatementData = z.object({
  office: FormOffice,
  /** Moment of certification; hour and minute are printed only outside the office (NĐ 23/2015 Điều 10). */
  certifiedAt: Moment,
  outsideOffice: z.boolean().default(false),
  place: Line,
  certifier: z.object({ name: Line, post: Line, signatureTitle: Line.optional() }),
  signers: z.array(CertifiedPerson).min(1).max(50),
  receivingOfficer: z.object({ name: Line }),
  /** Số chứng thực, from the register. */
  number: Line,
  /** Quyển số, e.g. "01/2026-SCT/CK, ĐC". */
  volume: Line,
  /** Signed by hand, or by fingerprint (điểm chỉ) when the person cannot sign. */
  act: z.enum(['signature', 'fingerprint']).default('signature'),
});

/** A printed month of the certification book (sổ chứng thực chữ ký, điểm chỉ; NĐ 23/2015 Điều 13 k.3). */
const CertificationBookData = z.object({
  office: FormOffice,
  volume: Line,
  from: Day,
  to: Day,
  rows: z
    .array(
      z.object({
        number: Line,
        day: Day,
        people: z.array(CertifiedPerson).min(1),
        documentKind: Passage,
        certifier: Line,
        copies: Count,
        fee: Dong,
        note: Line.optional(),
      }),
    )
    .max(2000),
  /** Set on the last page of a year: the book is closed with totals. */
  closed: z.boolean().default(false),
});

/** Biên lai thu phí, lệ phí. */
const FeeReceiptData = z.object({
  office: FormOffice,
  dossierNumber: Line.optional(),
  payer: FormParty,
  lines: z
    .array(z.object({ name: Passage, unitPrice: Dong, quantity: Count.min(1) }))
    .min(1)
    .max(50),
  method: Line,
  collectedAt: Moment,
  collector: Line,
  legalBasis: Line.optional(),
  /** One page is printed for each copy (liên). */
  copies: z
    .array(Line)
    .min(1)
    .max(5)
    .default(['Liên 1: Lưu', 'Liên 2: Giao người nộp tiền', 'Liên 3: Chuyển kế toán']),
});

/** Phiếu bàn giao kết quả, from a unit to the result counter or to the post. */
const ResultHandOverData = z.object({
  office: FormOffice,
  from: Line,
  to: Line,
  handedAt: Moment,
  rows: z
    .array(
      z.object({
        dossierNumber: Line,
        content: Passage,
        result: Passage,
        applicant: FormParty,
        fee: Dong,
        byPost: z.boolean(),
      }),
    )
    .min(1)
    .max(1000),
  giver: Line,
  receiver: Line.optional(),
});

/** Giấy biên nhận trả kết quả: the citizen signs for what was handed over. */
const ResultReceiptData = z.object({
  office: FormOffice,
  dossierNumber: Line,
  request: Passage,
  applicant: FormParty,
  giver: z.object({ name: Line, phone: Line.optional() }),
  receiver: z.object({
    name: Line,
    phone: Line.optional(),
    idNumber: Line.optional(),
    authorisation: Line.optional(),
  }),
  results: z
    .array(z.object({ kind: Line, number: Line.optional(), summary: Passage, day: Day.optional() }))
    .min(1)
    .max(100),
  /** Originals that go back to the citizen with the result (NĐ 118/2025 Điều 22 k.2). */
  returnedOriginals: z.array(Line).max(200).default([]),
  returnedAt: Moment,
});

/** Data of each form, by the form's id: the numbers of TT 03/2025 annex I, and names for the rest. */
export const FORM_DATA = {
  '01': ReceiptData,
  '02': SupplementRequestData,
  '03': RefusalData,
  '04': ApologyData,
  '05': StopNoticeData,
  '06': ControlSlipData,
  '07': DossierBookData,
  'certification-statement': CertificationStatementData,
  'certification-book': CertificationBookData,
  'fee-receipt': FeeReceiptData,
  ...MONEY_FORMS,
  'result-hand-over': ResultHandOverData,
  'result-receipt': ResultReceiptData,
} as const;

export type FormId = keyof typeof FORM_DATA;
export const FORM_IDS = keysOf(FORM_DATA);

/** A form's data before defaults are filled in. */
export type FormInput<F extends FormId> = z.input<(typeof FORM_DATA)[F]>;
/** A form's data, checked. */
export type FormData<F extends FormId> = z.output<(typeof FORM_DATA)[F]>;
