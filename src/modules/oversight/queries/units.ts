import { getAgencyIn, listUnitsIn } from '#modules/agencies/queries.ts';
import type { Agency } from '#modules/agencies/schema.ts';
import type { Tx } from '#platform/db/tx.ts';

/** The places where people of a centre work: the centre itself first, then its specialised units. */
export async function listWorkplaces(tx: Tx, centreId: string): Promise<readonly Agency[]> {
  return [await getAgencyIn(tx, centreId), ...(await listUnitsIn(tx, centreId))];
}
