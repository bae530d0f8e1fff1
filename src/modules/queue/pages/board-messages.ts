import { defineMessages } from '#platform/i18n.ts';

/** Texts of the boards. */
export const boardMessages = defineMessages({
  also: { vi: 'Đang ở quầy', en: 'At the counters' },
  notices: { vi: 'Thông báo', en: 'Announcements' },
  'counter-short': { vi: 'quầy {number}', en: 'counter {number}' },
});
