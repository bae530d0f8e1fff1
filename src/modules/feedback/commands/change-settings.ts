import { record } from '#modules/audit/commands/record.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { settingsMessages } from '../messages/settings.ts';
import { FEEDBACK_POLICY } from '../policy.ts';
import { addSettings } from '../repo/settings.ts';
import type { ChangeSettingsInput } from '../schema/settings.ts';

const t = settingsMessages('vi');

/**
 * Puts new settings of ratings in force from a day on.
 * @throws Problem `forbidden`, `validation` for a day gone by, `conflict` for a day that has its set
 */
export async function changeSettings(
  ctx: AppContext,
  actor: Actor,
  input: ChangeSettingsInput,
): Promise<void> {
  authorise(FEEDBACK_POLICY, actor, 'settings.change', actor);
  const self = requireStaff(actor);
  const now = ctx.clock.now();
  const wrong = (code: 'validation' | 'conflict', message: string) =>
    new Problem(code, { detail: message, fields: [{ path: 'effectiveFrom', message }] });
  if (Temporal.PlainDate.compare(Temporal.PlainDate.from(input.effectiveFrom), localDay(now)) < 0) {
    throw wrong('validation', t('pastDay'));
  }
  await inTransaction(ctx, actor, async (tx) => {
    if (!(await addSettings(tx, self, input, now))) {
      throw wrong('conflict', t('dayTaken'));
    }
    await record(
      tx,
      actor,
      { action: 'feedback.settings-set', subjectType: 'settings', subjectId: 'feedback', detail: input },
      now,
    );
  });
}
