import { createHmac } from 'node:crypto';

/** A transfer that reached the account, as the bank books it. */
export interface Transfer {
  readonly id: number;
  readonly amountVnd: number;
  readonly content: string;
  readonly accountNo: string;
  readonly direction?: 'in' | 'out';
}

/** What a bank or its notice service does to a transfer on the way. */
export const BANK_FAULTS = ['twice', 'text-mangled', 'wrong-signature', 'old-post', 'nothing-told'] as const;
export type BankFault = (typeof BANK_FAULTS)[number];

/** Where notices go, and the secret they are signed with. */
export interface NoticeTarget {
  readonly url: string;
  readonly secret: string;
}

/** As banks do: lower case, the sender's name in front, spaces and dots in between. */
export function mangled(content: string): string {
  return `nguyen van vi du ct ${content.toLowerCase().replace(/(.{4})/g, '$1 .')} -ck nhanh 247`;
}

/** Posts a transfer to the centre in the way SePay does, and gives the statuses of the answers. */
export async function tell(
  target: NoticeTarget,
  transfer: Transfer,
  now: number,
  faults: readonly BankFault[] = [],
): Promise<readonly number[]> {
  if (faults.includes('nothing-told')) {
    return [];
  }
  const body = JSON.stringify({
    id: transfer.id,
    gateway: 'Agribank',
    transactionDate: new Date(now).toISOString().slice(0, 19).replace('T', ' '),
    accountNumber: transfer.accountNo,
    content: faults.includes('text-mangled') ? mangled(transfer.content) : transfer.content,
    transferType: transfer.direction ?? 'in',
    transferAmount: transfer.amountVnd,
    referenceCode: `FT${transfer.id}`,
  });
  const stamp = Math.floor(now / 1000) - (faults.includes('old-post') ? 3_600 : 0);
  const secret = faults.includes('wrong-signature') ? `${target.secret}?` : target.secret;
  const signature = createHmac('sha256', secret).update(`${stamp}.${body}`).digest('hex');
  const statuses: number[] = [];
  for (let post = 0; post < (faults.includes('twice') ? 2 : 1); post += 1) {
    const answer = await fetch(target.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-sepay-timestamp': String(stamp),
        'x-sepay-signature': `sha256=${signature}`,
      },
      body,
    });
    statuses.push(answer.status);
  }
  return statuses;
}
