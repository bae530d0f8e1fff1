import { defineMessages } from '#platform/i18n.ts';

/** Texts of the ticket on the phone, besides those it shares with the kiosk. */
export const ticketTexts = defineMessages({
  near: { vi: 'Sắp đến lượt ông/bà', en: 'It is nearly your turn' },
  'near.why': {
    vi: 'Xin ngồi gần các quầy và nghe gọi số.',
    en: 'Please stay near the counters and listen.',
  },
  sound: {
    vi: 'Chạm vào trang này một lần để máy được phép kêu khi đến lượt.',
    en: 'Touch this page once so that it may sound when it is your turn.',
  },
  'step-back': { vi: 'Nhường vài người đi trước', en: 'Let a few people go first' },
  'step-back.why': {
    vi: 'Chưa kịp đến quầy? Ông/bà lùi lại vài chỗ mà không mất số.',
    en: 'Not here yet? Step back a few places and keep your number.',
  },
  'step-back.people': { vi: 'Lùi sau {count} người', en: 'Behind {count} people' },
  'step-back.one': { vi: 'Lùi sau 1 người', en: 'Behind one person' },
  'step-back.done': { vi: 'Đã lùi lại. Chỗ mới của ông/bà ở trên.', en: 'Done. Your new place is above.' },
});
