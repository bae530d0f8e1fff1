import { type Finding, findPersonalData } from '#modules/announcements/rules/personal-data.ts';
import type { Sender } from '../schema.ts';

/** What stands in the way of publishing a text. `sender`: it names whoever sent the petition (NĐ 118/2025 Đ29 k.3). */
export type Obstacle =
  | { readonly kind: 'sender'; readonly words: string }
  | { readonly kind: 'personal'; readonly finding: Finding };

const digits = (text: string) => text.replace(/\D/g, '');

/** A name of one word is a word of every text; only longer ones tell who it is. */
function namesSender(text: string, { name, phone, email }: Sender): readonly string[] {
  const low = text.normalize('NFC').toLowerCase();
  const full = name.normalize('NFC').trim();
  return [
    ...(full.includes(' ') && low.includes(full.toLowerCase()) ? [full] : []),
    ...(digits(phone).length >= 9 && digits(text).includes(digits(phone).slice(-9)) ? [phone] : []),
    ...(email !== '' && low.includes(email.toLowerCase()) ? [email] : []),
  ];
}

/**
 * Everything that keeps a text from the public. What a law lets be told stays in when somebody says why; the sender's own data and
 * the kinds marked `never` do not (Luật 91/2025/QH15).
 */
export function obstaclesIn(text: string, sender: Sender, reason: string): readonly Obstacle[] {
  const personal = findPersonalData(text).filter(
    ({ severity }) => severity === 'never' || reason.trim().length < 5,
  );
  return [
    ...namesSender(text, sender).map((words) => ({ kind: 'sender', words }) as const),
    ...personal.map((finding) => ({ kind: 'personal', finding }) as const),
  ];
}
