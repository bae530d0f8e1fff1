import { defineMessages } from '#platform/i18n.ts';

/** Words of the rules of forms: what is wrong with an answer and how to mend it. The browser says the same ones. */
export const formMessages = defineMessages({
  missingText: { vi: 'Xin ghi: {label}.', en: 'Enter: {label}.' },
  missingChoice: { vi: 'Xin chọn: {label}.', en: 'Choose: {label}.' },
  missingStatement: { vi: 'Xin đánh dấu xác nhận: {label}', en: 'Please confirm: {label}' },
  missingPart: { vi: '{label}: xin ghi {part}.', en: '{label}: enter {part}.' },
  missingItems: { vi: '{label}: xin ghi ít nhất {min} {item}.', en: '{label}: enter at least {min} {item}.' },
  tooManyItems: { vi: '{label}: nhiều nhất {max} {item}.', en: '{label}: at most {max} {item}.' },
  tooLong: {
    vi: '{label}: dài nhất {max} ký tự, đang có {length}. Xin viết ngắn lại.',
    en: '{label}: at most {max} characters; there are {length}. Shorten it.',
  },
  tooShort: { vi: '{label}: ít nhất {min} ký tự.', en: '{label}: at least {min} characters.' },
  wrongName: {
    vi: '{label}: họ tên chỉ gồm chữ cái, viết cả họ, chữ đệm và tên như trên căn cước.',
    en: '{label}: letters only, the full name as on the ID card.',
  },
  wrongId: {
    vi: '{label}: số định danh có 12 chữ số, chứng minh nhân dân cũ có 9 chữ số, hộ chiếu có 1 chữ cái và 7 chữ số.',
    en: '{label}: a personal ID number has 12 digits, an old ID card 9, a passport one letter and 7 digits.',
  },
  wrongDay: {
    vi: '{label}: ngày này không có trong lịch. Xin ghi ngày, tháng, năm, ví dụ 5 / 9 / 1958.',
    en: '{label}: there is no such day. Enter day, month, year, for example 5 / 9 / 1958.',
  },
  wholeDay: {
    vi: '{label}: xin ghi đủ ngày, tháng, năm.',
    en: '{label}: enter day, month and year.',
  },
  wrongPhone: {
    vi: '{label}: số điện thoại có 10 chữ số, bắt đầu bằng 0. Ví dụ 0912 345 678.',
    en: '{label}: a phone number has 10 digits beginning with 0, for example 0912 345 678.',
  },
  wrongEmail: {
    vi: '{label}: thư điện tử có dạng ten@noi.vn. Không có thì để trống.',
    en: '{label}: an e-mail address looks like name@place.vn. Leave it empty if there is none.',
  },
  wrongNumber: { vi: '{label}: xin ghi bằng chữ số.', en: '{label}: use digits.' },
  wrongMoney: {
    vi: '{label}: xin ghi số tiền bằng chữ số, ví dụ 1.500.000.',
    en: '{label}: enter the amount in digits, for example 1.500.000.',
  },
  wrongChoice: { vi: '{label}: xin chọn một mục trong danh sách.', en: '{label}: choose from the list.' },
  wrongShape: { vi: '{label}: phải có dạng {shapes}.', en: '{label}: must look like {shapes}.' },
  tooSmall: { vi: '{label}: phải từ {min} trở lên.', en: '{label}: must be {min} or more.' },
  tooLarge: { vi: '{label}: không quá {max}.', en: '{label}: must be {max} or less.' },
  future: { vi: '{label}: không thể sau hôm nay.', en: '{label}: cannot be after today.' },
  past: { vi: '{label}: không thể trước hôm nay.', en: '{label}: cannot be before today.' },
  before: { vi: '{label}: không thể trước “{other}”.', en: '{label}: cannot be before “{other}”.' },
  afterMonths: {
    vi: '{label}: nhiều nhất {months} tháng kể từ {other}.',
    en: '{label}: at most {months} months from {other}.',
  },
  today: { vi: 'hôm nay', en: 'today' },
  tooYoung: { vi: '{label}: phải từ đủ {min} tuổi.', en: '{label}: must be at least {min} years old.' },
  tooOld: { vi: '{label}: không quá {max} tuổi.', en: '{label}: must be at most {max} years old.' },
  notSame: { vi: '{label}: phải giống “{other}”.', en: '{label}: must be the same as “{other}”.' },
  notDifferent: { vi: '{label}: phải khác “{other}”.', en: '{label}: must differ from “{other}”.' },
  itemLabel: { vi: '{label} ({item} thứ {n})', en: '{label} ({item} {n})' },
  province: { vi: 'tỉnh, thành phố', en: 'province or city' },
  commune: { vi: 'xã, phường', en: 'commune or ward' },
  line: { vi: 'thôn, số nhà, đường', en: 'village, house number, street' },
  yes: { vi: 'Có', en: 'Yes' },
  no: { vi: 'Không', en: 'No' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed' },
  unknownDay: { vi: 'Không rõ', en: 'Not known' },
  monthYear: { vi: 'tháng {month} năm {year}', en: '{month}/{year}' },
  yearOnly: { vi: 'năm {year}', en: '{year}' },
  numbered: { vi: '{item} {n}', en: '{item} {n}' },
  optional: { vi: 'không bắt buộc', en: 'optional' },
  exampleIs: { vi: 'Ví dụ: {example}', en: 'For example: {example}' },
});
