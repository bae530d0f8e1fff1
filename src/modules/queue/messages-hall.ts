import { defineMessages } from '#platform/i18n.ts';

/** Texts of the hall's day: refusals at the kiosk, and what people still waiting are told. */
export const hallMessages = defineMessages({
  'day.before': {
    vi: 'Trung tâm mở cửa lúc {opens}. Lúc này chưa phát số.',
    en: 'The centre opens at {opens}. No numbers are given yet.',
  },
  'day.before-numbers': {
    vi: 'Trung tâm làm việc từ {opens}. Ông/bà lấy số trước được.',
    en: 'Counters open at {opens}. You can take a number already.',
  },
  'day.lunch-no-numbers': {
    vi: 'Đang nghỉ trưa, phát số và làm việc lại lúc {opens}. Số đã lấy vẫn giữ nguyên chỗ.',
    en: 'Lunch break. Numbers and counters again at {opens}. Numbers already taken keep their place.',
  },
  'day.lunch': {
    vi: 'Đang nghỉ trưa, làm việc lại lúc {opens}. Số đã lấy vẫn giữ nguyên chỗ.',
    en: 'Lunch break until {opens}. Numbers already taken keep their place.',
  },
  'day.last-numbers': {
    vi: 'Hôm nay đã phát số cuối. Ông/bà có số rồi xin chờ, quầy tiếp đến {closes}. Việc gấp xin hỏi bàn hướng dẫn.',
    en: 'The last numbers of today were given. If you have one, please wait: counters work until {closes}. If urgent, ask at the guidance desk.',
  },
  'day.closed': {
    vi: 'Trung tâm đã hết giờ làm việc. Ông/bà đang chờ xin đến bàn hướng dẫn; số hôm nay không dùng cho ngày sau.',
    en: 'The centre is closed for today. If you are still waiting, please come to the guidance desk; today’s number is not valid tomorrow.',
  },
  'day.day-off': {
    vi: 'Hôm nay Trung tâm nghỉ, không phát số. Có thể nộp hồ sơ qua Cổng Dịch vụ công quốc gia.',
    en: 'The centre is closed today. You can file on the National Public Service Portal.',
  },
  'refused.title': { vi: 'Lúc này chưa lấy được số', en: 'No numbers at this time' },
  'refused.back': { vi: 'Về trang đầu', en: 'To the first page' },
  'refused.look-up': { vi: 'Tra cứu hồ sơ đã nộp', en: 'Follow a dossier' },
  'refused.book': { vi: 'Đặt lịch hẹn', en: 'Book an appointment' },
  'rules.past': {
    vi: 'Ngày bắt đầu là hôm nay ({today}) hoặc về sau: những ngày đã qua giữ nguyên quy tắc của nó.',
    en: 'The first day is today ({today}) or later.',
  },
  'group.unknown-letter': {
    vi: 'Không có nhóm việc mang chữ {letter}.',
    en: 'There is no group {letter}.',
  },
});
