import type { FormId } from '../schema.ts';

/** One edition of an official form: what it is called, where it comes from and how its slips are numbered. */
export interface FormEdition {
  readonly form: FormId;
  /** The number in the instrument's list, e.g. "Mẫu số 01"; null where the instrument has no number. */
  readonly label: string | null;
  readonly title: string;
  readonly source: string;
  /** First and last local day (inclusive) on which the edition is used; `until` null while in force. */
  readonly from: string;
  readonly until: string | null;
  /** File in `templates/`. */
  readonly template: string;
  readonly paper: 'a4' | 'a4-landscape' | 'a5';
  /** What follows the serial, e.g. "PBS-TTPVHCC" in "12/PBS-TTPVHCC"; null when the form has no serial of its own. */
  readonly numberSign: string | null;
  /** Start of the file name, without diacritics. */
  readonly fileStem: string;
}

const TT03 = 'Thông tư 03/2025/TT-VPCP';
const TT01 = 'Thông tư 01/2018/TT-VPCP';
const TT01_BTP = 'Thông tư 01/2020/TT-BTP';

/**
 * The circular of 2025 was signed on 15/9/2025; slips of the two and a half months before stay with the numbers of
 * 2018. Its own day of entry into force has not been read: when it is, only these two days change.
 */
const OLD = { from: '2018-12-01', until: '2025-09-14' } as const;
const NEW = { from: '2025-09-15', until: null } as const;
const ALWAYS = { from: '2018-12-01', until: null } as const;

type Layout = Pick<FormEdition, 'form' | 'template' | 'paper' | 'numberSign' | 'fileStem'>;

const LAYOUTS = {
  '01': {
    form: '01',
    template: '01-receipt.typ',
    paper: 'a5',
    numberSign: 'TTPVHCC',
    fileStem: 'giay-tiep-nhan',
  },
  '02': {
    form: '02',
    template: '02-supplement.typ',
    paper: 'a5',
    numberSign: 'PBS-TTPVHCC',
    fileStem: 'phieu-bo-sung',
  },
  '03': {
    form: '03',
    template: '03-refusal.typ',
    paper: 'a5',
    numberSign: 'PTC-TTPVHCC',
    fileStem: 'phieu-tu-choi',
  },
  '04': {
    form: '04',
    template: '04-apology.typ',
    paper: 'a5',
    numberSign: 'PXL',
    fileStem: 'xin-loi-gia-han',
  },
  '05': {
    form: '05',
    template: '05-stop.typ',
    paper: 'a5',
    numberSign: 'TBD-TTPVHCC',
    fileStem: 'thong-bao-dung',
  },
  '06': {
    form: '06',
    template: '06-control.typ',
    paper: 'a5',
    numberSign: 'PKS-TTPVHCC',
    fileStem: 'phieu-kiem-soat',
  },
  '07': {
    form: '07',
    template: '07-book.typ',
    paper: 'a4-landscape',
    numberSign: 'STD',
    fileStem: 'so-theo-doi',
  },
} as const satisfies Record<string, Layout>;

