import { defineMessages } from '#platform/i18n.ts';

/** Texts of the page on which officers answer calls for help. */
export const helpMessages = defineMessages({
  title: { vi: 'Gọi trợ giúp từ ki-ốt', en: 'Calls for help' },
  why: {
    vi: 'Ai gọi ở ki-ốt nào, ai đang đến. Tự cập nhật.',
    en: 'Who calls from which kiosk, and who is coming.',
  },
  caption: { vi: 'Lời gọi hôm nay', en: 'Calls of today' },
  none: { vi: 'Hôm nay chưa ai gọi trợ giúp', en: 'No calls today' },
  'none.why': {
    vi: 'Khi có người bấm “Gọi cán bộ đến giúp” ở ki-ốt, lời gọi hiện ở đây và ở bàn gọi số.',
    en: 'Calls from the kiosks appear here.',
  },
  place: { vi: 'Ki-ốt', en: 'Kiosk' },
  at: { vi: 'Gọi lúc', en: 'Called at' },
  state: { vi: 'Tình trạng', en: 'State' },
  do: { vi: 'Việc', en: 'Do' },
  waiting: { vi: 'chờ người đến', en: 'waiting' },
  coming: { vi: '{name} đang đến', en: '{name} is coming' },
  done: { vi: 'xong lúc {time}', en: 'done at {time}' },
  answer: { vi: 'Tôi đến', en: 'I come' },
  end: { vi: 'Đã giúp xong', en: 'Done' },
  strip: { vi: '{place} gọi trợ giúp lúc {time}', en: '{place} called for help at {time}' },
});
