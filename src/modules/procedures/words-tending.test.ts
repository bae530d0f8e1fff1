import { beforeAll, describe, expect, it } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { countSearch, forgetOldSearches } from './commands/count-search.ts';
import { addWords, removeWords } from './commands/tend-words.ts';
import { proceduresModule } from './index.ts';
import { searchedBefore } from './pages/asked.ts';
import { PROCEDURE_POLICY } from './policy.ts';
import { searchProcedures } from './queries.ts';
import { giveStarter } from './testing/catalogue.ts';
import { getWords } from './words-queries.ts';

const PAGE = '/can-bo/quan-tri/tu-khoa';
let t: TestApp;
let centreId: string;
let otherCentreId: string;
let citizen: Actor;
let admin: StaffActor;

beforeAll(async () => {
  t = await testApp({ modules: [proceduresModule] });
  centreId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  otherCentreId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  await giveStarter(t.ctx, centreId);
  citizen = { kind: 'public', centreId };
  admin = await makeStaff(t.ctx, centreId, ['administrator']);
});

const get = async (url: string, actor: Actor = citizen, headers: Record<string, string> = {}) =>
  t.as(actor, { method: 'GET', url, headers });
const post = (url: string, fields: Record<string, string>, actor: Actor = admin) =>
  t.as(actor, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const ask = (words: string, headers = {}) => get(`/thu-tuc?q=${encodeURIComponent(words)}`, citizen, headers);
const state = async (): Promise<string> => {
  const { rows } = await t.owner.query(`
    SELECT (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM search_words x) AS words,
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM procedure_catalogues x) AS revisions,
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM search_asked x) AS asked,
      (SELECT string_agg(x::text, '|' ORDER BY x::text) FROM audit_heads x) AS audit`);
  return JSON.stringify(rows);
};

describe('what was asked in vain', () => {
  it('is counted without names, digits and person, and seen from the second time on', async () => {
    await ask('zzqx vvkk 038000000001');
    await ask('khai sinh cho Nguyễn Văn Ví Dụ');
    expect((await getWords(t.ctx, admin)).empty).toEqual([]);
    await ask('Zzqx vvkk 0912345678');
    const { empty, sums } = await getWords(t.ctx, admin);
    expect(empty).toMatchObject([{ words: 'zzqx vvkk', asked: 2, empty: 2 }]);
    expect(sums).toEqual({ asked: 3, empty: 2, opened: 0 });
    const { rows } = await t.owner.query('SELECT * FROM search_asked');
    expect(JSON.stringify(rows)).not.toMatch(/0380|0912|Nguyễn|nguyễn|Dụ|dụ/);
  });

  it('a search whose answers nobody opened is given up; opening one from the list says otherwise', async () => {
    await ask('giám hộ');
    await ask('giám hộ');
    await ask('tách thửa');
    await ask('tách thửa');
    const referer = `http://xa.vi-du/thu-tuc?q=${encodeURIComponent('tách thửa')}`;
    await get('/thu-tuc/1.115490', citizen, { host: 'xa.vi-du', referer });
    expect((await getWords(t.ctx, admin)).givenUp.map(({ words }) => words)).toEqual(['giám hộ']);
  });

  it('officers’ searches are not counted', async () => {
    const before = await state();
    await countSearch(t.ctx, admin, 'khai sinh', 'found');
    expect(await state()).toBe(before);
  });

  it('a flood of nonsense stops at a thousand different queries a day; known ones go on counting', async () => {
    const actor = { kind: 'public', centreId: otherCentreId } as const;
    await t.owner.query(
      `INSERT INTO search_asked SELECT $1, $2, repeat('x', n / 40 + 1) || repeat('y', n % 40 + 1), 1, 1, 0 FROM generate_series(0, 999) n`,
      [otherCentreId, t.clock.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().toString()],
    );
    await countSearch(t.ctx, actor, 'từ mới', 'nothing');
    await countSearch(t.ctx, actor, 'xy', 'nothing');
    const { rows } = await t.owner.query(
      `SELECT count(*)::int AS n, max(asked) AS most FROM search_asked WHERE centre_id = $1`,
      [otherCentreId],
    );
    expect(rows).toEqual([{ n: 1000, most: 2 }]);
  });

  it('is forgotten after 180 days', async () => {
    const system = systemActor(otherCentreId, 'test');
    expect(await forgetOldSearches(t.ctx, system)).toBe(0);
    await t.owner.query(`UPDATE search_asked SET day = day - 181 WHERE centre_id = $1`, [otherCentreId]);
    expect(await forgetOldSearches(t.ctx, system)).toBe(1000);
  });

  it.each([
    [undefined, null],
    ['không phải địa chỉ', null],
    ['https://khac.vi-du/thu-tuc?q=khai+sinh', null],
    ['https://xa.vi-du/', null],
    ['https://xa.vi-du/thu-tuc?q=', null],
    ['https://xa.vi-du/thu-tuc?q=khai+sinh', 'khai sinh'],
  ])('opened from %s: %s', (referer, words) => {
    expect(searchedBefore(referer, 'xa.vi-du')).toBe(words);
  });
});

describe('words given to a procedure', () => {
  const code = '1.004837';
  const words = 'qqxin nuôi hộ';

  it('answer the very next search, and no more once taken back', async () => {
    expect((await ask('qqxin')).body).not.toContain(`href="/thu-tuc/${code}"`);
    const fields = { requestId: newRequestId(), code, words: ' QQxin  nuôi hộ ' };
    expect((await post(PAGE, fields)).statusCode).toBe(303);
    expect((await post(PAGE, fields)).statusCode).toBe(303);
    expect((await searchProcedures(t.ctx, citizen, words, 1))[0]?.code).toBe(code);
    const [kept, ...others] = (await getWords(t.ctx, admin)).words;
    expect(others).toEqual([]);
    expect(kept).toMatchObject({ code, words, addedBy: admin.displayName, removedAt: null });
    expect((await get(PAGE, admin)).body).toContain(words);
    expect((await post(`${PAGE}/${kept?.id}/bo`, {})).statusCode).toBe(303);
    expect((await ask('qqxin')).body).not.toContain(`href="/thu-tuc/${code}"`);
    const history = await get(PAGE, admin);
    expect(history.body).toContain('Từ đã bỏ');
    const before = await state();
    await removeWords(t.ctx, admin, kept?.id ?? '');
    expect(await state()).toBe(before);
  });

  it('are found, then given by one press', async () => {
    const { body } = await get(`${PAGE}?tu=zzvừng+ơi&tim=giám+hộ`, admin);
    expect(body).toContain('value="zzvừng ơi"');
    expect(body).toContain(`name="code" value="${code}"`);
    expect((await get(`${PAGE}?tu=a&tim=zzqqzz`, admin)).body).toContain('Không thấy thủ tục nào như vậy');
  });

  it('wrong ones are said, and what was typed stays; nothing is written', async () => {
    await addWords(t.ctx, admin, { requestId: newRequestId(), code, words: 'qqhai lần' });
    const before = await state();
    for (const [fields, message] of [
      [{ code, words: 'x' }, 'ít nhất hai chữ cái'],
      [{ code, words: '12345' }, 'cần có chữ'],
      [{ code: '9.999999', words: 'qqkhông còn' }, 'không còn áp dụng'],
      [{ code, words: 'qqhai lần' }, 'đã có từ'],
    ] as const) {
      const page = await post(PAGE, { requestId: newRequestId(), ...fields });
      expect(page.statusCode).toBe(422);
      expect(page.body).toContain(message);
      expect(page.body).toContain(`value="${fields.words}"`);
    }
    expect(await state()).toBe(before);
  });
});

describe('who may tend the words', () => {
  const staff = (role: StaffActor['roles'][number], centre = centreId): StaffActor => ({
    kind: 'staff',
    accountId: newId(),
    centreId: centre,
    unitId: centre,
    roles: [role],
    displayName: 'Nguyễn Văn Ví Dụ',
    position: 'Chuyên viên',
  });

  it('as the table says; on refusal nothing is written', async () => {
    const input = () => ({
      requestId: newRequestId(),
      code: '1.004837',
      words: `qq${newId().replace(/[\d-]/g, '')}`,
    });
    const others: Actor[] = [
      citizen,
      { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' },
      { kind: 'device', centreId, deviceId: newId(), purpose: 'board' },
    ];
    const tending = new Set<string>();
    for (const actor of [...ROLES.map((role) => staff(role)), ...others]) {
      const name = actor.kind === 'staff' ? (actor.roles[0] ?? '') : actor.kind;
      const reading = getWords(t.ctx, actor);
      await (can(PROCEDURE_POLICY, actor, 'words.read', actor)
        ? expect(reading, name).resolves.toBeDefined()
        : expect(reading, name).rejects.toMatchObject({ code: 'forbidden' }));
      if (can(PROCEDURE_POLICY, actor, 'words.tend', actor)) {
        tending.add(name);
        await addWords(t.ctx, actor, input());
        continue;
      }
      const before = await state();
      await expect(addWords(t.ctx, actor, input()), name).rejects.toMatchObject({ code: 'forbidden' });
      await expect(removeWords(t.ctx, actor, newId()), name).rejects.toMatchObject({ code: 'forbidden' });
      await expect(forgetOldSearches(t.ctx, actor), name).rejects.toMatchObject({ code: 'forbidden' });
      expect(await state(), name).toBe(before);
    }
    expect([...tending]).toEqual(['centre-director', 'administrator']);
  });

  it('another centre’s words are not found', async () => {
    const [first] = (await getWords(t.ctx, admin)).words;
    const before = await state();
    await expect(
      removeWords(t.ctx, staff('administrator', otherCentreId), first?.id ?? ''),
    ).rejects.toMatchObject({ code: 'not-found' });
    expect(await state()).toBe(before);
  });
});
