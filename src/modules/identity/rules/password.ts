import { slug } from '#platform/vietnamese.ts';
import { messages } from '../messages.ts';

/** Shortest and longest password, in characters (OWASP ASVS 2.1: at least 12 without forced kinds of characters, up to 128). */
export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** Words that people here begin with; a password made of one and a few digits or repeats is no secret. */
const COMMON = [
  'matkhau',
  'password',
  'motcua',
  'admin',
  'quantri',
  'hanhchinhcong',
  'vietnam',
  'thanhhoa',
  'hoaloc',
  'qwerty',
  'iloveyou',
  'anhyeuem',
  '123456789',
];

/** All letters and digits in one word, without marks. */
const plain = (text: string): string => slug(text).replaceAll('-', '');

function isRun(text: string): boolean {
  const steps = [...text].slice(1).map((char, i) => char.charCodeAt(0) - text.charCodeAt(i));
  return (
    steps.length > 0 && [0, 1, -1].some((step) => steps.filter((s) => s === step).length >= steps.length - 1)
  );
}

/** What the rule compares the password with. */
export interface PasswordOwner {
  readonly username: string;
  readonly displayName: string;
}

/**
 * Why the password is not good enough, as one sentence for its owner; undefined when it is.
 * Length counts, mixing kinds of characters does not; what is guessed first is refused.
 */
export function passwordFault(password: string, owner: PasswordOwner): string | undefined {
  const t = messages('vi');
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) {
    return t('password-short', { min: PASSWORD_LENGTH.min, length });
  }
  if (length > PASSWORD_LENGTH.max) {
    return t('password-long', { max: PASSWORD_LENGTH.max });
  }
  const bare = plain(password);
  if (new Set(password).size < 5 || isRun(password)) {
    return t('password-repeats');
  }
  const own = [plain(owner.username), plain(owner.displayName)].filter((word) => word.length >= 4);
  for (const word of [...own, ...COMMON]) {
    if (bare.includes(word) && bare.replaceAll(word, '').replace(/[0-9]/g, '').length < 4) {
      return t('password-common');
    }
  }
  return undefined;
}
