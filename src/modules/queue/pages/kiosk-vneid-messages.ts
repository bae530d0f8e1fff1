import { defineMessages } from '#platform/i18n.ts';

/** Texts of identity by VNeID at the kiosk. */
export const kioskVneidMessages = defineMessages({
  title: { vi: 'Xác thực bằng VNeID', en: 'Identify by VNeID' },
  why: {
    vi: 'Ông/bà đăng nhập VNeID trên điện thoại của mình; ki-ốt không giữ lại gì.',
    en: 'You sign in with VNeID on your own phone; the kiosk keeps nothing.',
  },
  begin: { vi: 'Bắt đầu', en: 'Begin' },
  'step-1': { vi: 'Mở máy ảnh trên điện thoại, quét mã này.', en: 'Scan this code with your phone.' },
  'step-2': {
    vi: 'Điện thoại phải hiện đúng số {code}. Khác số thì không tiếp tục.',
    en: 'The phone must show {code}. If it does not, stop.',
  },
  'step-3': {
    vi: 'Đăng nhập VNeID trên điện thoại, rồi nhìn lại màn hình này.',
    en: 'Sign in, then look here.',
  },
  qr: { vi: 'Mã để mở trên điện thoại', en: 'Code to open on the phone' },
  code: { vi: 'Số đối chiếu', en: 'Number to compare' },
  hello: { vi: 'Xin chào {name}', en: 'Hello {name}' },
  elderly: {
    vi: 'Theo ngày sinh, ông/bà từ đủ 60 tuổi: được lấy số ưu tiên.',
    en: 'By your date of birth you may take a priority number.',
  },
  child: { vi: 'Theo ngày sinh, cháu dưới 16 tuổi: được lấy số ưu tiên.', en: 'A child: priority number.' },
  none: {
    vi: 'Theo tuổi thì lấy số thường. Nếu thuộc diện khác, xin chọn ở bước ưu tiên.',
    en: 'By age an ordinary number. If another reason holds, please name it later.',
  },
  go: { vi: 'Tiếp tục lấy số', en: 'Take a number' },
  gone: {
    vi: 'Lần xác thực này đã hết hạn. Xin bắt đầu lại.',
    en: 'This is over. Please begin again.',
  },
  absent: {
    vi: 'VNeID chưa dùng được ở ki-ốt này. Xin xuất trình thẻ căn cước tại quầy; vẫn lấy số được như thường.',
    en: 'VNeID does not work here now. Please show your ID card at the counter.',
  },
});
