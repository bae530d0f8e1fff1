/** Letters of a payment code: none that are read for another. */
import { withoutMarks } from '#platform/vietnamese.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const CODE = /MC[A-Z0-9]{8}/g;

/** A payment code (mã thanh toán) from eight random bytes: "MC" and eight letters or digits. */
export function codeFromBytes(bytes: Uint8Array): string {
  return `MC${Array.from(bytes.subarray(0, 8), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;
}

/**
 * Every payment code that may stand in the text of a transfer. Banks put in spaces, dots, dashes and lower case, and words before and
 * behind; so all other signs are dropped first and each place that looks like a code counts.
 */
export function codesIn(content: string): readonly string[] {
  const text = withoutMarks(content)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const found = new Set<string>();
  for (let from = text.indexOf('MC'); from !== -1; from = text.indexOf('MC', from + 1)) {
    CODE.lastIndex = from;
    const match = CODE.exec(text);
    if (match !== null && match.index === from) {
      found.add(match[0]);
    }
  }
  return [...found];
}

/** Why money that came in fits no request and waits for a person. */
export type Mismatch =
  | 'no-code'
  | 'unknown-code'
  | 'other-amount'
  | 'already-paid'
  | 'other-account'
  | 'not-payable';

/** A request to pay as far as matching needs it. */
export interface OpenRequest {
  readonly code: string;
  readonly amountVnd: number;
  readonly accountNo: string;
  readonly state: 'open' | 'paid' | 'closed';
}

/** Money that came in, as far as matching needs it. */
export interface Incoming {
  readonly content: string;
  readonly amountVnd: number;
  readonly accountNo: string;
}

/**
 * Whether money pays a request: its code stands in the text, the amount is exact and it came to the account that was named. Anything else is
 * left to a person; nothing is guessed from names or amounts.
 * @param requests those of the centre whose codes may stand in the text
 */
export function matchTransfer(
  money: Incoming,
  requests: readonly OpenRequest[],
): { readonly pays: string } | { readonly why: Mismatch } {
  const codes = codesIn(money.content);
  if (codes.length === 0) {
    return { why: 'no-code' };
  }
  const named = requests.filter((request) => codes.includes(request.code));
  if (named.length === 0) {
    return { why: 'unknown-code' };
  }
  const exact = named.filter((request) => request.amountVnd === money.amountVnd);
  const open = exact.find((request) => request.state === 'open');
  if (open === undefined) {
    return { why: exact.length === 0 ? 'other-amount' : 'already-paid' };
  }
  return open.accountNo === money.accountNo ? { pays: open.code } : { why: 'other-account' };
}
