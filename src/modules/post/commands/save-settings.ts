import { PostConnection, PostSecrets } from '#integrations/post/port.ts';
import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import { forgetCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { postMessages } from '../messages.ts';
import { postPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import type { PostSettingsInput } from '../schema.ts';
import { POST_LINE } from './line.ts';

async function secretsFor(ctx: AppContext, actor: Actor, input: PostSettingsInput): Promise<PostSecrets> {
  const found = await readOnly(ctx, actor, repo.findSettings);
  const kept = PostSecrets.parse(
    found === null || found.secretBox === null
      ? {}
      : JSON.parse(await openSecret(ctx.config, found.settings.version, found.secretBox)),
  );
  return { token: input.token || kept.token, callBackKey: input.callBackKey || kept.callBackKey };
}

function refuse(path: string, message: string): Problem {
  return new Problem('validation', { detail: message, fields: [{ path, message }] });
}

/**
 * Says how the post is reached from now on. The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`, `validation` when a secret is missing without which nothing could be sent or believed
 */
export async function savePostSettings(
  ctx: AppContext,
  actor: Actor,
  input: PostSettingsInput,
): Promise<void> {
  authorise(postPolicy, actor, 'connect', { centreId: actor.centreId });
  const t = postMessages('vi');
  const connection = PostConnection.parse(input);
  const secrets = await secretsFor(ctx, actor, input);
  if (connection.mode !== 'off' && secrets.callBackKey === '') {
    throw refuse('callBackKey', t('lost-secret'));
  }
  if (connection.mode !== 'off' && connection.tokenStyle !== 'none' && secrets.token === '') {
    throw refuse('token', t('lost-token'));
  }
  const box = await sealSecret(ctx.config, input.requestId, JSON.stringify(secrets));
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const before = await repo.findSettings(tx);
    if (before?.settings.version === input.requestId) {
      return;
    }
    const changedBy = actor.kind === 'staff' ? actor.displayName : actor.kind;
    const settings = {
      version: input.requestId,
      connection,
      auto: input.auto === 'on',
      changedAt: at,
      changedBy,
    };
    await repo.saveSettings(tx, actor.centreId, settings, box);
    await forgetCircuit(tx, POST_LINE);
    await record(
      tx,
      actor,
      {
        action: 'post.connect',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { mode: connection.mode, auto: input.auto },
      },
      at,
    );
  });
}
