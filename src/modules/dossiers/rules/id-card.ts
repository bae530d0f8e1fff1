import { letterFault, looksMojibake, repairLatin1, titleCase } from './id-card-letters.ts';

/**
 * What the QR code of an identity card (CCCD 2021, Căn cước 2024) says, as a keyboard-wedge reader types it:
 * `number|old number|name|birth date|sex|address|issue date`. Runs in the browser and on the server.
 */
export interface IdCard {
  /** Số định danh cá nhân, 12 digits. */
  readonly personalNumber: string;
  /** Số CMND cũ, 9 digits, where the card names one. */
  readonly oldNumber: string | null;
  readonly fullName: string;
  /** `YYYY-MM-DD`; `YYYY-MM` or `YYYY` for old people whose day or month is unknown. */
  readonly birthDate: string;
  readonly sex: 'male' | 'female';
  /** Nơi thường trú. */
  readonly address: string;
  /** `YYYY-MM-DD`, or null when the reader left it out. */
  readonly issuedOn: string | null;
  /** Further fields of the 2024 card, whose order is not settled: shown for checking, never stored. */
  readonly extra: readonly string[];
  readonly warnings: readonly IdCardWarning[];
}

/**
 * What an officer has to look at again. `name-letters`, `address-letters`: the reader or a Vietnamese typing tool spoilt
 * the letters, so they must be typed again; `sex-clash`, `birth-clash`: the number says otherwise (no refusal: cards with
 * clashes exist); `sex-unread`: taken from the number.
 */
export type IdCardWarning =
  | 'name-letters'
  | 'address-letters'
  | 'sex-clash'
  | 'birth-clash'
  | 'sex-unread'
  | 'issue-date-missing';

/** Why a text is no identity card: it holds something else, or its number or birth date cannot be. */
export type IdCardFault = 'not-an-id-card' | 'bad-number' | 'bad-birth-date';

export type IdCardResult =
  | { readonly ok: true; readonly card: IdCard }
  | { readonly ok: false; readonly fault: IdCardFault };

const FEBRUARY = 1;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysIn(month: number, year: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return (MONTH_DAYS[month - 1] ?? 0) + (leap && month - 1 === FEBRUARY ? 1 : 0);
}

/** `ddMMyyyy` or `dd/MM/yyyy` → `YYYY-MM-DD`; zeros for an unknown day or month are allowed when `partial`. */
function readDate(text: string, partial: boolean): string | undefined {
  const digits = text.replace(/[\s./-]/g, '');
  if (partial && /^(1[89]|20)\d{2}$/.test(digits)) {
    return digits;
  }
  const parts = /^(\d{2})(\d{2})((?:1[89]|20)\d{2})$/.exec(digits);
  if (!parts) {
    return undefined;
  }
  const [, day = '', month = '', year = ''] = parts;
  if (partial && month === '00' && day === '00') {
    return year;
  }
  if (Number(month) < 1 || Number(month) > 12) {
    return undefined;
  }
  if (partial && day === '00') {
    return `${year}-${month}`;
  }
  const real = Number(day) >= 1 && Number(day) <= daysIn(Number(month), Number(year));
  return real ? `${year}-${month}-${day}` : undefined;
}

/** Takes away what readers put around the content: AIM id, STX, byte order mark, line ends, tabs. */
function strip(raw: string): string {
  const bare = [...raw].filter((c) => c >= ' ' && c !== '\u007f' && c !== '\ufeff').join('');
  return bare
    .replace(/^\][A-Za-z]\d/, '')
    .trim()
    .normalize('NFC');
}

/** The fields, whichever sign the host's keyboard layout turned the bar into. */
function split(text: string): readonly string[] {
  const separator = /^\d{12}(\D)/.exec(text)?.[1];
  if (separator === undefined || /[\p{L}\s]/u.test(separator)) {
    return [text];
  }
  return text.split(separator).map((field) => field.trim());
}