const EDITIONS: readonly FormEdition[] = [
  {
    ...LAYOUTS['01'],
    ...OLD,
    label: 'Mẫu số 01',
    title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    source: TT01,
  },
  {
    ...LAYOUTS['01'],
    ...NEW,
    label: 'Mẫu số 01',
    title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả',
    source: TT03,
  },
  {
    ...LAYOUTS['02'],
    ...OLD,
    label: 'Mẫu số 02',
    title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    source: TT01,
  },
  {
    ...LAYOUTS['02'],
    ...NEW,
    label: 'Mẫu số 02',
    title: 'Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ',
    source: TT03,
  },
  {
    ...LAYOUTS['03'],
    ...OLD,
    label: 'Mẫu số 03',
    title: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
    source: TT01,
  },
  {
    ...LAYOUTS['03'],
    ...NEW,
    label: 'Mẫu số 03',
    title: 'Phiếu từ chối tiếp nhận giải quyết hồ sơ',
    source: TT03,
  },
  {
    ...LAYOUTS['04'],
    ...OLD,
    label: 'Mẫu số 04',
    title: 'Phiếu xin lỗi và hẹn lại ngày trả kết quả',
    source: TT01,
  },
  {
    ...LAYOUTS['04'],
    ...NEW,
    label: 'Mẫu số 04',
    title: 'Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết',
    source: TT03,
  },
  // The circular of 2018 had no such form; NĐ 118/2025 Điều 21 asks for one from its first day.
  {
    ...LAYOUTS['05'],
    from: '2025-07-01',
    until: '2025-09-14',
    label: null,
    title: 'Thông báo dừng giải quyết hồ sơ',
    source: 'Nghị định 118/2025/NĐ-CP',
  },
  { ...LAYOUTS['05'], ...NEW, label: 'Mẫu số 05', title: 'Thông báo dừng giải quyết hồ sơ', source: TT03 },
  {
    ...LAYOUTS['06'],
    ...OLD,
    label: 'Mẫu số 05',
    title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
    source: TT01,
  },
  {
    ...LAYOUTS['06'],
    ...NEW,
    label: 'Mẫu số 06',
    title: 'Phiếu kiểm soát quá trình giải quyết hồ sơ',
    source: TT03,
  },
  { ...LAYOUTS['07'], ...OLD, label: 'Mẫu số 06', title: 'Sổ theo dõi hồ sơ', source: TT01 },
  { ...LAYOUTS['07'], ...NEW, label: 'Mẫu số 07', title: 'Sổ theo dõi hồ sơ', source: TT03 },
  {
    ...ALWAYS,
    form: 'certification-statement',
    label: null,
    title: 'Lời chứng chứng thực chữ ký',
    source: TT01_BTP,
    template: 'certification-statement.typ',
    paper: 'a4',
    numberSign: null,
    fileStem: 'loi-chung',
  },
  {
    ...ALWAYS,
    form: 'certification-book',
    label: null,
    title: 'Sổ chứng thực chữ ký, điểm chỉ',
    source: 'Nghị định 23/2015/NĐ-CP',
    template: 'certification-book.typ',
    paper: 'a4-landscape',
    numberSign: null,
    fileStem: 'so-chung-thuc',
  },
  {
    ...ALWAYS,
    form: 'fee-receipt',
    label: null,
    title: 'Biên lai thu phí, lệ phí',
    source: 'Thông tư 226/2016/TT-BTC',
    template: 'fee-receipt.typ',
    paper: 'a5',
    numberSign: 'BL',
    fileStem: 'bien-lai',
  },
  {
    ...ALWAYS,
    form: 'payment-request',
    label: null,
    title: 'Giấy báo nộp phí, lệ phí',
    source: 'Nghị định 118/2025/NĐ-CP, Điều 24',
    template: 'payment-request.typ',
    paper: 'a5',
    numberSign: 'GBNP-TTPVHCC',
    fileStem: 'giay-bao-nop-phi',
  },
  {
    ...ALWAYS,
    form: 'refund',
    label: null,
    title: 'Phiếu hoàn trả phí, lệ phí',
    source: 'Quy trình nội bộ của Trung tâm',
    template: 'refund.typ',
    paper: 'a5',
    numberSign: 'PHT-TTPVHCC',
    fileStem: 'phieu-hoan-tra',
  },
  {
    ...ALWAYS,
    form: 'cash-book',
    label: null,
    title: 'Sổ quỹ tiền mặt ngày',
    source: 'Quy trình nội bộ của Trung tâm',
    template: 'cash-book.typ',
    paper: 'a4',
    numberSign: 'SQ-TTPVHCC',
    fileStem: 'so-quy',
  },
  {
    ...ALWAYS,
    form: 'result-hand-over',
    label: null,
    title: 'Phiếu bàn giao kết quả',
    source: 'Quy trình nội bộ của Trung tâm',
    template: 'result-hand-over.typ',
    paper: 'a4-landscape',
    numberSign: 'PBG-TTPVHCC',
    fileStem: 'ban-giao-ket-qua',
  },
  {
    ...ALWAYS,
    form: 'result-receipt',
    label: null,
    title: 'Giấy biên nhận trả kết quả',
    source: 'Quy trình nội bộ của Trung tâm',
    template: 'result-receipt.typ',
    paper: 'a5',
    numberSign: 'GBN-TTPVHCC',
    fileStem: 'bien-nhan-ket-qua',
  },
];

/**
 * The edition of a form that is used on a local day.
 * @throws RangeError when none was in force on that day.
 */
export function formFor(form: FormId, day: Temporal.PlainDate): FormEdition {
  const iso = day.toString();
  const found = EDITIONS.find(
    (edition) =>
      edition.form === form && edition.from <= iso && (edition.until === null || iso <= edition.until),
  );
  if (!found) {
    throw new RangeError(`form ${form} has no edition on ${iso}`);
  }
  return found;
}

/** All editions, for the administrator's list and for the test that they do not overlap. */
export function formEditions(): readonly FormEdition[] {
  return EDITIONS;
}

/** The number on a slip: 12 and "PBS-TTPVHCC" give "12/PBS-TTPVHCC"; below ten with a zero, as books of the office do. */
export function slipNumber(serial: number, sign: string): string {
  return `${String(serial).padStart(2, '0')}/${sign}`;
}

/** "giay-tiep-nhan-H56.14-261123-0001.pdf": a name without diacritics, safe in every file system. */
export function formFileName(edition: FormEdition, subject: string | null): string {
  const tail = (subject ?? '').replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${tail === '' ? edition.fileStem : `${edition.fileStem}-${tail}`}.pdf`;
}
