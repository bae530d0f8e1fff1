import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { PETITION_POLICY } from '../policy.ts';
import { saveSettings } from '../repo-keep.ts';
import type { SettingsInput } from '../schema.ts';

/** Says where and when citizens are received, and how long personal data is kept (Luật Tiếp công dân Đ24; NĐ 154/2026). @throws Problem `forbidden` */
export async function changeReception(ctx: AppContext, actor: Actor, input: SettingsInput): Promise<void> {
  authorise(PETITION_POLICY, actor, 'settings', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await saveSettings(tx, actor.centreId, input, at);
    await record(
      tx,
      actor,
      { action: 'petition.settings', subjectType: 'centre', subjectId: actor.centreId, detail: { ...input } },
      at,
    );
  });
}
