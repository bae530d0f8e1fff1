import { actAsOfficer } from '#modules/petitions/commands/act.ts';
import { sendPetition } from '#modules/petitions/commands/send.ts';
import { getHeldPetition } from '#modules/petitions/queries.ts';
import { sending } from '#modules/petitions/testing/examples.ts';
import { photograph } from '#modules/preparations/testing/drafts.ts';
import { newRequestId } from '#platform/id.ts';
import type { Life } from './life.ts';
import type { SiteParts } from './site.ts';

/** A petition with a photograph that waits, one that its sender is asked about, and the example's published answer. */
export async function withPetitions(
  { t }: SiteParts,
  { commune }: Life,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const visitor = { kind: 'public', centreId: commune.centreId } as const;
  const photo = { name: 'a.jpg', bytes: await photograph(200) };
  const one = async () => {
    const token = await sendPetition(t.ctx, visitor, sending({ requestId: newRequestId() }), [photo]);
    const { petition } = await getHeldPetition(t.ctx, visitor, token);
    return { token, id: petition.id };
  };
  const [waits, asked] = [await one(), await one()];
  const receptionist = commune.person('tiepnhan1');
  const words = 'Xin cho biết nhà gần nhất để tìm đúng chỗ.';
  await actAsOfficer(t.ctx, receptionist, asked.id, { type: 'ask', words, requestId: newRequestId() });
  const { rows } = await t.owner.query<{ id: string; number: string }>(
    'select id, number from petitions where published_at is not null limit 1',
  );
  const [published] = rows;
  return {
    '/phan-anh/theo-doi/:token': [
      `/phan-anh/theo-doi/${waits.token}?moi=1`,
      `/phan-anh/theo-doi/${asked.token}`,
    ],
    '/hoi-dap/:number': [`/hoi-dap/${published?.number}`],
    '/can-bo/phan-anh/:id': [`/can-bo/phan-anh/${waits.id}`, `/can-bo/phan-anh/${published?.id}`],
  };
}
