import { defineMessages } from '#platform/i18n.ts';

/** How a dossier stands against its day, as chips say it. */
export const dueMessages = defineMessages({
  left: { vi: 'còn {n} ngày làm việc · {when}', en: '{n} working days left · {when}' },
  today: { vi: 'hôm nay · trước {time}', en: 'today · before {time}' },
  lateToday: { vi: 'trễ từ {time} hôm nay', en: 'late since {time} today' },
  late: { vi: 'trễ {n} ngày làm việc · hẹn {when}', en: '{n} working days late · due {when}' },
  lateSince: { vi: 'trễ · hẹn {when}', en: 'late · due {when}' },
  again: { vi: 'quá hẹn cũ · hẹn lại {when}', en: 'past the first date · now {when}' },
  supplement: { vi: 'chờ công dân bổ sung', en: 'waiting for papers' },
  payment: { vi: 'chờ công dân nộp phí', en: 'waiting for payment' },
  early: { vi: 'xong trước hạn', en: 'finished early' },
  'on-time': { vi: 'xong đúng hạn', en: 'finished on time' },
  ended: { vi: 'đã kết thúc', en: 'ended' },
  lateDone: { vi: 'xong quá hạn', en: 'finished late' },
  notCounted: { vi: 'chưa tính thời hạn', en: 'no term yet' },
  noDate: { vi: 'đang xử lý', en: 'in progress' },
});

/** The clocks of the steps of a dossier. */
export const stepClockMessages = defineMessages({
  title: { vi: 'Thời gian từng bước' },
  why: {
    vi: 'Giờ làm việc kể từ lần vào đầu tiên; bị trả lại không được tính lại từ đầu. Thời gian chờ công dân không tính cho ai.',
  },
  step: { vi: 'Bước' },
  who: { vi: 'Ai làm' },
  budget: { vi: 'Được giao' },
  used: { vi: 'Đã dùng' },
  over: { vi: 'Quá' },
  blame: { vi: 'Bước làm hết thời gian: {step}, {who}, quá {over}' },
  hours: { vi: '{h} giờ {m} phút' },
});
