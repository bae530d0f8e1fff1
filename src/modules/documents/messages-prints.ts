import { defineMessages } from '#platform/i18n.ts';

/** Words about printers that cannot, and jobs that wait for them. */
export const printMessages = defineMessages({
  'failure.timeout': {
    vi: 'Máy in trả lời quá chậm. Xin xem máy có kẹt giấy hay đang báo lỗi không.',
    en: 'The printer is too slow. Is there a paper jam or an error light?',
  },
  'failure.cutter': {
    vi: 'Máy in kẹt giấy hoặc kẹt dao cắt. Xin mở nắp, gỡ giấy ra rồi đóng lại.',
    en: 'Paper or cutter jam. Open the cover, take the paper out, close it.',
  },
  'failure.heat': {
    vi: 'Đầu in quá nóng. Máy tự in tiếp khi nguội, xin chờ vài phút.',
    en: 'The print head is too hot. It goes on by itself when it has cooled.',
  },
  'failure.offline': {
    vi: 'Máy in đang tạm ngừng. Xin bấm nút FEED hoặc ONLINE trên máy.',
    en: 'The printer is offline. Press FEED or ONLINE on it.',
  },
  unknown: {
    vi: 'Đứt giữa chừng, không rõ giấy đã ra chưa: {reason} Xin xem ở máy in, rồi bấm “Giấy đã ra” hoặc “In lại”.',
    en: 'It broke off; nobody knows whether paper came out: {reason} Please look, then press one of the two.',
  },
  'inside-printer': {
    vi: 'Máy in đã nhận giấy này nhưng đang dừng. Xin xử lý ở máy; giấy sẽ tự ra.',
    en: 'The printer holds this paper but has stopped. Mend it there; the paper comes by itself.',
  },
  'ended-at-printer': {
    vi: 'Giấy này bị hủy ngay ở máy in. Xin in lại nếu còn cần.',
    en: 'It was cancelled at the printer. Print again if it is needed.',
  },
  'too-late': {
    vi: 'Chờ máy in quá lâu nên đã thôi. Xin in lại nếu còn cần. {reason}',
    en: 'It waited too long. Print again if it is needed. {reason}',
  },
  'no-printer': {
    vi: 'Máy in này không còn dùng. Xin chọn máy khác và in lại.',
    en: 'This printer is out of use.',
  },
  refused: {
    vi: 'máy in không nhận loại tệp này hoặc đòi mật khẩu; xin xem lại cách kết nối ở trang Trang thiết bị.',
    en: 'the printer does not take this kind of file or asks for a password.',
  },
  'see-log': {
    vi: 'xin báo người quản trị xem nhật ký máy chủ.',
    en: 'please ask the administrator to look into the log.',
  },
  'not-cancellable': {
    vi: 'Lệnh in này đã gửi tới máy in, không rút lại được.',
    en: 'It was sent already and cannot be withdrawn.',
  },
  'not-unknown': {
    vi: 'Lệnh in này đã rõ kết quả.',
    en: 'It is known how this job went.',
  },
  'state.waiting': { vi: 'chờ máy in', en: 'waits for the printer' },
  'state.unknown': { vi: 'không rõ đã ra giấy chưa', en: 'not known' },
  'state.cancelled': { vi: 'đã hủy', en: 'cancelled' },
  'state.done-confirmed': { vi: 'đã in, máy xác nhận', en: 'printed, confirmed' },
  'action.cancel': { vi: 'Hủy', en: 'Cancel' },
  'action.came-out': { vi: 'Giấy đã ra', en: 'It came out' },
  waiting: { vi: 'Đang chờ máy in: {count}', en: 'Waiting for a printer: {count}' },
  'waiting.why': {
    vi: 'Xử lý xong máy in thì các giấy này tự in tiếp, mỗi giấy một lần.',
    en: 'They go on by themselves, once each, when the printer works again.',
  },
  'printer-list': { vi: 'Thêm và sửa máy in ở trang Trang thiết bị', en: 'Add printers under Equipment' },
  'scan.none': {
    vi: 'Chưa có máy quét mạng nào. Người quản trị thêm ở trang Trang thiết bị.',
    en: 'There is no network scanner yet.',
  },
  'scan.failure.refused': {
    vi: 'Máy quét không trả lời. Xin xem máy đã bật chưa.',
    en: 'The scanner does not answer. Is it on?',
  },
  'scan.failure.timeout': {
    vi: 'Máy quét quá chậm. Xin thử lại.',
    en: 'The scanner is too slow. Please try again.',
  },
  'scan.failure.address': {
    vi: 'Địa chỉ máy quét không nằm trong mạng nội bộ. Xin báo người quản trị.',
    en: 'The scanner’s address is outside the network.',
  },
  'scan.failure.busy': {
    vi: 'Máy quét đang bận việc khác. Xin chờ một lát rồi bấm lại.',
    en: 'The scanner is busy. Please wait a moment.',
  },
  'scan.failure.empty': {
    vi: 'Khay không có giấy. Xin đặt giấy vào rồi bấm lại.',
    en: 'The feeder is empty. Put the paper in.',
  },
  'scan.failure.jam': {
    vi: 'Máy quét kẹt giấy. Xin gỡ ra, xếp lại đủ các tờ rồi quét lại từ đầu.',
    en: 'Paper jam. Take it out, put all sheets in again and scan anew.',
  },
  'scan.failure.cover': {
    vi: 'Nắp máy quét đang mở. Xin đóng lại.',
    en: 'The scanner’s cover is open.',
  },
  'scan.failure.settings': {
    vi: 'Máy quét không làm được kiểu quét này. Xin chọn kiểu khác.',
    en: 'The scanner cannot scan this way. Choose another.',
  },
  'scan.failure.broken': {
    vi: 'Trang quét bị đứt giữa chừng. Chưa có gì được lưu, xin quét lại.',
    en: 'A page broke off. Nothing was stored; please scan again.',
  },
  'scan.failure.wrong-type': {
    vi: 'Máy quét gửi về thứ không phải ảnh. Xin báo người quản trị xem lại máy.',
    en: 'The scanner sent something that is no picture.',
  },
  'scan.failure.elsewhere': {
    vi: 'Máy quét đòi chuyển sang máy khác; hệ thống không theo. Xin báo người quản trị.',
    en: 'The scanner pointed to another machine, which is not followed.',
  },
  'scan.failure.too-many': {
    vi: 'Quá 60 trang. Xin chia thành nhiều lần quét.',
    en: 'More than 60 pages. Please scan in parts.',
  },
  'choose-scanner': { vi: 'Xin chọn máy quét.', en: 'Please choose a scanner.' },
  'title-missing': { vi: 'Xin ghi tên giấy tờ.', en: 'Please name the paper.' },
  'choose-source': { vi: 'Xin chọn chỗ đặt giấy.', en: 'Please choose where the paper lies.' },
});
