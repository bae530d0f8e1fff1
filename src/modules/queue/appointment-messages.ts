import { defineMessages } from '#platform/i18n.ts';

/** Texts of refusals around appointments. The pages have theirs in `pages/appointment-messages.ts`. */
export const appointmentMessages = defineMessages({
  unknown: {
    vi: 'Không tìm thấy lịch hẹn này. Xin xem lại mã hẹn, hoặc đặt lịch mới.',
    en: 'No such appointment. Please check the code, or book a new one.',
  },
  'group-unknown': { vi: 'Không có nhóm việc này. Xin chọn lại.', en: 'No such group. Please choose again.' },
  'not-bookable': {
    vi: 'Nhóm việc “{name}” hiện chưa nhận đặt lịch. Xin đến lấy số tại Trung tâm.',
    en: '“{name}” takes no appointments now. Please take a number at the centre.',
  },
  'slot-gone': {
    vi: 'Giờ hẹn này không còn đặt được. Xin chọn giờ khác.',
    en: 'This time cannot be booked any more. Please choose another.',
  },
  'slot-full': {
    vi: 'Giờ {time} vừa có người đặt hết. Còn trống gần nhất: {next}. Xin chọn lại giờ.',
    en: '{time} has just been taken. Next free: {next}. Please choose again.',
  },
  'slot-full-none': {
    vi: 'Giờ {time} vừa có người đặt hết, và các ngày tới cũng đã kín. Xin đến lấy số tại Trung tâm.',
    en: '{time} has just been taken and the coming days are full. Please take a number at the centre.',
  },
  busy: {
    vi: 'Đang có rất nhiều người đặt cùng lúc nên chưa ghi được. Xin bấm lại sau vài giây.',
    en: 'Very many people are booking right now. Please try again in a few seconds.',
  },
  'too-many': {
    vi: 'Số điện thoại này đang có {count} lịch hẹn chưa dùng. Xin dùng hoặc hủy bớt trước khi đặt thêm.',
    en: 'This phone number has {count} open appointments. Please use or cancel some first.',
  },
  'not-allowed': {
    vi: 'Lịch hẹn này {state} nên không làm được việc này.',
    en: 'This appointment is {state}, so this cannot be done.',
  },
  'state.booked': { vi: 'đang chờ đến giờ', en: 'booked' },
  'state.arrived': { vi: 'đã nhận số', en: 'used' },
  'state.no-show': { vi: 'đã quá giờ', en: 'missed' },
  'state.cancelled': { vi: 'đã hủy', en: 'cancelled' },
  'other-day': {
    vi: 'Lịch hẹn này vào {when}, không phải hôm nay. Hôm nay xin lấy số thường.',
    en: 'This appointment is on {when}, not today. Today please take an ordinary number.',
  },
  'too-early': {
    vi: 'Ông/bà đến sớm: giờ hẹn là {time}, nhận số được từ {from}. Xin quay lại sau, hoặc chờ ở hàng thường ngay bây giờ.',
    en: 'You are early: the appointment is at {time}; check in from {from}, or wait in the ordinary line now.',
  },
  'check-in.where': {
    vi: 'Xin nhận số tại ki-ốt hoặc bàn hướng dẫn của Trung tâm khi ông/bà đến nơi.',
    en: 'Please check in at the kiosk or the guidance desk when you are at the centre.',
  },
  'check-in.text': {
    vi: 'Mã hẹn có 8 chữ số, ghi dưới mã QR của lịch hẹn. Xin nhập lại hoặc quét mã.',
    en: 'The code has eight digits, below the QR code. Please type it again or scan it.',
  },
  'request.other': {
    vi: 'Mã yêu cầu này đã dùng cho việc khác. Xin tải lại trang rồi làm lại.',
    en: 'This request id was used for something else. Reload the page and try again.',
  },
  'push.address': {
    vi: 'Địa chỉ nhận thông báo không phải của một dịch vụ công khai. Xin mở trang bằng trình duyệt khác.',
    en: 'This is not the address of a public push service. Please use another browser.',
  },
  'push.enough': {
    vi: 'Đã có đủ máy nhận báo cho phiếu này. Xin tắt bớt một máy rồi thử lại.',
    en: 'Enough devices are told already. Please turn one off first.',
  },
  'sign-in': { vi: 'Xin đăng nhập để xem lịch hẹn.', en: 'Please sign in to see appointments.' },
});
