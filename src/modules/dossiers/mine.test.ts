import { beforeAll, describe, expect, it } from 'vitest';
import { findSignedInCitizen, type SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import {
  comeBack,
  connectProvider,
  cookieOf,
  goThere,
  openProvider,
} from '#modules/identity/testing/sign-on.ts';
import type { PublicActor } from '#platform/actor.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { getMine, listMine } from './commands/mine.ts';
import { partOf } from './rules/mine.ts';
import { Parties } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

const BIRTH = '1.001193';
const OWN = '038056000001';

let t: TestApp;
let commune: TestCommune;
let nobody: PublicActor;
const ids: Record<string, string> = {};

async function receive(key: string, parties: Record<string, unknown>): Promise<void> {
  const intake = await commune.intake(BIRTH, { parties });
  const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
  ids[key] = dossier.id;
}

beforeAll(async () => {
  t = await testApp({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
  nobody = { kind: 'public', centreId: commune.centreId };
  const provider = await openProvider();
  await connectProvider(t.ctx, commune.centreId, 'citizen', provider);
  const me = { name: 'Nguyễn Thị Hồng Ví Dụ', idNumber: OWN, phone: '0900000001' };
  const other = { name: 'Lê Văn Mẫu', idNumber: '038085000003', phone: '0900000003' };
  await receive('applicant', { applicant: me });
  await receive('submitter', { applicant: other, submitter: { as: 'relative', person: me, relation: 'mẹ' } });
  await receive('other', { applicant: other });
  await receive('namesake', { applicant: { ...me, idNumber: '038056000009' } });
  await receive('organisation', { applicant: { ...me, kind: 'organisation', idKind: 'organisation' } });
});

async function citizen(user: string): Promise<{ token: string; who: SignedInCitizen }> {
  const token =
    cookieOf(await comeBack(t, nobody, await goThere(t, nobody, 'citizen', user)), 'cong_dan') ?? '';
  const who = await findSignedInCitizen(t.ctx, token);
  if (who === undefined) {
    throw new Error('not signed in');
  }
  return { token, who };
}

describe('Hồ sơ của tôi', () => {
  it('are those in which the citizen is applicant or submitter by number, and each reading is noted', async () => {
    const { who } = await citizen('cd-0001');
    const mine = await listMine(t.ctx, who);
    expect(Object.fromEntries(mine.map(({ view, part }) => [view.dossierId, part]))).toEqual({
      [ids['applicant'] ?? '']: 'applicant',
      [ids['submitter'] ?? '']: 'submitter',
    });
    const { rows } = await t.owner.query('select subject_id from access_log where what = $1', [
      `citizen.${who.id}`,
    ]);
    expect(rows.map((row: { subject_id: string }) => row.subject_id).sort()).toEqual(
      [ids['applicant'], ids['submitter']].sort(),
    );
  });

  it.each(['other', 'namesake', 'organisation'])(
    '%s: nothing of others, not even whether it exists',
    async (key) => {
      const { who, token } = await citizen('cd-0001');
      await expect(getMine(t.ctx, who, ids[key] ?? '')).rejects.toMatchObject({ code: 'not-found' });
      const answer = await t.as(undefined, {
        method: 'GET',
        url: `/cua-toi/${ids[key]}`,
        cookies: { cong_dan: token },
      });
      expect(answer.statusCode).toBe(404);
      expect(answer.body).toContain('Không có hồ sơ này trong các hồ sơ của ông/bà');
    },
  );

  it('need the level of assurance; an organisation without a number sees why there is nothing', async () => {
    const low = await citizen('cd-0002');
    await expect(listMine(t.ctx, low.who)).rejects.toMatchObject({ code: 'forbidden' });
    const page = await t.as(undefined, { method: 'GET', url: '/cua-toi', cookies: { cong_dan: low.token } });
    expect(page.body).toContain('cần định danh mức 2');
    const body = await citizen('tc-0001');
    expect(await listMine(t.ctx, body.who)).toEqual([]);
  });

  it('ask a stranger to sign in, and come back to the page that was wanted', async () => {
    const answer = await t.as(undefined, { method: 'GET', url: `/cua-toi/${ids['applicant']}` });
    expect(answer.headers.location).toBe(
      `/cong-dan/dang-nhap?tiep=${encodeURIComponent(`/cua-toi/${ids['applicant']}`)}`,
    );
    const { token } = await citizen('cd-0001');
    const url = `/cua-toi/${ids['applicant']}`;
    const own = await t.as(undefined, { method: 'GET', url, cookies: { cong_dan: token } });
    expect(own.statusCode).toBe(200);
    expect(own.headers['cache-control']).toBe('no-store');
  });
});

describe('who a citizen is in a dossier', () => {
  const parties = (applicant: object, submitter?: object) => ({
    parties: Parties.parse({ applicant, ...(submitter ? { submitter } : {}) }),
  });
  const person = { kind: 'person', idNumber: OWN, taxCode: null } as const;
  const business = { kind: 'business', idNumber: null, taxCode: '2800000001' } as const;
  const company = { kind: 'organisation', name: 'Công ty TNHH Ví Dụ', idNumber: '2800000001' };

  it.each([
    ['own number', parties({ name: 'A', idNumber: OWN }), person, 'applicant'],
    [
      'handed in for another',
      parties({ name: 'B' }, { as: 'post', person: { name: 'A', idNumber: OWN } }),
      person,
      'submitter',
    ],
    ['no number in the dossier', parties({ name: 'A' }), person, null],
    ['no number in the account', parties({ name: 'A' }), { ...person, idNumber: null }, null],
    ['own company', parties(company), business, 'applicant'],
    ['a citizen with the digits of a tax code', parties({ ...company, kind: 'citizen' }), business, null],
    [
      'an organisation is matched with nothing',
      parties(company),
      { ...business, kind: 'organisation' as const },
      null,
    ],
  ] as const)('%s', (_what, dossier, citizenKey, part) => {
    expect(partOf(dossier, citizenKey)).toBe(part);
  });
});
