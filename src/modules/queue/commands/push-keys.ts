import { makePushKeys } from '#integrations/web-push/client.ts';
import type { PushKeys } from '#integrations/web-push/port.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { findKeys, insertKeys, type StoredKeys } from '../repo/push.ts';

const owner = (centreId: string) => `web-push:${centreId}`;

async function makeKeys(ctx: AppContext, tx: Tx, centreId: string): Promise<StoredKeys> {
  const { publicKey, privateKey } = makePushKeys();
  const privateBox = await sealSecret(ctx.config, owner(centreId), privateKey);
  await insertKeys(tx, centreId, { publicKey, privateBox }, ctx.clock.now());
  return (await findKeys(tx)) ?? { publicKey, privateBox };
}

async function storedKeys(ctx: AppContext, actor: Actor): Promise<StoredKeys> {
  return (
    (await readOnly(ctx, actor, findKeys)) ??
    (await inTransaction(ctx, actor, (tx) => makeKeys(ctx, tx, actor.centreId)))
  );
}

/** The key that browsers subscribe with, made at first need; it is public. */
export async function publicPushKey(ctx: AppContext, actor: Actor): Promise<string> {
  return (await storedKeys(ctx, actor)).publicKey;
}

/** Both keys for sending; the private one leaves its box only here. */
export async function pushKeys(ctx: AppContext, actor: Actor): Promise<PushKeys> {
  const { publicKey, privateBox } = await storedKeys(ctx, actor);
  const url = new URL(ctx.config.publicUrl);
  return {
    publicKey,
    privateKey: await openSecret(ctx.config, owner(actor.centreId), privateBox),
    contact: url.protocol === 'https:' ? url.origin : `mailto:webmaster@${url.hostname}`,
  };
}
