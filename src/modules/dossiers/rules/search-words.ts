/** What somebody typed into the search of dossiers, as the database compares it. */
import { withoutMarks } from '#platform/vietnamese.ts';

export interface SearchTerms {
  /** LIKE patterns of words without marks, all of which the names must hold. */
  readonly words: readonly string[];
  /** A number as typed without spaces: phone, identity number, or (part of) a dossier number. */
  readonly digits: string;
}

/** Lower case without marks: "Đặng Thị Ánh" → "dang thi anh". */
function plain(text: string): string {
  return withoutMarks(text).toLowerCase();
}

/**
 * Splits what was typed: anything with three digits in a row is a number (`H56.99-260504-0001`, `0912 345 678`), the rest
 * are words of a name, with or without diacritics. Empty when there is nothing to look for.
 */
export function searchTerms(typed: string): SearchTerms {
  const text = typed.trim().slice(0, 200);
  if (/\d[\s.]?\d[\s.]?\d/.test(text)) {
    return {
      words: [],
      digits: /[A-Za-z-]/.test(text) ? text.replace(/\s/g, '') : text.replace(/[\s.]/g, ''),
    };
  }
  const words = plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, 8);
  return { words: words.map((word) => `%${word}%`), digits: '' };
}
