import { defineMessages } from '#platform/i18n.ts';

/** Why a calendar or a term cannot be computed. Written for the officer or administrator who typed it. */
export const errorMessages = defineMessages({
  'not-covered': {
    vi: 'Lịch chỉ có từ {first} đến {last}, không tính được cho ngày {day}. Cần bổ sung lịch làm việc của năm đó.',
    en: 'The calendar covers {first} to {last} and cannot answer for {day}. Add that year to the working calendar.',
  },
  'unreadable-moment': {
    vi: 'Không đọc được thời điểm “{text}”. Cần đủ ngày và giờ, ví dụ 2026-03-02T08:00 (giờ Việt Nam) hoặc 2026-03-02T08:00+07:00.',
    en: 'Cannot read the moment "{text}". Give day and time, for example 2026-03-02T08:00 (Viet Nam time) or 2026-03-02T08:00+07:00.',
  },
  'unreadable-pause': {
    vi: 'Không đọc được khoảng tạm dừng “{text}”. Cần dạng BẮT-ĐẦU/KẾT-THÚC, ví dụ 2026-03-03T08:00/2026-03-05T08:00.',
    en: 'Cannot read the pause "{text}". Use FROM/TO, for example 2026-03-03T08:00/2026-03-05T08:00.',
  },
  'pause-reversed': {
    vi: 'Khoảng tạm dừng kết thúc ({to}) trước khi bắt đầu ({from}).',
    en: 'The pause ends ({to}) before it begins ({from}).',
  },
  'span-reversed': {
    vi: 'Thời điểm kết thúc ({to}) trước thời điểm bắt đầu ({from}).',
    en: 'The end ({to}) is before the start ({from}).',
  },
  'negative-term': {
    vi: 'Thời hạn không được âm: {amount}.',
    en: 'A term cannot be negative: {amount}.',
  },
  'fractional-days': {
    vi: 'Thời hạn tính bằng ngày phải là số nguyên: {amount}.',
    en: 'A term in days must be a whole number: {amount}.',
  },
  'fractional-minutes': {
    vi: 'Thời hạn tính bằng giờ phải chẵn phút: {amount} giờ.',
    en: 'A term in hours must be whole minutes: {amount} hours.',
  },
  'unreadable-term': {
    vi: 'Thời hạn phải là một con số, ví dụ 5; đã nhận “{text}”.',
    en: 'A term must be a number, for example 5; got "{text}".',
  },
  'unknown-unit': {
    vi: 'Không có đơn vị “{text}”. Chọn một trong: {units}.',
    en: 'There is no unit "{text}". Choose one of: {units}.',
  },
  'unreadable-cut-off': {
    vi: 'Giờ chốt nhận “{text}” phải có dạng GIỜ:PHÚT, ví dụ 15:00.',
    en: 'The cut-off "{text}" must be HOUR:MINUTE, for example 15:00.',
  },
  'bad-hours': {
    vi: 'Giờ làm việc {from}–{to} ({where}) không đúng: giờ đóng phải sau giờ mở.',
    en: 'Office hours {from}–{to} ({where}) are wrong: closing must come after opening.',
  },
  'no-monday': {
    vi: 'Ngày làm bù {day} không ghi giờ nên theo giờ thứ Hai, nhưng lịch này nghỉ thứ Hai. Cần ghi giờ cho ngày {day}.',
    en: 'Make-up day {day} has no hours and would take Monday’s, but Monday is off. Give hours for {day}.',
  },
  'empty-working-day': {
    vi: 'Ngày làm bù {day} phải có ít nhất một khoảng giờ làm việc.',
    en: 'Make-up day {day} needs at least one stretch of office hours.',
  },
  'two-working-days': {
    vi: 'Ngày làm bù {day} được ghi hai lần với giờ khác nhau.',
    en: 'Make-up day {day} is given twice with different hours.',
  },
  'covers-reversed': {
    vi: 'Lịch ghi ngày cuối ({last}) trước ngày đầu ({first}).',
    en: 'The calendar’s last day ({last}) is before its first ({first}).',
  },
  'bad-calendar': {
    vi: 'Lịch không đúng mẫu: {problems}.',
    en: 'The calendar does not have the right shape: {problems}.',
  },
});

