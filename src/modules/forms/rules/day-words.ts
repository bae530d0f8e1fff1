import { numberInWords } from '#modules/documents/rules/words.ts';
import { readDay } from './day.ts';

/** A day as papers want it in letters: "Ngày mười bốn tháng hai năm một nghìn chín trăm năm mươi"; as much as is known. */
export function dayInWords(value: string): string {
  const day = readDay(value);
  if (day === null || day.year === null) {
    return '';
  }
  const parts = [
    day.day === null ? '' : `ngày ${numberInWords(day.day)}`,
    day.month === null ? '' : `tháng ${day.month === 4 ? 'tư' : numberInWords(day.month)}`,
    `năm ${numberInWords(day.year)}`,
  ].filter((part) => part !== '');
  const words = parts.join(' ');
  return words.charAt(0).toLocaleUpperCase('vi') + words.slice(1);
}
