import { defineMessages } from '#platform/i18n.ts';

/** Texts of kiosk and console without a line, and of the list of what was merged. */
export const offlinePageMessages = defineMessages({
  'kiosk.title': { vi: 'Lấy số', en: 'Take a number' },
  'kiosk.banner': {
    vi: 'Đang mất kết nối — số vẫn cấp được, phiếu tạm',
    en: 'No connection — numbers are still given, on provisional tickets',
  },
  'kiosk.choose': { vi: 'Ông/bà cần làm việc gì?', en: 'What do you need?' },
  'kiosk.choose.why': {
    vi: 'Chạm vào nhóm việc. Nếu chưa rõ, xin hỏi cán bộ hướng dẫn.',
    en: 'Touch a group. If unsure, ask an officer.',
  },
  'kiosk.priority': { vi: 'Ông/bà có thuộc diện ưu tiên không?', en: 'Do you have priority?' },
  'kiosk.priority.why': {
    vi: 'Từ đủ 60 tuổi, khuyết tật, mang thai, bế con nhỏ, người có công, trẻ em, người đang ốm.',
    en: '60 and older, disabled, pregnant, with a small child, people of merit, children, ill.',
  },
  'kiosk.yes': { vi: 'Có, lấy số ưu tiên', en: 'Yes, priority' },
  'kiosk.no': { vi: 'Không, lấy số thường', en: 'No, ordinary' },
  'kiosk.ticket': { vi: 'Số của ông/bà (phiếu tạm)', en: 'Your number (provisional)' },
  'kiosk.ticket.why': {
    vi: 'Xin nhớ số này hoặc quét mã bằng điện thoại. Số có hiệu lực ngay; mã xem được lượt khi có kết nối trở lại. Khi đến lượt, cán bộ gọi số tại sảnh.',
    en: 'Please keep this number or scan the code. It is valid now; the code shows your turn once the connection is back.',
  },
  'kiosk.qr': { vi: 'Quét để theo dõi khi có kết nối trở lại', en: 'Scan to follow later' },
  'kiosk.none': { vi: 'Máy này chưa cấp được số lúc mất kết nối', en: 'No number can be given here now' },
  'kiosk.none.why': {
    vi: 'Xin mời ông/bà tới bàn hướng dẫn: cán bộ ghi thứ tự bằng giấy. Máy tự chạy lại khi có kết nối.',
    en: 'Please go to the help desk. This kiosk recovers by itself.',
  },
  'kiosk.another': { vi: 'Xong, mời người tiếp theo', en: 'Done, next person' },
  'kiosk.restart': { vi: 'Làm lại từ đầu', en: 'Start again' },
  'kiosk.print': { vi: 'In phiếu tạm', en: 'Print' },
  'desk.title': { vi: 'Quầy khi mất kết nối', en: 'Counter without connection' },
  'desk.banner': {
    vi: 'Đang mất kết nối — vẫn gọi được theo danh sách đã giữ; mọi lượt là tạm, tự gộp khi có kết nối',
    en: 'No connection — call from the kept list; merged later',
  },
  'desk.counter': { vi: 'Quầy', en: 'Counter' },
  'desk.legal': {
    vi: 'Lúc này không cấp số hồ sơ, giấy tiếp nhận hay biên lai trên máy. Ghi tiếp nhận vào sổ giấy, hẹn người dân quay lại lấy giấy tiếp nhận; hoặc mời chờ tới khi có kết nối.',
    en: 'No dossier numbers or receipts now: write on paper, or ask people to wait.',
  },
  'desk.next': { vi: 'Gọi người tiếp theo', en: 'Call next' },
  'desk.serve': { vi: 'Bắt đầu tiếp', en: 'Start' },
  'desk.no-show': { vi: 'Vắng mặt', en: 'No-show' },
  'desk.finish': { vi: 'Kết thúc', en: 'Finish' },
  'desk.given': { vi: 'Gọi số cụ thể', en: 'Call a given number' },
  'desk.given.why': {
    vi: 'Chỉ khi người giữ số đang đứng ở đây. Gọi to số: bảng gọi số không chạy.',
    en: 'Only when its holder stands here.',
  },
  'desk.given.go': { vi: 'Gọi số này', en: 'Call it' },
  'desk.given.wrong': {
    vi: 'Xin gõ số như trên phiếu, ví dụ A012.',
    en: 'Type it as on the ticket, e.g. A012.',
  },
  'desk.list': { vi: 'Giữ cho quầy này', en: 'Kept for this counter' },
  'desk.priority': { vi: 'ưu tiên', en: 'priority' },
  'desk.left': { vi: 'người còn trong danh sách', en: 'left on the list' },
  'desk.done': { vi: 'việc chờ gộp', en: 'acts to be merged' },
  'desk.open': { vi: 'Đầu hàng lúc mất kết nối', en: 'First in line when the line broke' },
  'desk.open.why': {
    vi: 'Quầy khác có thể vừa gọi. Hỏi to “ai giữ số này mà chưa được gọi”, rồi gọi bằng “Gọi số cụ thể”.',
    en: 'Another counter may just have called them: ask aloud, then call by number.',
  },
  'desk.nobody': {
    vi: 'Danh sách giữ cho quầy này đã hết. Người khác xin gọi bằng số khi đứng trước quầy.',
    en: 'Nobody is left on this list.',
  },
  'desk.lapsed': {
    vi: 'Đã mất kết nối gần hai giờ: danh sách hết hiệu lực vì quầy khác được phép gọi. Chỉ gọi bằng số người đang đứng ở đây.',
    en: 'The list has lapsed: call by number only.',
  },
  'desk.nothing': {
    vi: 'Trình duyệt này chưa giữ danh sách của quầy nào. Xin gọi theo thứ tự số giấy tới khi có kết nối.',
    en: 'No list is kept in this browser.',
  },
  'desk.sign-in': {
    vi: 'Đã có kết nối nhưng phiên đăng nhập hết hạn. Việc đã làm vẫn được giữ ở máy này.',
    en: 'Connected again, but please sign in; nothing is lost.',
  },
  'desk.sign-in.go': { vi: 'Đăng nhập để gộp', en: 'Sign in to merge' },
  'list.title': { vi: 'Sau khi mất kết nối', en: 'After the line was gone' },
  'list.why': {
    vi: 'Việc làm lúc mất kết nối đã được gộp vào hàng chờ; dòng cần xem là chỗ hai bên không khớp.',
    en: 'What was merged, and what needs a look.',
  },
  'list.empty': { vi: 'Ba ngày qua không có lượt nào phải gộp', en: 'Nothing was merged in three days' },
  'list.look': { vi: 'Cần xem', en: 'Needs a look' },
  'list.seen': { vi: 'Đã xem', en: 'Seen' },
  'list.seen-by': { vi: '{name} đã xem', en: 'seen by {name}' },
  'list.at': { vi: 'Lúc', en: 'At' },
  'list.number': { vi: 'Số', en: 'Number' },
  'list.place': { vi: 'Nơi làm', en: 'Where' },
  'list.what': { vi: 'Kết quả gộp', en: 'Outcome' },
  'list.counter': { vi: 'Quầy {number} · {name}', en: 'Counter {number} · {name}' },
  'list.kiosk': { vi: 'Máy lấy số', en: 'Kiosk' },
  'strip.look': {
    vi: 'Có {count} lượt lúc mất kết nối cần xem lại',
    en: '{count} entries need a look',
  },
  'strip.open': { vi: 'Xem danh sách đã gộp', en: 'Open the list' },
  'strip.silent': {
    vi: 'Quầy {counter} mất liên lạc từ {time}; đang giữ riêng cho quầy đó: {numbers}',
    en: 'Counter {counter} is silent since {time}; kept for it: {numbers}',
  },
  'strip.silent.why': {
    vi: 'Nếu quầy đó không làm việc, trả các số này về hàng chung để ai cũng gọi được.',
    en: 'If nobody works there, give them back to all.',
  },
  'strip.give-back': { vi: 'Trả về hàng chung', en: 'Give back to all' },
  'strip.go': { vi: 'Gọi tiếp khi mất kết nối', en: 'Go on without connection' },
  'outcome.merged': { vi: 'Đã gộp', en: 'Merged' },
  'outcome.already': { vi: 'Đã có sẵn', en: 'Was there already' },
  'outcome.called-again': {
    vi: 'Đã gộp; trước đó số này đã được gọi một lần',
    en: 'Merged; had been called before',
  },
  'outcome.counter-taken': {
    vi: 'Đồng nghiệp đang tiếp người khác tại quầy: số này được để chờ ở quầy',
    en: 'A colleague had somebody there: on hold at the counter',
  },
  'outcome.elsewhere': { vi: 'Đang ở quầy khác: giữ như quầy đó', en: 'At another counter: left there' },
  'outcome.done-before': { vi: 'Đã xong ở nơi khác từ trước', en: 'Had been finished elsewhere' },
  'outcome.given-up': {
    vi: 'Người giữ số đã bỏ số trên điện thoại; lượt tiếp vẫn ghi ở đây',
    en: 'Had been given up by phone',
  },
  'outcome.not-here': { vi: 'Số không ở quầy này nữa: không đổi gì', en: 'Not at this counter: unchanged' },
  'outcome.unknown': {
    vi: 'Chưa có số này: có thể máy lấy số chưa gộp, hoặc gõ nhầm',
    en: 'No such number (yet)',
  },
  'outcome.called-before': {
    vi: 'Đã được gọi bằng số từ trước: đang để chờ ở quầy đó',
    en: 'Had been called by number: on hold there',
  },
  'outcome.put-back': {
    vi: 'Được gọi đúng lúc mất kết nối, quầy không biết: đã trả vào hàng',
    en: 'Called as the line broke: put back into the line',
  },
  'outcome.not-leased': {
    vi: 'Số không thuộc phần máy này được giữ: không nhận',
    en: 'Not one of the numbers of this kiosk: refused',
  },
  'outcome.number-used': { vi: 'Số đã có phiếu khác: không nhận', en: 'Number used already: refused' },
  'outcome.too-late': {
    vi: 'Số của ngày trước: chỉ ghi lại, không vào hàng',
    en: 'Of an earlier day: noted only',
  },
});
