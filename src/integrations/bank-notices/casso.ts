import { z } from 'zod';
import { sameSecret } from '#platform/same-secret.ts';
import { headerOf, hmac, jsonOf, type NoticeReader } from './port.ts';

const WINDOW_MS = 300_000;

const Post = z.object({
  error: z.number().default(0),
  data: z.object({
    id: z.union([z.number(), z.string()]).transform(String),
    description: z.string().nullable().default(''),
    amount: z.number().int(),
    transactionDateTime: z.string().default(''),
    accountNumber: z.string().default(''),
  }),
});

/** JSON with the keys of every level in order and no spaces, over which Casso signs. */
export function sortedJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(sortedJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${sortedJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** Casso, second version: `X-Casso-Signature: t=<ms>,v1=<hex>`, HMAC-SHA512 over time and sorted JSON. */
export const readCasso: NoticeReader = (post, secret, now) => {
  const parts = /^t=(\d+),v1=([0-9a-f]+)$/.exec(headerOf(post, 'x-casso-signature'));
  const json = jsonOf(post);
  if (parts === null || json === undefined) {
    return { kind: 'refused', reason: 'signature' };
  }
  const [, stamp = '', signature = ''] = parts;
  if (!sameSecret(signature, hmac('sha512', secret, `${stamp}.${sortedJson(json)}`))) {
    return { kind: 'refused', reason: 'signature' };
  }
  if (Math.abs(now.epochMilliseconds - Number(stamp)) > WINDOW_MS) {
    return { kind: 'refused', reason: 'clock' };
  }
  const read = Post.safeParse(json);
  if (!read.success) {
    return { kind: 'refused', reason: 'shape' };
  }
  const { id, description, amount, transactionDateTime, accountNumber } = read.data.data;
  // Casso's own trial posts carry the number 0.
  if (amount <= 0 || id === '0') {
    return { kind: 'ignored' };
  }
  return {
    kind: 'notices',
    notices: [
      {
        externalId: id,
        accountNo: accountNumber,
        amountVnd: amount,
        content: description ?? '',
        bookedAt: transactionDateTime,
      },
    ],
  };
};
