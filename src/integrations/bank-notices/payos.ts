import { z } from 'zod';
import { sameSecret } from '#platform/same-secret.ts';
import { hmac, jsonOf, type NoticeReader } from './port.ts';

const Data = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const Post = z.object({ code: z.string(), data: Data, signature: z.string() });
const Money = z.object({
  reference: z.union([z.string(), z.number()]).transform(String),
  amount: z.number().int(),
  description: z.string().nullable().default(''),
  accountNumber: z.string().default(''),
  transactionDateTime: z.string().default(''),
});

/** `k=v` of the data in the order of keys, joined by `&`, nothing for null: what payOS signs. */
export function payosText(data: Readonly<Record<string, unknown>>): string {
  return Object.keys(data)
    .sort()
    .map((key) => `${key}=${data[key] === null || data[key] === undefined ? '' : String(data[key])}`)
    .join('&');
}

/** payOS: the signature stands in the body, HMAC-SHA256 over the sorted data. No time is signed, so a repeat shows by its reference. */
export const readPayos: NoticeReader = (post, secret) => {
  const read = Post.safeParse(jsonOf(post));
  if (!read.success) {
    return { kind: 'refused', reason: 'shape' };
  }
  const { code, data, signature } = read.data;
  if (!sameSecret(signature, hmac('sha256', secret, payosText(data)))) {
    return { kind: 'refused', reason: 'signature' };
  }
  const money = Money.safeParse(data);
  if (code !== '00' || !money.success || money.data.amount <= 0 || money.data.reference === '') {
    return { kind: 'ignored' };
  }
  const { reference, amount, description, accountNumber, transactionDateTime } = money.data;
  return {
    kind: 'notices',
    notices: [
      {
        externalId: reference,
        accountNo: accountNumber,
        amountVnd: amount,
        content: description ?? '',
        bookedAt: transactionDateTime,
      },
    ],
  };
};
