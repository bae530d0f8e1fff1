import { z } from 'zod';
import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { commandProblems } from '../messages-commands.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { addSettings, settingsOn } from '../repo/settings.ts';
import { DossierSettings } from '../schema.ts';

const t = commandProblems('vi');

/** New figures from a day on, with the document that says so. */
export const ChangeSettingsInput = z.object({
  effectiveFrom: z.iso.date(),
  settings: DossierSettings,
  source: z.string().trim().min(1, t('source-missing')).max(500),
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
      detail: t('day-gone'),
      fields: [{ path: 'effectiveFrom', message: t('day-later') }],
    });
  }
  return inTransaction(ctx, actor, async (tx) => {
    const added = await addSettings(tx, actor, from, input.settings, input.source, now);
    if (!added) {
      throw new Problem('conflict', { detail: t('day-taken') });
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
