import { defineMessages } from '#platform/i18n.ts';

/** Texts around being told by web push. What is sent holds a number and a counter, nothing of the person. */
export const pushMessages = defineMessages({
  'offer.ticket': { vi: 'Báo cho tôi khi gần đến lượt', en: 'Tell me when it is nearly my turn' },
  'offer.appointment': { vi: 'Nhắc tôi trước giờ hẹn', en: 'Remind me before the appointment' },
  'on.ticket': {
    vi: 'Máy này sẽ báo khi còn ba người trước ông/bà, và khi đến lượt, kể cả khi đã đóng trang.',
    en: 'This device will tell you when three people are ahead and when you are called, even with the page closed.',
  },
  'on.appointment': {
    vi: 'Máy này sẽ nhắc trước giờ hẹn, kể cả khi đã đóng trang.',
    en: 'This device will remind you, even with the page closed.',
  },
  off: { vi: 'Thôi báo', en: 'Stop telling me' },
  'is-off': { vi: 'Đã tắt báo trên máy này.', en: 'Turned off on this device.' },
  denied: {
    vi: 'Máy đang chặn thông báo của trang này. Xin mở trang này và nghe loa ở Trung tâm.',
    en: 'This device blocks messages of this page. Please keep the page open and listen to the calls.',
  },
  failed: {
    vi: 'Chưa bật được thông báo. Trang này vẫn tự cập nhật khi đang mở.',
    en: 'Could not turn it on. This page still renews itself while it is open.',
  },
  'near.title': { vi: 'Số {number}: sắp đến lượt', en: 'Number {number}: nearly your turn' },
  'near.text': { vi: 'Còn {count} người trước ông/bà.', en: '{count} people ahead of you.' },
  'near.next': { vi: 'Ông/bà là người tiếp theo.', en: 'You are next.' },
  'called.title': { vi: 'Mời số {number} đến quầy {counter}', en: 'Number {number}, counter {counter}' },
  'called.text': { vi: 'Quầy đang chờ ông/bà.', en: 'The counter is waiting for you.' },
  'due.title': { vi: 'Lịch hẹn lúc {time}', en: 'Appointment at {time}' },
  'due.text': {
    vi: 'Xin mang giấy tờ cần thiết và mã hẹn. Không đến được thì hủy giúp.',
    en: 'Please bring your papers and the code. Cancel if you cannot come.',
  },
  'health.name': { vi: 'Báo trên điện thoại ({centre})', en: 'Web push ({centre})' },
  'health.ok': { vi: '{listening} máy đang chờ tin, không máy nào lỗi', en: '{listening} devices listen' },
  'health.failing': {
    vi: '{listening} máy đang chờ tin, {failing} máy chưa gửi được: {why}',
    en: '{listening} devices listen, {failing} could not be reached: {why}',
  },
});
