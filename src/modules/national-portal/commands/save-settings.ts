import { PortalConnection } from '#integrations/national-portal/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { portalMessages } from '../messages.ts';
import { PORTAL_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { PortalCodes, type SettingsInput } from '../schema.ts';

/** The secret that holds from now on: the new one, or the stored one sealed anew for the new version. */
async function secretFor(ctx: AppContext, actor: Actor, input: SettingsInput): Promise<Uint8Array | null> {
  if (input.secret !== '') {
    return sealSecret(ctx.config, input.requestId, input.secret);
  }
  const found = await readOnly(ctx, actor, repo.findSettings);
  if (found === null || found.secretBox === null) {
    return null;
  }
  const kept = await openSecret(ctx.config, found.settings.version, found.secretBox);
  return sealSecret(ctx.config, input.requestId, kept);
}

/**
 * Says how the portal is reached from now on. What waits is sent by the new settings. The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`
 */
export async function saveSettings(ctx: AppContext, actor: Actor, input: SettingsInput): Promise<void> {
  authorise(PORTAL_POLICY, actor, 'settings', { centreId: actor.centreId });
  if (ctx.config.role === 'centre-layer' && input.mode !== 'off') {
    throw new Problem('not-allowed-now', { detail: portalMessages('vi')('layer-refused') });
  }
  const at = ctx.clock.now();
  const box = await secretFor(ctx, actor, input);
  await inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findSettings(tx);
    if (before?.settings.version === input.requestId) {
      return;
    }
    await repo.saveSettings(
      tx,
      actor.centreId,
      {
        version: input.requestId,
        connection: PortalConnection.parse(input),
        codes: PortalCodes.parse({ ...before?.settings.codes, fields: input.fields }),
        files: { callers: input.callers, days: input.days },
        ratings: input.ratings,
        changedAt: at,
        changedBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
      },
      box,
    );
    await record(
      tx,
      actor,
      {
        action: 'portal.settings',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { mode: input.mode, callers: input.callers, ratings: input.ratings },
      },
      at,
    );
  });
}
