/** From a row of the source to what it says: by the mapping of the centre, strictly, with every reason where it cannot be taken. Pure. */
import { Status } from '#modules/dossiers/schema.ts';
import { fromLocal, toLocal } from '#platform/time.ts';
import { slug } from '#platform/vietnamese.ts';
import {
  MIRROR_FIELDS,
  type MirrorField,
  type MirrorMapping,
  NEEDED_FIELDS,
  type Observation,
} from '../schema.ts';

/** Names of the fields in sentences, and headers under which they are found when nothing was set. */
export const FIELD_WORDS: Readonly<
  Record<MirrorField, { readonly name: string; readonly usual: readonly string[] }>
> = {
  number: { name: 'mã hồ sơ', usual: ['Mã hồ sơ', 'Số hồ sơ', 'MaHoSo'] },
  localNumber: { name: 'số biên nhận tại Trung tâm', usual: ['Số biên nhận', 'SoBienNhan', 'Mã nội bộ'] },
  procedureCode: { name: 'mã thủ tục', usual: ['Mã thủ tục', 'Mã TTHC', 'MaTTHC'] },
  procedureName: { name: 'tên thủ tục', usual: ['Tên thủ tục', 'Thủ tục', 'TenTTHC', 'Thủ tục hành chính'] },
  applicantName: { name: 'chủ hồ sơ', usual: ['Chủ hồ sơ', 'Người nộp', 'ChuHoSo', 'Họ và tên'] },
  applicantId: { name: 'số định danh', usual: ['Số định danh', 'CCCD', 'Số CCCD', 'SoGiayToChuHoSo'] },
  phone: { name: 'số điện thoại', usual: ['Số điện thoại', 'Điện thoại', 'SoDienThoai'] },
  status: { name: 'trạng thái', usual: ['Trạng thái', 'Tình trạng', 'TrangThaiHoSo', 'Trạng thái hồ sơ'] },
  unitName: { name: 'đơn vị xử lý', usual: ['Đơn vị xử lý', 'Cơ quan xử lý', 'DonViXuLy', 'Phòng ban'] },
  receivedAt: { name: 'ngày tiếp nhận', usual: ['Ngày tiếp nhận', 'NgayTiepNhan'] },
  dueAt: { name: 'ngày hẹn trả', usual: ['Ngày hẹn trả', 'NgayHenTra', 'Hạn trả'] },
  endedAt: { name: 'ngày xử lý xong', usual: ['Ngày kết thúc xử lý', 'Ngày xử lý xong', 'NgayKetThucXuLy'] },
  returnedAt: { name: 'ngày trả kết quả', usual: ['Ngày trả', 'Ngày trả kết quả', 'NgayTra'] },
  changedAt: {
    name: 'lúc cập nhật',
    usual: ['Cập nhật lúc', 'Ngày cập nhật', 'NgayCapNhat', 'Thời điểm cập nhật'],
  },
};

/** Columns by field as the usual headers name them; fields that no header names are left out. */
export function guessColumns(headers: readonly string[]): MirrorMapping['columns'] {
  const found: MirrorMapping['columns'] = {};
  for (const field of MIRROR_FIELDS) {
    const usual = new Set(FIELD_WORDS[field].usual.map((word) => slug(word)));
    const header = headers.find((one) => usual.has(slug(one)));
    if (header !== undefined) {
      found[field] = header;
    }
  }
  return found;
}

/** Where each mapped field stands among the headers, and what is missing. `missing` are needed: without them nothing can be taken. */
export interface Columns {
  readonly at: ReadonlyMap<MirrorField, number>;
  readonly missing: readonly MirrorField[];
  /** Mapped fields that this file does not have; the rest is taken. */
  readonly absent: readonly MirrorField[];
}

/** Finds the mapped columns; capitals, marks and spaces of a header do not matter. */
export function findColumns(headers: readonly string[], mapping: MirrorMapping): Columns {
  const places = headers.map((header) => slug(header));
  const at = new Map<MirrorField, number>();
  const lost: MirrorField[] = [];
  for (const field of MIRROR_FIELDS) {
    const column = mapping.columns[field];
    if (column !== undefined) {
      const place = places.indexOf(slug(column));
      if (place === -1) {
        lost.push(field);
      } else {
        at.set(field, place);
      }
    }
  }
  const needed = new Set<MirrorField>(NEEDED_FIELDS);
  return {
    at,
    missing: [...NEEDED_FIELDS].filter((field) => !at.has(field)),
    absent: lost.filter((field) => !needed.has(field)),
  };
}

/** States of the source by their usual names; what a province calls otherwise is a setting. */
const STATES: Readonly<Record<string, Status>> = Object.fromEntries(
  (
    [
      [1, 'mới đăng ký', 'chờ tiếp nhận', 'mới nộp'],
      [2, 'được tiếp nhận', 'đã tiếp nhận', 'tiếp nhận'],
      [3, 'không được tiếp nhận', 'từ chối', 'từ chối tiếp nhận', 'không tiếp nhận'],
      [4, 'đang xử lý', 'đang giải quyết', 'chờ xử lý'],
      [5, 'yêu cầu bổ sung giấy tờ', 'yêu cầu bổ sung', 'chờ bổ sung'],
      [6, 'yêu cầu thực hiện nghĩa vụ tài chính', 'chờ thanh toán', 'chờ nộp thuế'],
      [7, 'công dân yêu cầu rút hồ sơ', 'rút hồ sơ', 'đã rút'],
      [8, 'dừng xử lý', 'hủy', 'dừng giải quyết'],
      [9, 'đã xử lý xong', 'đã có kết quả', 'chờ trả kết quả', 'xử lý xong'],
      [10, 'đã trả kết quả', 'đã trả', 'hoàn thành'],
    ] as const
  ).flatMap(([code, ...names]) => names.map((name) => [slug(name), code])),
);

