import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { DEFAULT_SETTINGS, DossierSettings } from '../schema.ts';

/** The settings of the transaction's centre in force on a local day; the product's defaults where it set none. */
export async function settingsOn(tx: Tx, day: Temporal.PlainDate): Promise<DossierSettings> {
  const row = await tx
    .selectFrom('dossier_settings')
    .select('settings')
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? DEFAULT_SETTINGS : DossierSettings.parse(row.settings);
}

/** Adds settings from a day on; false when that day has some already. */
export async function addSettings(
  tx: Tx,
  actor: Actor,
  from: Temporal.PlainDate,
  settings: DossierSettings,
  source: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const row = await tx
    .insertInto('dossier_settings')
    .values({
      centre_id: actor.centreId,
      effective_from: from,
      settings: JSON.stringify(settings),
      source,
      set_at: at,
      set_by: actor.kind === 'staff' ? actor.accountId : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('effective_from')
    .executeTakeFirst();
  return row !== undefined;
}
