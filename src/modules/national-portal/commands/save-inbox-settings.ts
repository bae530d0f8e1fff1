import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { inboxMessages } from '../messages-inbox.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import * as repo from '../repo-inbox.ts';
import { InboxSettings, type InboxSettingsInput } from '../schema-inbox.ts';

async function secretFor(
  ctx: AppContext,
  actor: Actor,
  input: InboxSettingsInput,
): Promise<Uint8Array | null> {
  if (input.secret !== '') {
    return sealSecret(ctx.config, input.requestId, input.secret);
  }
  const found = await readOnly(ctx, actor, repo.findInboxSettings);
  if (found === null || found.secretBox === null) {
    return null;
  }
  const kept = await openSecret(ctx.config, found.version, found.secretBox);
  return sealSecret(ctx.config, input.requestId, kept);
}

/**
 * Says how dossiers from the portal come in from now on. The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`, `validation` when it is opened without a secret
 */
export async function saveInboxSettings(
  ctx: AppContext,
  actor: Actor,
  input: InboxSettingsInput,
): Promise<void> {
  authorise(INBOX_POLICY, actor, 'settings', { centreId: actor.centreId });
  const secretBox = await secretFor(ctx, actor, input);
  if (input.auth !== 'off' && secretBox === null) {
    const message = inboxMessages('vi')('secret-missing');
    throw new Problem('validation', { detail: message, fields: [{ path: 'secret', message }] });
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findInboxSettings(tx);
    if (before?.version === input.requestId) {
      return;
    }
    await repo.saveInboxSettings(tx, actor.centreId, {
      version: input.requestId,
      settings: InboxSettings.parse(input),
      secretBox,
      at,
      by: actor.kind === 'staff' ? actor.displayName : actor.kind,
    });
    await record(
      tx,
      actor,
      {
        action: 'portal.inbox-settings',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { auth: input.auth, origins: input.origins },
      },
      at,
    );
  });
}
