import { defineMessages } from '#platform/i18n.ts';

/** Texts of filing a prepared dossier at the portal together with its citizen. */
export const assistMessages = defineMessages({
  title: { vi: 'Nộp trên Cổng cùng người dân', en: 'File at the portal together' },
  unnamed: { vi: 'không ghi tên', en: 'not named' },
  package: { vi: 'Tải gói hồ sơ đã chuẩn bị', en: 'Download the package' },
  'package-why': {
    vi: 'Một tệp ZIP: tờ khai đã điền, mỗi giấy tờ một tệp PDF, kèm tờ hướng dẫn. Xong việc xin xóa tệp khỏi máy.',
    en: 'One ZIP: the filled form, a PDF for each paper and a guide. Please delete it afterwards.',
  },
  'package-go': { vi: 'Tải gói hồ sơ (ZIP)', en: 'Download (ZIP)' },
  waiting: {
    vi: '{count} tệp còn chờ kiểm tra an toàn nên chưa có trong gói.',
    en: '{count} files still wait for the safety check.',
  },
  open: { vi: 'Mở đúng trang thủ tục trên Cổng', en: 'Open the page of the procedure' },
  'open-why': {
    vi: 'Người dân tự đăng nhập bằng tài khoản VNeID của họ. Xin không hỏi, không giữ mật khẩu và mã xác thực.',
    en: 'The citizen signs in with their own account. Please never ask for the password.',
  },
  'open-go': { vi: 'Mở trang trên Cổng (thẻ mới)', en: 'Open the portal (new tab)' },
  number: { vi: 'Ghi mã hồ sơ Cổng vừa cấp', en: 'Note the number' },
  'number-label': { vi: 'Mã hồ sơ Cổng vừa cấp', en: 'National number' },
  'number-go': { vi: 'Ghi mã hồ sơ', en: 'Note the number' },
  all: { vi: 'Các lượt hỗ trợ của tôi', en: 'All of mine' },
});
