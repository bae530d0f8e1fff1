import { describe, expect, it } from 'vitest';
import type { Actor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testContext } from '#platform/testing/app.ts';
import { callGiven } from './commands/call-given.ts';
import { callNext } from './commands/call-next.ts';
import { finishTicket } from './commands/finish.ts';
import { holdTicket, resumeTicket } from './commands/hold.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { finishMatter, startMatter } from './commands/matters.ts';
import { closeCounter, openCounter, pauseCounter, resumeCounter } from './commands/mind-counter.ts';
import { markNoShow } from './commands/no-show.ts';
import { finishQuick, startQuick } from './commands/quick-visit.ts';
import { serveTicket } from './commands/serve.ts';
import { transferTicket } from './commands/transfer.ts';
import { CallGivenInput, HoldInput, IssueInput, MatterInput, QuickInput, TransferInput } from './schema.ts';
import { testHall } from './testing.ts';
import { verifyQueue } from './verify.ts';

const t = await testContext({ modules: [] });
const hall = await testHall(t, { A: { counters: [1, 2] }, B: { counters: [2] } });
const officer = await hall.staff('receptionist');
const colleague = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const [one = '', two = ''] = hall.counters.map(({ id }) => id);

const take = (input: object = {}) =>
  issueTicket(t.ctx, visitor, IssueInput.parse(input), { source: 'phone' });
const next = (counterId = one, actor: Actor = officer) => callNext(t.ctx, actor, { counterId });
const given = (number: string, counterId = one, requestId?: string) =>
  callGiven(t.ctx, officer, { ...CallGivenInput.parse({ number }), counterId, requestId });
const hold = (id: string, requestId?: string) =>
  holdTicket(t.ctx, officer, id, HoldInput.parse({ reason: 'đi photo căn cước' }), requestId);
const refusal = (code: string, words = '') => ({
  code,
  details: { detail: expect.stringContaining(words) },
});
async function all<T extends object>(text: string, ...values: readonly unknown[]): Promise<readonly T[]> {
  return (await t.owner.query<T>(text, [...values])).rows;
}

/** A new day with so many people; the ids of the called are got by calling. */
async function morning(people: number): Promise<void> {
  t.clock.tick({ hours: 24 });
  for (let index = 0; index < people; index += 1) {
    await take();
  }
}
async function calledId(counterId = one): Promise<string> {
  return (await next(counterId)).ticket?.id ?? '';
}

describe('a visitor who fetches a paper', () => {
  it('is kept in mind by the counter, which is free, and comes back in turn to the same one', async () => {
    await morning(8);
    await openCounter(t.ctx, colleague, two);
    const id = await calledId();
    const requestId = newRequestId();
    const held = await hold(id, requestId);
    expect(held).toMatchObject({
      state: 'held',
      heldCounterId: one,
      holdReason: 'đi photo căn cước',
      returns: 0,
    });
    expect(await hold(id, requestId)).toMatchObject({ state: 'held' });
    const [stay] = await all<{ outcome: string }>(
      'SELECT outcome FROM ticket_calls WHERE ticket_id = $1',
      id,
    );
    expect(stay?.outcome).toBe('held');
    expect((await next()).ticket?.number).toBe('A002');
    const back = await resumeTicket(t.ctx, officer, id);
    expect(back).toMatchObject({ state: 'waiting', lane: 'returned', wantedCounterId: one, returns: 0 });
    expect((await next(two, colleague)).ticket?.number).toBe('A003');
    const calls = [await calledId(), await calledId()];
    expect(calls).toContain(id);
  });

  it('goes to whoever is free once the counter that knew them is paused', async () => {
    await morning(1);
    const id = await calledId();
    await hold(id);
    await resumeTicket(t.ctx, officer, id);
    expect((await next(two, colleague)).ticket).toBeNull();
    await pauseCounter(t.ctx, officer, one, { reason: 'Họp giao ban' });
    expect((await next(two, colleague)).ticket?.id).toBe(id);
  });

  it('may finish without coming back, also on a later day; then no new turn is given', async () => {
    await morning(2);
    const [id, other] = [await calledId(), await calledId(two)];
    await hold(id);
    await finishTicket(t.ctx, officer, id);
    await hold(other);
    t.clock.tick({ hours: 24 });
    await expect(resumeTicket(t.ctx, officer, other)).rejects.toMatchObject(
      refusal('not-allowed-now', 'của ngày'),
    );
    expect(await finishTicket(t.ctx, officer, other)).toMatchObject({ state: 'done', heldCounterId: null });
  });

  it('cannot be put on hold while waiting', async () => {
    await morning(1);
    const [waiting] = await all<{ id: string }>(
      `SELECT id FROM tickets WHERE state = 'waiting' ORDER BY id DESC`,
    );
    await expect(hold(waiting?.id ?? '')).rejects.toMatchObject(refusal('not-allowed-now', 'đang chờ'));
  });
});

