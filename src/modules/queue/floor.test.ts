import { describe, expect, it } from 'vitest';
import { recordLeave } from '#modules/duties/commands/record-leave.ts';
import { RecordLeaveInput } from '#modules/duties/schema.ts';
import { type Actor, ROLES, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newId, newRequestId } from '#platform/id.ts';
import type { PolicyTable } from '#platform/policy.ts';
import { testContext } from '#platform/testing/app.ts';
import { localDay } from '#platform/time.ts';
import { callNext } from './commands/call-next.ts';
import { holdTicket } from './commands/hold.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { closeCounter, openCounter, pauseCounter } from './commands/mind-counter.ts';
import { moveCounter } from './commands/move-counter.ts';
import { openCounterFor } from './commands/open-for.ts';
import { saveHallPlan } from './commands/save-hall-plan.ts';
import { FLOOR_POLICY, type FloorAction } from './policy-floor.ts';
import { directedCounter, floorView } from './queries-floor.ts';
import { hallPlanOn, myHallDuties } from './queries-hall-plan.ts';
import { IssueInput } from './schema.ts';
import { HallPlanInput, MoveCounterInput, OpenForInput } from './schema-floor.ts';
import { testHall } from './testing.ts';

// A Monday.
const t = await testContext({ modules: [], now: '2026-05-04T07:20:00+07:00' });
const hall = await testHall(t, { A: { counters: [1] }, B: { counters: [2] } }, { counters: 3 });
const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac' });
const director = await hall.staff('centre-director');
const lan = await hall.staff('receptionist');
const minh = await hall.staff('receptionist');
const idOf = (number: number) => hall.counters.find((counter) => counter.number === number)?.id ?? '';
const system = systemActor(hall.centreId, 'test');

async function written(): Promise<unknown> {
  const { rows } = await t.owner.query(`
    SELECT (SELECT json_agg(row_to_json(l) ORDER BY l.group_id, l.counter_id) FROM service_group_counters l) AS lines,
      (SELECT json_agg(row_to_json(s) ORDER BY s.id) FROM counter_shifts s) AS shifts,
      (SELECT count(*) FROM counter_events) AS events, (SELECT count(*) FROM hall_plans) AS plans,
      (SELECT json_agg(row_to_json(d) ORDER BY d.id) FROM hall_plan_duties d) AS duties,
      (SELECT count(*) FROM group_counter_spans) AS spans, (SELECT count(*) FROM audit_entries) AS audit`);
  return rows[0];
}

const linesOf = async (number: number) =>
  (await floorView(t.ctx, director)).counters.find((counter) => counter.number === number)?.lines;

async function refused(work: () => Promise<unknown>, code: string, words?: RegExp): Promise<void> {
  const before = await written();
  const error = await work().then(
    () => undefined,
    (problem: { code: string; details: { detail?: string } }) => problem,
  );
  expect(error?.code).toBe(code);
  if (words !== undefined) {
    expect(error?.details.detail).toMatch(words);
  }
  expect(await written()).toEqual(before);
}

describe('the floor', () => {
  it('shows who is where since when, who waits in which lane, who waits longest, and no person', async () => {
    await openCounter(t.ctx, lan, idOf(1));
    for (const priority of [undefined, 'elderly', undefined]) {
      const input = IssueInput.parse({ groupId: hall.groups['A'], ...(priority ? { priority } : {}) });
      await issueTicket(t.ctx, system, input, { source: 'kiosk' });
      t.clock.tick({ minutes: 2 });
    }
    await callNext(t.ctx, lan, { counterId: idOf(1) });
    t.clock.tick({ minutes: 6 });
    const first = await callNext(t.ctx, lan, { counterId: idOf(1) });
    await holdTicket(t.ctx, lan, first.ticket?.id ?? '', { reason: 'đi photo' });
    await openCounter(t.ctx, minh, idOf(2));
    await pauseCounter(t.ctx, minh, idOf(2), { reason: 'Giải lao' });
    const view = await floorView(t.ctx, director);
    expect(
      view.counters.map(({ number, state, served, meanMinutes }) => [number, state, served, meanMinutes]),
    ).toEqual([
      [1, 'free', 1, 6],
      [2, 'paused', 0, null],
      [3, 'closed', 0, null],
    ]);
    expect(view.counters[1]?.pauseReason).toBe('Giải lao');
    const line = view.lines.find(({ letter }) => letter === 'A');
    expect(line).toMatchObject({ waiting: 1, held: 1, own: 1, lanes: [{ lane: 'ordinary', waiting: 1 }] });
    expect(view.longest).toEqual(line?.longest);
    expect(JSON.stringify(view)).not.toContain('elderly');
  });
});

