import { defineMessages } from '#platform/i18n.ts';

/** Texts of the plan of a day in the hall, as the director writes it and officers read it. */
export const planMessages = defineMessages({
  title: { vi: 'Kế hoạch trực quầy {day}', en: 'Plan of {day}' },
  why: {
    vi: 'Ai ngồi quầy nào, từ mấy giờ, gọi nhóm nào. Cán bộ thấy phần của mình tại quầy; mở quầy là nhận đúng nhóm đã ghi.',
    en: 'Who sits where.',
  },
  day: { vi: 'Ngày', en: 'Day' },
  show: { vi: 'Xem', en: 'Show' },
  saved: { vi: 'Đã ghi kế hoạch.', en: 'Saved.' },
  none: { vi: 'Ngày này chưa có kế hoạch.', en: 'No plan yet.' },
  'none.copied': {
    vi: 'Ngày này chưa có kế hoạch. Bảng dưới lấy theo kế hoạch gần nhất; xin xem lại rồi bấm Ghi kế hoạch.',
    en: 'Copied from the last plan.',
  },
  away: { vi: 'Có người đã báo nghỉ', en: 'On leave' },
  'away.line': {
    vi: '{name}, quầy {counter} từ {from}: nghỉ đến {until}. Xin giao người khác.',
    en: '{name}, counter {counter}: away until {until}.',
  },
  counter: { vi: 'Quầy {number}', en: 'Counter {number}' },
  'counter.now': { vi: 'đang gọi nhóm {lines}', en: 'calls {lines}' },
  'table.counter': { vi: 'Quầy', en: 'Counter' },
  'table.officer': { vi: 'Người trực', en: 'Officer' },
  'table.time': { vi: 'Giờ', en: 'Time' },
  officer: { vi: 'Người trực, ca {part} quầy {number}', en: 'Officer' },
  'officer.none': { vi: 'Không mở', en: 'Closed' },
  from: { vi: 'Từ', en: 'From' },
  to: { vi: 'Đến', en: 'To' },
  lines: { vi: 'Nhóm', en: 'Lines' },
  'lines.how': {
    vi: 'Ô Nhóm: chữ cái cách nhau bằng dấu cách; nhóm chỉ gọi giúp đặt trong ngoặc, ví dụ A B (C). Để trống thì quầy giữ nhóm hiện có.',
    en: 'Letters; helped ones in brackets.',
  },
  note: { vi: 'Lời dặn cho cả ca', en: 'Note' },
  save: { vi: 'Ghi kế hoạch', en: 'Save' },
  mine: { vi: 'Lịch trực quầy của ông/bà', en: 'Your duties' },
  'mine.line': { vi: '{day}, {from}–{to}: quầy {counter}', en: '{day}, {from}–{to}: counter {counter}' },
  'mine.lines': { vi: ', nhóm {lines}', en: ', lines {lines}' },
  today: { vi: 'Hôm nay', en: 'Today' },
});
