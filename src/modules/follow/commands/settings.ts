import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { FOLLOW_POLICY } from '../policy.ts';
import { saveSettings } from '../repo.ts';
import type { SettingsInput } from '../schema.ts';

/** Says what citizens may do here. @throws Problem `forbidden` */
export async function changeFollowSettings(
  ctx: AppContext,
  actor: Actor,
  input: SettingsInput,
): Promise<void> {
  authorise(FOLLOW_POLICY, actor, 'settings', actor);
  const at = ctx.clock.now();
  const settings = { resultDownload: input.resultDownload === '1', answerHours: input.answerHours };
  await inTransaction(ctx, actor, async (tx) => {
    await saveSettings(tx, actor.centreId, settings, at);
    const entry = {
      action: 'follow.settings',
      subjectType: 'centre',
      subjectId: actor.centreId,
      detail: settings,
    };
    await record(tx, actor, entry, at);
  });
}
