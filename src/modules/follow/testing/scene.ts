import { expect } from 'vitest';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type Dossier, STATUS } from '#modules/dossiers/schema.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { preparationsModule } from '#modules/preparations/index.ts';
import { photograph, plainPdf } from '#modules/preparations/testing/drafts.ts';
import { getProcedureVersion } from '#modules/procedures/queries.ts';
import type { PublicActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { openBySecret } from '../commands/holder.ts';
import { addPhoto } from '../commands/photos.ts';
import { sendSupplement } from '../commands/send.ts';
import { followModule } from '../index.ts';
import { readFollowed } from '../queries.ts';

/** Registration of a birth. */
export const BIRTH = '1.001193';
/** Papers that are asked for. */
export const ITEMS = [
  { content: 'Giấy cam đoan về việc sinh', reason: 'Chưa có chữ ký' },
  { content: 'Bản sao hộ chiếu của cha', reason: 'Ảnh mờ' },
];

const TABLES = [
  'follow_sendings',
  'follow_files',
  'follow_messages',
  'follow_settings',
  'dossiers',
  'dossier_events',
];

/** The example commune with a citizen who follows dossiers from home. */
export async function followScene() {
  const t = await testApp({ example: true, modules: [...MODULES_BELOW, preparationsModule, followModule] });
  const commune = await testCommune(t.ctx);
  const citizen: PublicActor = { kind: 'public', centreId: commune.centreId };
  const counter = commune.person('tiepnhan1');
  const photo = await photograph(200);

  /** Everything that a refused act must have left as it was. */
  const state = () =>
    Promise.all(
      TABLES.map(
        async (table) =>
          (
            await t.owner.query(
              `select count(*)::int as n, md5(string_agg(x::text, '' order by x::text)) from ${table} x`,
            )
          ).rows[0],
      ),
    );

  async function received(): Promise<{ id: string; key: string; weak: string; dossier: Dossier }> {
    const { dossier } = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(BIRTH),
    });
    const open = (secret: string) => openBySecret(t.ctx, citizen, dossier.number ?? '', secret);
    return { id: dossier.id, key: await open(dossier.lookupCode ?? ''), weak: await open('0001'), dossier };
  }

  /** A received dossier that waits for two papers of its citizen. */
  async function asked() {
    const one = await received();
    const unit = one.dossier.holder.unitId;
    expect(unit).toBe(counter.unitId);
    await commune.act('tiepnhan1', { id: one.id }, { type: 'request-supplement', items: ITEMS });
    const now = await dossierOf(one.id);
    if (now.status !== STATUS.supplement) {
      await commune.act('tiepnhan1', { id: one.id }, { type: 'pass-on-supplement' });
    }
    return one;
  }

  async function dossierOf(id: string): Promise<Dossier> {
    const dossier = await readOnly(t.ctx, citizen, (tx) => findDossierIn(tx, { id }));
    if (dossier === null) {
      throw new Error('no dossier');
    }
    return dossier;
  }

  /** The published procedure as the dossier keeps it. */
  const versionOf = async ({ procedure }: Dossier) =>
    (await readOnly(t.ctx, citizen, (tx) => getProcedureVersion(tx, procedure.versionId))).body;
  const send = (item: number, bytes = photo) => ({
    item,
    bytes,
    name: 'IMG_1.jpg',
    requestId: newRequestId(),
  });
  const answer = (words = '') => ({ requestId: newRequestId(), words });

  async function sent() {
    const one = await asked();
    await addPhoto(t.ctx, citizen, one.key, send(0));
    await addPhoto(t.ctx, citizen, one.key, send(0));
    await addPhoto(t.ctx, citizen, one.key, send(1, plainPdf()));
    await sendSupplement(t.ctx, citizen, one.key, answer('Cháu gửi thay bà'));
    const { sendings } = await readFollowed(t.ctx, counter, one.id);
    return { ...one, sendingId: sendings[0]?.sending.id ?? '' };
  }

  return {
    t,
    commune,
    citizen,
    counter,
    photo,
    state,
    received,
    asked,
    dossierOf,
    versionOf,
    send,
    answer,
    sent,
  };
}
