import { defineMessages } from '#platform/i18n.ts';

/** Texts of the page that stands in without a line, and of the site on a phone's first screen. */
export const offlineMessages = defineMessages({
  title: { vi: 'Đang không có mạng', en: 'There is no line now' },
  why: {
    vi: 'Trang ông/bà muốn mở cần có mạng. Khi có mạng lại, trang tự mở, không phải bấm gì.',
    en: 'The page you asked for needs a line. It opens by itself when the line is back.',
  },
  sentTitle: {
    vi: 'Điều ông/bà vừa bấm gửi có thể chưa tới Trung tâm',
    en: 'What you just sent may not have arrived',
  },
  sentWhy: {
    vi: 'Khi có mạng, xin quay lại trang trước, những gì đã gõ vẫn còn, và bấm lại một lần. Bấm hai lần cũng không thành hai hồ sơ.',
    en: 'With a line, go back to the page before; what you typed is still there. Press once more: nothing is filed twice.',
  },
  sentBack: { vi: 'Đã có mạng: quay lại trang trước', en: 'The line is back: go to the page before' },
  keptTitle: { vi: 'Xem được ngay, không cần mạng', en: 'Readable now, without a line' },
  forget: { vi: 'Xóa các trang đã giữ trên máy này', en: 'Remove the pages kept on this device' },
  centreTitle: { vi: 'Đến hoặc gọi Trung tâm', en: 'Come or call' },
  address: { vi: 'Địa chỉ', en: 'Address' },
  phone: { vi: 'Điện thoại', en: 'Telephone' },
  askThere: { vi: 'Xin hỏi tại Trung tâm.', en: 'Please ask at the centre.' },
  hoursTitle: { vi: 'Giờ mở cửa', en: 'Opening hours' },
  closed: { vi: 'nghỉ', en: 'closed' },
  openAlso: { vi: 'làm việc', en: 'open' },
  daysTitle: { vi: 'Ngày khác thường sắp tới', en: 'Days that differ' },
  to: { vi: '{from} đến {to}', en: '{from} to {to}' },
  appAbout: {
    vi: 'Tra cứu hồ sơ, lấy số, đặt lịch và chuẩn bị giấy tờ tại {centre}.',
    en: 'Look up a dossier, take a number, book a time and prepare papers at {centre}.',
  },
  lookUp: { vi: 'Tra cứu hồ sơ', en: 'Look up a dossier' },
  takeNumber: { vi: 'Lấy số', en: 'Take a number' },
  prepare: { vi: 'Chuẩn bị hồ sơ ở nhà', en: 'Prepare at home' },
});
