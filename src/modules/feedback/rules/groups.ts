import { keysOf } from '#platform/lists.ts';
import { slug } from '#platform/vietnamese.ts';
import type { Reason } from '../schema.ts';

/** What citizens' words are about: the reasons that can be chosen, praise, and the rest. */
export type WordGroup = Reason | 'praise' | 'other';

/** Everyday words of each group, without marks, as they are searched for. Order decides nothing: a text may be in several groups. */
const KEYS: Readonly<Record<Exclude<WordGroup, 'other'>, readonly string[]>> = {
  late: [
    'tre hen',
    'qua hen',
    'cham tra',
    'tra cham',
    'tra muon',
    'muon',
    'tre',
    'qua han',
    'chua co ket qua',
  ],
  'many-trips': ['di lai', 'nhieu lan', 'lan thu', 'quay lai', 've lay them', 'bo sung', 'chay di chay lai'],
  'unclear-guidance': [
    'huong dan',
    'khong ro',
    'chua ro',
    'kho hieu',
    'giai thich',
    'khong biet',
    'giay to gi',
  ],
  attitude: [
    'thai do',
    'cau gat',
    'quat',
    'tho o',
    'khong chao',
    'lanh nhat',
    'kho chiu',
    'hach sach',
    'bat lich su',
  ],
  'extra-cost': ['ton tien', 'thu them', 'le phi', 'chi phi', 'boi duong', 'phong bi', 'tien', 'phi cao'],
  'long-wait': [
    'cho lau',
    'doi lau',
    'cho ca buoi',
    'xep hang',
    'dong qua',
    'phai cho',
    'phai doi',
    'it quay',
  ],
  facilities: [
    'cho ngoi',
    'ghe',
    'nong',
    'quat hong',
    'nha ve sinh',
    'gui xe',
    'may lay so',
    'man hinh',
    'nuoc uong',
  ],
  result: ['sai', 'nham', 'khong dung', 'loi chinh ta', 'sai ten', 'sai ngay', 'thieu trang'],
  praise: ['cam on', 'nhiet tinh', 'tan tinh', 'chu dao', 'nhanh', 'hai long', 'tot', 'lich su', 'de thuong'],
};

/** Letters without marks, small, with single spaces. "Chờ lâu QUÁ" → "cho lau qua". */
function plain(text: string): string {
  return slug(text, ' ');
}

const DENIED = /\b(?:khong|chua|chang|thieu)\s+$/;

/** Whether a key stands in the text as whole words; praise with a "không" before it is none. */
function holds(text: string, key: string, praise: boolean): boolean {
  const at = ` ${text} `.indexOf(` ${key} `);
  return at >= 0 && !(praise && DENIED.test(` ${text} `.slice(0, at + 1)));
}

/**
 * The groups of what a citizen wrote: the reasons that were chosen with it, and those whose words stand in it.
 * Fixed words, no guessing: the same text is always in the same groups. "other" where nothing fits.
 */
export function groupsOf(text: string, chosen: readonly Reason[]): readonly WordGroup[] {
  const words = plain(text);
  const found = keysOf(KEYS).filter(
    (group) =>
      KEYS[group].some((key) => holds(words, key, group === 'praise')) ||
      chosen.some((reason) => reason === group),
  );
  return found.length === 0 ? ['other'] : found;
}
