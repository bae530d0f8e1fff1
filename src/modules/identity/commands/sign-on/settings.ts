import { type SsoCheck, SsoConnection, SsoFailure } from '#integrations/sso/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { signOnMessages } from '../../messages-sign-on.ts';
import { IDENTITY_POLICY } from '../../policy.ts';
import { findSettings, saveSettings } from '../../repo/sign-on.ts';
import type { Audience, SignOnSettingsInput } from '../../schema/sign-on.ts';
import { openSecret, sealSecret } from '../secret-box.ts';
import { connect, throughCircuit } from './connect.ts';

/** The secret that holds from now on: the new one, or the stored one sealed anew for the new version. */
async function secretFor(
  ctx: AppContext,
  actor: Actor,
  input: SignOnSettingsInput,
): Promise<Uint8Array | null> {
  if (input.secret !== '') {
    return sealSecret(ctx.config, input.requestId, input.secret);
  }
  const found = await readOnly(ctx, actor, (tx) => findSettings(tx, input.audience));
  // A secret was given for one provider; it is not shown to another one.
  if (!found?.secretBox || found.settings.connection.issuer !== input.issuer) {
    return null;
  }
  return sealSecret(
    ctx.config,
    input.requestId,
    await openSecret(ctx.config, found.settings.version, found.secretBox),
  );
}

/**
 * Says how a provider is reached from now on. The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`
 */
export async function saveSignOn(ctx: AppContext, actor: Actor, input: SignOnSettingsInput): Promise<void> {
  authorise(IDENTITY_POLICY, actor, 'sign-on.manage', actor);
  const at = ctx.clock.now();
  const box = await secretFor(ctx, actor, input);
  const { audience } = input;
  await inTransaction(ctx, actor, async (tx) => {
    if ((await findSettings(tx, audience))?.settings.version === input.requestId) {
      return;
    }
    const connection = SsoConnection.parse(input);
    const changedBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
    const settings = { audience, version: input.requestId, connection, changedAt: at, changedBy };
    await saveSettings(tx, actor.centreId, settings, box);
    await record(
      tx,
      actor,
      {
        action: 'identity.sign-on-settings',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { audience, mode: connection.mode, issuer: connection.issuer ?? '' },
      },
      at,
    );
  });
}

/**
 * Thử kết nối: asks the provider for its description and keys. Success closes the circuit.
 * @throws Problem `forbidden`, `not-allowed-now` (off), `unavailable` with what went wrong
 */
export async function checkSignOn(ctx: AppContext, actor: Actor, audience: Audience): Promise<SsoCheck> {
  authorise(IDENTITY_POLICY, actor, 'sign-on.manage', actor);
  const connected = await connect(ctx, actor.centreId, audience);
  if (connected === undefined) {
    throw new Problem('not-allowed-now', { detail: signOnMessages('vi')('off') });
  }
  try {
    return await throughCircuit(ctx, actor.centreId, audience, () => connected.client.check());
  } catch (error) {
    if (error instanceof SsoFailure) {
      const t = signOnMessages('vi');
      throw new Problem('unavailable', { detail: `${t(`fault-${error.fault}`)} (${error.message})` });
    }
    throw error;
  }
}
