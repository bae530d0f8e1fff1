/**
 * The official periodic forms, column for column, as typed data: Thông tư 09/2026/TT-BTP (from 1/8/2026) and, for older
 * periods, II.06a/VPCP/KSTT of TT 01/2020/TT-VPCP.
 */

/** Codes of the forms. */
export const FORM_CODES = ['07a', '06a', '08b', '09a', '09b', 'II.06a'] as const;
export type FormCode = (typeof FORM_CODES)[number];

/** How long a period is. */
export type PeriodKind = 'month' | 'quarter' | 'half-year' | 'year';

/** One column with figures; (1) and (2) are the running number and what the row is about. */
export interface FormColumn {
  /** Its number on the form. */
  readonly no: number;
  /** Heads above it, outermost first; equal neighbours are one merged cell on the form. */
  readonly under: readonly string[];
  readonly label: string;
  /** `0-1`: only "đủ" (1) or "chưa đủ" (0). */
  readonly values?: '0-1';
}

/** A sum that must hold in each row: the columns of each side add up to the same. */
export interface Identity {
  /** As on the form: "(3)=(4)+(5)". */
  readonly text: string;
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** False for what follows from the form without standing on it. */
  readonly printed: boolean;
}

/** One form. */
export interface FormSpec {
  readonly code: FormCode;
  /** "07a/BTP/KSTT". */
  readonly number: string;
  readonly title: string;
  readonly source: string;
  /** Đơn vị tính. */
  readonly unit: string;
  /** Head of column (2). */
  readonly about: string;
  /** In force for periods that end on or after `from` and before `until`. */
  readonly from: string;
  readonly until: string | null;
  readonly periods: readonly PeriodKind[];
  /** `counted`: from the dossiers; `manual`: entered by an officer, since nothing here knows it. */
  readonly filled: 'counted' | 'manual';
  /** Whether the numbers of the columns are those printed on the form; else they are ours, in the order of its content. */
  readonly numbered: boolean;
  readonly columns: readonly FormColumn[];
  readonly identities: readonly Identity[];
}

/** "(3)=(4)+(5)" as a checked sum. */
function identity(text: string, printed = true): Identity {
  const [left = '', right = ''] = text.split('=');
  const numbers = (side: string) => [...side.matchAll(/\((\d+)\)/g)].map((found) => Number(found[1]));
  return { text, left: numbers(left), right: numbers(right), printed };
}

function column(no: number, label: string, ...under: readonly string[]): FormColumn {
  return { no, under, label };
}

const TT09 = 'Thông tư số 09/2026/TT-BTP';
const EVERY: readonly PeriodKind[] = ['month', 'quarter', 'half-year', 'year'];
const QUARTERLY: readonly PeriodKind[] = ['quarter', 'half-year', 'year'];

const RECEIVED = 'Số lượng hồ sơ tiếp nhận';
const SETTLED = 'Số lượng hồ sơ đã giải quyết';
const OPEN = 'Số lượng hồ sơ đang giải quyết';

const FORM_07A: FormSpec = {
  code: '07a',
  number: '07a/BTP/KSTT',
  title:
    'Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính',
  source: TT09,
  unit: 'Số hồ sơ thủ tục hành chính',
  about: 'Lĩnh vực giải quyết',
  from: '2026-08-01',
  until: null,
  periods: EVERY,
  filled: 'counted',
  numbered: true,
  columns: [
    column(3, 'Tổng số', RECEIVED),
    column(4, 'Trực tuyến toàn trình', RECEIVED, 'Trong kỳ'),
    column(5, 'Trực tuyến một phần', RECEIVED, 'Trong kỳ'),
    column(6, 'Qua dịch vụ bưu chính', RECEIVED, 'Trong kỳ'),
    column(7, 'Trực tiếp', RECEIVED, 'Trong kỳ'),
    column(8, 'Từ kỳ trước', RECEIVED),
    column(9, 'Tổng số', SETTLED),
    column(10, 'Trước hạn', SETTLED),
    column(11, 'Đúng hạn', SETTLED),
    column(12, 'Quá hạn', SETTLED),
    column(13, 'Tổng số', OPEN),
    column(14, 'Trong hạn', OPEN),
    column(15, 'Quá hạn', OPEN),
  ],
  identities: [
    identity('(3)=(4)+(5)+(6)+(7)+(8)'),
    identity('(9)=(10)+(11)+(12)'),
    identity('(13)=(14)+(15)'),
    identity('(3)=(9)+(13)', false),
  ],
};