function statusOf(text: string, mapping: MirrorMapping): Status | null {
  const wanted = slug(text);
  const set = Object.entries(mapping.states).find(([name]) => slug(name) === wanted)?.[1];
  const plain = Status.safeParse(/^\d{1,2}$/.test(text) ? Number(text) : undefined);
  return set ?? (plain.success ? plain.data : (STATES[wanted] ?? null));
}

const TIMES = [
  /^(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})(?:[ ,T]+(?<h>\d{1,2}):(?<i>\d{2})(?::\d{2})?)?$/,
  /^(?<h>\d{1,2}):(?<i>\d{2})(?::\d{2})?[ ,]+(?<d>\d{1,2})\/(?<m>\d{1,2})\/(?<y>\d{4})$/,
  /^(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?:[ T](?<h>\d{2}):(?<i>\d{2})(?::\d{2}(?:\.\d+)?)?)?$/,
  /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})(?:(?<h>\d{2})(?<i>\d{2})(?:\d{2})?)?$/,
];

/** A day of a spreadsheet as the number that it is inside: days since 30/12/1899, the time of day behind the point. From 2000 to 2099. */
function serialInstant(text: string): Temporal.Instant | null {
  const days = /^\d{5}(\.\d+)?$/.test(text) ? Number(text) : 0;
  if (days < 36_526 || days >= 73_051) {
    return null;
  }
  const minutes = Math.round((days % 1) * 24 * 60);
  const midnight = fromLocal(Temporal.PlainDate.from('1899-12-30').add({ days: Math.floor(days) }), '00:00');
  return midnight.add({ minutes });
}

/** An instant from the shapes that exports use; without a zone it is Viet Nam's, without a time of day its beginning. Null for none of them. */
export function instantOf(text: string): Temporal.Instant | null {
  const serial = serialInstant(text);
  if (serial !== null) {
    return serial;
  }
  const groups = TIMES.map((shape) => shape.exec(text)?.groups).find((found) => found !== undefined);
  try {
    if (groups === undefined) {
      return /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Temporal.Instant.from(text) : null;
    }
    const part = (name: string, width: number) => (groups[name] ?? '').padStart(width, '0');
    const day = Temporal.PlainDate.from(`${part('y', 4)}-${part('m', 2)}-${part('d', 2)}`);
    return fromLocal(day, `${part('h', 2)}:${part('i', 2)}`);
  } catch {
    return null;
  }
}

/** A promise that names a day only holds until that day is over. */
function dueOf(told: Temporal.Instant): Temporal.Instant {
  const local = toLocal(told);
  const dayOnly = local.hour === 0 && local.minute === 0 && local.second === 0;
  return dayOnly ? fromLocal(local.toPlainDate(), '23:59:59') : told;
}

/** Fields that are moments. */
export const INSTANTS: ReadonlySet<MirrorField> = new Set([
  'receivedAt',
  'dueAt',
  'endedAt',
  'returnedAt',
  'changedAt',
]);

/** Whether a row between the dossiers is none: the heading of a group or a sum, with hardly a cell filled, no state and nothing like a code. */
export function isHeading(cells: readonly string[], number: string, status: string): boolean {
  const filled = cells.filter((cell) => cell !== '').length;
  return filled <= 2 && status === '' && (number === '' || /\s/.test(number));
}

/** What a row says, or every reason why it cannot be taken. */
export type ReadRow = { readonly seen: Observation } | { readonly reasons: readonly string[] };

/**
 * Reads one row. An empty cell says nothing.
 * @param textAt the text of a field, "" for none
 * @param asOfFile when the source made the file or answered; for rows that do not say when they changed
 */
export function readRow(
  textAt: (field: MirrorField) => string,
  mapping: MirrorMapping,
  asOfFile: Temporal.Instant,
): ReadRow {
  const reasons: string[] = [];
  const values: Partial<Record<MirrorField, string>> = {};
  for (const field of MIRROR_FIELDS) {
    const text = textAt(field).replace(/\s+/g, ' ').trim();
    const { name } = FIELD_WORDS[field];
    if (text === '') {
      if (NEEDED_FIELDS.some((needed) => needed === field)) {
        reasons.push(`thiếu ${name}`);
      }
    } else if (text.length > 500) {
      reasons.push(`${name} dài quá 500 chữ`);
    } else if (field === 'status') {
      const status = statusOf(text, mapping);
      if (status === null) {
        reasons.push(`không hiểu trạng thái “${text}”`);
      } else {
        values.status = String(status);
      }
    } else if (INSTANTS.has(field)) {
      const instant = instantOf(text);
      if (instant === null) {
        reasons.push(`${name} “${text}” không phải ngày giờ`);
      } else {
        values[field] = (field === 'dueAt' ? dueOf(instant) : instant).toString();
      }
    } else {
      values[field] = field === 'number' ? text.toUpperCase().replace(/\s/g, '') : text;
    }
  }
  const number = values.number;
  if (reasons.length > 0 || number === undefined) {
    return { reasons };
  }
  return {
    seen: {
      number,
      at: values.changedAt === undefined ? asOfFile : Temporal.Instant.from(values.changedAt),
      values,
    },
  };
}
