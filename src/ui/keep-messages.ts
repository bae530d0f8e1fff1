import { defineMessages } from '#platform/i18n.ts';

/** Texts of pages that are kept on the device, and of putting our pages onto its first screen. */
export const keepMessages = defineMessages({
  noteTitle: { vi: 'Đang không có mạng', en: 'There is no line now' },
  notePage: {
    vi: 'Trang này được giữ trên máy lúc {time}. Khi có mạng lại, trang tự cập nhật.',
    en: 'This page was kept on the device at {time}. It renews itself when the line is back.',
  },
  noteTicket: {
    vi: 'Số của ông/bà vẫn giữ nguyên. Số người chờ trên trang này là của lúc {time}; xin nghe gọi số tại sảnh.',
    en: 'Your number still holds. The people ahead are those of {time}; please listen in the hall.',
  },
  keep: { vi: 'Giữ trên máy này để xem khi mất mạng', en: 'Keep on this device for when there is no line' },
  forget: { vi: 'Thôi giữ trên máy này', en: 'Keep it here no longer' },
  keepWhy: {
    vi: 'Hồ sơ có thông tin của ông/bà: chỉ giữ trên máy của mình, không giữ trên máy dùng chung.',
    en: 'The draft holds your data: keep it on your own device only, not on a shared one.',
  },
  kept: { vi: 'Đã giữ trên máy này.', en: 'Kept on this device.' },
  notKept: {
    vi: 'Chưa giữ được: trình duyệt không cho, hoặc mạng vừa ngắt. Xin bấm lại.',
    en: 'Not kept: the browser refuses, or the line broke. Please press again.',
  },
  forgotten: { vi: 'Không còn giữ trên máy này.', en: 'No longer kept on this device.' },
  install: { vi: 'Đưa ra màn hình điện thoại', en: 'Put onto the first screen' },
});
