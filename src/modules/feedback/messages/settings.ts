import { defineMessages } from '#platform/i18n.ts';

/** The dated settings of ratings. */
export const settingsMessages = defineMessages({
  title: { vi: 'Cài đặt đánh giá', en: 'Settings of ratings' },
  why: {
    vi: 'Không văn bản nào định các con số này. Mỗi lần đổi ghi ngày áp dụng và căn cứ; số liệu cũ giữ nguyên.',
    en: 'No document fixes these figures. Each change has its day and its source.',
  },
  now: { vi: 'Đang áp dụng', en: 'In force' },
  change: { vi: 'Đổi cài đặt', en: 'Change' },
  compareFrom: { vi: 'So sánh từ bao nhiêu lượt đánh giá', en: 'Compare from so many ratings' },
  'compareFrom.hint': {
    vi: 'Ít nhất 30. Dưới số này, các dòng không được xếp hơn kém.',
    en: 'At least 30. Below, rows stand in no order of merit.',
  },
  followUpDays: { vi: 'Hạn liên hệ lại (ngày làm việc)', en: 'Working days for a follow-up' },
  oldScale: { vi: 'Thang 18 điểm cũ', en: 'The old scale of 18 points' },
  'oldScale.hint': {
    vi: 'Hết căn cứ pháp lý từ 01/7/2025. Chỉ để Trung tâm tự so với các năm trước, không phải số liệu chính thức.',
    en: 'Without legal base since 1 July 2025; for own comparison only.',
  },
  on: { vi: 'Có tính, chỉ dùng nội bộ', en: 'Worked out, internal only' },
  off: { vi: 'Không tính', en: 'Not worked out' },
  effectiveFrom: { vi: 'Áp dụng từ ngày', en: 'From' },
  source: { vi: 'Văn bản làm căn cứ', en: 'Document' },
  save: { vi: 'Lưu cài đặt', en: 'Save' },
  saved: { vi: 'Đã lưu, áp dụng từ {day}.', en: 'Saved, in force from {day}.' },
  pastDay: { vi: 'Ngày áp dụng đã qua. Xin chọn từ hôm nay trở đi.', en: 'That day is past.' },
  dayTaken: {
    vi: 'Ngày này đã có một lần đổi. Xin chọn ngày khác.',
    en: 'That day has its settings already.',
  },
  history: { vi: 'Các lần đổi', en: 'Changes' },
  none: { vi: 'Chưa đổi lần nào.', en: 'No changes.' },
});
