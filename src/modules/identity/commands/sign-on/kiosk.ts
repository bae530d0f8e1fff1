import { createHash, randomBytes, randomInt } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { IDENTITY_POLICY } from '../../policy.ts';
import { insertKiosk } from '../../repo/citizens.ts';
import { KIOSK } from '../../rules/sign-on.ts';
import { makeToken } from '../../rules/token.ts';

/** What the QR code holds: made from what the page holds, and not the other way round. */
export function phoneToken(centreId: string, pageToken: string): ReturnType<typeof makeToken> {
  return makeToken(centreId, createHash('sha256').update(`phone:${pageToken}`).digest());
}

/**
 * A kiosk begins to wait for a phone. What it waited for before is forgotten.
 * @returns the token of the kiosk's page
 * @throws Problem `forbidden` unless the actor is a kiosk
 */
export async function beginKioskIdentity(ctx: AppContext, actor: Actor): Promise<string> {
  authorise(IDENTITY_POLICY, actor, 'kiosk.identify', actor, signOnMessages('vi')('kiosk-only'));
  if (actor.kind !== 'device') {
    throw new Problem('forbidden', { detail: signOnMessages('vi')('kiosk-only') });
  }
  const { centreId, deviceId } = actor;
  const now = ctx.clock.now();
  const page = makeToken(centreId, randomBytes(32));
  const kiosk = {
    id: newId(),
    deviceId,
    code: String(randomInt(10_000)).padStart(4, '0'),
    pageHash: page.hash,
    phoneHash: phoneToken(centreId, page.text).hash,
    createdAt: now,
    expiresAt: now.add({ minutes: KIOSK.waitMinutes }),
  };
  await inTransaction(ctx, actor, (tx) => insertKiosk(tx, centreId, kiosk));
  return page.text;
}