describe('calling a given number', () => {
  it('takes who waits, who was absent and who is on hold, and moves nobody else', async () => {
    await morning(6);
    expect((await given('a 4')).ticket?.number).toBe('A004');
    const [stay] = await all<{ place: number }>('SELECT place FROM ticket_calls ORDER BY id DESC LIMIT 1');
    expect(stay?.place).toBe(0);
    // Whoever comes now is placed as if it had not happened: a priority visitor is next.
    const late = await take({ priority: 'elderly' });
    expect(late.ahead).toBe(0);
    expect((await next()).ticket?.number).toBe('A007');
    const absent = await calledId();
    await markNoShow(t.ctx, officer, absent);
    expect((await given('A001')).ticket?.id).toBe(absent);
    await hold(absent);
    expect((await given('A001')).ticket).toMatchObject({ id: absent, state: 'called' });
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });

  it('answers a repeated press the same', async () => {
    await morning(3);
    const requestId = newRequestId();
    expect((await given('A003', one, requestId)).ticket?.number).toBe('A003');
    expect((await given('A003', one, requestId)).ticket?.number).toBe('A003');
    expect((await next()).ticket?.number).toBe('A001');
  });

  it('says where the number is, and whoever is at the counter stays', async () => {
    await morning(3);
    await calledId();
    await calledId(two);
    const before = await all('SELECT id FROM ticket_events');
    await expect(given('A002')).rejects.toMatchObject(refusal('not-allowed-now', 'đang ở quầy 2'));
    await expect(given('A099')).rejects.toMatchObject(refusal('validation', 'A099'));
    expect(await all('SELECT id FROM ticket_events')).toEqual(before);
    expect(CallGivenInput.safeParse({ number: 'xin chào' }).success).toBe(false);
  });
});

describe('several matters in one visit', () => {
  const matters = (id: string) =>
    all<{ title: string; code: string | null; seconds: number }>(
      `SELECT title, procedure_code AS code, extract(epoch FROM ended_at - started_at)::int AS seconds
       FROM visit_matters WHERE ticket_id = $1 ORDER BY started_at, id`,
      id,
    );

  it('each has its own time; the first is what the number was taken for', async () => {
    t.clock.tick({ hours: 24 });
    await take({ need: 'khai sinh cho con', procedureCode: '1.001193' });
    const id = await calledId();
    t.clock.tick({ minutes: 1 });
    await serveTicket(t.ctx, officer, id);
    t.clock.tick({ minutes: 6 });
    const requestId = newRequestId();
    const copies = MatterInput.parse({ title: 'chứng thực ba bản sao' });
    await startMatter(t.ctx, officer, id, copies, requestId);
    t.clock.tick({ minutes: 2 });
    await startMatter(t.ctx, officer, id, copies, requestId);
    await finishMatter(t.ctx, officer, id);
    t.clock.tick({ minutes: 1 });
    await expect(finishMatter(t.ctx, officer, id)).rejects.toMatchObject(
      refusal('not-allowed-now', 'Thêm việc'),
    );
    await startMatter(t.ctx, officer, id, MatterInput.parse({ procedureCode: '2.000815' }));
    t.clock.tick({ minutes: 3 });
    await next();
    expect(await matters(id)).toEqual([
      { title: 'khai sinh cho con', code: '1.001193', seconds: 360 },
      { title: 'chứng thực ba bản sao', code: null, seconds: 120 },
      { title: '', code: '2.000815', seconds: 180 },
    ]);
  });

  it('begins the service of somebody who was only called', async () => {
    await morning(1);
    const id = await calledId();
    expect(await startMatter(t.ctx, officer, id, MatterInput.parse({ title: 'hỏi thêm' }))).toMatchObject({
      state: 'serving',
    });
    await hold(id);
    expect(await matters(id)).toMatchObject([{ seconds: 0 }]);
    expect(await verifyQueue(t.ctx)).toEqual([]);
    expect(MatterInput.safeParse({}).success).toBe(false);
  });
});

