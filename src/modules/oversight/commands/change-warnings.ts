import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { settingsMessages } from '../messages/settings.ts';
import { oversightPolicy } from '../policy.ts';
import { addWarningSettings } from '../repo/settings.ts';
import type { ChangeWarningsInput } from '../schema/settings.ts';

const t = settingsMessages('vi');

/**
 * Puts new warning settings in force from a day on. Warnings that were given stay as they are.
 * @throws Problem `forbidden`, `validation` for a day gone by, `conflict` for a day that has its set
 */
export async function changeWarnings(
  ctx: AppContext,
  actor: Actor,
  input: ChangeWarningsInput,
): Promise<void> {
  authorise(oversightPolicy, actor, 'set-warnings', { centreId: actor.centreId });
  const self = requireStaff(actor);
  const now = ctx.clock.now();
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(input.effectiveFrom), localDay(now)) < 0) {
    throw new Problem('validation', {
      detail: t('pastDay'),
      fields: [{ path: 'effectiveFrom', message: t('pastDayField') }],
    });
  }
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await addWarningSettings(tx, self, input, now))) {
      throw new Problem('conflict', {
        detail: t('dayTaken'),
        fields: [{ path: 'effectiveFrom', message: t('dayTaken') }],
      });
    }
    await record(
      tx,
      actor,
      { action: 'oversight.warnings-set', subjectType: 'settings', subjectId: 'warnings', detail: input },
      now,
    );
  });
}
