import { canonicalJson, sha256, toJson, toMicroseconds } from '#modules/audit/rules.ts';

/** One call and its answer, as it is kept. */
interface KeptExchange {
  readonly id: string;
  readonly at: Temporal.Instant;
  readonly number: string;
  readonly service: string;
  readonly outcome: string;
  readonly message: string;
  readonly request: unknown;
}

/** The digest of a call with its answer; it stands in the hash chain of the centre, so a row that was changed afterwards shows. */
export function exchangeDigest(exchange: KeptExchange): Uint8Array {
  const { id, at, number, service, outcome, message, request } = exchange;
  const row = { id, at: toMicroseconds(at).toString(), number, service, outcome, message, request };
  return sha256(canonicalJson(toJson(row)));
}
