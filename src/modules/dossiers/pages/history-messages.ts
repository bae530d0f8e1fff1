import { defineMessages } from '#platform/i18n.ts';

/** Words of a timeline besides the events themselves. */
export const historyMessages = defineMessages({
  futureReturn: { vi: 'Trả kết quả', en: 'Result returned' },
  holding: { vi: '{holder} đang giữ hồ sơ', en: '{holder} has it' },
  waitingCitizen: { vi: 'Đang chờ công dân', en: 'Waiting for the citizen' },
  lastedMinutes: { vi: 'sau {n} phút', en: 'after {n} minutes' },
  lastedHours: { vi: 'sau {n} giờ', en: 'after {n} hours' },
  lastedDays: { vi: 'sau {n} ngày', en: 'after {n} days' },
  until: { vi: 'đến trước {when}', en: 'until {when}' },
});