const FORM_II06A: FormSpec = {
  code: 'II.06a',
  number: 'II.06a/VPCP/KSTT',
  title:
    'Tình hình, kết quả giải quyết thủ tục hành chính tại cơ quan, đơn vị trực tiếp giải quyết thủ tục hành chính',
  source: 'Thông tư số 01/2020/TT-VPCP',
  unit: 'Số hồ sơ thủ tục hành chính',
  about: 'Lĩnh vực giải quyết',
  from: '2020-01-01',
  until: '2026-08-01',
  periods: QUARTERLY,
  filled: 'counted',
  numbered: true,
  columns: [
    column(3, 'Tổng số', RECEIVED),
    column(4, 'Trực tuyến', RECEIVED, 'Trong kỳ'),
    column(5, 'Trực tiếp, dịch vụ bưu chính', RECEIVED, 'Trong kỳ'),
    column(6, 'Từ kỳ trước', RECEIVED),
    column(7, 'Tổng số', SETTLED),
    column(8, 'Trước hạn', SETTLED),
    column(9, 'Đúng hạn', SETTLED),
    column(10, 'Quá hạn', SETTLED),
    column(11, 'Tổng số', OPEN),
    column(12, 'Trong hạn', OPEN),
    column(13, 'Quá hạn', OPEN),
  ],
  identities: [
    identity('(3)=(4)+(5)+(6)'),
    identity('(7)=(8)+(9)+(10)'),
    identity('(11)=(12)+(13)'),
    identity('(3)=(7)+(11)', false),
  ],
};

const P_RECEIVED = 'Số phản ánh, kiến nghị tiếp nhận';
const P_SETTLED = 'Số phản ánh, kiến nghị đã xử lý';
const P_OPEN = 'Số phản ánh, kiến nghị đang xử lý';
const BY_CONTENT = 'Theo nội dung';
const BY_TIME = 'Theo thời điểm tiếp nhận';

const FORM_06A: FormSpec = {
  code: '06a',
  number: '06a/BTP/KSTT',
  title:
    'Kết quả tiếp nhận, xử lý phản ánh, kiến nghị về hành vi hành chính và quy định hành chính tại cơ quan, đơn vị',
  source: TT09,
  unit: 'Số phản ánh, kiến nghị',
  about: 'Ngành, lĩnh vực',
  from: '2026-08-01',
  until: null,
  periods: QUARTERLY,
  filled: 'manual',
  numbered: true,
  columns: [
    column(3, 'Tổng số', P_RECEIVED),
    column(4, 'Hành vi hành chính', P_RECEIVED, BY_CONTENT),
    column(5, 'Quy định hành chính', P_RECEIVED, BY_CONTENT),
    column(6, 'Từ kỳ trước chuyển qua', P_RECEIVED, BY_TIME),
    column(7, 'Mới tiếp nhận trong kỳ', P_RECEIVED, BY_TIME),
    column(8, 'Tổng số', P_SETTLED),
    column(9, 'Hành vi hành chính', P_SETTLED, BY_CONTENT),
    column(10, 'Quy định hành chính', P_SETTLED, BY_CONTENT),
    column(11, 'Từ kỳ trước chuyển qua', P_SETTLED, BY_TIME),
    column(12, 'Mới tiếp nhận trong kỳ', P_SETTLED, BY_TIME),
    column(13, 'Tổng số', P_OPEN),
    column(14, 'Hành vi hành chính', P_OPEN, BY_CONTENT),
    column(15, 'Quy định hành chính', P_OPEN, BY_CONTENT),
    column(16, 'Đã xử lý và đăng tải công khai'),
  ],
  identities: [
    identity('(3)=(4)+(5)'),
    identity('(3)=(6)+(7)'),
    identity('(8)=(9)+(10)'),
    identity('(8)=(11)+(12)'),
    identity('(13)=(14)+(15)'),
  ],
};

const STAFF = 'Nhân sự làm việc tại Trung tâm (người)';
const ENOUGH = 'Trang thiết bị: đủ (1), chưa đủ (0)';
const enough = (no: number, label: string): FormColumn => ({ ...column(no, label, ENOUGH), values: '0-1' });

