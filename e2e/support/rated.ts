import type { TestCommune } from '#modules/dossiers/testing/commune.ts';
import type { Level } from '#modules/feedback/schema.ts';
import { leaveNumber, rateDossier } from '#modules/feedback/testing.ts';
import type { SiteParts } from './site.ts';

/** A dossier of a birth, received, and rated. */
async function rated({ t }: SiteParts, commune: TestCommune, level: Level) {
  const intake = await commune.intake('1.001193');
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  return rateDossier(t.ctx, commune, dossier, level);
}

/** Two unhappy ratings: the address of one without a number, and the id of one who left a number. */
export async function exampleRatings(
  site: SiteParts,
  commune: TestCommune,
): Promise<{ readonly token: string; readonly contactId: string }> {
  const token = await rated(site, commune, 1);
  await leaveNumber(site.t.ctx, commune, await rated(site, commune, 1));
  const { rows } = await site.t.owner.query<{ id: string }>('select id from rating_contacts limit 1');
  return { token, contactId: rows[0]?.id ?? '' };
}