function sexOf(text: string): 'male' | 'female' | undefined {
  if (/^nam$/i.test(text)) {
    return 'male';
  }
  // "Nữ" loses or doubles its letter on the way: Nu, N?, Nuwx, Nư4.
  return /^n[uưừứửữự?\ufffd][a-z0-9?\ufffd]{0,2}$/i.test(text) ? 'female' : undefined;
}

interface Shape {
  readonly oldNumber: string | null;
  readonly name: string;
  readonly birth: string;
  readonly sex: string;
  readonly address: string;
  readonly issued: string;
  readonly extra: readonly string[];
}

/** Finds the fields by their shape: some readers drop the empty second field or the trailing ones. */
function arrange(fields: readonly string[]): Shape | undefined {
  const [, second = '', ...others] = fields;
  const hasOld = second === '' || /^\d{9}$/.test(second) || /^\d{12}$/.test(second);
  const rest = hasOld ? others : [second, ...others];
  const [name = '', birth = '', sex = '', address = '', issued = '', ...extra] = rest;
  if (name === '' || !/^[\d\s./-]{4,10}$/.test(birth)) {
    return undefined;
  }
  return {
    oldNumber: hasOld && second.length === 9 ? second : null,
    name,
    birth,
    sex,
    address,
    issued,
    extra: extra.filter((field) => field !== ''),
  };
}

/**
 * The number itself: digit 4 gives century and sex (0/1 1900s, 2/3 2000s, …; even male), digits 5–6 the birth year.
 * @returns undefined when the digits are no personal number
 */
function readNumber(number: string): { sex: 'male' | 'female'; year: number } | undefined {
  const parts = /^0\d{2}(\d)(\d{2})\d{6}$/.exec(number);
  if (!parts) {
    return undefined;
  }
  const mark = Number(parts[1]);
  return {
    sex: mark % 2 === 0 ? 'male' : 'female',
    year: 1900 + Math.floor(mark / 2) * 100 + Number(parts[2]),
  };
}

/**
 * Reads what a scanner typed. Number and dates must be right, or it is refused; spoilt letters are only marked, because
 * the digits are still worth having. Nothing is guessed from other codes (VNeID, health insurance, bank).
 */
export function readIdCard(raw: string): IdCardResult {
  const stripped = strip(raw);
  const text = looksMojibake(stripped) ? (repairLatin1(stripped) ?? stripped) : stripped;
  const fields = split(text);
  const number = fields[0] ?? '';
  if (fields.length < 5 || !/^\d{12}$/.test(number)) {
    return { ok: false, fault: 'not-an-id-card' };
  }
  const told = readNumber(number);
  if (told === undefined) {
    return { ok: false, fault: 'bad-number' };
  }
  const shape = arrange(fields);
  if (shape === undefined) {
    return { ok: false, fault: 'not-an-id-card' };
  }
  const birthDate = readDate(shape.birth, true);
  if (birthDate === undefined) {
    return { ok: false, fault: 'bad-birth-date' };
  }
  const sex = sexOf(shape.sex);
  const issuedOn = readDate(shape.issued, false) ?? null;
  const warnings: IdCardWarning[] = [];
  const check = (wrong: boolean, warning: IdCardWarning): void => {
    if (wrong) {
      warnings.push(warning);
    }
  };
  const bothPlain = !/[^\u0020-\u007e]/.test(shape.name + shape.address);
  check(letterFault(shape.name) || (bothPlain && shape.address !== ''), 'name-letters');
  check(shape.address === '' || letterFault(shape.address) || bothPlain, 'address-letters');
  check(sex !== undefined && sex !== told.sex, 'sex-clash');
  check(Number(birthDate.slice(0, 4)) !== told.year, 'birth-clash');
  check(sex === undefined, 'sex-unread');
  check(issuedOn === null, 'issue-date-missing');
  return {
    ok: true,
    card: {
      personalNumber: number,
      oldNumber: shape.oldNumber,
      fullName: titleCase(shape.name),
      birthDate,
      sex: sex ?? told.sex,
      address: shape.address,
      issuedOn,
      extra: shape.extra,
      warnings,
    },
  };
}
