import { record } from '#modules/audit/commands/record.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { findLiveSession, revokeSession } from '../repo/sessions.ts';
import { readToken } from '../rules/token.ts';

/** Ends the session of a token. A token that opens nothing is no error: the person wanted to be out and is. */
export async function signOut(ctx: AppContext, token: string | undefined): Promise<void> {
  const parsed = readToken(token);
  if (!parsed) {
    return;
  }
  const now = ctx.clock.now();
  await inTransaction(ctx, parsed, async (tx) => {
    const live = await findLiveSession(tx, parsed.hash, now);
    if (live && (await revokeSession(tx, live.actor.accountId, live.session.id, now))) {
      await record(
        tx,
        live.actor,
        {
          action: 'identity.sign-out',
          subjectType: 'account',
          subjectId: live.actor.accountId,
          detail: { session: live.session.id },
        },
        now,
      );
    }
  });
}
