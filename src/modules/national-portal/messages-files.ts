import { defineMessages } from '#platform/i18n.ts';

/** Texts about files that the portal fetches, and about the satisfaction that it is told. */
export const fileMessages = defineMessages({
  unknown: { vi: 'Không có địa chỉ này.', en: 'No such address.' },
  stranger: {
    vi: 'Máy này không có trong danh sách được tải tệp. Xin liên hệ Trung tâm.',
    en: 'This machine may not fetch files.',
  },
  expired: { vi: 'Địa chỉ này đã hết hạn. Hồ sơ gửi lại sẽ có địa chỉ mới.', en: 'The address is over.' },
  gone: { vi: 'Tệp này không còn.', en: 'The file is gone.' },
  title: { vi: 'Tệp Cổng đã tải', en: 'Files fetched' },
  'col-caller': { vi: 'Máy tải', en: 'Machine' },
  'col-file': { vi: 'Tệp', en: 'File' },
  'outcome-given': { vi: 'đã giao', en: 'given' },
  'outcome-stranger': { vi: 'không giao: máy lạ', en: 'refused: unknown machine' },
  'outcome-expired': { vi: 'không giao: địa chỉ hết hạn', en: 'refused: expired' },
  'outcome-gone': { vi: 'không giao: tệp không còn', en: 'refused: gone' },
  callers: { vi: 'Máy được tải tệp', en: 'Machines that may fetch files' },
  'callers-hint': {
    vi: 'Mỗi dòng một địa chỉ hoặc dải địa chỉ, ví dụ 10.20.0.0/16. Để trống: không giao tệp cho ai, hồ sơ gửi lên không kèm địa chỉ tải.',
    en: 'One address or range a line. Empty: nobody.',
  },
  days: { vi: 'Địa chỉ tải tệp có hạn (ngày)', en: 'Days that an address is good' },
  ratings: { vi: 'Gửi mức độ hài lòng hằng tháng', en: 'Tell satisfaction each month' },
  'ratings-yes': { vi: 'Gửi số liệu của tháng trước, khi đủ lượt đánh giá', en: 'Tell the month before' },
  'ratings-off': { vi: 'Không gửi', en: 'not told' },
  'ratings-line': { vi: 'Mức độ hài lòng', en: 'Satisfaction' },
  'ratings-none': { vi: 'chưa gửi tháng nào', en: 'none yet' },
  'ratings-sent': { vi: 'tháng {month}: đã gửi lúc {at}', en: '{month}: told at {at}' },
  'ratings-few': {
    vi: 'tháng {month}: chưa đủ lượt đánh giá để gửi mà vẫn giữ kín từng người',
    en: '{month}: too few',
  },
  'ratings-failed': {
    vi: 'tháng {month}: chưa gửi được ({why}), ngày mai tự gửi lại',
    en: '{month}: failed ({why})',
  },
  'ratings-number': { vi: 'Mức độ hài lòng {month}', en: 'Satisfaction {month}' },
  'ratings-all': { vi: 'Mức độ hài lòng chung', en: 'Satisfaction' },
});
