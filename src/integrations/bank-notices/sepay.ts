import { z } from 'zod';
import { sameSecret } from '#platform/same-secret.ts';
import { headerOf, hmac, jsonOf, type NoticeReader } from './port.ts';

/** Posts older or newer than this are refused, in seconds. */
const WINDOW = 300;

const Post = z.object({
  id: z.union([z.number(), z.string()]).transform(String),
  accountNumber: z.string().default(''),
  content: z.string().nullable().default(''),
  transferType: z.enum(['in', 'out']),
  transferAmount: z.coerce.number().int().min(0),
  transactionDate: z.string().default(''),
});

/** SePay: `X-SePay-Signature: sha256=…` over timestamp and body, the timestamp in seconds in `X-SePay-Timestamp`. */
export const readSepay: NoticeReader = (post, secret, now) => {
  const stamp = headerOf(post, 'x-sepay-timestamp');
  const signed = Buffer.concat([Buffer.from(`${stamp}.`), post.body]);
  if (!sameSecret(headerOf(post, 'x-sepay-signature'), `sha256=${hmac('sha256', secret, signed)}`)) {
    return { kind: 'refused', reason: 'signature' };
  }
  if (Math.abs(now.epochMilliseconds / 1000 - Number(stamp)) > WINDOW) {
    return { kind: 'refused', reason: 'clock' };
  }
  const read = Post.safeParse(jsonOf(post));
  if (!read.success) {
    return { kind: 'refused', reason: 'shape' };
  }
  const { id, accountNumber, content, transferType, transferAmount, transactionDate } = read.data;
  if (transferType === 'out' || transferAmount === 0) {
    return { kind: 'ignored' };
  }
  return {
    kind: 'notices',
    notices: [
      {
        externalId: id,
        accountNo: accountNumber,
        amountVnd: transferAmount,
        content: content ?? '',
        bookedAt: transactionDate,
      },
    ],
  };
};
