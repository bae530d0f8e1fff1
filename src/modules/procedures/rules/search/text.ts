/**
 * Vietnamese text as the search sees it: syllables, once without diacritics and once with, independent of where the
 * tone mark is written (hoà = hòa) and of i/y (kí = ký). Also reads what Telex and VNI typing leaves behind.
 */
import { withoutMarks } from '#platform/vietnamese.ts';

/** A syllable in the forms that the search compares. */
export interface Syllable {
  /** As typed, lower case, NFC. */
  readonly raw: string;
  /** Without diacritics, i/y levelled: `ky` and `ki` are both `ki`. */
  readonly folded: string;
  /** With letter marks, the tone as a digit at the end: `hoà` and `hòa` are both `hoa2`. */
  readonly exact: string;
  /** True where the writer typed a diacritic, so that `exact` says more than `folded`. */
  readonly marked: boolean;
}

const TONES: Readonly<Record<string, string>> = {
  '\u0301': '1',
  '\u0300': '2',
  '\u0309': '3',
  // Hỏi and ngã are one sound in Thanh Hóa and the south, and are mixed up in writing.
  '\u0303': '3',
  '\u0323': '5',
};
const NON_WORD = /[^\p{L}\p{N}.]+/u;

/** A lone final y after these letters sounds as i: ký, lý, mỹ, sỹ, tỷ, hy, vỹ. */
const levelY = (folded: string): string => folded.replace(/^([bdghklmnstvx]|kh|th|ph|nh|tr|ch)y$/, '$1i');

/** Removes diacritics and levels i/y; lower case expected. */
export const fold = (text: string): string => levelY(withoutMarks(text));

const exactOf = (raw: string): string => {
  let tone = '';
  let letters = '';
  for (const char of raw.normalize('NFD')) {
    const digit = TONES[char];
    if (digit === undefined) {
      letters += char;
    } else {
      tone = digit;
    }
  }
  return levelY(letters.normalize('NFC')) + tone;
};

const makeSyllable = (word: string): Syllable => {
  const raw = word.normalize('NFC').toLowerCase();
  return {
    raw,
    folded: fold(raw),
    exact: exactOf(raw),
    marked: raw !== withoutMarks(raw),
  };
};

/** Vietnamese has some thousand syllables: remembering them makes building an index ten times faster. */
const REMEMBERED = 20_000;
const remembered = new Map<string, Syllable>();

/** Builds a syllable from one written word. */
export const syllable = (word: string): Syllable => {
  const known = remembered.get(word);
  if (known) {
    return known;
  }
  const made = makeSyllable(word);
  if (remembered.size < REMEMBERED) {
    remembered.set(word, made);
  }
  return made;
};

/** Splits text into syllables; numbers stay, punctuation goes. */
export const syllables = (text: string): Syllable[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .split(NON_WORD)
    .map((word) => word.replace(/^\.+|\.+$/g, ''))
    .flatMap((word) => (/^\d+(\.\d+)*$/.test(word) ? [word] : word.split('.')))
    .filter((word) => word.length > 0)
    .map(syllable);

const INITIAL = '(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnprstvx])?';
const NUCLEUS =
  '(?:uyeu|uye|uya|uyu|uay|uao|uoi|uou|oai|oay|oao|oeo|yeu|ieu|uy|ue|ua|uo|uu|ui|oa|oe|oi|oo|ia|ie|iu|ye|ai|ao|au|ay|eo|eu|[aeiouy])';
const FINAL = '(?:ch|ng|nh|[cmnpt])?';
const SHAPE = new RegExp(`^${INITIAL}${NUCLEUS}${FINAL}$`);

/** Whether the letters can be a Vietnamese syllable at all. */
export const isSyllable = (folded: string): boolean => SHAPE.test(folded);

const TELEX_TONES: Readonly<Record<string, string>> = { s: '1', f: '2', r: '3', x: '3', j: '5' };

/**
 * Reads a word as unfinished Telex typing (`giaays` → giấy, `dangd` → đang, `kys` → ký), or null where it is none.
 * Vietnamese syllables never end in s, f, r, x, j and never hold w, aa, ee, dd: that gives the slip away.
 */
export const readTelex = (raw: string): Syllable | null => {
  let word = raw;
  let tone = '';
  const toneAt = /^(.*[aeiouyăâêôơư][a-z]*?)([sfrxj])([a-z]*)$/.exec(word);
  if (toneAt && /^[cghmnptaeiouyw]*$/.test(toneAt[3] ?? '')) {
    tone = TELEX_TONES[toneAt[2] ?? ''] ?? '';
    word = `${toneAt[1]}${toneAt[3]}`;
  }
  const lateD = /^d(.+)d$/.exec(word);
  if (lateD) {
    word = `đ${lateD[1]}`;
  }
  for (const vowel of ['a', 'e', 'o'] as const) {
    word = word.replace(new RegExp(`${vowel}([a-z]{0,2})${vowel}$`), `${vowel}${vowel}$1`);
  }
  word = word
    .replace('dd', 'đ')
    .replace('uwow', 'uow')
    .replace('aa', 'â')
    .replace('ee', 'ê')
    .replace('oo', 'ô')
    .replace(/u(o?)([a-z]{0,2})w/, (_m, o: string, rest: string) => (o ? `ươ${rest}` : `ư${rest}`))
    .replace(/o([a-z]{0,2})w/, 'ơ$1')
    .replace(/a([a-z]{0,2})w/, 'ă$1')
    .replace(/^([^aeiou]*)w/, '$1ư');
  if ((word === raw && tone === '') || !isSyllable(fold(word))) {
    return null;
  }
  const base = syllable(word);
  return { raw, folded: base.folded, exact: `${base.exact}${tone}`, marked: true };
};

const VNI_TONES: Readonly<Record<string, string>> = { '4': '3' };

const VNI_MARKS: Readonly<Record<string, readonly [RegExp, string][]>> = {
  '6': [[/([aeo])/, '$1\u0302']],
  '7': [
    [/uo/, 'u\u031bo\u031b'],
    [/([uo])/, '$1\u031b'],
  ],
  '8': [[/a/, 'a\u0306']],
  '9': [[/d/, 'đ']],
};

/** Reads a word as VNI typing (`giay61` → giấy, `d9at61` → đất), or null where it is none. */
export const readVni = (raw: string): Syllable | null => {
  if (!/^[a-zđ]{1,6}[1-9][a-z0-9]*$/.test(raw) || /^[a-z]\d+$/.test(raw)) {
    return null;
  }
  let letters = raw.replace(/\d/g, '');
  let tone = '';
  for (const digit of raw.replace(/\D/g, '')) {
    const rule = VNI_MARKS[digit]?.find(([pattern]) => pattern.test(letters));
    if (rule) {
      letters = letters.replace(rule[0], rule[1]);
    } else {
      tone = VNI_TONES[digit] ?? digit;
    }
  }
  const base = syllable(letters);
  return isSyllable(base.folded)
    ? { raw, folded: base.folded, exact: `${base.exact}${tone}`, marked: true }
    : null;
};
