import { describe, expect, it } from 'vitest';
import type { Actor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testContext } from '#platform/testing/app.ts';
import { callNext } from './commands/call-next.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { stepBack } from './commands/step-back.ts';
import { getTicketView } from './queries.ts';
import { IssueInput, StepBackInput } from './schema.ts';
import { testHall } from './testing.ts';
import { verifyQueue } from './verify.ts';

const t = await testContext({ modules: [] });
const hall = await testHall(t, { A: { counters: [1] } });
const officer = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const counterId = hall.counters[0]?.id ?? '';

const take = (input: object = {}) =>
  issueTicket(t.ctx, visitor, IssueInput.parse(input), { source: 'phone' });
const back = (token: string, people: number, more: object = {}, actor: Actor = visitor) =>
  stepBack(t.ctx, actor, StepBackInput.parse({ token, people, ...more }));
const aheadOf = async (token: string) => (await getTicketView(t.ctx, visitor, token)).ahead;
const next = async () => (await callNext(t.ctx, officer, { counterId })).ticket?.number;
const eventsOf = async (action: string) =>
  (await t.owner.query('SELECT count(*)::int AS n FROM ticket_events WHERE action = $1', [action])).rows[0]
    ?.n;

async function morning(people: number) {
  t.clock.tick({ hours: 24 });
  const tickets = [];
  for (let index = 0; index < people; index += 1) {
    tickets.push(await take());
  }
  return tickets;
}

describe('stepping back', () => {
  it('lets so many pass, keeps everybody else in place, and once is once', async () => {
    const [first, , , fourth] = await morning(6);
    const requestId = newRequestId();
    await back(first?.token ?? '', 2, { requestId });
    expect(await aheadOf(first?.token ?? '')).toBe(2);
    expect(await aheadOf(fourth?.token ?? '')).toBe(3);
    await back(first?.token ?? '', 2, { requestId });
    expect(await aheadOf(first?.token ?? '')).toBe(2);
    expect([await next(), await next(), await next()]).toEqual(['A002', 'A003', 'A001']);
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });

  it('goes to the end where fewer wait; whoever comes later still comes later', async () => {
    const [first, second] = await morning(2);
    await back(first?.token ?? '', 9);
    const third = await take();
    expect(await aheadOf(second?.token ?? '')).toBe(0);
    expect(await aheadOf(first?.token ?? '')).toBe(1);
    expect(await aheadOf(third.token)).toBe(2);
  });

  it('is refused with nobody behind, once called, on a later day and for an unknown address; nothing is written', async () => {
    const [only] = await morning(1);
    const before = await eventsOf('step-back');
    await expect(back(only?.token ?? '', 1)).rejects.toMatchObject({
      code: 'not-allowed-now',
      details: { detail: expect.stringContaining('chưa có ai chờ') },
    });
    await next();
    await take();
    await expect(back(only?.token ?? '', 1)).rejects.toMatchObject({ code: 'not-allowed-now' });
    await expect(back('x'.repeat(22), 1)).rejects.toMatchObject({ code: 'not-found' });
    const [old] = await morning(2);
    t.clock.tick({ hours: 24 });
    await expect(back(old?.token ?? '', 1)).rejects.toMatchObject({ code: 'not-allowed-now' });
    expect(await eventsOf('step-back')).toBe(before);
  });

  it('belongs to whoever holds the ticket and to the counter, not to leaders, boards or another centre', async () => {
    const [first] = await morning(3);
    const before = await eventsOf('step-back');
    const refused: readonly Actor[] = [
      await hall.staff('auditor'),
      await hall.staff('commune-leader'),
      await hall.staff('administrator'),
      await hall.staff('unit-head'),
      { kind: 'device', purpose: 'board', deviceId: newRequestId(), centreId: hall.centreId },
    ];
    for (const actor of refused) {
      await expect(back(first?.token ?? '', 1, {}, actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac' });
    const stranger: Actor = { kind: 'public', centreId: other.centreId };
    await expect(back(first?.token ?? '', 1, {}, stranger)).rejects.toMatchObject({ code: 'not-found' });
    expect(await eventsOf('step-back')).toBe(before);
    await expect(back(first?.token ?? '', 1, {}, officer)).resolves.toMatchObject({ state: 'waiting' });
  });
});
