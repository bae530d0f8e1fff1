/**
 * What must not go on air: personal data of anybody (Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP lists basic and sensitive data). A table, so that a person
 * who answers for a text can read what is looked for.
 */

/** `never`: nobody may let it through. `reason`: the approver may, where a law lets it be told, and says why. */
export type Severity = 'never' | 'reason';

export const PERSONAL_KINDS = [
  'id-number',
  'passport',
  'insurance',
  'bank-account',
  'dossier-number',
  'health',
  'debt',
  'birth',
  'mobile',
  'email',
  'home',
  'plate',
] as const;
export type PersonalKind = (typeof PERSONAL_KINDS)[number];

interface Rule {
  readonly kind: PersonalKind;
  readonly severity: Severity;
  readonly at: RegExp;
}

/** A name of two to five words in capitals after a form of address. */
const NAMED = String.raw`(?:[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị|[Ee]m|[Cc]háu|[Cc]ụ|[Hh]ộ)\s+(?:ông\s+|bà\s+)?\p{Lu}\p{L}+(?:\s+\p{Lu}\p{L}+){1,4}`;
/** The same within one sentence before what follows. */
const NEAR = String.raw`[^.!?\n]{0,80}?`;
const DISEASES = String.raw`(?:mắc|nhiễm|bị|dương tính với|điều trị)\s+(?:bệnh|HIV|AIDS|lao|ung thư|tâm thần|COVID|sốt xuất huyết|viêm gan|nghiện|ma túy)`;
const DEBTS = String.raw`(?:nợ|chậm nộp|trốn|chưa nộp|chây ỳ)\s+(?:thuế|tiền|phí|lệ phí|ngân hàng|vay)`;

/** The table. The first rule of a place wins, so numbers of papers stand before telephone numbers. */
export const PERSONAL_RULES: readonly Rule[] = [
  { kind: 'dossier-number', severity: 'never', at: /\b[A-Z]\d{2}(?:\.\d{1,3})+-\d{6}-\d{4}\b/gu },
  {
    kind: 'id-number',
    severity: 'never',
    at: /(?<![\d.])0\d{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}(?![\d.]*\d)/gu,
  },
  {
    kind: 'id-number',
    severity: 'never',
    at: /(?:CMND|CCCD|căn cước|chứng minh)[^\d\n]{0,30}\d{9,12}(?!\d)/giu,
  },
  { kind: 'passport', severity: 'never', at: /hộ chiếu[^\n.]{0,20}?\b[A-Z]\d{7}\b/giu },
  {
    kind: 'insurance',
    severity: 'never',
    at: /(?:BHXH|BHYT|bảo hiểm)[^\d\n]{0,20}(?:[A-Z]{2}\d)?\d{10,13}(?!\d)/giu,
  },
  {
    kind: 'bank-account',
    severity: 'reason',
    at: /(?:số tài khoản|tài khoản|STK)[^\d\n]{0,30}\d{6,19}(?!\d)/giu,
  },
  { kind: 'health', severity: 'never', at: new RegExp(`${NAMED}${NEAR}${DISEASES}`, 'gu') },
  { kind: 'debt', severity: 'never', at: new RegExp(`${NAMED}${NEAR}${DEBTS}`, 'gu') },
  {
    kind: 'birth',
    severity: 'never',
    at: new RegExp(`${NAMED}${NEAR}(?:sinh ngày|sinh năm|SN|ngày sinh)\\s*:?\\s*[\\d/.-]{4,10}`, 'gu'),
  },
  {
    kind: 'home',
    severity: 'reason',
    at: new RegExp(
      `${NAMED}${NEAR}(?:trú tại|thường trú|tạm trú|nhà ở|số nhà|ở (?:thôn|xóm|bản|tổ|khu))\\s+[^.,\\n]{2,40}`,
      'gu',
    ),
  },
  { kind: 'home', severity: 'reason', at: /(?:số nhà|nhà số)\s+\d+[^.,\n]{0,40}/giu },
  // Mobile numbers belong to persons; landlines, 1800, 1900 and 11x do not.
  { kind: 'mobile', severity: 'reason', at: /(?<![\d.])(?:\+?84|0)[ .]?[35789](?:[ .]?\d){8}(?![\d])/gu },
  { kind: 'email', severity: 'reason', at: /[\w.+-]+@(?!(?:[\w-]+\.)*gov\.vn\b)[\w-]+(?:\.[\w-]+)+/gu },
  { kind: 'plate', severity: 'reason', at: /\b\d{2}[A-Z]\d?[ -]?\d{3}\.?\d{2}\b/gu },
];

/** A place in a text that tells of somebody. */
export interface Finding {
  readonly kind: PersonalKind;
  readonly severity: Severity;
  /** The words as written. */
  readonly words: string;
}

/** All places in a text, each once, in the order of the table. */
export function findPersonalData(text: string): readonly Finding[] {
  const found: Finding[] = [];
  let rest = text.normalize('NFC');
  for (const { kind, severity, at } of PERSONAL_RULES) {
    rest = rest.replace(at, (words) => {
      if (!found.some((one) => one.kind === kind && one.words === words)) {
        found.push({ kind, severity, words });
      }
      return ' '.repeat(words.length);
    });
  }
  return found;
}
