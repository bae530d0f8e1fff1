import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findDossierIn } from '#modules/dossiers/queries.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { saveSettings as savePortal } from '#modules/national-portal/commands/save-settings.ts';
import { SettingsInput } from '#modules/national-portal/schema.ts';
import { listPublic, searchProcedures } from '#modules/procedures/queries.ts';
import { type Actor, ROLES, type StaffActor, systemActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { testApp } from '#platform/testing/app.ts';
import { type SimulatedPortal, startPortal } from '#simulators/national-portal/start.ts';
import { confirmShortList } from './commands/confirm-short.ts';
import { decideDifferences } from './commands/decide.ts';
import { readOn } from './commands/read-list.ts';
import { saveListSettings } from './commands/save-settings.ts';
import { startFetch } from './commands/start-fetch.ts';
import { NATIONAL_LIST_POLICY, type NationalListAction } from './policy.ts';
import { getDifference, listHealth, listOverview } from './queries.ts';
import { DecideInput, type DifferenceState, ListSettingsInput } from './schema.ts';
import { asListed } from './testing/listed.ts';

const t = await testApp({ example: true, now: '2026-05-04T08:00:00+07:00' });
let commune: TestCommune;
let portal: SimulatedPortal;
let admin: StaffActor;
let system: Actor;

const BIRTH = '1.001193';
const MARRIAGE = '1.000894';
const NEW = '9.990001';

beforeAll(async () => {
  commune = await testCommune(t.ctx);
  admin = commune.person('quantri');
  system = systemActor(commune.centreId, 'national-list');
  portal = await startPortal({ seed: 11, username: 'vi-du', password: 'mat-khau-vi-du', madonvi: 'H56.999' });
  portal.switches.slowMs = 1_300;
  for (const { body } of await listPublic(t.ctx, admin)) {
    portal.shelf.put(asListed(body));
  }
});
afterAll(() => portal.stop());

const source = (input: object) =>
  saveListSettings(t.ctx, admin, ListSettingsInput.parse({ requestId: newId(), ...input }));

async function connectPortal(mode: 'adapter' | 'relay'): Promise<void> {
  const input = {
    requestId: newId(),
    mode,
    base: portal.url,
    madonvi: 'H56.999',
    username: 'vi-du',
    secret: 'mat-khau-vi-du',
    timeoutSeconds: '1',
  };
  await savePortal(t.ctx, admin, SettingsInput.parse(input));
}

/** Reads the list to its end, letting time pass while the line rests. @returns tries that led nowhere */
async function readAll(): Promise<number> {
  await startFetch(t.ctx, admin);
  let idle = 0;
  for (let go = 0; go < 400; go += 1) {
    const { fetch } = await listOverview(t.ctx, admin);
    if (fetch?.state !== 'running') {
      return idle;
    }
    if (!(await readOn(t.ctx, system))) {
      idle += 1;
      t.clock.tick({ minutes: 30 });
    }
  }
  throw new Error('the reading did not end');
}

const waiting = async () => (await listOverview(t.ctx, admin)).waiting;
const difference = async (code: string) => {
  const found = (await waiting()).find((one) => one.code === code);
  if (found === undefined) {
    throw new Error(`no difference of ${code} waits`);
  }
  return found;
};
const decide = async (code: string, input: object, requestId = newRequestId(), actor: Actor = admin) =>
  decideDifferences(
    t.ctx,
    actor,
    DecideInput.parse({ requestId, ids: [(await difference(code)).id], ...input }),
  );
const stateOf = async (id: string): Promise<DifferenceState> =>
  (await getDifference(t.ctx, admin, id)).difference.state;

/** Everything that this module and the catalogue store: equal before and after means that nothing was written. */
async function written(): Promise<string> {
  const parts: string[] = [];
  for (const table of [
    'procedure_versions',
    'procedure_catalogues',
    'catalogue_differences',
    'catalogue_decisions',
    'national_list_settings',
    'national_list_fetches',
    'audit_heads',
  ]) {
    const { rows } = await t.owner.query(
      `select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) as sum from ${table} x`,
    );
    parts.push(JSON.stringify(rows));
  }
  return parts.join();
}

describe('reading the national list', () => {
  it('says so while no source is set, and reads nothing', async () => {
    await expect(startFetch(t.ctx, admin)).rejects.toMatchObject({ code: 'not-allowed-now' });
    expect((await listHealth(t.ctx, admin)).on).toBe(false);
    const reply = await t.as(admin, { url: '/can-bo/quan-tri/danh-muc-quoc-gia' });
    expect(reply.body).toContain('Chưa đặt nguồn');
  });

  it('finds nothing where nothing differs, by each of the three ways', async () => {
    await connectPortal('adapter');
    await source({ kind: 'portal' });
    await readAll();
    expect(await waiting()).toEqual([]);
    await connectPortal('relay');
    await source({ kind: 'portal', unitCode: 'H56.999' });
    await readAll();
    expect(await waiting()).toEqual([]);
    portal.shelf.oddities = { ...portal.shelf.oddities, largestPage: 25 };
    await source({ kind: 'public', base: portal.url, timeoutSeconds: '1' });
    await readAll();
    const { fetch } = await listOverview(t.ctx, admin);
    expect(fetch).toMatchObject({ state: 'done', listed: 60, unreadable: [] });
    expect(await waiting()).toEqual([]);
  });

  it('through a line that fails in every way, a mixed-up record and a restart in the middle: exactly what differs', async () => {
    await connectPortal('adapter');
    await source({ kind: 'portal' });
    const land = (await listPublic(t.ctx, admin)).find(
      ({ body }) => body.levels.includes('commune') && body.fieldGroup === 'Đất đai',
    )?.body;
    portal.shelf.put({ code: BIRTH, name: 'Thủ tục đăng ký khai sinh (sửa đổi)', fee: '9.000' });
    portal.shelf.put({
      code: NEW,
      name: 'Thủ tục ví dụ mới ban hành về lĩnh vực chưa có ai phụ trách',
      field: 'Lĩnh vực ví dụ',
      days: '3',
      agency: 'Ủy ban nhân dân cấp xã',
      papers: [{ name: 'Tờ khai ví dụ', originals: 1, copies: 0 }],
      results: [{ name: 'Trích lục ví dụ', code: 'KQ.G15.999999' }],
      laws: [{ number: '99/2026/NĐ-CP', name: 'Nghị định ví dụ', from: '01/06/2026' }],
    });
    portal.shelf.put({ code: '9.990002', name: 'Thủ tục của bộ', levels: ['0'] });
    portal.shelf.put({ code: land?.code ?? '', name: land?.name ?? '', levels: ['1'] });
    portal.shelf.held.delete(MARRIAGE);
    portal.shelf.oddities = { ...portal.shelf.oddities, mixedUp: new Set(['9.990002']) };
    portal.switches.faults = [
      'drop-before',
      '502',
      'html',
      'truncated',
      'number-code',
      'null-message',
      'session-lost',
      'drop-after',
    ];
    portal.switches.faultRate = 0.15;
    await startFetch(t.ctx, admin);
    // What a kill leaves: a reading that somebody holds and nobody works on.
    await t.owner.query('update national_list_fetches set lease_until = $1 where state = $2', [
      t.clock.now().add({ minutes: 20 }).toString(),
      'running',
    ]);
    expect(await readOn(t.ctx, system)).toBe(false);
    await readAll();
    portal.switches.faultRate = 0;
    const found = await waiting();
    expect(found.map(({ code, kind }) => `${code} ${kind}`).toSorted()).toEqual(
      [`${BIRTH} changed`, `${MARRIAGE} abolished`, `${NEW} new`, `${land?.code} moved`].toSorted(),
    );
    expect((await difference(BIRTH)).parts).toEqual(['name', 'fees']);
    expect((await difference(NEW)).suggestedFrom?.toString()).toBe('2026-06-01');
    const { fetch } = await listOverview(t.ctx, admin);
    expect(fetch?.unreadable).toMatchObject([{ code: '9.990002' }]);
    const page = await t.as(admin, {
      url: `/can-bo/quan-tri/danh-muc-quoc-gia/${(await difference(BIRTH)).id}`,
    });
    expect(page.body).toContain('Thủ tục đăng ký khai sinh (sửa đổi)');
    expect(page.body).toContain('9.000 đồng');
  });
});

describe('who decides', () => {
  const inputs = async (): Promise<
    Readonly<Record<NationalListAction, (actor: Actor) => Promise<unknown>>>
  > => {
    const { id } = await difference(BIRTH);
    return {
      read: (actor) => listOverview(t.ctx, actor),
      fetch: (actor) => startFetch(t.ctx, actor),
      decide: (actor) =>
        decideDifferences(
          t.ctx,
          actor,
          DecideInput.parse({
            requestId: newId(),
            ids: id,
            decision: 'postpone',
            day: '2027-01-01',
            reason: 'Chờ hướng dẫn',
          }),
        ),
      settings: (actor) =>
        saveListSettings(t.ctx, actor, ListSettingsInput.parse({ requestId: newId(), kind: 'off' })),
      follow: (actor) => readOn(t.ctx, actor),
    };
  };
  const staff = (role: StaffActor['roles'][number]): StaffActor => ({ ...admin, roles: [role] });
  const others = (): readonly Actor[] => [
    { kind: 'public', centreId: admin.centreId },
    { kind: 'device', centreId: admin.centreId, deviceId: newId(), purpose: 'kiosk' },
    { kind: 'device', centreId: admin.centreId, deviceId: newId(), purpose: 'board' },
  ];

  it('every role and every other actor without the right is refused, and nothing is written', async () => {
    const doing = await inputs();
    const before = await written();
    let refused = 0;
    for (const actor of [...ROLES.map(staff), ...others()]) {
      for (const [action, attempt] of Object.entries(doing) as [
        NationalListAction,
        (actor: Actor) => Promise<unknown>,
      ][]) {
        if (!can(NATIONAL_LIST_POLICY, actor, action, actor)) {
          await expect(attempt(actor), `${JSON.stringify(actor)} ${action}`).rejects.toMatchObject({
            code: 'forbidden',
          });
          refused += 1;
        }
      }
    }
    await expect(confirmShortList(t.ctx, staff('officer'), newId())).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(refused).toBeGreaterThan(30);
    expect(await written()).toBe(before);
  });

  it('somebody of another centre meets none of it', async () => {
    const { id } = await difference(BIRTH);
    const stranger = { ...admin, centreId: newId() };
    const before = await written();
    const answer = await decideDifferences(
      t.ctx,
      stranger,
      DecideInput.parse({ requestId: newId(), ids: id, decision: 'accept' }),
    );
    expect(answer).toMatchObject({ done: [], not: [{ why: expect.stringContaining('Không có') }] });
    expect(await written()).toBe(before);
  });

  it('a day that has passed, a refusal without a reason: told at the field, nothing written', async () => {
    const before = await written();
    await expect(decide(BIRTH, { decision: 'accept', day: '2026-01-01' })).rejects.toMatchObject({
      details: { fields: [{ path: 'day' }] },
    });
    const { id } = await difference(BIRTH);
    const reply = await t.as(admin, {
      method: 'POST',
      url: '/can-bo/quan-tri/danh-muc-quoc-gia/quyet-dinh',
      payload: { requestId: newId(), ids: id, decision: 'refuse', reason: 'vì' },
    });
    expect(reply.statusCode).toBe(422);
    expect(reply.body).toContain('Xin ghi rõ lý do');
    expect(reply.body).toContain('value="vì"');
    expect(await written()).toBe(before);
  });
});

describe('what was accepted takes effect on its day', () => {
  const names = async () =>
    new Map((await listPublic(t.ctx, admin)).map(({ body }) => [body.code, body.name]));

  it('a change from a later day: listing, search and new dossiers follow on that day; a dossier in hand keeps its version', async () => {
    const one = await difference(BIRTH);
    const intake = await commune.intake(BIRTH);
    const { dossier } = await commune.act('tiepnhan1', 'new', { type: 'receive', intake });
    const from = t.clock.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().add({ days: 10 });
    const requestId = newRequestId();
    await decide(BIRTH, { decision: 'accept', day: from.toString() }, requestId);
    const after = await written();
    // A repeat of the request changes nothing.
    const again = DecideInput.parse({ requestId, ids: one.id, decision: 'accept', day: from.toString() });
    expect(await decideDifferences(t.ctx, admin, again)).toEqual({ done: [BIRTH], not: [] });
    expect(await written()).toBe(after);
    expect(await stateOf(one.id)).toBe('accepted');
    expect((await names()).get(BIRTH)).not.toContain('sửa đổi');
    t.clock.tick({ hours: 24 * 10 });
    expect((await names()).get(BIRTH)).toContain('sửa đổi');
    const hits = await searchProcedures(t.ctx, admin, 'đăng ký khai sinh');
    expect(hits.find(({ code }) => code === BIRTH)?.name).toContain('sửa đổi');
    const later = await commune.act('tiepnhan1', 'new', {
      type: 'receive',
      intake: await commune.intake(BIRTH),
    });
    expect(later.dossier.procedure.versionId).not.toBe(dossier.procedure.versionId);
    expect(later.dossier.procedure.name).toContain('sửa đổi');
    const held = await readOnly(t.ctx, admin, (tx) => findDossierIn(tx, { id: dossier.id }));
    expect(held?.procedure).toEqual(dossier.procedure);
  });

  it('an abolished one is no longer received, and says so; many at once', async () => {
    await decide(MARRIAGE, { decision: 'accept' });
    expect((await names()).has(MARRIAGE)).toBe(false);
    const page = await t.as(undefined, { url: `/thu-tuc/${MARRIAGE}` });
    expect(page.statusCode).toBe(200);
    await expect(
      commune.intake(MARRIAGE).then((intake) => commune.act('tiepnhan1', 'new', { type: 'receive', intake })),
    ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('a new one is listed from its day, and its missing process and duty are pointed out', async () => {
    await decide(NEW, { decision: 'accept', day: '2027-06-01' });
    expect((await names()).has(NEW)).toBe(false);
    t.clock.set('2027-06-01T08:00:00+07:00');
    expect((await names()).has(NEW)).toBe(true);
    const { gaps } = await listOverview(t.ctx, admin);
    expect(gaps).toMatchObject([{ code: NEW, process: true, duty: true, term: false }]);
    const page = await t.as(admin, { url: '/can-bo/quan-tri/danh-muc-quoc-gia' });
    expect(page.body).toContain('Thủ tục nhận về còn thiếu');
  });

  it('refused: not raised again until the list says something else; postponed: shown again on its day', async () => {
    const [moved] = await waiting();
    const code = moved?.code ?? '';
    await decide(code, { decision: 'refuse', reason: 'Tỉnh chưa ban hành quyết định' });
    await readAll();
    expect((await waiting()).map((one) => one.code)).not.toContain(code);
    portal.shelf.put({ code, name: 'Thủ tục đã đổi tên lần nữa' });
    await readAll();
    const day = t.clock.now().toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDate().add({ days: 5 });
    await decide(code, { decision: 'postpone', day: day.toString(), reason: 'Chờ họp giao ban' });
    expect((await waiting()).map((one) => one.code)).not.toContain(code);
    t.clock.tick({ hours: 24 * 5 });
    const { decisions } = await getDifference(t.ctx, admin, (await difference(code)).id);
    expect(decisions).toMatchObject([
      { decision: 'postpone', byName: admin.displayName, reason: 'Chờ họp giao ban' },
    ]);
  });

  it('a catalogue that changed since: nothing is stored, the difference is made anew', async () => {
    const [one] = await waiting();
    await t.owner.query(
      'update procedure_versions set effective_to = effective_from where code = $1 and effective_to is null',
      [one?.code],
    );
    const before = await t.owner.query('select count(*) from procedure_versions');
    const answer = await decide(one?.code ?? '', { decision: 'accept' });
    expect(answer).toMatchObject({ done: [], not: [{ why: expect.stringContaining('so lại') }] });
    expect((await t.owner.query('select count(*) from procedure_versions')).rows).toEqual(before.rows);
    expect(await stateOf(one?.id ?? '')).toBe('overtaken');
  });
});

describe('a list that lost much', () => {
  it('is held for a person and abolishes nothing by itself', async () => {
    const codes = [...portal.shelf.held.keys()];
    portal.shelf.oddities = { ...portal.shelf.oddities, hidden: new Set(codes.slice(0, 30)) };
    const before = (await waiting()).length;
    await readAll();
    const { fetch } = await listOverview(t.ctx, admin);
    expect(fetch?.state).toBe('short');
    expect((await waiting()).length).toBe(before);
    const page = await t.as(admin, { url: '/can-bo/quan-tri/danh-muc-quoc-gia' });
    expect(page.body).toContain('Danh sách ngắn bất thường');
    await confirmShortList(t.ctx, admin, fetch?.id ?? '');
    await readAll();
    expect((await waiting()).filter(({ kind }) => kind === 'abolished').length).toBeGreaterThan(20);
  });

  it('a cursor that never ends is no list', async () => {
    portal.shelf.oddities = { hidden: new Set(), mixedUp: new Set(), endless: true, largestPage: 25 };
    await source({ kind: 'public', base: portal.url, timeoutSeconds: '1' });
    await startFetch(t.ctx, admin);
    await readOn(t.ctx, system);
    const { fetch, circuit } = await listOverview(t.ctx, admin);
    expect(fetch).toMatchObject({ state: 'running', listed: null });
    expect(circuit.lastWhy).toContain('lặp lại');
  });
});
