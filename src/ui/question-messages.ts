import { defineMessages } from '#platform/i18n.ts';

/** Words of a page of questions. */
export const questionMessages = defineMessages({
  day: { vi: 'Ngày', en: 'Day' },
  month: { vi: 'Tháng', en: 'Month' },
  year: { vi: 'Năm', en: 'Year' },
  dayUnknown: { vi: 'Không rõ ngày, tháng, năm', en: 'The day is not known' },
  province: { vi: 'Tỉnh, thành phố', en: 'Province or city' },
  commune: { vi: 'Xã, phường, đặc khu', en: 'Commune or ward' },
  line: { vi: 'Thôn, bản, tổ dân phố; số nhà, đường', en: 'Village; house number, street' },
  addEntry: { vi: 'Thêm {item}', en: 'Add {item}' },
  removeEntry: { vi: 'Bỏ {item}', en: 'Remove {item}' },
  goOn: { vi: 'Tiếp tục', en: 'Continue' },
  back: { vi: 'Quay lại', en: 'Back' },
  pageOf: { vi: 'Câu {at} trong {of}', en: 'Question {at} of {of}' },
});
