import { describe, expect, it } from 'vitest';
import { calendarModule } from '#modules/calendar/index.ts';
import { type Actor, ROLES, systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import type { LiveEvent } from '#platform/live.ts';
import { testApp } from '#platform/testing/app.ts';
import { localDay } from '#platform/time.ts';
import { callNext } from './commands/call-next.ts';
import { savePauseReasons, setHallRules } from './commands/hall-rules.ts';
import { holdTicket } from './commands/hold.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { closeCounter, openCounter, pauseCounter } from './commands/mind-counter.ts';
import { openGroup } from './commands/open-group.ts';
import { saveGroup } from './commands/save-group.ts';
import { turnDay } from './commands/turn-day.ts';
import { queueModule } from './index.ts';
import { QUEUE_POLICY } from './policy.ts';
import { consoleState } from './queries.ts';
import { hallDay, hallPlan, serviceTimesOn, staffingOn } from './queries-hall.ts';
import { GroupInput, IssueInput } from './schema.ts';
import { HallRulesInput, PauseReasonsInput } from './schema-hall.ts';
import { testHall } from './testing.ts';

const t = await testApp({ modules: [calendarModule, queueModule] });
const hall = await testHall(t, { A: { counters: [1] }, B: { counters: [1, 2] } });
const system = systemActor(hall.centreId, 'test');
for (const module of [calendarModule, queueModule]) {
  await module.centre?.(t.ctx, system);
}
const director = await hall.staff('centre-director');
const officer = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const [one = '', two = ''] = hall.counters.map(({ id }) => id);

const rules = (more: object = {}) =>
  HallRulesInput.parse({
    fromDay: localDay(t.clock.now()).toString(),
    shares: { priority: 3, appointment: 3, returned: 2, ordinary: 2 },
    keepsHours: true,
    opensBefore: 30,
    lastNumbersBefore: 15,
    numbersOverLunch: false,
    ...more,
  });
const take = (input: object = {}, actor: Actor = visitor) =>
  issueTicket(t.ctx, actor, IssueInput.parse(input), { source: 'kiosk' });
/** Monday 4 May 2026 at this time, or a day of that week after. */
const at = (time: string, day = 4) => t.clock.set(`2026-05-0${day}T${time}:00+07:00`);
async function count(text: string): Promise<number> {
  return (await t.owner.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${text}`)).rows[0]?.n ?? 0;
}

describe('the rules of the hall', () => {
  it('shares of the lanes take effect at once and move nobody', async () => {
    at('08:00');
    await setHallRules(
      t.ctx,
      director,
      rules({ keepsHours: false, shares: { priority: 6, appointment: 3, returned: 2, ordinary: 1 } }),
    );
    for (let index = 0; index < 6; index += 1) {
      await take({ groupId: hall.groups['A'] });
      await take({ groupId: hall.groups['A'], priority: 'elderly' });
    }
    const lanes: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      lanes.push((await callNext(t.ctx, officer, { counterId: one })).ticket?.priority ?? '-');
    }
    expect(lanes.filter((lane) => lane === 'elderly').length).toBe(6);
    expect(lanes[5]).toBe('-');
  });

  it('are refused where priority would be called less often, or for a day that is over', async () => {
    const before = await count('hall_rules');
    expect(HallRulesInput.safeParse({ ...rules(), shares: { ...rules().shares, priority: 1 } }).success).toBe(
      false,
    );
    await expect(setHallRules(t.ctx, director, rules({ fromDay: '2026-05-03' }))).rejects.toMatchObject({
      code: 'validation',
      details: { fields: [{ path: 'fromDay' }] },
    });
    expect(await count('hall_rules')).toBe(before);
  });

  it('of a later day wait for it', async () => {
    await setHallRules(t.ctx, director, rules({ fromDay: '2026-05-06' }));
    const plan = await hallPlan(t.ctx, director);
    expect(plan.rules.hours.keepsHours).toBe(false);
    expect(plan.planned.map(String)).toEqual(['2026-05-06']);
    await setHallRules(t.ctx, director, rules());
    expect((await hallPlan(t.ctx, director)).rules.hours.keepsHours).toBe(true);
  });

  it.each(ROLES)('%s: as the table says', async (role) => {
    const actor = await hall.staff(role);
    const before = [await count('hall_rules'), await count('pause_reasons'), await count('audit_entries')];
    const tries = [
      ['hall.set-rules', () => setHallRules(t.ctx, actor, rules())],
      ['hall.set-rules', () => savePauseReasons(t.ctx, actor, PauseReasonsInput.parse({ names: ['Họp'] }))],
      ['group.change', () => openGroup(t.ctx, actor, 'A', true)],
      ['group.change', () => hallPlan(t.ctx, actor)],
      ['hall.trace', () => staffingOn(t.ctx, actor, localDay(t.clock.now()))],
      ['hall.trace', () => serviceTimesOn(t.ctx, actor, localDay(t.clock.now()))],
    ] as const;
    for (const [action, run] of tries) {
      if (QUEUE_POLICY[action][role] === undefined) {
        await expect(run(), action).rejects.toMatchObject({ code: 'forbidden' });
      } else {
        await run();
      }
    }
    if (QUEUE_POLICY['hall.set-rules'][role] === undefined) {
      expect([await count('hall_rules'), await count('pause_reasons'), await count('audit_entries')]).toEqual(
        before,
      );
    }
  });
});

describe('the hours in which numbers are given', () => {
  it.each([
    ['06:30', 'before', 'mở cửa lúc'],
    ['12:00', 'lunch', 'nghỉ trưa'],
    ['17:20', 'last-numbers', 'phát số cuối'],
    ['18:00', 'closed', 'hết giờ'],
  ] as const)('%s: %s; visitors are told, officers may still give one', async (time, phase, words) => {
    at(time);
    const before = await count('tickets');
    expect((await hallDay(t.ctx, visitor)).phase).toBe(phase);
    await expect(take({ groupId: hall.groups['A'] })).rejects.toMatchObject({
      code: 'not-allowed-now',
      details: { detail: expect.stringContaining(words) },
    });
    expect(await count('tickets')).toBe(before);
    expect((await take({ groupId: hall.groups['B'] }, officer)).number).toMatch(/^B/);
  });

  it('a repeated press after closing still gives the ticket that was taken before', async () => {
    at('16:40');
    const requestId = newRequestId();
    const input = IssueInput.parse({ groupId: hall.groups['A'] });
    const options = { source: 'kiosk', requestId } as const;
    const { number } = await issueTicket(t.ctx, visitor, input, options);
    at('17:25');
    expect((await issueTicket(t.ctx, visitor, input, options)).number).toBe(number);
  });

  it('each change is told once, live', async () => {
    const heard: LiveEvent[] = [];
    const end = t.ctx.live.subscribe([`hall:${hall.centreId}`], (event) => heard.push(event));
    for (const time of ['07:00', '07:35', '07:40', '11:45', '13:45', '17:20', '17:35', '17:40']) {
      at(time);
      await turnDay(t.ctx, system);
    }
    await expect.poll(() => heard.filter(({ data }) => JSON.stringify(data).includes('day')).length).toBe(6);
    end();
  });
});

describe('what kiosk and phone say of the day', () => {
  const get = async (url: string) => (await t.as(visitor, { url, headers: { accept: 'text/html' } })).body;
  const post = (url: string) =>
    t.as(visitor, {
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      payload: new URLSearchParams({ requestId: newRequestId(), groupId: hall.groups['A'] ?? '' }).toString(),
    });

  it('before opening numbers are given from the minute that the centre set, and nothing else is said', async () => {
    at('06:30', 4);
    expect(await get('/kiosk')).toContain('Lúc này chưa phát số');
    at('07:10', 4);
    expect((await hallDay(t.ctx, visitor)).givesNumbers).toBe(true);
    const words = await get('/kiosk');
    expect(words).toContain('lấy số trước được');
    expect(words).not.toContain('chưa phát số');
  });

  it.each(['/kiosk', '/lay-so'])(
    '%s: a number after the last one is refused in the same frame, with a way on',
    async (base) => {
      at('17:20', 4);
      const before = await count('tickets');
      const matter = await get(`${base}/viec?nhom=A`);
      expect(matter).toContain('đã phát số cuối');
      expect(matter).not.toContain(`${base}/uu-tien`);
      expect(await get(`${base}/uu-tien?nhom=A`)).toContain('đã phát số cuối');
      const refused = await post(base);
      expect(refused.statusCode).toBe(409);
      expect(refused.body).toContain('đã phát số cuối');
      expect(refused.body).toContain(`href="${base}"`);
      expect(refused.body.includes('data-idle=')).toBe(base === '/kiosk');
      const english = await get(`${base}/uu-tien?nhom=A&lang=en`);
      expect(english).toContain('The last numbers of today were given');
      expect(await count('tickets')).toBe(before);
    },
  );

  it('who still waits reads on the phone that the centre closes', async () => {
    at('16:30', 4);
    const { token } = await take({ groupId: hall.groups['A'] });
    expect(await get(`/phieu/${token}`)).not.toContain('đã phát số cuối');
    at('17:20', 4);
    expect(await get(`/phieu/${token}`)).toContain('quầy tiếp đến 17:30');
  });
});

describe('the night rule', () => {
  it('closes a forgotten counter at its last deed, and wipes nothing that is open', async () => {
    at('14:00', 5);
    await openCounter(t.ctx, officer, two);
    at('14:05', 5);
    await pauseCounter(t.ctx, officer, two, { reason: 'Họp' });
    const ticket = await take({ groupId: hall.groups['A'] }, officer);
    await take({ groupId: hall.groups['A'] }, officer);
    const called = await callNext(t.ctx, officer, { counterId: one });
    await holdTicket(t.ctx, officer, called.ticket?.id ?? '', { reason: 'đi photo' });
    await callNext(t.ctx, officer, { counterId: one });
    at('07:00', 6);
    await turnDay(t.ctx, system);
    const { rows } = await t.owner.query(
      `SELECT c.number, s.closed_at, s.closed_how FROM counter_shifts s JOIN counters c ON c.id = s.counter_id
       WHERE s.opened_at >= '2026-05-04T17:00:00Z' AND c.number = 2`,
    );
    expect(rows).toEqual([
      { number: 2, closed_at: Temporal.Instant.from('2026-05-05T14:05:00+07:00'), closed_how: 'night' },
    ]);
    expect(await count(`counter_pauses WHERE ended_at IS NULL`)).toBe(0);
    const state = await t.owner.query('SELECT state FROM tickets WHERE token = $1', [ticket.token]);
    expect(state.rows[0]?.state).toBe('held');
    // Whoever sits at a counter keeps it open until the next call there, which says nothing about service times.
    expect((await consoleState(t.ctx, officer, { counterId: one })).current?.number).toBe('A002');
    await callNext(t.ctx, officer, { counterId: one });
    expect(
      await count(`ticket_calls WHERE outcome = 'left-open' AND called_at = '2026-05-05T14:05:00+07:00'`),
    ).toBe(1);
  });
});

describe('groups', () => {
  const group = (more: object) =>
    GroupInput.parse({ letter: 'C', name: 'Nhóm C', counters: [{ number: 1 }], ...more });

  it('begin at their own number; a day keeps the one it began with, and 9999 is followed by 10000', async () => {
    at('09:00', 7);
    await saveGroup(t.ctx, director, group({ firstNumber: 501 }));
    const plan = await hallPlan(t.ctx, director);
    const groupId = plan.groups.find(({ letter }) => letter === 'C')?.id;
    expect((await take({ groupId })).number).toBe('C501');
    await saveGroup(t.ctx, director, group({ firstNumber: 9000 }));
    expect((await take({ groupId })).number).toBe('C502');
    at('09:00', 8);
    expect((await take({ groupId })).number).toBe('C9000');
    await t.owner.query(
      `UPDATE ticket_lines SET last_number = 1000, last_arrival = 1000 WHERE group_id = $1 AND day = '2026-05-08'`,
      [groupId],
    );
    expect((await take({ groupId })).number).toBe('C10000');
  });

  it('take no numbers while closed, and the trace tells when and which counters served them', async () => {
    at('10:00', 8);
    await openGroup(t.ctx, director, 'C', false);
    await openGroup(t.ctx, director, 'C', false);
    const { groups } = await hallPlan(t.ctx, director);
    const groupId = groups.find(({ letter }) => letter === 'C')?.id;
    await expect(take({ groupId })).rejects.toMatchObject({ code: 'not-allowed-now' });
    at('10:30', 8);
    await openGroup(t.ctx, director, 'C', true);
    await saveGroup(t.ctx, director, group({ counters: [{ number: 2, helps: true }] }));
    await openCounter(t.ctx, officer, two);
    at('11:00', 8);
    await closeCounter(t.ctx, officer, two);
    const day = await staffingOn(t.ctx, director, Temporal.PlainDate.from('2026-05-08'));
    const time = (text: string | null) => text?.slice(11, 16) ?? null;
    expect(
      day.openLines
        .filter(({ letter }) => letter === 'C')
        .map(({ from, until }) => [time(from), time(until)]),
    ).toEqual([
      ['09:00', '10:00'],
      ['10:30', null],
    ]);
    const counter = day.counters.find(({ number }) => number === 2);
    expect(counter?.shifts.map(({ from, until, ended }) => [time(from), time(until), ended])).toEqual([
      ['10:30', '11:00', 'closed'],
    ]);
    expect(counter?.lines.filter(({ letter }) => letter === 'C')).toMatchObject([
      { helps: true, until: null },
    ]);
    const served = await t.as(director, { url: '/api/v1/hall/service-times?day=2026-05-04' });
    expect(served.json()).toMatchObject([{ procedureCode: null, matters: expect.any(Number) }]);
    await expect(openGroup(t.ctx, director, 'Z', true)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('reasons for a pause', () => {
  it('are the centre’s own, in its order; one that is left out comes back when it is named again', async () => {
    const save = (names: readonly string[]) =>
      savePauseReasons(t.ctx, director, PauseReasonsInput.parse({ names }));
    await save(['Uống nước', 'Họp']);
    await save(['Họp', 'Giải lao']);
    expect((await hallPlan(t.ctx, director)).pauseReasons).toEqual(['Họp', 'Giải lao']);
    await save(['Uống nước']);
    expect((await hallPlan(t.ctx, director)).pauseReasons).toEqual(['Uống nước']);
    expect(PauseReasonsInput.safeParse({ names: ['Họp', 'Họp'] }).success).toBe(false);
  });
});
