import { readToken } from '#modules/identity/rules/token.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { refusals } from '../messages.ts';
import { PREPARATION_POLICY } from '../policy.ts';
import { findPreparation, lockPreparation } from '../repo.ts';
import type { Preparation } from '../schema.ts';

const t = refusals('vi');

function gone(): Problem {
  return new Problem('gone', { detail: t('gone') });
}

/**
 * The secret of the address that somebody holds. Addresses of other centres open nothing here.
 * @throws Problem `gone`, `forbidden`
 */
export function secretOf(actor: Actor, token: string): Uint8Array {
  const read = readToken(token);
  if (read === undefined || read.centreId !== actor.centreId) {
    throw gone();
  }
  authorise(PREPARATION_POLICY, actor, 'fill', { centreId: read.centreId });
  return read.hash;
}

function isOver(preparation: Preparation, now: Temporal.Instant): boolean {
  return preparation.use === null && Temporal.Instant.compare(now, preparation.expiresAt) >= 0;
}

/** What the address opens: a draft, or what became of it. @throws Problem `gone` */
export async function heldIn(
  ctx: Pick<AppContext, 'clock'>,
  tx: Tx,
  secretHash: Uint8Array,
): Promise<Preparation> {
  const found = await findPreparation(tx, { secretHash });
  if (found === null || isOver(found, ctx.clock.now())) {
    throw gone();
  }
  return found;
}

/** The draft of the address, locked. @throws Problem `gone`, `already-done` with when it was taken in */
export async function lockDraft(
  ctx: Pick<AppContext, 'clock'>,
  tx: Tx,
  secretHash: Uint8Array,
): Promise<Preparation> {
  const found = await lockPreparation(tx, { secretHash });
  if (found === null || isOver(found, ctx.clock.now())) {
    throw gone();
  }
  if (found.use !== null) {
    const at = formatDateTime(found.use.at);
    throw new Problem('already-done', { detail: t('used', { at }), facts: { at } });
  }
  return found;
}
