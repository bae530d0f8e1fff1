import { defineMessages } from '#platform/i18n.ts';

/** What a sign-on answers, on every way. */
export const signOnMessages = defineMessages({
  off: {
    vi: 'Trung tâm chưa kết nối cách đăng nhập này. Xin dùng cách khác.',
    en: 'This way to sign in is not connected here. Please use another.',
  },
  'down-staff': {
    vi: 'Hệ thống tài khoản của tỉnh đang không trả lời. Xin đăng nhập bằng tên và mật khẩu của Một Cửa; công việc không bị ảnh hưởng.',
    en: 'The province’s account system does not answer. Please sign in with name and password.',
  },
  'down-citizen': {
    vi: 'VNeID đang không trả lời. Xin thử lại sau ít phút, hoặc tra cứu bằng số hồ sơ và mã trên giấy hẹn.',
    en: 'VNeID does not answer. Please try again in a few minutes, or look up with the number and the code on your receipt.',
  },
  'fault-unavailable': {
    vi: 'Hệ thống đăng nhập đang không trả lời. Xin thử lại sau ít phút, hoặc dùng cách đăng nhập khác.',
  },
  'fault-cancelled': { vi: 'Ông/bà đã dừng đăng nhập. Xin đăng nhập lại khi cần.' },
  'fault-state': {
    vi: 'Lần đăng nhập này không bắt đầu từ trình duyệt này, hoặc đã quá 10 phút. Xin bắt đầu lại tại đây.',
  },
  'fault-issuer': {
    vi: 'Câu trả lời đến từ một hệ thống khác với hệ thống đã kết nối, nên không được nhận. Xin báo người quản trị.',
  },
  'fault-audience': {
    vi: 'Câu trả lời được cấp cho một ứng dụng khác, nên không được nhận. Xin báo người quản trị.',
  },
  'fault-nonce': {
    vi: 'Câu trả lời không khớp với lần đăng nhập này, nên không được nhận. Xin bắt đầu lại.',
  },
  'fault-expired': {
    vi: 'Câu trả lời đã hết hạn. Xin đăng nhập lại; nếu vẫn vậy, báo người quản trị kiểm tra giờ của máy chủ.',
  },
  'fault-clock': {
    vi: 'Giờ của hệ thống đăng nhập lệch với giờ của máy chủ chúng tôi, nên không được nhận. Xin báo người quản trị.',
  },
  'fault-signature': {
    vi: 'Chữ ký của câu trả lời không đúng, nên không được nhận. Xin báo người quản trị.',
  },
  'fault-assurance': {
    vi: 'Mức xác thực chưa đủ. Xin đăng nhập lại bằng cách có mức xác thực cao hơn.',
  },
  'fault-refused': {
    vi: 'Hệ thống đăng nhập không chấp nhận. Xin thử lại; nếu vẫn vậy, báo người quản trị.',
  },
  'not-linked': {
    vi: 'Tài khoản này ở hệ thống của tỉnh chưa liên kết với cán bộ nào. Xin đăng nhập bằng tên và mật khẩu của Một Cửa, mở Tài khoản của tôi → Liên kết tài khoản tỉnh; hoặc nhờ người quản trị liên kết mã người dùng “{subject}”.',
  },
  'account-closed': { vi: 'Tài khoản cán bộ này đã ngừng hoạt động. Xin liên hệ người quản trị.' },
  'link-taken': {
    vi: 'Tài khoản tỉnh này, hoặc cán bộ này, đã được liên kết rồi. Xin bỏ liên kết cũ trước.',
  },
  'link-unknown': { vi: 'Không còn liên kết này. Xin tải lại trang.' },
  'link-other': {
    vi: 'Ông/bà đã đăng xuất hoặc đổi người trong lúc liên kết. Xin đăng nhập và liên kết lại.',
  },
  'kiosk-gone': {
    vi: 'Ki-ốt không còn chờ nữa. Xin bấm “Xác thực bằng VNeID” lại tại ki-ốt và quét mã mới.',
    en: 'The kiosk no longer waits. Please start again at the kiosk.',
  },
  'kiosk-only': { vi: 'Chỉ ki-ốt của Trung tâm làm được việc này.' },
  'citizen-only': {
    vi: 'Xin đăng nhập bằng VNeID để xem trang này.',
    en: 'Please sign in with VNeID to see this page.',
  },
  'no-issuer': { vi: 'Chưa kết nối hệ thống tài khoản của tỉnh, nên chưa liên kết được.' },
  'account-unknown': { vi: 'Không có cán bộ này đang hoạt động. Xin chọn lại.' },
  'health-staff': { vi: 'Đăng nhập một lần của cán bộ' },
  'health-citizen': { vi: 'Đăng nhập VNeID của người dân' },
  'health-off': { vi: 'chưa kết nối' },
  'health-ok': { vi: 'chạy; lần cuối tốt {at}' },
  'health-bad': { vi: 'không trả lời: {why}; lần cuối tốt {at}; cán bộ vẫn đăng nhập bằng mật khẩu' },
  never: { vi: 'chưa có' },
});
