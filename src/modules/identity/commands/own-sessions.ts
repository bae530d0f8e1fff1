import { randomBytes } from 'node:crypto';
import { record } from '#modules/audit/commands/record.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { IDENTITY_POLICY } from '../policy.ts';
import { type ApiTokenRow, insertApiToken, revokeApiTokens, revokeSession } from '../repo/sessions.ts';
import { makeToken } from '../rules/token.ts';

/** Ends one of the own sessions, e.g. on a computer left open. @throws Problem `forbidden` */
export async function endOwnSession(ctx: AppContext, actor: StaffActor, sessionId: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'self.sessions', { ...actor, assigneeId: actor.accountId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if (await revokeSession(tx, actor.accountId, sessionId, at)) {
      await record(
        tx,
        actor,
        {
          action: 'identity.end-session',
          subjectType: 'account',
          subjectId: actor.accountId,
          detail: { session: sessionId },
        },
        at,
      );
    }
  });
}

/** A bearer token that was just made; `token` is shown this once. */
export interface NewApiToken {
  readonly row: ApiTokenRow;
  readonly token: string;
}

/**
 * Makes a bearer token by which a program acts with the actor's rights.
 * @param days how long it is good, 1 to 365
 * @throws Problem `forbidden`
 */
export async function createApiToken(
  ctx: AppContext,
  actor: StaffActor,
  name: string,
  days: number,
): Promise<NewApiToken> {
  authorise(IDENTITY_POLICY, actor, 'self.tokens', { ...actor, assigneeId: actor.accountId });
  const at = ctx.clock.now();
  const token = makeToken(actor.centreId, randomBytes(32));
  const row: ApiTokenRow = { id: newId(), name, createdAt: at, expiresAt: at.add({ hours: 24 * days }) };
  await inTransaction(ctx, actor, async (tx) => {
    await insertApiToken(tx, actor.centreId, actor.accountId, row, token.hash);
    await record(
      tx,
      actor,
      {
        action: 'identity.create-token',
        subjectType: 'account',
        subjectId: actor.accountId,
        detail: { token: row.id, name, expiresAt: row.expiresAt },
      },
      at,
    );
  });
  return { row, token: token.text };
}

/** Ends one of the own bearer tokens. @throws Problem `forbidden` */
export async function revokeOwnToken(ctx: AppContext, actor: StaffActor, tokenId: string): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'self.tokens', { ...actor, assigneeId: actor.accountId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    if ((await revokeApiTokens(tx, actor.accountId, at, tokenId)) > 0) {
      await record(
        tx,
        actor,
        {
          action: 'identity.revoke-token',
          subjectType: 'account',
          subjectId: actor.accountId,
          detail: { token: tokenId },
        },
        at,
      );
    }
  });
}
