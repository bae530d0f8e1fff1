/** What stands in the place of something that could name a person. */
const HIDDEN = '…';

const MAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/gu;
const LINK = /\bhttps?:\/\/\S+/giu;
/** Codes of dossiers: "H56.29.1-261123-0001", and long codes of papers. */
const CODE = /\b[A-ZĐ]{1,3}\d{2,}(?:[.\-/]\d+){1,}\b/gu;
/** Telephone and identity numbers and bank accounts: seven digits or more, however they are spaced. */
const DIGITS = /\+?\d(?:[\s.\-()/]{0,2}\d){6,}/gu;

/** The family names that most people bear; a longer run of capitals that begins with one is a name. */
const FAMILY = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Huỳnh',
  'Phan',
  'Vũ',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Ngô',
  'Dương',
  'Lý',
  'Đinh',
  'Trịnh',
  'Lương',
  'Mai',
  'Cao',
  'Hà',
  'Lưu',
  'Đoàn',
  'Tạ',
  'Trương',
  'Quách',
  'Lò',
  'Vi',
  'Hà',
  'Thao',
  'Giàng',
  'Vàng',
].join('|');
const CAPITAL = String.raw`\p{Lu}[\p{L}\p{M}]*`;
const NAMED = new RegExp(
  String.raw`(?<![\p{L}\p{M}])(?:${FAMILY})(?:\s+${CAPITAL}){1,5}(?![\p{L}\p{M}])`,
  'gu',
);
/** People are addressed by such words; what follows in capitals is a name. */
const ADDRESSED = new RegExp(
  String.raw`(?<![\p{L}\p{M}])((?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Ee]m|[Cc]ậu|[Mm]ợ|[Dd]ì|[Tt]hím|[Cc]án bộ|[Đđ]ồng chí|[Đđ]\/c|[Tt]ên(?: là)?|[Nn]hân viên))\s+${CAPITAL}(?:\s+${CAPITAL}){0,5}`,
  'gu',
);

/**
 * A citizen's words without what could name somebody: telephone and identity numbers, mail addresses, links, codes of
 * dossiers, names with a common family name or after a form of address. Hides rather too much than too little.
 */
export function maskWords(text: string): string {
  return text
    .normalize('NFC')
    .replace(MAIL, HIDDEN)
    .replace(LINK, HIDDEN)
    .replace(CODE, HIDDEN)
    .replace(DIGITS, HIDDEN)
    .replace(ADDRESSED, `$1 ${HIDDEN}`)
    .replace(NAMED, HIDDEN);
}
