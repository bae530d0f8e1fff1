import type { Outcome } from '#integrations/national-portal/answer.ts';
import { record } from '#modules/audit/commands/record.ts';
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

/** Keeps a call with its answer, and puts its digest into the hash chain of the centre, in the caller's transaction. */
export async function keepExchange(
  tx: Tx,
  actor: Actor,
  number: string,
  { outcome, request, service }: Sent,
  at: Temporal.Instant,
): Promise<void> {
  const message = 'message' in outcome ? outcome.message : outcome.why;
  const exchange = {
    id: newId(),
    at,
    number,
    service,
    outcome: outcome.kind,
    message: message.slice(0, 2_000),
    request: maskRequest(request),
  };
  const digest = exchangeDigest(exchange);
  await line.addExchange(tx, actor.centreId, { ...exchange, sha256: digest });
  await record(
    tx,
    actor,
    {
      action: 'portal.exchange',
      subjectType: 'dossier-number',
      subjectId: number,
      detail: {
        exchange: exchange.id,
        service,
        outcome: outcome.kind,
        // Of the whole request as it went, before masking: what either side may hold against the other.
        request: Buffer.from(sha256(canonicalJson(toJson(request)))).toString('hex'),
        kept: Buffer.from(digest).toString('hex'),
      },
    },
    at,
  );
}
