import type { StaffActor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import {
  type ChangeSettingsInput,
  type DatedSettings,
  DEFAULT_SETTINGS,
  FeedbackSettings,
} from '../schema/settings.ts';

/** The settings in force on a local day; the defaults where none were put in force yet. */
export async function settingsOn(tx: Tx, day: Temporal.PlainDate): Promise<FeedbackSettings> {
  const row = await tx
    .selectFrom('feedback_settings')
    .select('settings')
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? DEFAULT_SETTINGS : FeedbackSettings.parse(row.settings);
}

/** Every set of the centre, newest first. */
export async function listSettings(tx: Tx): Promise<readonly DatedSettings[]> {
  const rows = await tx
    .selectFrom('feedback_settings')
    .select(['effective_from', 'source', 'settings'])
    .orderBy('effective_from', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    effectiveFrom: row.effective_from,
    source: row.source,
    settings: FeedbackSettings.parse(row.settings),
  }));
}

/** Puts a set in force from a day on; false when the day is taken. */
export async function addSettings(
  tx: Tx,
  actor: StaffActor,
  input: ChangeSettingsInput,
  at: Temporal.Instant,
): Promise<boolean> {
  const added = await tx
    .insertInto('feedback_settings')
    .values({
      centre_id: actor.centreId,
      effective_from: Temporal.PlainDate.from(input.effectiveFrom),
      settings: JSON.stringify(input.settings),
      source: input.source,
      set_at: at,
      set_by: actor.accountId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('effective_from')
    .execute();
  return added.length > 0;
}
