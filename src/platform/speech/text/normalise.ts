import type { SpeechRegion } from '../numbers.ts';
import { digitsAloud, lettersAloud } from './amounts.ts';
import { PATTERNS } from './patterns.ts';
import { ABBREVIATIONS } from './words.ts';

/** One place that is read otherwise than it is spelled; shown beside a script before it goes on air. */
export interface Reading {
  readonly written: string;
  readonly said: string;
  /** What it was taken for: "date", "money", "abbreviation" … */
  readonly as: string;
}

/** A text made ready for a voice, and how its numbers and abbreviations were understood. */
export interface SpokenText {
  readonly text: string;
  readonly readings: readonly Reading[];
}

export interface SpeechOptions {
  readonly region?: SpeechRegion;
  /** The centre's own words, before the common ones: { HL: 'Hoa Lộc' }. */
  readonly words?: Readonly<Record<string, string>>;
}

const WORD = /[\p{L}\p{N}]/u;
const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/uy;
const WEB = /(?:https?:\/\/)?(?:[a-z0-9-]+\.)+(?:vn|com|net|org|gov)(?:\/[\w\-./?=&%#]*)?(?![\p{L}\p{N}])/uy;
/** Two to eight capitals that are no known abbreviation are spelled, unless the text shouts a whole word in capitals with a vowel in it. */
const CAPITALS = /[\p{Lu}Đ]{2,8}(?![\p{L}\p{N}])/uy;
const VOWEL = /[AEIOUYÀ-ÃÈ-ÊÌÍÒ-ÕÙÚÝĂĨŨƠƯẠ-Ỹ]/u;

/** Signs and how they sound: a pause, a word, or nothing. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/\s*&\s*/gu, ' và '],
  [/\s*\+\s*/gu, ' cộng '],
  [/\s*=\s*/gu, ' bằng '],
  [/\s+[-–—]\s+/gu, ', '],
  [/(?<=\p{L})[/](?=\p{L})/gu, ', '],
  [/[…]|\.{2,}/gu, '.'],
  [/[;:]/gu, ','],
  [/[()[\]{}]/gu, ','],
  [/["'“”‘’«»*_#|<>~^`\\/@%°‰²³₫]/gu, ' '],
  [/[\p{So}\p{Sk}\p{Cf}\p{Co}\p{Cs}]/gu, ' '],
];

function spellAddress(address: string): string {
  return address
    .replace(/^https?:\/\//, '')
    .replace(/\/$/, '')
    .replace(/\d+/g, (digits) => ` ${digitsAloud([digits])} `)
    .replaceAll('@', ' a còng ')
    .replaceAll('.', ' chấm ')
    .replaceAll('/', ' gạch chéo ')
    .replaceAll('-', ' gạch ngang ')
    .replace(/[^\p{L}\s,]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function tryAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

function startsWord(text: string, index: number): boolean {
  return index === 0 || !WORD.test(text.charAt(index - 1));
}

function known(words: Readonly<Record<string, string>>, text: string, index: number): string | undefined {
  return Object.keys(words)
    .filter((word) => text.startsWith(word, index))
    .filter((word) => word.endsWith('.') || !WORD.test(text.charAt(index + word.length)))
    .sort((a, b) => b.length - a.length)[0];
}

function readAddress(text: string, index: number): Reading | undefined {
  const email = tryAt(EMAIL, text, index);
  const found = email ?? tryAt(WEB, text, index);
  return found === null
    ? undefined
    : {
        written: found[0],
        said: spellAddress(found[0]),
        as: email === null ? 'web address' : 'e-mail address',
      };
}

function readWords(text: string, index: number, own: Readonly<Record<string, string>>): Reading | undefined {
  for (const words of [own, ABBREVIATIONS]) {
    const word = known(words, text, index);
    if (word !== undefined) {
      return { written: word, said: words[word] ?? word, as: 'abbreviation' };
    }
  }
  return undefined;
}

function readCapitals(text: string, index: number): Reading | undefined {
  const found = tryAt(CAPITALS, text, index);
  return found === null || VOWEL.test(found[0])
    ? undefined
    : { written: found[0], said: lettersAloud(found[0]), as: 'letters' };
}

function readPattern(text: string, index: number, region: SpeechRegion): Reading | undefined {
  for (const pattern of PATTERNS) {
    const match = tryAt(pattern.at, text, index);
    const said = match === null ? undefined : pattern.read(match, text.slice(0, index), region);
    if (match !== null && said !== undefined) {
      return { written: match[0], said, as: pattern.name };
    }
  }
  return undefined;
}

function tidy(text: string): string {
  let clean = text;
  for (const [sign, words] of SIGNS) {
    clean = clean.replace(sign, words);
  }
  return clean
    .replace(/[ \t]+/g, ' ')
    .replace(/(?:\s*,)+/g, ',')
    .replace(/,(?=[.!?])/g, '')
    .replace(/,(?=\S)/g, ', ')
    .replace(/^[\s,]+|[\s,]+$/gm, '')
    .trim();
}

/**
 * Turns a written text into what a person would say: dates, times, money, numbers of papers, Roman numerals, ranges, measures, telephone numbers,
 * addresses and abbreviations become words; signs become pauses. No digit is left, so that every voice reads it alike.
 */
export function normaliseForSpeech(written: string, options: SpeechOptions = {}): SpokenText {
  const text = written.normalize('NFC').replace(/[\p{Nd}]/gu, (digit) => (/\d/.test(digit) ? digit : ' '));
  const region = options.region ?? 'north';
  const readings: Reading[] = [];
  let said = '';
  let index = 0;
  while (index < text.length) {
    const reading = startsWord(text, index)
      ? (readAddress(text, index) ??
        readPattern(text, index, region) ??
        readWords(text, index, options.words ?? {}) ??
        readCapitals(text, index))
      : /\d/.test(text.charAt(index))
        ? readPattern(text, index, region)
        : undefined;
    if (reading === undefined) {
      said += text.charAt(index);
      index += 1;
    } else {
      readings.push(reading);
      said += startsWord(text, index) ? reading.said : ` ${reading.said}`;
      index += reading.written.length;
      if (WORD.test(text.charAt(index))) {
        said += ' ';
      }
    }
  }
  return { text: tidy(said), readings };
}
