import { withoutMarks } from '#platform/vietnamese.ts';

/** Letters of the default alphabet of GSM 03.38 (3GPP TS 23.038 §6.2.1) and those that cost two. */
const SINGLE = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const DOUBLE = new Set('^{}\\[~]|€\f');

/** Septets or UTF-16 units that one message alone and one part of several hold. */
const ROOM = { 'gsm-7': { alone: 160, part: 153 }, 'ucs-2': { alone: 70, part: 67 } } as const;

/** How a text travels as SMS. */
export interface SmsMeasure {
  readonly encoding: 'gsm-7' | 'ucs-2';
  /** Septets (GSM-7, letters such as € count two) or UTF-16 units (UCS-2). */
  readonly length: number;
  /** Messages that are charged. */
  readonly parts: number;
  /** What still fits into the last part. */
  readonly left: number;
}

/** A letter that costs two stands whole in one part, so a part may stay one short. */
function pack(costs: readonly number[], room: number): { readonly parts: number; readonly used: number } {
  let parts = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > room) {
      parts += 1;
      used = 0;
    }
    used += cost;
  }
  return { parts, used };
}

/** Counts a text as networks do: GSM-7 while every letter is in its alphabet, else the whole message in UCS-2. */
export function measureSms(text: string): SmsMeasure {
  const letters = [...text.normalize('NFC')];
  const gsm = letters.every((letter) => SINGLE.has(letter) || DOUBLE.has(letter));
  const encoding = gsm ? 'gsm-7' : 'ucs-2';
  const costs = letters.map((letter) => (gsm ? (DOUBLE.has(letter) ? 2 : 1) : letter.length));
  const length = costs.reduce((sum, cost) => sum + cost, 0);
  const { alone, part } = ROOM[encoding];
  if (length <= alone) {
    return { encoding, length, parts: 1, left: alone - length };
  }
  const { parts, used } = pack(costs, part);
  return { encoding, length, parts, left: part - used };
}

const TYPOGRAPHY: readonly (readonly [RegExp, string])[] = [
  [/[‘’‚′]/g, "'"],
  [/[“”„″«»]/g, '"'],
  [/[‐-―−]/g, '-'],
  [/…/g, '...'],
  [/[•·●]/g, '-'],
  [/\u00d7/g, 'x'],
  [/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, ' '],
  [/[\u200b-\u200d\ufeff]/g, ''],
];

/**
 * The text without Vietnamese marks, as gateways without a Unicode contract want it: đ → d, quotes and dashes plain.
 * What has no place in GSM-7 even then becomes "?", so that the length that was counted is the length that is charged.
 */
export function plainSms(text: string): string {
  const plain = TYPOGRAPHY.reduce((at, [from, to]) => at.replace(from, to), text);
  return [...withoutMarks(plain)]
    .map((letter) => (SINGLE.has(letter) || DOUBLE.has(letter) ? letter : '?'))
    .join('');
}

/** Why a sender's name (brandname) cannot be registered; null when it can: at most 11 letters, digits and signs without marks. */
export function brandnameFault(name: string): 'empty' | 'long' | 'letters' | null {
  if (name === '') {
    return 'empty';
  }
  if (name.length > 11) {
    return 'long';
  }
  return /^[A-Za-z0-9._ -]+$/.test(name) ? null : 'letters';
}
