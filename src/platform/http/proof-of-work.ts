/**
 * A light check instead of a captcha: a browser with script spends part of a second on a sum (a SHA-256 that begins
 * with some zero bits); one without script is let through at a slower rate. Nothing is asked of the person, and no
 * third party hears of it. Nothing is stored: the challenge is signed, and spent ones are remembered until they end.
 *
 * The browser's half is `src/ui/islands/work.ts`; a form carries it with `<WorkProof challenge={…} />` of `#ui/work.tsx`.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Problem } from '../errors.ts';
import { sameSecret } from '../same-secret.ts';

/** Minutes for which a challenge may be answered: as long as a slow reader needs for one page. */
const VALID_MINUTES = 60;
/** Addresses remembered for the slow way; beyond it the oldest go. */
const REMEMBERED = 10_000;
const ANSWER = /^[0-9]{1,10}$/;

/** How a gate is set. */
export interface WorkGateOptions {
  /** What is guarded; an answer for one thing opens no other. */
  readonly scope: string;
  /** Secret of this installation, 32 bytes. */
  readonly key: Uint8Array;
  /** Zero bits that the hash begins with. 14 is some 16,000 hashes, a quarter of a second on an old phone. */
  readonly bits?: number;
  /** How often one address may come without an answer in an hour. */
  readonly slowPerHour: number;
  /** What is said to whoever came too often, with the way on. */
  readonly tooOften: string;
}

/** The fields that a form with the check sends. */
export interface GivenWork {
  readonly work?: string | undefined;
  readonly workAnswer?: string | undefined;
}

function zeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte !== 0) {
      return bits + Math.clz32(byte) - 24;
    }
    bits += 8;
  }
  return bits;
}

/** Whether the answer makes a hash of the challenge that begins with so many zero bits. */
export function provesWork(challenge: string, answer: string, bits: number): boolean {
  return (
    ANSWER.test(answer) && zeroBits(createHash('sha256').update(`${challenge}:${answer}`).digest()) >= bits
  );
}

/** Guards one kind of request. One for each address that strangers write to. */
export class WorkGate {
  readonly #options: WorkGateOptions;
  readonly #bits: number;
  /** Spent challenges until they end, in milliseconds. */
  readonly #spent = new Map<string, number>();
  /** When each address came the slow way, in milliseconds. */
  readonly #slow = new Map<string, number[]>();

  constructor(options: WorkGateOptions) {
    this.#options = options;
    this.#bits = options.bits ?? 14;
  }

  #seal(text: string): string {
    return createHmac('sha256', this.#options.key)
      .update(`${this.#options.scope}/${text}`)
      .digest('base64url')
      .slice(0, 22);
  }

  /** A new challenge for a form: `<end>.<bits>.<random>.<seal>`. */
  challenge(now: Temporal.Instant): string {
    const end = now.add({ minutes: VALID_MINUTES }).epochMilliseconds;
    const text = `${end}.${this.#bits}.${randomBytes(9).toString('base64url')}`;
    return `${text}.${this.#seal(text)}`;
  }

  /** Whether the challenge is ours, not over and not spent, and rightly answered; it is spent then. */
  #accepts({ work = '', workAnswer = '' }: GivenWork, now: number): boolean {
    const at = work.lastIndexOf('.');
    const [text, seal] = [work.slice(0, at), work.slice(at + 1)];
    if (at < 0 || !sameSecret(seal, this.#seal(text))) {
      return false;
    }
    const end = Number(text.split('.')[0]);
    if (now >= end || this.#spent.has(work) || !provesWork(work, workAnswer, this.#bits)) {
      return false;
    }
    this.#spent.set(work, end);
    return true;
  }

  #forget(now: number): void {
    for (const [work, end] of this.#spent) {
      if (end <= now) {
        this.#spent.delete(work);
      }
    }
    for (const [address, times] of this.#slow) {
      if (this.#slow.size > REMEMBERED || now - (times.at(-1) ?? 0) > 3_600_000) {
        this.#slow.delete(address);
      }
    }
  }

  /**
   * Lets a request in: at once with the work done, else as often as an address may come without.
   * @throws Problem `rate-limited` with the time after which it may be tried again
   */
  admit(address: string, given: GivenWork, at: Temporal.Instant): void {
    const now = at.epochMilliseconds;
    this.#forget(now);
    if (this.#accepts(given, now)) {
      return;
    }
    const times = (this.#slow.get(address) ?? []).filter((time) => now - time < 3_600_000);
    const [first] = times;
    if (first !== undefined && times.length >= this.#options.slowPerHour) {
      const retryAfter = Math.ceil((first + 3_600_000 - now) / 1000);
      throw new Problem('rate-limited', { detail: this.#options.tooOften, retryAfter });
    }
    this.#slow.delete(address);
    this.#slow.set(address, [...times, now]);
  }
}
