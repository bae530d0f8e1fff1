import { defineMessages } from '#platform/i18n.ts';

/** What the reader of identity cards says; on the server and in the browser. */
export const cardMessages = defineMessages({
  done: { vi: 'Đã điền thông tin từ thẻ căn cước. Xin đối chiếu với thẻ.' },
  'not-an-id-card': {
    vi: 'Đây không phải mã QR của thẻ căn cước. Xin quét mã trên thẻ, hoặc nhập số căn cước.',
  },
  'bad-number': { vi: 'Số trên mã QR không phải số định danh. Xin nhập theo thẻ.' },
  'bad-birth-date': { vi: 'Ngày sinh trên mã QR không có thật. Xin nhập theo thẻ.' },
  'name-letters': { vi: 'Chữ của họ tên bị sai khi quét: xin nhập lại họ tên.' },
  'address-letters': { vi: 'Chữ của địa chỉ bị sai khi quét: xin nhập lại địa chỉ.' },
  'sex-clash': { vi: 'Giới tính trên thẻ khác với số định danh: xin xem lại thẻ.' },
  'birth-clash': { vi: 'Năm sinh trên thẻ khác với số định danh: xin xem lại thẻ.' },
  'sex-unread': { vi: 'Giới tính lấy theo số định danh: xin xem lại.' },
  'issue-date-missing': { vi: '' },
  'birth-partial': { vi: 'Thẻ chỉ ghi {date}: để trống ngày sinh.' },
});
