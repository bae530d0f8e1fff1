import type { Tx } from '#platform/db/tx.ts';
import { countLevels } from '../repo.ts';
import { type ShownRatings, shown } from '../rules.ts';

/** Ratings of one local day, all topics together, shown as the smallest sample allows; for boards above this module. */
export async function ratingsOfDay(tx: Tx, day: Temporal.PlainDate): Promise<ShownRatings> {
  return shown(await countLevels(tx, day, day));
}
