const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const SCALES = ['', ' nghìn', ' triệu'] as const;
const BILLION = 1_000_000_000;

function digit(n: number): string {
  return DIGITS[n] ?? '';
}

/** The unit after a ten: 21 "mốt", 24 "tư", 15 and 25 "lăm". */
function unitAfterTen(tens: number, unit: number): string {
  if (unit === 0) {
    return '';
  }
  if (unit === 5) {
    return ' lăm';
  }
  if (tens > 1 && unit === 1) {
    return ' mốt';
  }
  if (tens > 1 && unit === 4) {
    return ' tư';
  }
  return ` ${digit(unit)}`;
}

/** 0–999; `inner` says that a higher group stands before it, so that empty places are spoken ("không trăm linh năm"). */
function group(n: number, inner: boolean): string {
  const hundreds = Math.floor(n / 100);
  const tens = Math.floor((n % 100) / 10);
  const unit = n % 10;
  const head = hundreds > 0 || inner ? `${digit(hundreds)} trăm` : '';
  if (tens === 0) {
    if (unit === 0) {
      return head;
    }
    return head === '' ? digit(unit) : `${head} linh ${digit(unit)}`;
  }
  const ten = tens === 1 ? 'mười' : `${digit(tens)} mươi`;
  return `${head === '' ? '' : `${head} `}${ten}${unitAfterTen(tens, unit)}`;
}

function belowBillion(n: number, inner: boolean): string {
  const parts: string[] = [];
  for (let scale = SCALES.length - 1; scale >= 0; scale -= 1) {
    const value = Math.floor(n / 1000 ** scale) % 1000;
    if (value > 0) {
      parts.push(`${group(value, inner || parts.length > 0)}${SCALES[scale]}`);
    }
  }
  return parts.join(' ');
}

/**
 * A whole number as it is read in Vietnamese (the northern form): 1 025 → "một nghìn không trăm hai mươi lăm".
 * @throws RangeError unless the number is a safe integer.
 */
export function numberInWords(n: number): string {
  if (!Number.isSafeInteger(n)) {
    throw new RangeError(`not a whole number: ${n}`);
  }
  if (n < 0) {
    return `âm ${numberInWords(-n)}`;
  }
  if (n === 0) {
    return digit(0);
  }
  const billions = Math.floor(n / BILLION);
  const rest = n % BILLION;
  const head = billions > 0 ? `${numberInWords(billions)} tỷ` : '';
  const tail = belowBillion(rest, billions > 0);
  return [head, tail].filter((part) => part !== '').join(' ');
}

/** The first letter in upper case, as sums and dates stand on papers. */
function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
}

/** A sum in đồng as it is written on a receipt: 10 000 → "Mười nghìn đồng". */
export function moneyInWords(dong: number): string {
  return `${capitalised(numberInWords(dong))} đồng`;
}

/** A sum in figures: 10 000 → "10.000 đồng". */
export function moneyInFigures(dong: number): string {
  const sign = dong < 0 ? '-' : '';
  const digits = String(Math.abs(dong)).replace(/\B(?=(\d{3})+$)/g, '.');
  return `${sign}${digits} đồng`;
}

function monthInWords(month: number): string {
  return month === 4 ? 'tư' : numberInWords(month);
}

/**
 * A day as a certification text spells it (TT 01/2020/TT-BTP, annex I.1: "Bằng chữ"):
 * 2026-04-05 → "Ngày mùng năm tháng tư năm hai nghìn không trăm hai mươi sáu".
 */
export function dateInWords(day: Temporal.PlainDate): string {
  const ordinal = day.day <= 10 ? `mùng ${numberInWords(day.day)}` : numberInWords(day.day);
  return `Ngày ${ordinal} tháng ${monthInWords(day.month)} năm ${numberInWords(day.year)}`;
}

/** The time and day as official papers write them: "08 giờ 30 phút, ngày 23 tháng 11 năm 2026". */
export function momentInFigures(local: Temporal.PlainDateTime): string {
  return `${two(local.hour)} giờ ${two(local.minute)} phút, ${dayInFigures(local.toPlainDate())}`;
}

/** "ngày 05 tháng 02 năm 2026": days below 10 and months below 3 take a zero (Nghị định 30/2020, annex I). */
export function dayInFigures(day: Temporal.PlainDate): string {
  return `ngày ${two(day.day)} tháng ${day.month < 3 ? two(day.month) : day.month} năm ${day.year}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}
