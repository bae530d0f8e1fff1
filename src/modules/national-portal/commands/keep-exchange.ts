import type { Outcome } from '#integrations/national-portal/answer.ts';
import { recordAll } from '#modules/audit/commands/record.ts';
import { canonicalJson, sha256, toJson } from '#modules/audit/rules.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import * as line from '../repo-line.ts';
import { exchangeDigest } from '../rules/exchange.ts';
import { maskRequest } from '../rules/mask.ts';

/** One call as it was made, and what came back. */
export interface Sent {
  readonly outcome: Outcome;
  readonly request: unknown;
  /** The interface's own name. */
  readonly service: string;
}

/** A call about a dossier, by its number. */
export interface SentAbout {
  readonly number: string;
  readonly sent: Sent;
}

const hex = (digest: Uint8Array) => Buffer.from(digest).toString('hex');

/**
 * Keeps calls with their answers, and puts their digests into the hash chain of the centre in the same order, in the caller's transaction. Called last: from
 * here to the commit the chain is locked.
 */
export async function keepExchanges(
  tx: Tx,
  actor: Actor,
  calls: readonly SentAbout[],
  at: Temporal.Instant,
): Promise<void> {
  const kept = calls.map(({ number, sent: { outcome, request, service } }) => {
    const message = 'message' in outcome ? outcome.message : outcome.why;
    const exchange = {
      id: newId(),
      at,
      number,
      service,
      outcome: outcome.kind,
      message: message.slice(0, 2_000).toWellFormed(),
      request: toJson(maskRequest(request)),
    };
    // Of the whole request as it went, before masking: what either side may hold against the other.
    const whole = hex(sha256(canonicalJson(toJson(request))));
    return { ...exchange, sha256: exchangeDigest(exchange), whole };
  });
  await line.addExchanges(tx, actor.centreId, kept);
  await recordAll(
    tx,
    actor,
    kept.map(({ id, number, service, outcome, whole, sha256: digest }) => ({
      action: 'portal.exchange',
      subjectType: 'dossier-number',
      subjectId: number,
      detail: { exchange: id, service, outcome, request: whole, kept: hex(digest) },
    })),
    at,
  );
}
