/** An export of the provincial system for the example commune: dossiers of people who do not exist. Pure. */
import { makeRandom } from '#platform/random.ts';
import { formatDate, formatTime, fromLocal, localDay, toLocal } from '#platform/time.ts';
import { FIELD_WORDS } from './rows.ts';

const COLUMNS = [
  'number',
  'procedureCode',
  'procedureName',
  'applicantName',
  'applicantId',
  'phone',
  'status',
  'unitName',
  'receivedAt',
  'dueAt',
  'endedAt',
  'returnedAt',
  'changedAt',
] as const;

const OFFICE = 'Văn phòng Hội đồng nhân dân và Ủy ban nhân dân xã';
const PROCEDURES = [
  ['1.001193', 'Thủ tục đăng ký khai sinh', OFFICE],
  ['2.000815', 'Thủ tục chứng thực bản sao từ bản chính', OFFICE],
  ['1.001776', 'Thực hiện, điều chỉnh, thôi hưởng trợ cấp xã hội hằng tháng', 'Phòng Văn hóa - Xã hội'],
  ['1.004222', 'Đăng ký thường trú', 'Phòng Kinh tế'],
] as const;
const NAMES = [
  'Nguyễn Văn Ví Dụ',
  'Trần Thị Ví Dụ',
  'Lê Văn Ví Dụ',
  'Phạm Thị Ví Dụ',
  'Hoàng Văn Ví Dụ',
] as const;
/** Dossiers of the export, and the days that they were received on. */
const COUNT = 48;
const DAYS = 20;

/** States by the age of a dossier in days: the old are mostly done, a few are late, some wait for the citizen. */
function stateAt(age: number, chance: number): string {
  if (age < 3) {
    return chance < 3 ? 'Đã tiếp nhận' : 'Đang giải quyết';
  }
  return chance < 2
    ? 'Đang giải quyết'
    : chance === 2
      ? 'Yêu cầu bổ sung'
      : chance === 3
        ? 'Đã có kết quả'
        : 'Đã trả kết quả';
}

/** A moment in office hours so many days ago, never after `now`. */
function atOffice(now: Temporal.Instant, daysAgo: number, minutes: number): Temporal.Instant {
  const at = fromLocal(localDay(now).subtract({ days: daysAgo }), '07:30').add({ minutes });
  return Temporal.Instant.compare(at, now) > 0 ? at.subtract({ hours: 24 }) : at;
}

/** The export as CSV, as if it was made at a moment; the same moment gives the same text. */
export function exampleExport(now: Temporal.Instant): string {
  const random = makeRandom('example-province');
  const moment = (at: Temporal.Instant | null) => {
    if (at === null) {
      return '';
    }
    const local = toLocal(at);
    return `${formatDate(local)} ${formatTime(local)}`;
  };
  const rows = Array.from({ length: COUNT }, (_, n) => {
    const age = Math.floor((n * DAYS) / COUNT);
    const received = atOffice(now, age, random.int(0, 510));
    const [code, name, unit] = random.pick(PROCEDURES);
    const state = stateAt(age, random.int(0, 9));
    const due = fromLocal(localDay(received).add({ days: random.int(2, 6) }), '17:00');
    const done = state === 'Đã có kết quả' || state === 'Đã trả kết quả';
    const ended = done ? atOffice(now, Math.max(0, age - random.int(1, 5)), random.int(60, 540)) : null;
    const day = toLocal(received);
    const stamp = [day.year % 100, day.month, day.day].map((part) => String(part).padStart(2, '0')).join('');
    return [
      `H56.999-${stamp}-${String(9001 + n)}`,
      code,
      name,
      random.pick(NAMES),
      `0380000${String(10_001 + n)}`,
      `09000${String(10_001 + n)}`,
      state,
      unit,
      moment(received),
      moment(due),
      moment(ended),
      state === 'Đã trả kết quả' ? moment(ended) : '',
      moment(ended ?? received),
    ].join(';');
  });
  const head = COLUMNS.map((field) => FIELD_WORDS[field].usual[0] ?? field).join(';');
  return `${[head, ...rows].join('\n')}\n`;
}