describe('directing a counter', () => {
  it('moves it to other lines, from then on in the trace, and the same again changes nothing', async () => {
    const input = MoveCounterInput.parse({ lines: [{ letter: 'B' }, { letter: 'A', helps: true }] });
    await moveCounter(t.ctx, director, idOf(2), input);
    expect(await linesOf(2)).toEqual([
      { letter: 'B', helps: false },
      { letter: 'A', helps: true },
    ]);
    const before = await written();
    await moveCounter(t.ctx, director, idOf(2), input);
    expect(await written()).toEqual(before);
  });

  it('is refused for a line that is none, a counter that is none, and no lines at all', async () => {
    await refused(
      () => moveCounter(t.ctx, director, idOf(2), { lines: [{ letter: 'H', helps: false }] }),
      'validation',
      /nhóm việc H/,
    );
    await refused(
      () => moveCounter(t.ctx, director, newId(), { lines: [{ letter: 'A', helps: false }] }),
      'not-found',
    );
    expect(MoveCounterInput.safeParse({ lines: [] }).success).toBe(false);
  });

  it('opens it for an officer once; a repeat gives the same, somebody busy elsewhere is refused', async () => {
    const third = await hall.staff('receptionist');
    const requestId = newRequestId();
    await openCounterFor(t.ctx, director, idOf(3), { officerId: third.accountId }, requestId);
    const before = await written();
    await openCounterFor(t.ctx, director, idOf(3), { officerId: third.accountId }, requestId);
    expect(await written()).toEqual(before);
    await refused(
      () => openCounterFor(t.ctx, director, idOf(2), { officerId: third.accountId }),
      'conflict',
      /đang trực quầy 3/,
    );
    await refused(
      () => openCounterFor(t.ctx, director, idOf(3), { officerId: third.accountId }),
      'conflict',
      /quầy này rồi/,
    );
    const { counter, officers } = await directedCounter(t.ctx, director, 3);
    expect(counter).toMatchObject({ state: 'free', officer: 'Nguyễn Văn Ví Dụ' });
    expect(officers.map(({ id }) => id)).toContain(third.accountId);
    await closeCounter(t.ctx, director, idOf(3));
  });

  it('does not open it for somebody who receives nobody, is gone, or while a visitor sits there', async () => {
    const auditor = await hall.staff('auditor');
    await refused(
      () => openCounterFor(t.ctx, director, idOf(3), { officerId: auditor.accountId }),
      'validation',
    );
    await refused(() => openCounterFor(t.ctx, director, idOf(3), { officerId: newId() }), 'validation');
    const stranger = await other.staff('receptionist');
    await refused(
      () => openCounterFor(t.ctx, director, idOf(3), { officerId: stranger.accountId }),
      'validation',
    );
    await callNext(t.ctx, lan, { counterId: idOf(1) });
    const fourth = await hall.staff('receptionist');
    await refused(
      () => openCounterFor(t.ctx, director, idOf(1), { officerId: fourth.accountId }),
      'conflict',
      /đang có số/,
    );
  });
});

