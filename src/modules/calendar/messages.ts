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

/** The administrator's page, its forms and refusals. */
export const pageMessages = defineMessages({
  'no-calendar': {
    vi: 'Trung tâm chưa có lịch làm việc cho thời điểm này. Xin người quản trị thiết lập lịch.',
    en: 'The centre has no working calendar for that time. Ask the administrator to set one up.',
  },
  'check-fields': {
    vi: 'Lịch chưa thay đổi. Xin xem lại chỗ được chỉ ra.',
    en: 'Nothing was changed. Please check the field.',
  },
  reversed: { vi: 'Ngày cuối phải từ ngày {day} trở đi.', en: 'The last day cannot be before {day}.' },
  'too-long': {
    vi: 'Một đợt nghỉ từ {day} dài nhất 21 ngày. Xin xem lại tháng và năm.',
    en: 'A block from {day} has at most 21 days.',
  },
  'outside-covers': {
    vi: 'Lịch chưa có ngày {day}. Xin kéo dài lịch trước, rồi thêm ngày này.',
    en: 'The calendar does not reach {day}. Extend it first.',
  },
  'already-listed': {
    vi: 'Ngày {day} đã có trong danh sách. Muốn sửa, xin xóa rồi thêm lại.',
    en: '{day} is already listed. Remove it first to change it.',
  },
  'already-rest': {
    vi: 'Ngày {day} vốn đã là ngày nghỉ hằng tuần, không cần thêm.',
    en: '{day} is a weekly rest day anyway.',
  },
  'already-work': {
    vi: 'Ngày {day} vốn đã là ngày làm việc. Chỉ thêm khi giờ làm khác thường, và ghi giờ của ngày đó.',
    en: '{day} is a working day anyway. Add it only with hours of its own.',
  },
  'not-listed': {
    vi: 'Ngày {day} không có trong danh sách, có thể người khác vừa xóa.',
    en: '{day} is not listed.',
  },
  'not-later': {
    vi: 'Lịch đã có đến {day}. Xin chọn ngày sau đó.',
    en: 'The calendar already reaches {day}.',
  },
  'no-hours': {
    vi: 'Lịch phải có ít nhất một ngày làm việc trong tuần.',
    en: 'At least one weekday must be worked.',
  },
  'change-first': { vi: 'Lịch ban đầu: {title}', en: 'First calendar: {title}' },
  'change-add-off': { vi: 'Thêm ngày nghỉ {days}: {name}', en: 'Added days off {days}: {name}' },
  'change-add-work': { vi: 'Thêm ngày làm bù {days}: {name}', en: 'Added make-up day {days}: {name}' },
  'change-remove': { vi: 'Xóa ngày {days}: {reason}', en: 'Removed {days}: {reason}' },
  'change-extend': { vi: 'Kéo dài lịch đến {day}', en: 'Extended to {day}' },
  'change-hours': { vi: 'Đổi giờ làm việc ({source})', en: 'Changed office hours ({source})' },
  title: { vi: 'Lịch làm việc', en: 'Working calendar' },
  why: {
    vi: 'Ngày hẹn trả của mọi hồ sơ tính theo lịch này. Hồ sơ đã nhận giữ ngày hẹn theo lịch lúc nhận.',
    en: 'Due dates are computed from this calendar. Dossiers already received keep theirs.',
  },
  'look-at': { vi: 'Cần xem lại', en: 'To look at' },
  'to-settle': { vi: 'Điều chưa rõ, chưa đưa vào lịch', en: 'Open questions, not entered' },
  changed: {
    vi: 'Đã đổi lịch làm việc (bản {version}). Hồ sơ nhận từ bây giờ tính theo lịch mới.',
    en: 'The calendar was changed (version {version}).',
  },
  year: { vi: 'Năm {year}', en: '{year}' },
  years: { vi: 'Chọn năm', en: 'Choose a year' },
  month: { vi: 'Tháng {month}', en: 'Month {month}' },
  'days-in-week': { vi: 'T2 T3 T4 T5 T6 T7 CN', en: 'Mo Tu We Th Fr Sa Su' },
  'mark-holiday': { vi: 'nghỉ', en: 'off' },
  'mark-make-up': { vi: 'làm bù', en: 'make-up' },
  'mark-estimate': { vi: 'dự kiến', en: 'estimate' },
  today: { vi: 'hôm nay', en: 'today' },
  'legend-holiday': { vi: 'Ngày nghỉ', en: 'Day off' },
  'legend-make-up': { vi: 'Ngày làm bù', en: 'Make-up day' },
  'legend-estimate': { vi: 'Ngày nghỉ dự kiến, chưa công bố', en: 'Estimated day off' },
  'list-title': { vi: 'Ngày nghỉ và ngày làm bù năm {year}', en: 'Days off and make-up days of {year}' },
  'list-empty': { vi: 'Năm {year} chưa ghi ngày nghỉ nào.', en: '{year} has no days off yet.' },
  'list-empty-next': {
    vi: 'Thêm ngày nghỉ bằng biểu mẫu bên dưới khi có thông báo nghỉ lễ.',
    en: 'Add days off below.',
  },
  'col-day': { vi: 'Ngày', en: 'Day' },
  'col-kind': { vi: 'Loại', en: 'Kind' },
  'col-name': { vi: 'Tên', en: 'Name' },
  'col-source': { vi: 'Căn cứ', en: 'Source' },
  'col-certainty': { vi: 'Mức chắc chắn', en: 'Certainty' },
  'kind-off': { vi: 'Nghỉ', en: 'Off' },
  'kind-work': { vi: 'Làm bù', en: 'Make-up' },
  confirmed: { vi: 'Đã công bố', en: 'Announced' },
  'single-source': { vi: 'Mới có một nguồn', en: 'One source' },
  estimate: { vi: 'Dự kiến', en: 'Estimate' },
  'hours-title': { vi: 'Giờ làm việc', en: 'Office hours' },
  'hours-day': { vi: 'Ngày', en: 'Day' },
  'hours-terms': { vi: 'Giờ tính thời hạn', en: 'Counts for terms' },
  'hours-public': { vi: 'Giờ đón người dân', en: 'Open to the public' },
  rest: { vi: 'nghỉ', en: 'closed' },
  'changes-title': { vi: 'Thay đổi lịch', en: 'Change the calendar' },
  'versions-title': { vi: 'Các lần thay đổi', en: 'Changes' },
  'version-line': {
    vi: 'Bản {version}, từ ngày {day}: {change}',
    en: 'Version {version}, from {day}: {change}',
  },
  'add-off-title': { vi: 'Thêm ngày nghỉ', en: 'Add days off' },
  'add-work-title': { vi: 'Thêm ngày làm bù', en: 'Add a make-up day' },
  'remove-title': { vi: 'Xóa một ngày đã ghi', en: 'Remove a listed day' },
  'extend-title': { vi: 'Kéo dài lịch sang năm sau', en: 'Extend the calendar' },
  'hours-form-title': { vi: 'Đổi giờ làm việc', en: 'Change office hours' },
  'field-from': { vi: 'Từ ngày', en: 'From' },
  'field-to': { vi: 'Đến ngày', en: 'To' },
  'field-to-hint': {
    vi: 'Để trống nếu chỉ nghỉ một ngày. Thứ Bảy, Chủ nhật nằm giữa không cần tách ra.',
    en: 'Leave empty for one day.',
  },
  'field-day': { vi: 'Ngày', en: 'Day' },
  'field-name': { vi: 'Tên ngày', en: 'Name' },
  'field-source': { vi: 'Căn cứ', en: 'Source' },
  'field-source-hint': { vi: 'Số văn bản, ví dụ: Công văn 9859/VPCP-KGVX', en: 'Number of the document' },
  'field-certainty': { vi: 'Mức chắc chắn', en: 'Certainty' },
  'field-hours': { vi: 'Giờ làm', en: 'Hours' },
  'field-hours-hint': {
    vi: 'Để trống thì theo giờ thứ Hai. Ví dụ: 07:30-11:30, 13:30-17:30',
    en: 'Empty: Monday’s. Example: 07:30-11:30, 13:30-17:30',
  },
  'field-terms-week': { vi: 'Giờ tính thời hạn', en: 'Counts for terms' },
  'field-public-week': { vi: 'Giờ đón người dân', en: 'Open to the public' },
  'field-week-hint': {
    vi: 'Ví dụ: 07:30-11:30, 13:30-17:30. Để trống là nghỉ.',
    en: 'Example: 07:30-11:30, 13:30-17:30. Empty: closed.',
  },
  'field-reason': { vi: 'Lý do xóa', en: 'Reason' },
  'field-through': { vi: 'Lịch có đến hết ngày', en: 'Covers through' },
  'choose-day': { vi: 'Chọn ngày', en: 'Choose a day' },
  'bad-hours-text': {
    vi: 'Giờ viết theo dạng 07:30-11:30, 13:30-17:30; “{text}” chưa đúng.',
    en: 'Write hours as 07:30-11:30, 13:30-17:30; "{text}" is wrong.',
  },
  'bad-day': { vi: 'Xin chọn ngày.', en: 'Choose a day.' },
  'do-add-off': { vi: 'Thêm ngày nghỉ', en: 'Add days off' },
  'do-add-work': { vi: 'Thêm ngày làm bù', en: 'Add make-up day' },
  'do-remove': { vi: 'Xóa ngày này', en: 'Remove' },
  'do-extend': { vi: 'Kéo dài lịch', en: 'Extend' },
  'do-hours': { vi: 'Đổi giờ làm việc', en: 'Change hours' },
  'sign-in-first': { vi: 'Xin đăng nhập để xem lịch làm việc.', en: 'Sign in to see the calendar.' },
  'view-only': {
    vi: 'Muốn thêm hay bỏ ngày nghỉ, xin liên hệ người quản trị hoặc giám đốc trung tâm.',
    en: 'To change it, ask the administrator or the director.',
  },
});

/** What `motcua doctor` and the health page say. */
export const healthMessages = defineMessages({
  name: { vi: 'Lịch làm việc · {centre}', en: 'Working calendar · {centre}' },
  none: {
    vi: 'Chưa có lịch làm việc: không tiếp nhận được hồ sơ.',
    en: 'No working calendar: nothing can be received.',
  },
  covered: { vi: 'Có đến {day}.', en: 'Covers through {day}.' },
  ends: { vi: 'Chỉ có đến {day}: cần kéo dài lịch.', en: 'Only through {day}: extend it.' },
});
