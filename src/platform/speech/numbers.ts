/** Which words a place uses: the North says "linh" and "nghìn", the South "lẻ" and "ngàn". */
export type SpeechRegion = 'north' | 'south';

const DIGITS = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const SCALES = ['', 'nghìn', 'triệu', 'tỷ'] as const;
/** The largest number read here; beyond it nobody listens to a number as a number. */
const LARGEST = 999_999_999_999;

function digit(value: number): string {
  const word = DIGITS[value];
  if (word === undefined) {
    throw new RangeError(`Not a digit: ${value}`);
  }
  return word;
}

/** The unit after a tens word: "mốt" and "tư" from twenty on, "lăm" from ten on. */
function unitAfterTens(tens: number, unit: number): string {
  if (unit === 1 && tens > 1) {
    return 'mốt';
  }
  if (unit === 4 && tens > 1) {
    return 'tư';
  }
  return unit === 5 ? 'lăm' : digit(unit);
}

function belowHundred(value: number): string[] {
  const tens = Math.floor(value / 10);
  const unit = value % 10;
  if (tens === 0) {
    return [digit(unit)];
  }
  const head = tens === 1 ? ['mười'] : [digit(tens), 'mươi'];
  return unit === 0 ? head : [...head, unitAfterTens(tens, unit)];
}

/** Three digits; `inner` groups (with a larger group before them) say their empty hundreds: "không trăm linh năm". */
function belowThousand(value: number, inner: boolean, region: SpeechRegion): string[] {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const head = hundreds > 0 || inner ? [digit(hundreds), 'trăm'] : [];
  if (rest === 0) {
    return head;
  }
  if (rest < 10 && head.length > 0) {
    return [...head, region === 'north' ? 'linh' : 'lẻ', digit(rest)];
  }
  return [...head, ...belowHundred(rest)];
}

/**
 * Reads a whole number from 0 to 999 999 999 999 as the words a Vietnamese speaker says
 * (linh/lẻ, mười/mươi, mốt, tư, lăm). Throws RangeError outside that span.
 */
export function readNumberWords(value: number, region: SpeechRegion = 'north'): readonly string[] {
  if (!Number.isInteger(value) || value < 0 || value > LARGEST) {
    throw new RangeError(`Cannot read the number ${value} aloud`);
  }
  if (value === 0) {
    return [digit(0)];
  }
  const words: string[] = [];
  for (let scale = SCALES.length - 1; scale >= 0; scale -= 1) {
    const group = Math.floor(value / 1000 ** scale) % 1000;
    if (group === 0) {
      continue;
    }
    words.push(...belowThousand(group, words.length > 0, region));
    const name = scale === 1 && region === 'south' ? 'ngàn' : SCALES[scale];
    if (name) {
      words.push(name);
    }
  }
  return words;
}

/** {@link readNumberWords} as one text: 1025 → "một nghìn không trăm hai mươi lăm". */
export function readNumber(value: number, region: SpeechRegion = 'north'): string {
  return readNumberWords(value, region).join(' ');
}

/** Reads a run of digits one by one, as for a phone or ticket number: "012" → không một hai. */
export function readDigitWords(digits: string): readonly string[] {
  return Array.from(digits, (character) => {
    if (character < '0' || character > '9') {
      throw new RangeError(`Not a run of digits: "${digits}"`);
    }
    return digit(Number(character));
  });
}
