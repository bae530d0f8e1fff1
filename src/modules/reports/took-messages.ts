import { defineMessages } from '#platform/i18n.ts';

/** What the page of a procedure says of how long it really took. */
export const tookMessages = defineMessages({
  took: {
    vi: 'Thực tế 90 ngày qua: nhanh {quick}, thường {usual}, chậm {slow} (chín phần mười hồ sơ xong trong thời gian này). Tính từ {count} hồ sơ đã có kết quả, không kể lúc chờ bổ sung.',
    en: 'Really, in the last 90 days: quick {quick}, usual {usual}, slow {slow} (nine dossiers of ten took no longer). Counted from {count} dossiers with a result, time waiting for papers left out.',
  },
  tookFew: {
    vi: 'Thực tế 90 ngày qua mới có {count} hồ sơ có kết quả, chưa đủ để nói thường mất bao lâu.',
    en: 'In the last 90 days only {count} dossiers had a result: too few to say how long it usually takes.',
  },
  tookNone: {
    vi: 'Thực tế 90 ngày qua chưa có hồ sơ nào của thủ tục này có kết quả.',
    en: 'In the last 90 days no dossier of this procedure had a result.',
  },
  minutes: { vi: '{count} phút làm việc', en: '{count} working minutes' },
  hours: { vi: '{count} giờ làm việc', en: '{count} working hours' },
  days: { vi: '{count} ngày làm việc', en: '{count} working days' },
});