describe('a question without a ticket', () => {
  const quick = () =>
    all<{ kind: string; seconds: number | null }>(
      'SELECT kind, extract(epoch FROM ended_at - started_at)::int AS seconds FROM quick_visits ORDER BY id',
    );

  it('counts as a visit with its duration and kind; a repeated press is one', async () => {
    await morning(1);
    const requestId = newRequestId();
    for (let press = 0; press < 2; press += 1) {
      await startQuick(t.ctx, officer, one, QuickInput.parse({}), requestId);
    }
    t.clock.tick({ seconds: 90 });
    await finishQuick(t.ctx, officer, one, QuickInput.parse({ kind: 'form' }));
    await startQuick(t.ctx, officer, one, QuickInput.parse({}), requestId);
    await expect(finishQuick(t.ctx, officer, one, {})).rejects.toMatchObject(
      refusal('not-allowed-now', 'hỏi nhanh'),
    );
    await startQuick(t.ctx, officer, one, QuickInput.parse({}));
    t.clock.tick({ seconds: 30 });
    await next();
    expect(await quick()).toEqual([
      { kind: 'form', seconds: 90 },
      { kind: 'question', seconds: 30 },
    ]);
  });
});

describe('the trace of a counter', () => {
  it('tells who opened, paused with which reason, relieved and closed it, each once', async () => {
    await next();
    await closeCounter(t.ctx, officer, one);
    t.clock.tick({ hours: 24 });
    const since = t.clock.now();
    await openCounter(t.ctx, officer, one);
    const requestId = newRequestId();
    const pause = (reason: string, id?: string) => pauseCounter(t.ctx, officer, one, { reason }, id);
    await pause('Giải lao', requestId);
    t.clock.tick({ minutes: 10 });
    await resumeCounter(t.ctx, officer, one);
    await pause('Giải lao', requestId);
    t.clock.tick({ minutes: 50 });
    await openCounter(t.ctx, colleague, one);
    t.clock.tick({ minutes: 30 });
    await closeCounter(t.ctx, colleague, one);
    const shifts = await all(
      `SELECT officer_id, closed_by, closed_how FROM counter_shifts WHERE opened_at >= $1 ORDER BY opened_at`,
      since,
    );
    expect(shifts).toEqual([
      { officer_id: officer.accountId, closed_by: colleague.accountId, closed_how: 'relieved' },
      { officer_id: colleague.accountId, closed_by: colleague.accountId, closed_how: 'closed' },
    ]);
    expect(
      await all(
        `SELECT p.reason, p.started_by, p.ended_by FROM counter_pauses p JOIN counter_shifts s ON s.id = p.shift_id
         WHERE s.opened_at >= $1`,
        since,
      ),
    ).toEqual([{ reason: 'Giải lao', started_by: officer.accountId, ended_by: officer.accountId }]);
    expect(
      (
        await all<{ action: string }>('SELECT action FROM counter_events WHERE at >= $1 ORDER BY id', since)
      ).map(({ action }) => action),
    ).toEqual(['open', 'pause', 'go-on', 'open', 'close']);
    await expect(
      t.owner.query(`UPDATE counter_events SET note = 'x' WHERE at >= $1`, [since]),
    ).rejects.toThrow(/append-only/);
    await expect(openCounter(t.ctx, officer, one, requestId)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('sending on', () => {
  it('shows the note to whoever calls next, and keeps it through a hold', async () => {
    await morning(1);
    const id = await calledId();
    const note = 'đủ giấy tờ, chờ thu phí';
    await transferTicket(t.ctx, officer, id, TransferInput.parse({ groupId: hall.groups['B'], note }));
    expect((await next(two, colleague)).ticket).toMatchObject({ id, note, number: 'A001' });
    expect(await hold(id)).toMatchObject({ note });
  });
});

describe('the stored promises', () => {
  it('hold after all of this; a matter without a visitor and a counter moved by hand are found', async () => {
    expect(await verifyQueue(t.ctx)).toEqual([]);
    await t.owner.query(
      'UPDATE visit_matters SET ended_at = NULL WHERE id = (SELECT id FROM visit_matters LIMIT 1)',
    );
    await t.owner.query('UPDATE service_group_counters SET helps = NOT helps');
    expect((await verifyQueue(t.ctx)).map(({ check }) => check)).toEqual(['queue.matters', 'queue.staffing']);
  });
});
