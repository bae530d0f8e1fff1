import { beforeAll, describe, expect, it } from 'vitest';
import { calendarModule } from '#modules/calendar/index.ts';
import { identityModule } from '#modules/identity/index.ts';
import { type Example, getExample } from '#modules/identity/queries/example.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import { processesModule } from '#modules/processes/index.ts';
import { ROLES, type Role, type StaffActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { GiveAuthorityInput } from './authority-schema.ts';
import { departPerson } from './commands/depart.ts';
import { endLeave } from './commands/end-leave.ts';
import { linkPerson, namePerson } from './commands/name-person.ts';
import { recordLeave } from './commands/record-leave.ts';
import { savePlan } from './commands/save-plan.ts';
import { endAuthority, giveAuthority } from './commands/signing-authority.ts';
import { dropPlan, startPlan, writePlan } from './commands/write-plan.ts';
import { dutiesModule } from './index.ts';
import { type DutyAction, dutyPolicy } from './policy.ts';
import { findAssignee } from './queries.ts';
import { getPublicBoard } from './queries-board.ts';
import { checkDraft, getDraftSheet, getSheet } from './queries-plan.ts';
import { RecordLeaveInput } from './schema.ts';

let t: TestApp;
let example: Example;

beforeAll(async () => {
  t = await testApp({
    modules: [identityModule, calendarModule, proceduresModule, processesModule, dutiesModule],
    example: true,
  });
  example = await getExample(t.ctx);
});

const HEAD = { validFrom: '2026-05-11', decisionNo: '45/QĐ-UBND', note: '' };
const LAND = 'f:Đất đai';

function ids() {
  return {
    land: example.account('chuyenvien.kt').id,
    legal: example.account('chuyenvien.tp').id,
    head: example.account('truongphong.kt').id,
  };
}

async function everything(): Promise<string> {
  const tables = ['duties', 'duty_plans', 'duty_people', 'leaves', 'signing_authorities', 'audit_entries'];
  const counts = await Promise.all(
    tables.map((table) =>
      t.owner.query<{ n: string }>(
        `select count(*) || coalesce(md5(string_agg(x::text, '' order by x::text)), '') as n from ${table} x`,
      ),
    ),
  );
  return counts.map(({ rows }) => rows[0]?.n).join(' ');
}

function assignee(at: string) {
  return inTransaction(t.ctx, example.system, (tx) =>
    findAssignee(tx, {
      centreId: example.centreId,
      procedureCode: '1.012753',
      fieldGroup: 'Đất đai',
      unitId: example.unit('phong-kinh-te').id,
      role: 'officer',
      at: Temporal.Instant.from(at),
    }),
  );
}

describe('a plan: draft, check, save as a whole', () => {
  it('shows a second main officer before saving, refuses without a reason, keeps the reason', async () => {
    const director = example.staff('giamdoc');
    await startPlan(t.ctx, director, HEAD);
    await writePlan(t.ctx, director, {
      role: 'officer',
      rows: [{ key: LAND, main: ids().land, main2: ids().head, deputy: ids().legal }],
    });
    const { worse, effect } = await checkDraft(t.ctx, director);
    expect(effect.adds).toHaveLength(2);
    expect(worse.map(({ words }) => words).join(' ')).toMatch(/chưa nhận việc được/);
    const before = await everything();
    await expect(savePlan(t.ctx, director, { reasons: [], reasonForAll: '' })).rejects.toMatchObject({
      code: 'validation',
    });
    expect(await everything()).toBe(before);
    const no = await savePlan(t.ctx, director, { reasons: [], reasonForAll: 'Giai đoạn chuyển tiếp' });
    const { versions, draft } = await getSheet(t.ctx, director, { role: 'officer' });
    expect(draft).toBeNull();
    expect(versions[0]).toMatchObject({ no, decisionNo: '45/QĐ-UBND', savedByName: director.displayName });
    expect(versions[0]?.accepted.every(({ reason }) => reason === 'Giai đoạn chuyển tiếp')).toBe(true);
    expect(versions[0]?.accepted.length).toBe(worse.length);
  });

  it('holds from its first day; the day before is as it was (as-of view)', async () => {
    const director = example.staff('giamdoc');
    const on = async (day: string) =>
      (await getSheet(t.ctx, director, { role: 'officer', day })).rows.find(({ key }) => key === LAND)?.cell;
    expect((await on('2026-05-10'))?.deputies).toEqual([]);
    expect((await on('2026-05-11'))?.deputies.map(({ accountId }) => accountId)).toEqual([ids().legal]);
    expect((await on('2026-05-11'))?.mains).toHaveLength(2);
  });

  it('a draft that says the same as the matrix is empty and cannot be saved', async () => {
    const director = example.staff('giamdoc');
    await startPlan(t.ctx, director, { ...HEAD, validFrom: '2026-05-12' });
    const { rows } = await getDraftSheet(t.ctx, director, 'receptionist');
    await writePlan(t.ctx, director, {
      role: 'receptionist',
      rows: rows.map(({ key, cell }) => ({
        key,
        main: cell.mains[0]?.accountId,
        deputy: cell.deputies[0]?.accountId,
      })),
    });
    expect((await checkDraft(t.ctx, director)).plan.cells).toEqual([]);
    await expect(savePlan(t.ctx, director, { reasons: [], reasonForAll: 'lý do' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await dropPlan(t.ctx, director);
    await dropPlan(t.ctx, director);
    await expect(checkDraft(t.ctx, director)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('refuses the same person twice, a day that is over, an unknown procedure; nothing is written', async () => {
    const director = example.staff('giamdoc');
    await expect(startPlan(t.ctx, director, { ...HEAD, validFrom: '2026-05-03' })).rejects.toMatchObject({
      code: 'validation',
    });
    await startPlan(t.ctx, director, HEAD);
    const before = await everything();
    const write = (input: Parameters<typeof writePlan>[2]) => writePlan(t.ctx, director, input);
    await expect(
      write({ role: 'officer', rows: [{ key: LAND, main: ids().land, deputy: ids().land }] }),
    ).rejects.toMatchObject({ code: 'validation' });
    await expect(write({ role: 'officer', rows: [{ key: 'x' }] })).rejects.toMatchObject({
      code: 'validation',
    });
    await expect(write({ role: 'officer', rows: [], addProcedure: '9.999999' })).rejects.toMatchObject({
      code: 'validation',
    });
    expect(await everything()).toBe(before);
    await dropPlan(t.ctx, director);
  });

  it('shows the grid and the check as pages, and keeps what was typed when it refuses', async () => {
    const director = example.staff('giamdoc');
    const url = '/can-bo/quan-tri/phan-cong/ban-nhap';
    const post = (path: string, body: Record<string, string>) =>
      t.as(director, {
        method: 'POST',
        url: `${url}${path}`,
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(body).toString(),
      });
    expect((await post('/dau', { validFrom: '2026-05-20' })).statusCode).toBe(303);
    const refused = await post('/ghi', {
      role: 'officer',
      'rows.0.key': LAND,
      'rows.0.main': ids().head,
      'rows.0.deputy': ids().head,
    });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('không thể vừa phụ trách chính vừa thay thế');
    expect(
      (await post('/ghi', { role: 'officer', 'rows.0.key': LAND, next: 'kiem-tra' })).headers['location'],
    ).toContain('kiem-tra');
    const check = await t.as(director, { url: `${url}/kiem-tra` });
    expect(check.body).toContain('chưa có người phụ trách chính');
    expect((await post('/luu', {})).statusCode).toBe(422);
    expect((await post('/bo', {})).statusCode).toBe(303);
  });
});

describe('people', () => {
  it('somebody without an account stands on the board, gets no work, and gets it once joined', async () => {
    const director = example.staff('giamdoc');
    await namePerson(t.ctx, director, {
      requestId: newRequestId(),
      name: 'Đỗ Thị Ví Dụ Mới Về',
      position: 'Công chức Địa chính',
      unitId: example.unit('phong-kinh-te').id,
    });
    const [person] = (await getSheet(t.ctx, director, { role: 'officer' })).named;
    if (person === undefined) {
      throw new Error('nobody was named');
    }
    await startPlan(t.ctx, director, { ...HEAD, validFrom: '2026-05-04' });
    await writePlan(t.ctx, director, { role: 'officer', rows: [{ key: LAND, main: person.id }] });
    await savePlan(t.ctx, director, { reasons: [], reasonForAll: 'Chờ cấp tài khoản' });
    const board = await getPublicBoard(t.ctx, { kind: 'public', centreId: example.centreId });
    const line = board.lines.find(
      (one) => one.role === 'officer' && 'fieldGroup' in one.scope && one.scope.fieldGroup === 'Đất đai',
    );
    expect(line?.mains.map(({ name }) => name)).toEqual(['Đỗ Thị Ví Dụ Mới Về']);
    expect((await assignee('2026-05-04T09:00:00+07:00'))?.name).not.toBe('Đỗ Thị Ví Dụ Mới Về');
    await linkPerson(t.ctx, director, person.id, { accountId: ids().land });
    expect(await assignee('2026-05-04T09:00:00+07:00')).toMatchObject({
      accountId: ids().land,
      reason: 'main',
    });
    await expect(linkPerson(t.ctx, director, person.id, { accountId: ids().land })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('a main officer on leave: the board names the one to whom work flows now', async () => {
    const id = await recordLeave(
      t.ctx,
      example.staff('chuyenvien.kt'),
      RecordLeaveInput.parse({
        requestId: newRequestId(),
        accountId: ids().land,
        fromDay: '2026-05-04',
        fromTime: '07:30',
        toDay: '2026-05-05',
      }),
    );
    const standIn = async () =>
      (await getPublicBoard(t.ctx, { kind: 'public', centreId: example.centreId })).lines.find(
        (one) => one.role === 'officer' && 'fieldGroup' in one.scope && one.scope.fieldGroup === 'Đất đai',
      )?.standIn?.name;
    const found = await assignee('2026-05-04T08:00:00+07:00');
    expect(found?.accountId).not.toBe(ids().land);
    expect(await standIn()).toBe(found?.name);
    await endLeave(t.ctx, example.staff('truongphong.kt'), id);
    expect(await standIn()).toBeUndefined();
  });

  it('who leaves for good has no duty and no authority from today on; earlier days stay', async () => {
    const ended = await departPerson(t.ctx, example.staff('giamdoc'), {
      requestId: newRequestId(),
      accountId: ids().legal,
      reason: 'Chuyển công tác',
    });
    expect(ended).toBeGreaterThan(0);
    const { rows } = await t.owner.query(
      "select 1 from duties where account_id = $1 and (valid_to is null or valid_to >= '2026-05-04')",
      [ids().legal],
    );
    expect(rows).toEqual([]);
    const past = await getSheet(t.ctx, example.staff('giamdoc'), { role: 'officer', day: '2026-05-03' });
    expect(past.duties.some(({ accountId }) => accountId === ids().legal)).toBe(true);
  });
});

describe('authority to sign (NĐ 280/2025)', () => {
  const input = () =>
    GiveAuthorityInput.parse({
      requestId: newRequestId(),
      accountId: ids().head,
      fieldGroup: 'Đất đai',
      decisionNo: '12/QĐ-UBND',
      decisionDay: '2026-05-01',
      grantedBy: 'Chủ tịch UBND',
      validFrom: '2026-05-04',
      validTo: '2026-05-31',
    });

  it('is for who does not sign by office, needs a decision, and ends at once when it ends', async () => {
    const chairman = example.staff('chutich');
    const first = input();
    const authority = await giveAuthority(t.ctx, chairman, first);
    expect(await giveAuthority(t.ctx, chairman, first)).toEqual(authority);
    await expect(
      giveAuthority(t.ctx, chairman, { ...input(), accountId: example.account('phochutich').id }),
    ).rejects.toMatchObject({ code: 'validation' });
    expect(GiveAuthorityInput.safeParse({ ...input(), decisionNo: ' ' }).success).toBe(false);
    expect(GiveAuthorityInput.safeParse({ ...input(), validFrom: '2026-04-30' }).success).toBe(false);
    const listed = async () =>
      (await getSheet(t.ctx, chairman, { role: 'commune-leader' })).authorities.map(({ id }) => id);
    expect(await listed()).toEqual([authority.id]);
    await endAuthority(t.ctx, chairman, authority.id, { reason: 'Thay đổi phân công' });
    await endAuthority(t.ctx, chairman, authority.id, { reason: 'Thay đổi phân công' });
    expect(await listed()).toEqual([]);
  });
});

describe('rights, from the table', () => {
  const PLACES = ['self', 'same-unit', 'other-unit', 'other-centre'] as const;
  type Place = (typeof PLACES)[number];

  function actorAt(place: Place, role: Role): StaffActor {
    const land = example.staff('chuyenvien.kt');
    switch (place) {
      case 'self':
        return { ...land, roles: [role] };
      case 'same-unit':
        return { ...land, accountId: example.account('truongphong.kt').id, roles: [role] };
      case 'other-unit':
        return { ...example.staff('truongphong.vhxh'), roles: [role] };
      case 'other-centre':
        return { ...land, accountId: newId(), centreId: newId(), unitId: newId(), roles: [role] };
      default:
        return place satisfies never;
    }
  }

  const requestId = newRequestId();
  const ACTS: readonly (readonly [string, DutyAction, (actor: StaffActor) => Promise<unknown>])[] = [
    ['start', 'assign', (a) => startPlan(t.ctx, a, HEAD)],
    ['write', 'assign', (a) => writePlan(t.ctx, a, { role: 'officer', rows: [] })],
    ['save', 'assign', (a) => savePlan(t.ctx, a, { reasons: [], reasonForAll: '' })],
    ['drop', 'assign', (a) => dropPlan(t.ctx, a)],
    [
      'name',
      'assign',
      (a) => namePerson(t.ctx, a, { requestId, name: 'Ví Dụ', position: '', unitId: example.centreId }),
    ],
    ['link', 'assign', (a) => linkPerson(t.ctx, a, requestId, { accountId: ids().land })],
    [
      'depart',
      'depart',
      (a) => departPerson(t.ctx, a, { requestId, accountId: ids().land, reason: 'Ví dụ' }),
    ],
    [
      'authorise',
      'authorise-signing',
      (a) =>
        giveAuthority(
          t.ctx,
          a,
          GiveAuthorityInput.parse({
            requestId: newRequestId(),
            accountId: ids().head,
            procedureCode: '2.000884',
            decisionNo: '1',
            decisionDay: '2026-05-04',
            grantedBy: 'Ví dụ',
            validFrom: '2026-05-04',
          }),
        ),
    ],
    ['end authority', 'authorise-signing', (a) => endAuthority(t.ctx, a, requestId, { reason: 'Ví dụ' })],
    [
      'leave',
      'record-leave',
      (a) =>
        recordLeave(
          t.ctx,
          a,
          RecordLeaveInput.parse({
            requestId: newRequestId(),
            accountId: ids().land,
            fromDay: '2026-09-01',
            toDay: '2026-09-02',
          }),
        ),
    ],
  ];

  it.each(PLACES)('%s: refused where the table does not allow it, and nothing is written', async (place) => {
    for (const role of ROLES) {
      const actor = actorAt(place, role);
      for (const [name, action, act] of ACTS) {
        const scope = dutyPolicy[action][role];
        const reach = {
          self: ['own', 'unit', 'centre'],
          'same-unit': ['unit', 'centre'],
          'other-unit': ['centre'],
        };
        const allowed = place !== 'other-centre' && scope !== undefined && reach[place].includes(scope);
        if (allowed) {
          continue;
        }
        const before = await everything();
        const outcome = await act(actor).then(
          () => 'done',
          (error: { code?: string }) => error.code,
        );
        // Staff of another centre may have such rights there; here they change nothing.
        if (place !== 'other-centre') {
          expect([place, role, name, outcome]).toEqual([place, role, name, 'forbidden']);
        }
        expect(await everything()).toBe(before);
      }
    }
  });
});
