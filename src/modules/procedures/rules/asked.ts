/** What of a query may be kept: words, never a person. Pure. */
import { withoutMarks } from '#platform/vietnamese.ts';

/** Longest query that is kept, in characters. */
const LONGEST = 80;
/** Family names that are hardly ever anything else. */
const SURE = new Set(['nguyễn', 'nguyen', 'trịnh', 'huỳnh', 'huynh', 'hoàng', 'đặng']);
/** Family names as they fold; written small they may be ordinary words ("mai táng", "cao tuổi"). */
const SURNAMES = new Set(
  'nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan lam trinh mai dao cao ta to ha luong luu truong quach thai tong hua nghiem'.split(
    ' ',
  ),
);
/** What stands in the middle of names, and how people are called before their name. */
const MIDDLE = new Set(['van', 'thi']);
const TITLES = new Set('ông bà anh chị cô chú bác cháu em cụ tên'.split(' '));

const isCapital = (word: string | undefined): boolean => word !== undefined && /^\p{Lu}\p{Ll}*$/u.test(word);
const small = (word: string | undefined): string => withoutMarks(word ?? '').toLowerCase();

/** How many words from here on are a person's name; 0 for none. `cased`: capitals mean something in this query. */
function nameAt(words: readonly string[], at: number, cased: boolean): number {
  const [word = '', next] = [words[at], words[at + 1]];
  let capitals = 0;
  while (cased && capitals < 5 && isCapital(words[at + capitals])) {
    capitals++;
  }
  if (capitals >= 2 && (SURNAMES.has(small(word)) || at > 0)) {
    return capitals;
  }
  if (capitals === 1 && at > 0 && TITLES.has((words[at - 1] ?? '').toLowerCase())) {
    return 1;
  }
  if (SURNAMES.has(small(word)) && MIDDLE.has(small(next))) {
    return 4;
  }
  return SURE.has(word.toLowerCase()) ? 3 : 0;
}

/**
 * The words of a query without digits, addresses and names of persons, small, at most 80 characters; null where nothing
 * is left. It takes away rather too much: what is left has to say what was looked for, not who looked.
 */
export function withoutPersons(query: string): string | null {
  const words = query
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => !/[\d@]/.test(word))
    .flatMap((word) => word.split(/[,.;:!?()"“”/\\]+/))
    .filter((word) => word !== '');
  const cased = words.some((word) => word !== word.toUpperCase());
  const kept: string[] = [];
  for (let at = 0; at < words.length; ) {
    const name = nameAt(words, at, cased);
    if (name === 0) {
      kept.push((words[at] ?? '').toLowerCase().replace(/[^\p{L}\p{M}-]/gu, ''));
    }
    at += Math.max(1, name);
  }
  const text = kept.filter((word) => word !== '').join(' ');
  const cut = text.length <= LONGEST ? text : text.slice(0, text.lastIndexOf(' ', LONGEST));
  return /\p{L}/u.test(cut) && cut.length <= LONGEST ? cut : null;
}
