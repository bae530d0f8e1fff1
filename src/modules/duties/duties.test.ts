import { beforeAll, describe, expect, it } from 'vitest';
import { calendarModule } from '#modules/calendar/index.ts';
import { identityModule } from '#modules/identity/index.ts';
import { type Example, getExample } from '#modules/identity/queries/example.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import { loadProcess } from '#modules/processes/commands/load-process.ts';
import { readProcesses } from '#modules/processes/files.ts';
import { processesModule } from '#modules/processes/index.ts';
import { processFor, stepUnits } from '#modules/processes/queries.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { localDay } from '#platform/time.ts';
import { assignDuty } from './commands/assign-duty.ts';
import { recordLeave } from './commands/record-leave.ts';
import { dutiesModule } from './index.ts';
import { findAssignee } from './queries.ts';
import { getSheet } from './queries-plan.ts';
import { AssignDutyInput, RecordLeaveInput } from './schema.ts';

let t: TestApp;
let example: Example;

beforeAll(async () => {
  t = await testApp({
    modules: [identityModule, calendarModule, proceduresModule, processesModule, dutiesModule],
    example: true,
  });
  example = await getExample(t.ctx);
});

async function countDuties(): Promise<number> {
  const { rows } = await t.owner.query<{ n: number }>('select count(*)::int as n from duties');
  return rows[0]?.n ?? 0;
}

function who(
  fieldGroup: string,
  unit: 'van-phong' | 'phong-kinh-te',
  role: 'officer' | 'commune-leader' = 'officer',
) {
  return inTransaction(t.ctx, example.system, (tx) =>
    findAssignee(tx, {
      centreId: example.centreId,
      procedureCode: '1.012753',
      fieldGroup,
      unitId: example.unit(unit).id,
      role,
      at: t.clock.now(),
    }),
  );
}

