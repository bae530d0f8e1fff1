import { z } from 'zod';
import { sha256 } from '#integrations/signing/cms.ts';
import { type Authority, foundAuthority, type Issued, newKey, signDigest } from './authority.ts';
import type { Decision, SigningFaultName } from './faults.ts';
import { OrderBook } from './orders.ts';

/** What a running service lets its tests and its page do. */
export interface SigningSwitches {
  faults: readonly SigningFaultName[];
  /** What the person does at once; `wait` leaves it to the page. */
  decision: Decision;
  slowMs: number;
}

/** What a call of any of the services may bring. */
const Body = z.looseObject({
  sp_password: z.string().optional(),
  client_secret: z.string().optional(),
  user_id: z.string().optional(),
  userID: z.string().optional(),
  credentialID: z.string().optional(),
  transaction_desc: z.string().optional(),
  description: z.string().optional(),
  sign_files: z.array(z.object({ doc_id: z.string(), data_to_be_signed: z.string() })).optional(),
  hash: z.array(z.string()).optional(),
  SAD: z.string().optional(),
});
export type Body = z.output<typeof Body>;

/** The body as it is understood; empty for what is none. */
export const readBody = (value: unknown): Body => Body.safeParse(value).data ?? {};

/** An answer in JSON. */
export interface ServiceReply {
  readonly status: number;
  readonly body: object;
}

/** What all services of the simulator share: its authority, people with their certificates, orders and switches. */
export class SigningState {
  readonly now: () => Temporal.Instant;
  readonly password: string;
  readonly authority: Authority;
  /** Authorities that it answers for at `/ocsp` and `/crl`; in the address of a list stands the place in here. */
  readonly vouched: Authority[];
  readonly timeStamps: Issued;
  readonly revoked = new Map<string, Temporal.Instant>();
  readonly people = new Map<string, Issued>();
  readonly book = new OrderBook();
  readonly switches: SigningSwitches = { faults: [], decision: 'accept', slowMs: 3_000 };
  /** A key that nobody was given a certificate for. */
  readonly #stranger = newKey();

  /** @param url its own address, which its certificates name */
  constructor(url: string, password: string, now: () => Temporal.Instant) {
    this.now = now;
    this.password = password;
    this.authority = foundAuthority('CA mô phỏng Ví Dụ', now().epochMilliseconds, newKey(), () => ({
      ocsp: `${url}/ocsp`,
    }));
    this.vouched = [this.authority];
    this.timeStamps = this.authority.issue({ holder: 'TSA mô phỏng Ví Dụ', use: 'time-stamp' });
  }

  has(fault: SigningFaultName): boolean {
    return this.switches.faults.includes(fault);
  }

  /** A person's signature of a digest; by another key, or of another digest, as the switches say. */
  signatureOf(person: Issued, hash: Buffer): Buffer {
    return signDigest(
      this.has('wrong-key') ? this.#stranger : person.key,
      this.has('wrong-hash') ? sha256(hash) : hash,
    );
  }

  /** Waits as long as the switches say. */
  slowly(): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, this.switches.slowMs));
  }
}
