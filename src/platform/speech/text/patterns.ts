import { readNumber, type SpeechRegion } from '../numbers.ts';
import {
  dayAloud,
  decimalAloud,
  digitsAloud,
  lettersAloud,
  monthAloud,
  ordinalAloud,
  romanValue,
  timeAloud,
  wholeAloud,
} from './amounts.ts';
import { BEFORE_ROMAN, ISSUERS, PAPER_KINDS, UNITS } from './words.ts';

/** One way of writing that is read otherwise than it is spelled. */
export interface Pattern {
  readonly name: string;
  /** Sticky and with the `u` flag: tried at one place of the text. */
  readonly at: RegExp;
  /** The words, or undefined when it only looked alike. `before` is the text in front. */
  readonly read: (match: readonly string[], before: string, region: SpeechRegion) => string | undefined;
}

function part(match: readonly string[], index: number): string {
  return match[index] ?? '';
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

const byLength = (words: Readonly<Record<string, string>>) =>
  Object.keys(words)
    .sort((a, b) => b.length - a.length)
    .map(literal)
    .join('|');

/** No letter or digit follows: the end of a written word. */
const END = '(?![\\p{L}\\p{N}])';
const WHOLE = '\\d{1,3}(?:\\.\\d{3})+|\\d+';
const AMOUNT = `(?:${WHOLE})(?:,\\d+)?`;
const DASH = '\\s*[-–—]\\s*';

function endsWith(before: string, words: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})\\s*$`, 'iu').test(before);
}

function validDate(day: number, month: number): boolean {
  const longest = month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return day >= 1 && month >= 1 && month <= 12 && day <= longest;
}

function dateWords(day: number, month: number, year: string, before: string, region: SpeechRegion): string {
  const lead = endsWith(before, 'ngày') ? '' : 'ngày ';
  const years = year === '' ? '' : ` năm ${readNumber(Number(year), region)}`;
  return `${lead}${dayAloud(day, region)} tháng ${monthAloud(month)}${years}`;
}

const FULL_DATE: Pattern = {
  name: 'date',
  at: new RegExp(`(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})${END}`, 'uy'),
  read(match, before, region) {
    const [day, month] = [Number(part(match, 1)), Number(part(match, 3))];
    return validDate(day, month) ? dateWords(day, month, part(match, 4), before, region) : undefined;
  },
};

const DATE_RANGE: Pattern = {
  name: 'date range',
  at: new RegExp(`(\\d{1,2})(?:/(\\d{1,2}))?${DASH}(\\d{1,2})/(\\d{1,2})(?:/(\\d{4}))?${END}`, 'uy'),
  read(match, before, region) {
    const [from, to, month] = [Number(part(match, 1)), Number(part(match, 3)), Number(part(match, 4))];
    const first = part(match, 2) === '' ? month : Number(part(match, 2));
    if (!validDate(from, first) || !validDate(to, month)) {
      return undefined;
    }
    const lead = endsWith(before, 'từ|từ ngày|ngày') ? '' : 'từ ';
    const day = endsWith(before, 'ngày') ? '' : 'ngày ';
    const own = first === month ? '' : ` tháng ${monthAloud(first)}`;
    return `${lead}${day}${dayAloud(from, region)}${own} đến ${dateWords(to, month, part(match, 5), '', region)}`;
  },
};

const DAY_WORDS =
  'ngày|hôm|sáng|trưa|chiều|tối|đêm|từ|đến|trước|sau|hạn|hết|lễ|nghỉ|và|vào|thứ \\p{L}+,?|chủ nhật,?|rằm';
/** Days that everybody knows by their numbers. */
const KNOWN_DAYS = new Set([
  '30/4',
  '1/5',
  '01/5',
  '01/05',
  '1/6',
  '01/6',
  '2/9',
  '02/9',
  '02/09',
  '27/7',
  '20/11',
]);

const SHORT_DATE: Pattern = {
  name: 'date',
  at: new RegExp(`(\\d{1,2})/(\\d{1,2})(?!/|\\d)${END}`, 'uy'),
  read(match, before, region) {
    const [day, month] = [Number(part(match, 1)), Number(part(match, 2))];
    const meant = day > month || KNOWN_DAYS.has(part(match, 0)) || endsWith(before, DAY_WORDS);
    if (validDate(day, month) && meant) {
      return dateWords(day, month, '', before, region);
    }
    return month === 0 ? undefined : `${readNumber(day, region)} phần ${readNumber(month, region)}`;
  },
};

const MONTH_OF_YEAR: Pattern = {
  name: 'month',
  at: new RegExp(`tháng (\\d{1,2})(?:[/-](\\d{4}))?${END}`, 'iuy'),
  read(match, _before, region) {
    const month = Number(part(match, 1));
    if (month < 1 || month > 12) {
      return undefined;
    }
    const year = part(match, 2);
    return `tháng ${monthAloud(month)}${year === '' ? '' : ` năm ${readNumber(Number(year), region)}`}`;
  },
};

const TIME = "([01]?\\d|2[0-3])(?:\\s*(?:h|g|giờ)\\s*([0-5]\\d)?(?:\\s*(?:phút|p|'))?|:([0-5]\\d))";

function timeOf(match: readonly string[], first: number, region: SpeechRegion): string {
  const minute = part(match, first + 1) || part(match, first + 2);
  return timeAloud(Number(part(match, first)), minute === '' ? 0 : Number(minute), region);
}

const TIME_RANGE: Pattern = {
  name: 'time range',
  at: new RegExp(`${TIME}${DASH}${TIME}${END}`, 'uy'),
  read(match, before, region) {
    const lead = endsWith(before, 'từ') ? '' : 'từ ';
    return `${lead}${timeOf(match, 1, region)} đến ${timeOf(match, 4, region)}`;
  },
};

const TIME_OF_DAY: Pattern = {
  name: 'time',
  at: new RegExp(`${TIME}${END}`, 'uy'),
  read: (match, _before, region) => timeOf(match, 1, region),
};

const LAW: Pattern = {
  name: 'law of the National Assembly',
  at: new RegExp(`(\\d+)/(\\d{4})/QH(\\d+)${END}`, 'uy'),
  read: (match, _before, region) =>
    `${wholeAloud(part(match, 1), region)} năm ${wholeAloud(part(match, 2), region)} của Quốc hội khóa ${wholeAloud(part(match, 3), region)}`,
};

/** The kind is not said again where it stands in front: "Nghị định số 118/2025/NĐ-CP". */
function paperWords(kind: string, issuer: string, before: string): string | undefined {
  const kindWords = PAPER_KINDS[kind];
  const issuerWords = ISSUERS[issuer] ?? (issuer === '' ? undefined : lettersAloud(issuer));
  const said = kindWords !== undefined && endsWith(before, `${kindWords}(?: số)?`);
  const words = [said ? '' : (kindWords ?? ''), issuerWords === undefined ? '' : `của ${issuerWords}`];
  return words.filter((word) => word !== '').join(' ');
}

const PAPER: Pattern = {
  name: 'number of a paper',
  at: new RegExp(`(\\d+)(?:/(\\d{4}))?/(${byLength(PAPER_KINDS)})(?:-(\\p{Lu}[\\p{L}&]*))?${END}`, 'uy'),
  read(match, before, region) {
    const year = part(match, 2);
    const number = `${wholeAloud(part(match, 1), region)}${year === '' ? '' : ` năm ${wholeAloud(year, region)}`}`;
    const words = paperWords(part(match, 3), part(match, 4), before);
    return words === '' ? number : `${number} ${words}`;
  },
};

const LETTER_NUMBER: Pattern = {
  name: 'number of a letter',
  at: new RegExp(`(\\d+)/(${byLength(ISSUERS)})(?:-(\\p{Lu}[\\p{L}&]*))?${END}`, 'uy'),
  read: (match, _before, region) => `${wholeAloud(part(match, 1), region)} của ${ISSUERS[part(match, 2)]}`,
};

const KIND_AND_ISSUER: Pattern = {
  name: 'kind of a paper',
  at: new RegExp(`(${byLength(PAPER_KINDS)})-(${byLength(ISSUERS)})${END}`, 'uy'),
  read: (match, before) => paperWords(part(match, 1), part(match, 2), before),
};

const CURRENCY = '(?:đồng|đ|VNĐ|VND|₫)';

const MONEY: Pattern = {
  name: 'money',
  at: new RegExp(`(${AMOUNT})(\\s*(?:nghìn|ngàn|triệu|tỷ))?\\s*${CURRENCY}(?:/(\\p{L}+))?${END}`, 'uy'),
  read(match, _before, region) {
    const scale = part(match, 2).trim();
    const each = part(match, 3);
    return `${decimalAloud(part(match, 1), region)}${scale === '' ? '' : ` ${scale}`} đồng${each === '' ? '' : ` một ${each}`}`;
  },
};

const MONEY_RANGE: Pattern = {
  name: 'money range',
  at: new RegExp(`(${AMOUNT})${DASH}(${AMOUNT})(\\s*(?:nghìn|ngàn|triệu|tỷ))?\\s*${CURRENCY}${END}`, 'uy'),
  read(match, before, region) {
    const scale = part(match, 3).trim();
    const lead = endsWith(before, 'từ') ? '' : 'từ ';
    return `${lead}${decimalAloud(part(match, 1), region)} đến ${decimalAloud(part(match, 2), region)}${scale === '' ? '' : ` ${scale}`} đồng`;
  },
};

const MOBILE: Pattern = {
  name: 'telephone',
  at: new RegExp(`(\\+84|0)([\\d .]{8,13}\\d)${END}`, 'uy'),
  read(match) {
    const groups = part(match, 2).split(/[ .]+/);
    const digits = groups.join('');
    if (digits.length < 8 || digits.length > 10) {
      return undefined;
    }
    const head = part(match, 1) === '0' ? '0' : '';
    const lead = head === '' ? 'cộng tám tư, ' : '';
    const whole =
      groups.length === 1
        ? (`${head}${digits}`.match(/\d{1,4}(?=(?:\d{3})*$)/g) ?? [digits])
        : [`${head}${groups[0] ?? ''}`, ...groups.slice(1)];
    return lead + digitsAloud(whole);
  },
};

const SERVICE_NUMBER: Pattern = {
  name: 'telephone',
  at: new RegExp(`(1[89]00[ .]?\\d{4,6}|1022|11[1-5])${END}`, 'uy'),
  read(match, before) {
    const digits = part(match, 1).replace(/[ .]/g, '');
    const called = endsWith(before, 'gọi|số|máy|tổng đài|đường dây nóng|hotline|điện thoại|ĐT|đt|:');
    return digits.length > 4 || called
      ? digitsAloud(digits.length > 4 ? [digits.slice(0, 4), digits.slice(4)] : [digits])
      : undefined;
  },
};

const MEASURE: Pattern = {
  name: 'measure',
  at: new RegExp(`([-−]?)(${AMOUNT})(?:${DASH}(${AMOUNT}))?\\s*(${byLength(UNITS)})${END}`, 'uy'),
  read(match, before, region) {
    const sign = part(match, 1) !== '' && !/[\p{L}\p{N}]\s*$/u.test(before) ? 'âm ' : '';
    const to = part(match, 3) === '' ? '' : ` đến ${decimalAloud(part(match, 3), region)}`;
    return `${sign}${decimalAloud(part(match, 2), region)}${to} ${UNITS[part(match, 4)]}`;
  },
};

const NUMBER_RANGE: Pattern = {
  name: 'range',
  at: new RegExp(`(${AMOUNT})${DASH}(${AMOUNT})${END}`, 'uy'),
  read(match, before, region) {
    const [from, to] = [part(match, 1), part(match, 2)];
    const schoolYear = /^\d{4}$/.test(from) && Number(to) === Number(from) + 1;
    const link = schoolYear || endsWith(before, 'số nhà') ? ',' : ' đến';
    return `${decimalAloud(from, region)}${link} ${decimalAloud(to, region)}`;
  },
};

const ORDINAL: Pattern = {
  name: 'ordinal',
  at: new RegExp(`thứ (\\d{1,3})${END}`, 'iuy'),
  read: (match, _before, region) => `thứ ${ordinalAloud(Number(part(match, 1)), region)}`,
};

const ROMAN_NUMERAL: Pattern = {
  name: 'Roman numeral',
  at: new RegExp(`(${BEFORE_ROMAN}) ([IVXLC]+)(?:[/-](\\d{4}))?${END}`, 'iuy'),
  read(match, _before, region) {
    const value = romanValue(part(match, 2));
    if (value === undefined) {
      return undefined;
    }
    const word = part(match, 1);
    const year = part(match, 3);
    const said = word.toLowerCase() === 'lần thứ' ? ordinalAloud(value, region) : readNumber(value, region);
    return `${word} ${said}${year === '' ? '' : ` năm ${wholeAloud(year, region)}`}`;
  },
};

/** Tickets (A012), identity codes (H56.14) and dossier numbers (H56.14-261123-0001). */
const LETTER_AND_DIGITS: Pattern = {
  name: 'code',
  at: new RegExp(`(\\p{Lu}{1,3})(\\d{1,6}(?:[.-]\\d{1,6})*)${END}`, 'uy'),
  read: (match) => `${lettersAloud(part(match, 1))} ${digitsAloud(part(match, 2).split(/[.-]/))}`,
};

const NUMBER_AND_LETTER: Pattern = {
  name: 'clause',
  at: new RegExp(`(\\d{1,3})(\\p{Ll})${END}`, 'uy'),
  read: (match, _before, region) => `${wholeAloud(part(match, 1), region)} ${lettersAloud(part(match, 2))}`,
};

const NUMBER: Pattern = {
  name: 'number',
  at: new RegExp(`(${AMOUNT})`, 'uy'),
  read: (match, _before, region) => decimalAloud(part(match, 1), region),
};

/** All ways of writing, the longest and most special first. */
export const PATTERNS: readonly Pattern[] = [
  FULL_DATE,
  LAW,
  PAPER,
  LETTER_NUMBER,
  KIND_AND_ISSUER,
  DATE_RANGE,
  TIME_RANGE,
  MONEY_RANGE,
  MONEY,
  MOBILE,
  SERVICE_NUMBER,
  MONTH_OF_YEAR,
  ROMAN_NUMERAL,
  ORDINAL,
  TIME_OF_DAY,
  SHORT_DATE,
  MEASURE,
  NUMBER_RANGE,
  LETTER_AND_DIGITS,
  NUMBER_AND_LETTER,
  NUMBER,
];