describe('processes', () => {
  it('the land process of the example runs through Centre, unit and leaders, and its hours give the term', async () => {
    const { planned, units } = await readOnly(t.ctx, example.system, async (tx) => ({
      planned: await processFor(
        tx,
        { procedureCode: '1.012753', fieldGroup: 'Đất đai', term: { amount: 20, unit: 'working-day' } },
        localDay(t.clock.now()),
      ),
      units: await stepUnits(tx, example.centreId),
    }));
    expect(planned.code).toBe('dat-dai-6-buoc');
    expect(planned.steps.reduce((sum, step) => sum + step.minutes, 0)).toBe(20 * 480);
    expect(planned.steps.map((step) => units.get(step.unit)?.id)).toEqual([
      example.centreId,
      ...Array(3).fill(example.unit('phong-kinh-te').id),
      example.unit('van-phong').id,
      example.centreId,
    ]);
  });

  it('loads the same file once, and a changed one as a new version', async () => {
    const [first] = await readProcesses();
    if (first === undefined) {
      throw new Error('no starter process');
    }
    expect(await loadProcess(t.ctx, example.system, first)).toMatchObject({ version: 1, added: false });
    const changed = { ...first, name: `${first.name} (sửa)` };
    expect(await loadProcess(t.ctx, example.staff('quantri'), changed)).toMatchObject({
      version: 2,
      added: true,
    });
    await expect(loadProcess(t.ctx, example.staff('tiepnhan1'), first)).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});

describe('findAssignee', () => {
  it('names the main officer with the reason in Vietnamese', async () => {
    expect(await who('Đất đai', 'phong-kinh-te')).toMatchObject({
      name: example.account('chuyenvien.kt').displayName,
      why: 'Phụ trách chính lĩnh vực Đất đai từ 01/07/2025.',
    });
  });

  it('names the deputy while the main one is ill, and says so (Đ12 k.2)', async () => {
    const input = RecordLeaveInput.parse({
      requestId: newRequestId(),
      accountId: example.account('chutich').id,
      fromDay: '2026-05-04',
      fromTime: '07:30',
      toDay: '2026-05-05',
      reason: 'sick',
    });
    await recordLeave(t.ctx, example.staff('giamdoc'), input);
    await recordLeave(t.ctx, example.staff('giamdoc'), input);
    const found = await who('Đất đai', 'van-phong', 'commune-leader');
    expect(found?.name).toBe(example.account('phochutich').displayName);
    expect(found?.why).toContain(
      `vì ${example.account('chutich').displayName} vắng mặt đến 07:00 thứ Ba 05/05/2026`,
    );
    expect((await t.owner.query('select 1 from leaves')).rowCount).toBe(1);
  });
});

describe('rights', () => {
  const input = () =>
    AssignDutyInput.parse({
      requestId: newRequestId(),
      accountId: example.account('chuyenvien.tp').id,
      role: 'officer',
      procedureCode: '2.000884',
      validFrom: '2026-05-04',
    });

  it.each(['tiepnhan1', 'chuyenvien.tp', 'truongphong.kt', 'kiemtoan'] as const)(
    '%s may not assign, and nothing is written',
    async (name) => {
      const before = await countDuties();
      await expect(assignDuty(t.ctx, example.staff(name), input())).rejects.toMatchObject({
        code: 'forbidden',
      });
      expect(await countDuties()).toBe(before);
    },
  );

  it('a head records absences of the own unit only', async () => {
    const leave = (username: 'chuyenvien.kt' | 'chuyenvien.tp') =>
      recordLeave(
        t.ctx,
        example.staff('truongphong.kt'),
        RecordLeaveInput.parse({
          requestId: newRequestId(),
          accountId: example.account(username).id,
          fromDay: '2026-06-01',
          toDay: '2026-06-02',
        }),
      );
    await expect(leave('chuyenvien.tp')).rejects.toMatchObject({ code: 'forbidden' });
    await expect(leave('chuyenvien.kt')).resolves.toMatch(/^[0-9a-f-]{36}$/);
  });

  it('refuses a second main officer, a role that is not held, and repeats a request without a second line', async () => {
    const director = example.staff('giamdoc');
    const first = input();
    const duty = await assignDuty(t.ctx, director, first);
    expect(await assignDuty(t.ctx, director, first)).toEqual(duty);
    await expect(assignDuty(t.ctx, director, input())).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      assignDuty(t.ctx, director, { ...input(), accountId: example.account('tiepnhan1').id }),
    ).rejects.toMatchObject({ code: 'validation' });
  });
});

describe('screens', () => {
  it('the public duty board names fields and people without sign-in', async () => {
    const answer = await t.as({ kind: 'public', centreId: example.centreId }, { url: '/phan-cong' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('Đất đai');
    expect(answer.body).toContain(example.account('chuyenvien.kt').displayName);
  });

  it('the matrix shows the people of a field and what is missing in the coming days', async () => {
    const sheet = await getSheet(t.ctx, example.staff('giamdoc'), { role: 'officer' });
    expect(sheet.findings.map(({ words }) => words).join('\n')).toContain(
      `Lĩnh vực Đất đai (giải quyết): ${example.account('chuyenvien.kt').displayName} chưa có người thay thế`,
    );
    const answer = await t.as(example.staff('giamdoc'), { url: '/can-bo/quan-tri/phan-cong?vai=officer' });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain(example.account('chuyenvien.kt').displayName);
  });

  it('the printed board is a PDF of this moment', async () => {
    const answer = await t.as({ kind: 'public', centreId: example.centreId }, { url: '/phan-cong.pdf' });
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.each(['', '/dat-dai-6-buoc'])('the processes page %s opens for staff', async (path) => {
    const answer = await t.as(example.staff('chuyenvien.tp'), { url: `/can-bo/quan-tri/quy-trinh${path}` });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain('đất đai');
  });

  it('strangers are sent away from the matrix', async () => {
    const answer = await t.as(
      { kind: 'public', centreId: example.centreId },
      { url: '/can-bo/quan-tri/phan-cong' },
    );
    expect(answer.statusCode).not.toBe(200);
    expect(answer.body).not.toContain(example.account('chuyenvien.kt').displayName);
  });
});