const FORM_08B: FormSpec = {
  code: '08b',
  number: '08b/BTP/KSTT',
  title:
    'Tình hình thực hiện cơ chế một cửa, một cửa liên thông trong giải quyết thủ tục hành chính tại cấp xã',
  source: TT09,
  unit: 'Điểm, người; trang thiết bị ghi 1 hoặc 0',
  about: 'Đơn vị',
  from: '2026-08-01',
  until: null,
  periods: QUARTERLY,
  filled: 'manual',
  numbered: false,
  columns: [
    column(3, 'Số điểm tiếp nhận, trả kết quả'),
    column(4, 'Của Trung tâm', STAFF),
    column(5, 'Do cơ quan, đơn vị cử đến', STAFF),
    column(6, 'Hợp đồng', STAFF),
    enough(7, 'Máy tính cho cán bộ, công chức'),
    enough(8, 'Máy tính hướng dẫn nộp hồ sơ trực tuyến'),
    enough(9, 'Máy quét (scan)'),
    enough(10, 'Màn hình cảm ứng tra cứu thông tin, đánh giá'),
  ],
  identities: [],
};

const PUBLISHED = 'Thủ tục hành chính nội bộ được công bố trong kỳ';

const FORM_09A: FormSpec = {
  code: '09a',
  number: '09a/BTP/KSTT',
  title: 'Kết quả công bố, công khai thủ tục hành chính nội bộ',
  source: TT09,
  unit: 'Số quyết định, số thủ tục',
  about: 'Đơn vị',
  from: '2026-08-01',
  until: null,
  periods: EVERY,
  filled: 'manual',
  numbered: false,
  columns: [
    column(3, 'Số quyết định công bố', PUBLISHED),
    column(4, 'Số thủ tục', PUBLISHED),
    column(5, 'Đã công khai', PUBLISHED),
    column(6, 'Chưa công khai', PUBLISHED),
    column(7, 'Số thủ tục lũy kế đến hết kỳ'),
  ],
  identities: [identity('(4)=(5)+(6)', false)],
};

const PLANS = 'Phương án cắt giảm, đơn giản hóa thủ tục hành chính nội bộ';

const FORM_09B: FormSpec = {
  code: '09b',
  number: '09b/BTP/KSTT',
  title: 'Kết quả phê duyệt và thực thi phương án cắt giảm, đơn giản hóa thủ tục hành chính nội bộ',
  source: TT09,
  unit: 'Số quyết định, số thủ tục',
  about: 'Đơn vị',
  from: '2026-08-01',
  until: null,
  periods: EVERY,
  filled: 'manual',
  numbered: false,
  columns: [
    column(3, 'Số quyết định phê duyệt', PLANS),
    column(4, 'Số thủ tục theo phương án', PLANS),
    column(5, 'Đã thực thi', PLANS),
    column(6, 'Chưa thực thi', PLANS),
    column(7, 'Số thủ tục đã thực thi lũy kế đến hết kỳ'),
  ],
  identities: [identity('(4)=(5)+(6)', false)],
};

/** All forms, in the order in which a commune files them. */
export const FORMS: Readonly<Record<FormCode, FormSpec>> = {
  '07a': FORM_07A,
  '06a': FORM_06A,
  '08b': FORM_08B,
  '09a': FORM_09A,
  '09b': FORM_09B,
  'II.06a': FORM_II06A,
};

/** Figures of one row by the numbers of their columns. */
export interface FormRow {
  readonly about: string;
  readonly values: Readonly<Record<number, number>>;
}

/** A sum that does not hold, with its place on the form. */
export interface FormFault {
  readonly row: string;
  readonly identity: string;
  readonly left: number;
  readonly right: number;
}

/** The sums that fail in a row; empty when all hold. */
export function faultsOf(spec: FormSpec, row: FormRow): readonly FormFault[] {
  const sum = (columns: readonly number[]) => columns.reduce((total, no) => total + (row.values[no] ?? 0), 0);
  return spec.identities
    .map((one) => ({ row: row.about, identity: one.text, left: sum(one.left), right: sum(one.right) }))
    .filter(({ left, right }) => left !== right);
}

/** The row of sums. Columns that only say "enough or not" are not added up. */
export function totalRow(spec: FormSpec, label: string, rows: readonly FormRow[]): FormRow {
  return {
    about: label,
    values: Object.fromEntries(
      spec.columns
        .filter(({ values }) => values !== '0-1')
        .map(({ no }) => [no, rows.reduce((total, row) => total + (row.values[no] ?? 0), 0)]),
    ),
  };
}

/** Whether a form is the one to file for a period that ends on this day. */
export function inForce(spec: FormSpec, to: Temporal.PlainDate): boolean {
  const { compare } = Temporal.PlainDate;
  return compare(to, spec.from) >= 0 && (spec.until === null || compare(to, spec.until) < 0);
}
