import { record } from '#modules/audit/commands/record.ts';
import { openSecret, sealSecret } from '#modules/identity/commands/secret-box.ts';
import type { Actor } from '#platform/actor.ts';
import { forgetCircuit } from '#platform/circuit-store.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { MIRROR_POLICY } from '../policy.ts';
import * as repo from '../repo.ts';
import { requireLayer } from '../role.ts';
import { MirrorMapping, type MirrorSettingsInput, MirrorSource } from '../schema.ts';

/** The secret that holds from now on: the new one, or the stored one sealed anew for the new version. */
async function secretFor(
  ctx: AppContext,
  actor: Actor,
  input: MirrorSettingsInput,
): Promise<Uint8Array | null> {
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
 * Says from where dossiers are mirrored from now on, and how their fields are called there. What was mirrored stays; the next reading reads everything anew.
 * The request's id becomes the version, so a repeat changes nothing.
 * @throws Problem `forbidden`, `not-allowed-now` (this installation is the dossier system itself)
 */
export async function saveMirrorSettings(
  ctx: AppContext,
  actor: Actor,
  input: MirrorSettingsInput,
): Promise<void> {
  authorise(MIRROR_POLICY, actor, 'settings', actor);
  requireLayer(ctx);
  const at = ctx.clock.now();
  const box = await secretFor(ctx, actor, input);
  const source = MirrorSource.parse(input);
  const columns = Object.fromEntries(Object.entries(input.columns).filter(([, name]) => name !== ''));
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
        source,
        mapping: MirrorMapping.parse({ columns, states: input.states }),
        staleHours: input.staleHours,
        changedAt: at,
        changedBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
      },
      box,
    );
    // What was read stays, and with it as of when it was read.
    const { passedAt } = await repo.findCursor(tx);
    await repo.saveCursor(tx, actor.centreId, { since: null, fullAt: null, passedAt });
    await forgetCircuit(tx, repo.MIRROR_LINE);
    await record(
      tx,
      actor,
      {
        action: 'mirror.settings',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { kind: source.kind, fields: Object.keys(columns) },
      },
      at,
    );
  });
}
