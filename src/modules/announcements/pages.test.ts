import { expect, it } from 'vitest';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { testApp } from '#platform/testing/app.ts';
import { CHANNELS } from './schema.ts';

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' });
const commune = await testCommune(t.ctx);
const html = { accept: 'text/html' };

it('every page of news opens for those who may, with the example commune’s news on it', async () => {
  const { rows } = await t.owner.query<{ id: string; slug: string; live: boolean }>(
    'select id, slug, live_revision is not null as live from news order by live desc',
  );
  const [out, draft] = rows;
  const desk = [
    '/can-bo/tin-tuc',
    '/can-bo/tin-tuc?ngan=dang-dang',
    '/can-bo/tin-tuc/moi',
    '/can-bo/tin-tuc/mau/bao-lu',
    '/can-bo/tin-tuc/nguoi-nhan',
    `/can-bo/tin-tuc/${out?.id}`,
    `/can-bo/tin-tuc/${draft?.id}`,
    `/can-bo/tin-tuc/${draft?.id}/sua`,
    ...CHANNELS.map((channel) => `/can-bo/tin-tuc/${draft?.id}/kenh/${channel}`),
  ];
  for (const url of desk) {
    const { statusCode } = await t.as(commune.person('tiepnhan1'), { url, headers: html });
    expect([url, statusCode]).toEqual([url, 200]);
  }
  for (const url of ['/tin-tuc', `/tin-tuc/${out?.slug}`, '/tin-tuc.xml', '/tin-tuc/anh-bia.jpg']) {
    const { statusCode } = await t.as({ kind: 'public', centreId: commune.centreId }, { url, headers: html });
    expect([url, statusCode]).toEqual([url, 200]);
  }
  const url = '/can-bo/quan-tri/kenh-tin';
  expect((await t.as(commune.person('quantri'), { url, headers: html })).statusCode).toBe(200);
  expect((await t.as(commune.person('tiepnhan1'), { url, headers: html })).statusCode).toBe(403);
});
