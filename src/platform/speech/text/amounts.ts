import { readDigitWords, readNumber, type SpeechRegion } from '../numbers.ts';
import { LETTERS } from './words.ts';

/** Longest run of digits that is read as a number; longer ones are codes and are read digit by digit. */
const NUMBER_DIGITS = 12;

/** A run of digits one by one, with a short stop after each group: "0912 345 678". */
export function digitsAloud(groups: readonly string[]): string {
  return groups.map((group) => readDigitWords(group).join(' ')).join(', ');
}

/** A whole number as written in Vietnamese: dots between thousands, leading zeros ("05 ngày") not said. */
export function wholeAloud(text: string, region: SpeechRegion): string {
  const digits = text.replaceAll('.', '');
  return digits.length > NUMBER_DIGITS ? digitsAloud([digits]) : readNumber(Number(digits), region);
}

/** A number with a decimal comma: "98,9" → chín mươi tám phẩy chín; zeros right after the comma are said. */
export function decimalAloud(text: string, region: SpeechRegion): string {
  const [whole = '0', part] = text.split(',');
  const head = wholeAloud(whole, region);
  if (part === undefined) {
    return head;
  }
  const zeros = /^0*/.exec(part)?.[0].length ?? 0;
  const rest = part.slice(zeros);
  const tail = [...readDigitWords(part.slice(0, zeros)), ...(rest === '' ? [] : [wholeAloud(rest, region)])];
  return `${head} phẩy ${tail.join(' ')}`;
}

const MONTHS_OF_OWN: Readonly<Record<number, string>> = { 4: 'tư' };

/** A month as it is said after "tháng": the fourth is "tư". */
export function monthAloud(month: number): string {
  return MONTHS_OF_OWN[month] ?? readNumber(month);
}

/** A day of the month as it is said after "ngày": the first ten with "mùng" in the North. */
export function dayAloud(day: number, region: SpeechRegion): string {
  return day <= 10 && region === 'north' ? `mùng ${readNumber(day)}` : readNumber(day, region);
}

/** A time of day: 07:30 → bảy giờ ba mươi phút, 11h → mười một giờ. */
export function timeAloud(hour: number, minute: number, region: SpeechRegion): string {
  const hours = `${readNumber(hour, region)} giờ`;
  return minute === 0 ? hours : `${hours} ${readNumber(minute, region)} phút`;
}

/** An ordinal after "thứ": nhất and tư have words of their own. */
export function ordinalAloud(value: number, region: SpeechRegion): string {
  return value === 1 ? 'nhất' : value === 4 ? 'tư' : readNumber(value, region);
}

const ROMAN: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** The value of a Roman numeral up to a few hundred; undefined for letters that are none ("IC", "VX"). */
export function romanValue(text: string): number | undefined {
  if (!/^(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(text) || text === '') {
    return undefined;
  }
  const values = Array.from(text, (letter) => ROMAN[letter] ?? 0);
  return values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0);
}

/** Letters one by one by their Vietnamese names. */
export function lettersAloud(text: string): string {
  return Array.from(text.toLowerCase(), (letter) => LETTERS[letter] ?? '')
    .filter((name) => name !== '')
    .join(' ');
}
