import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { starterCounters } from '#modules/queue/commands/starter-hall.ts';
import { testApp } from '#platform/testing/app.ts';
import { MODULES } from '../modules.ts';
import { setUpCentre } from './centres.ts';
import { codeOf, newSetUpCode } from './first-run.ts';

const COUNTED = [
  'agencies',
  'accounts',
  'calendar_versions',
  'procedures',
  'processes',
  'service_groups',
  'service_group_counters',
  'audit_entries',
] as const;

const code = newSetUpCode();
const t = await testApp({ modules: MODULES, setUpCode: code, now: '2026-11-23T09:00:00+07:00' });

async function counts(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of COUNTED) {
    const { rows } = await t.owner.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    found[table] = rows[0]?.n ?? -1;
  }
  return found;
}

describe('the lines that a hall starts with', () => {
  it.each([
    ['no counter yet', [], [[], [], [], [], [], []]],
    ['one counter does everything', [1], [[1], [1], [1], [1], [1], [1]]],
    ['two', [1, 2], [[2, 1], [2, 1], [2, 1], [2, 1], [1], [1, 2]]],
    ['five', [1, 2, 3, 4, 5], [[2, 1], [3, 1], [4, 1], [5, 1], [1], [1, 2]]],
  ])('%s', (_, numbers, expected) => {
    const found = [0, 1, 2, 3, 4, 5].map((place) =>
      starterCounters(numbers, 4, place).map((counter) => counter.number),
    );
    expect(found).toEqual(expected);
  });

  it('gives every group a counter of its own, and never one counter twice', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 30 }),
        (numbers) => {
          for (const place of [0, 1, 2, 3, 4, 5]) {
            const counters = starterCounters(numbers, 4, place);
            expect(counters.some((counter) => !counter.helps)).toBe(true);
            expect(new Set(counters.map((counter) => counter.number)).size).toBe(counters.length);
          }
        },
      ),
    );
  });
});

describe('codes from names', () => {
  it.each([
    ['Tỉnh Thanh Hóa', 'thanh-hoa'],
    ['Xã Hoa Lộc', 'hoa-loc'],
    ['Đặc khu Phú Quý', 'phu-quy'],
    ['Ủy ban nhân dân xã Đông Thành', 'dong-thanh'],
    ['Phường', 'phuong'],
  ])('%s → %s', (name, code) => {
    expect(codeOf(name)).toBe(code);
  });
});

describe('the first run', () => {
  const answers = {
    requestId: '019aaf00-0000-7000-8000-000000000001',
    code,
    'province.name': 'Tỉnh Ví Dụ',
    'province.identityCode': 'H99',
    'commune.name': 'Xã Mẫu Thử',
    'commune.identityCode': 'H99.7',
    'centre.address': 'Thôn 1, xã Mẫu Thử',
    counters: '3',
    displayName: 'Nguyễn Thị Ví Dụ',
    username: 'quantri',
  };
  const html = { accept: 'text/html' };
  const post = (payload: Record<string, string>) =>
    t.as(undefined, { method: 'POST', url: '/thiet-lap', payload, headers: html });

  it('leads every page to the form while there is no centre', async () => {
    for (const url of ['/', '/thu-tuc', '/can-bo']) {
      const answer = await t.as(undefined, { method: 'GET', url, headers: html });
      expect(answer.statusCode).toBe(303);
      expect(answer.headers.location).toBe('/thiet-lap');
    }
  });

  it.each([
    ['a wrong code', { code: 'AAAAAAAA' }, 'Mã thiết lập không đúng'],
    ['no code', { code: '' }, 'Xin nhập mã thiết lập'],
    ['a wrong identity code', { 'commune.identityCode': '56.14' }, 'Mã định danh có dạng'],
    ['no counters', { counters: '0' }, 'Số quầy từ 1 đến 30'],
    ['a user name with a space', { username: 'quan tri' }, 'Tên đăng nhập gồm'],
  ])('refuses %s, keeps what was typed and writes nothing', async (_, change, words) => {
    const before = await counts();
    const answer = await post({ ...answers, ...change });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain(words);
    expect(answer.body).toContain('Nguyễn Thị Ví Dụ');
    expect(await counts()).toEqual(before);
  });

  it('sets up a centre that can work: calendar, catalogue, processes, lines, one administrator', async () => {
    const answer = await post(answers);
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('quantri');
    const found = await counts();
    expect(found['procedures']).toBeGreaterThan(50);
    expect(found).toMatchObject({ accounts: 1, calendar_versions: 1, service_groups: 6 });
    expect(found['processes']).toBeGreaterThan(5);
    const { rows } = await t.owner.query<{ name: string }>(
      `select name from agencies where kind in ('commune', 'centre') order by kind`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'Trung tâm Phục vụ hành chính công xã Mẫu Thử',
      'Xã Mẫu Thử',
    ]);
  });

  it('is closed afterwards, even for the right code', async () => {
    const before = await counts();
    expect(
      (await t.as(undefined, { method: 'GET', url: '/thiet-lap', headers: html })).headers.location,
    ).toBe('/dang-nhap');
    expect((await post({ ...answers, username: 'ke-la' })).headers.location).toBe('/dang-nhap');
    expect(await counts()).toEqual(before);
    expect((await t.as(undefined, { method: 'GET', url: '/', headers: html })).statusCode).toBe(200);
  });

  it('a second set-up of the same centre changes nothing, a second commune gets its own', async () => {
    const id = await setUpCommune(t.ctx, communeFixture('xa-khac'));
    await setUpCentre(t.ctx, MODULES, id);
    const before = await counts();
    expect(before).toMatchObject({ calendar_versions: 2, service_groups: 12 });
    await setUpCentre(t.ctx, MODULES, id);
    expect(await counts()).toEqual(before);
  });
});
