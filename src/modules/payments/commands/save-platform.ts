import { PlatformConnection, PlatformSecrets } from '#integrations/payment-platform/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import { forgetCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { platformMessages } from '../messages-platform.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-platform.ts';
import { PLATFORM_LINE } from '../rules/platform.ts';
import type { PlatformSettingsInput } from '../schema-platform.ts';

/** The secrets that hold from now on: those typed, else those stored. */
async function secretsFor(
  ctx: AppContext,
  actor: Actor,
  input: PlatformSettingsInput,
): Promise<PlatformSecrets> {
  const found = await readOnly(ctx, actor, repo.findPlatform);
  const kept = PlatformSecrets.parse(
    found === null || found.secretBox === null
      ? {}
      : JSON.parse(await openSecret(ctx.config, found.settings.version, found.secretBox)),
  );
  return {
    shared: input.shared || kept.shared,
    token: input.token || kept.token,
    lookUpKey: input.lookUpKey || kept.lookUpKey,
  };
}

function refuse(path: string, message: string): Problem {
  return new Problem('validation', { detail: message, fields: [{ path, message }] });
}

/**
 * Says how the payment platform is reached from now on. The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`, `validation` when a secret is missing without which nothing could be believed
 */
export async function savePlatform(
  ctx: AppContext,
  actor: Actor,
  input: PlatformSettingsInput,
): Promise<void> {
  authorise(paymentPolicy, actor, 'account', { centreId: actor.centreId });
  const t = platformMessages('vi');
  const connection = PlatformConnection.parse(input);
  const secrets = await secretsFor(ctx, actor, input);
  if (connection.mode !== 'off' && secrets.shared === '') {
    throw refuse('shared', t('secret-needed'));
  }
  if (connection.mode !== 'off' && connection.lookUp === 'key' && secrets.lookUpKey === '') {
    throw refuse('lookUpKey', t('look-up-key-needed'));
  }
  const box = await sealSecret(ctx.config, input.requestId, JSON.stringify(secrets));
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findPlatform(tx);
    if (before?.settings.version === input.requestId) {
      return;
    }
    const changedBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
    const settings = { version: input.requestId, connection, changedAt: at, changedBy };
    await repo.savePlatform(tx, actor.centreId, settings, box);
    await forgetCircuit(tx, PLATFORM_LINE);
    await record(
      tx,
      actor,
      {
        action: 'payments.platform',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { mode: connection.mode },
      },
      at,
    );
  });
}