describe('the plan of a day', () => {
  const tomorrow = '2026-05-05';
  const duty = (
    counter: number,
    officer: Actor & { accountId: string },
    from: number,
    to: number,
    ...letters: string[]
  ) => ({
    counter,
    officerId: officer.accountId,
    from,
    to,
    lines: letters.map((letter) => ({ letter, helps: false })),
  });
  const plan = (...duties: unknown[]) =>
    HallPlanInput.parse({ day: tomorrow, note: 'Chuẩn bị biểu mẫu đất đai', duties });

  it('is saved, replaced, and seen by those in it', async () => {
    await saveHallPlan(t.ctx, director, plan(duty(1, lan, 450, 690, 'B')));
    await saveHallPlan(t.ctx, director, plan(duty(3, lan, 450, 690, 'B'), duty(1, minh, 450, 1020)));
    expect(
      (await myHallDuties(t.ctx, lan)).map(({ counter, from, lines }) => [counter, from, lines.length]),
    ).toEqual([[3, 450, 1]]);
    const view = await hallPlanOn(t.ctx, minh, Temporal.PlainDate.from(tomorrow));
    expect(view).toMatchObject({ saved: true, note: 'Chuẩn bị biểu mẫu đất đai', mayPlan: false, away: [] });
    expect(view.duties).toHaveLength(2);
    const after = await hallPlanOn(t.ctx, director, Temporal.PlainDate.from('2026-05-06'));
    expect(after).toMatchObject({ saved: false, duties: [] });
    expect(after.earlier).toHaveLength(2);
  });

  it('says who is on leave', async () => {
    const leave = RecordLeaveInput.parse({
      requestId: newRequestId(),
      accountId: minh.accountId,
      fromDay: tomorrow,
      fromTime: '13:00',
      toDay: tomorrow,
      toTime: '17:30',
    });
    await recordLeave(t.ctx, minh, leave);
    const { away } = await hallPlanOn(t.ctx, director, Temporal.PlainDate.from(tomorrow));
    expect(away.map(({ duty: { officerId } }) => officerId)).toEqual([minh.accountId]);
  });

  it.each([
    [
      'two at one counter',
      () => plan(duty(1, lan, 450, 690), duty(1, minh, 600, 700)),
      /Quầy 1 có hai người/,
    ],
    [
      'one at two counters',
      () => plan(duty(1, lan, 450, 690), duty(2, lan, 600, 700)),
      /hai quầy cùng lúc \(1, 2\)/,
    ],
    ['a counter that is none', () => plan(duty(9, lan, 450, 690)), /quầy 9/],
    ['a line that is none', () => plan(duty(1, lan, 450, 690, 'H')), /nhóm việc H/],
    [
      'somebody who receives nobody',
      () => plan({ ...duty(1, lan, 450, 690), officerId: newId() }),
      /chọn người khác/,
    ],
    ['a day that is over', () => ({ ...plan(), day: '2026-05-03' }), /Ngày đã qua/],
  ])('is refused with %s', async (_name, input, words) => {
    await refused(() => saveHallPlan(t.ctx, director, input()), 'validation', words);
  });

  it('is taken up by the planned officer who opens the planned counter, by nobody else and not elsewhere', async () => {
    t.clock.tick({ hours: 24 });
    expect(localDay(t.ctx.clock.now()).toString()).toBe(tomorrow);
    expect(await linesOf(3)).toEqual([]);
    const stranger = await hall.staff('receptionist');
    await openCounter(t.ctx, stranger, idOf(3));
    expect(await linesOf(3)).toEqual([]);
    await openCounter(t.ctx, lan, idOf(3));
    expect(await linesOf(3)).toEqual([{ letter: 'B', helps: false }]);
    const { rows } = await t.owner.query(
      'SELECT count(*)::int AS spans FROM group_counter_spans WHERE counter_id = $1 AND until_at IS NULL',
      [idOf(3)],
    );
    expect(rows).toEqual([{ spans: 1 }]);
  });
});

type Try = (ctx: AppContext, actor: Actor) => Promise<unknown>;
const day = Temporal.PlainDate.from('2026-05-05');
const TRIES: Readonly<Record<string, { readonly right: FloorAction; readonly run: Try }>> = {
  floorView: { right: 'floor.see', run: floorView },
  directedCounter: { right: 'floor.direct', run: (ctx, a) => directedCounter(ctx, a, 1) },
  moveCounter: {
    right: 'floor.direct',
    run: (ctx, a) => moveCounter(ctx, a, idOf(3), MoveCounterInput.parse({ lines: [{ letter: 'A' }] })),
  },
  openCounterFor: {
    right: 'floor.direct',
    run: (ctx, a) => openCounterFor(ctx, a, idOf(1), OpenForInput.parse({ officerId: lan.accountId })),
  },
  saveHallPlan: {
    right: 'floor.plan',
    run: (ctx, a) => saveHallPlan(ctx, a, HallPlanInput.parse({ day: '2026-05-08', duties: [] })),
  },
  hallPlanOn: { right: 'floor.plan-see', run: (ctx, a) => hallPlanOn(ctx, a, day) },
  myHallDuties: { right: 'floor.plan-see', run: myHallDuties },
};
const table: PolicyTable<FloorAction> = FLOOR_POLICY;
const outside: readonly Actor[] = [
  { kind: 'public', centreId: hall.centreId },
  { kind: 'device', centreId: hall.centreId, deviceId: newId(), purpose: 'kiosk' },
];

describe.each(Object.entries(TRIES))('the right to %s', (_name, { right, run }) => {
  it.each(ROLES)('%s: as the table says, in the own centre only', async (role) => {
    const actor = await hall.staff(role);
    if (table[right][role] === undefined) {
      await refused(() => run(t.ctx, actor), 'forbidden');
    } else {
      const code = await run(t.ctx, actor).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
      expect(['done', 'conflict']).toContain(code);
    }
  });

  it('is nobody’s who is not staff', async () => {
    for (const actor of outside) {
      await refused(() => run(t.ctx, actor), 'forbidden');
    }
  });
});

it('a director of another centre reaches no counter of this one', async () => {
  const stranger = await other.staff('centre-director');
  await refused(
    () => moveCounter(t.ctx, stranger, idOf(1), { lines: [{ letter: 'A', helps: false }] }),
    'not-found',
  );
  await refused(
    () => openCounterFor(t.ctx, stranger, idOf(1), { officerId: stranger.accountId }),
    'not-found',
  );
});
