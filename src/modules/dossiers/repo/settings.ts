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