/** Words of an explanation; joined by commas they make one sentence. */
export const explanationMessages = defineMessages({
  received: { vi: 'nhận {at}', en: 'received {at}' },
  'as-day-off': {
    vi: 'nhận vào ngày nghỉ nên tính như nhận {at}',
    en: 'on a day off, so counted as received {at}',
  },
  'as-outside-hours': {
    vi: 'ngoài giờ làm việc nên tính như nhận {at}',
    en: 'outside office hours, so counted as received {at}',
  },
  'as-last-hour-online': {
    vi: 'nộp trực tuyến trong giờ làm việc cuối nên tính như nhận {at}',
    en: 'online in the last office hour, so counted as received {at}',
  },
  'starts-working-day': {
    vi: '{amount} ngày làm việc tính từ {day}',
    en: '{amount} working days counted from {day}',
  },
  'starts-calendar-day': { vi: '{amount} ngày tính từ {day}', en: '{amount} days counted from {day}' },
  starts: { vi: 'tính từ {day}', en: 'counted from {day}' },
  hours: { vi: '{length} làm việc tính từ {at}', en: '{length} of office time counted from {at}' },
  'before-cut-off': {
    vi: 'nhận không sau {cutOff} nên trả trong ngày',
    en: 'received by {cutOff}, so due the same day',
  },
  'after-cut-off': {
    vi: 'nhận sau {cutOff} nên trả vào ngày làm việc tiếp theo',
    en: 'received after {cutOff}, so due the next working day',
  },
  'days-off': { vi: 'nghỉ {days}', en: 'off {days}' },
  'make-up-days': { vi: 'làm bù {days}', en: 'make-up work {days}' },
  'paused-days': { vi: 'tạm dừng {days}', en: 'paused {days}' },
  'partly-paused-days': {
    vi: '{days} chỉ tạm dừng một phần nên vẫn tính',
    en: '{days} paused in part and counted',
  },
  'paused-time': {
    vi: 'tạm dừng {length} làm việc ({from} đến {to})',
    en: 'paused {length} of office time ({from} to {to})',
  },
  moved: {
    vi: 'ngày cuối {from} là ngày nghỉ nên chuyển sang {to}',
    en: 'the last day {from} is off, so moved to {to}',
  },
  'estimated-days': {
    vi: 'ngày nghỉ {days} là dự kiến, chưa công bố',
    en: 'days off {days} are estimates, not announced',
  },
  due: { vi: 'hẹn trả {at}', en: 'due {at}' },
  and: { vi: 'và', en: 'and' },
  hour: { vi: '{n} giờ', en: '{n} h' },
  minute: { vi: '{n} phút', en: '{n} min' },
  'hour-minute': { vi: '{h} giờ {m} phút', en: '{h} h {m} min' },
});

/** What `motcua calendar check` and the administrator's page say about a calendar. */
export const findingMessages = defineMessages({
  'holiday-worked': {
    vi: '{occasion} {year}: ngày {day} phải nghỉ theo luật nhưng lịch đang ghi là ngày làm việc.',
    en: '{occasion} {year}: {day} is a day off by law but the calendar has it as a working day.',
  },
  'tet-short': {
    vi: 'Tết năm {year} (mùng 1 là {day}): lịch mới ghi {daysOff} ngày nghỉ, theo luật là 5. Nhập lịch nghỉ Tết khi có thông báo.',
    en: 'Tết {year} (first day {day}): the calendar has {daysOff} days off, the law gives 5. Enter them once announced.',
  },
  estimates: {
    vi: 'Năm {year} còn ngày nghỉ dự kiến, chưa công bố: {days}. Kiểm tra lại khi có thông báo.',
    en: '{year} has days off that are estimates, not announced: {days}. Check them once announced.',
  },
  'next-year-missing': {
    vi: 'Lịch chưa có năm {year}: hồ sơ có hạn sang năm {year} sẽ không tính được ngày hẹn trả.',
    en: 'The calendar lacks {year}: due dates that fall in {year} cannot be computed.',
  },
  'ends-soon': {
    vi: 'Lịch chỉ có đến {last}: cần bổ sung trước khi có hồ sơ hẹn trả sau ngày đó.',
    en: 'The calendar ends on {last}: extend it before a due date falls later.',
  },
  'new-year': { vi: 'Tết Dương lịch', en: 'New Year' },
  tet: { vi: 'Tết Nguyên đán', en: 'Lunar New Year' },
  ancestors: { vi: 'Giỗ Tổ Hùng Vương', en: 'Hùng Kings’ Day' },
  victory: { vi: 'Ngày Chiến thắng 30/4', en: 'Victory Day' },
  labour: { vi: 'Quốc tế Lao động 1/5', en: 'Labour Day' },
  'national-day': { vi: 'Quốc khánh', en: 'National Day' },
  'culture-day': { vi: 'Ngày Văn hóa Việt Nam 24/11', en: 'Vietnam Culture Day' },
});
