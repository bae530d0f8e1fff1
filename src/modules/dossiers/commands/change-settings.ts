import { z } from 'zod';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { addSettings, settingsOn } from '../repo/settings.ts';
import { DossierSettings } from '../schema.ts';

/** New figures from a day on, with the document that says so. */
export const ChangeSettingsInput = z.object({
  effectiveFrom: z.iso.date(),
  settings: DossierSettings,
  source: z.string().trim().min(1, 'Xin ghi văn bản làm căn cứ.').max(500),
});
export type ChangeSettingsInput = z.output<typeof ChangeSettingsInput>;

/**
 * Adds dated settings (limits, pauses, number patterns). What was decided before stays as it was decided; days gone by
 * cannot be changed. @throws Problem `forbidden`, `validation` for a day in the past, `conflict` for a day that is taken
 */
export async function changeSettings(
  ctx: AppContext,
  actor: Actor,
  input: ChangeSettingsInput,
): Promise<DossierSettings> {
  authorise(DOSSIER_POLICY, actor, 'change-settings', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const from = Temporal.PlainDate.from(input.effectiveFrom);
  if (Temporal.PlainDate.compare(from, localDay(now)) < 0) {
    throw new Problem('validation', {
      detail: 'Không sửa được ngày đã qua.',
      fields: [{ path: 'effectiveFrom', message: 'Xin chọn hôm nay hoặc một ngày sau.' }],
    });
  }
  return inTransaction(ctx, actor, async (tx) => {
    const added = await addSettings(tx, actor, from, input.settings, input.source, now);
    if (!added) {
      throw new Problem('conflict', { detail: 'Ngày này đã có bộ quy định khác. Xin chọn ngày khác.' });
    }
    await record(
      tx,
      actor,
      { action: 'dossier.settings-changed', subjectType: 'settings', subjectId: 'dossiers', detail: input },
      now,
    );
    return settingsOn(tx, from);
  });
}
