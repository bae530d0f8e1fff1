import { describe, expect, it } from 'vitest';
import { type Actor, ROLES } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newRequestId } from '#platform/id.ts';
import { testContext } from '#platform/testing/app.ts';
import { callGiven } from './commands/call-given.ts';
import { callNext } from './commands/call-next.ts';
import { giveUpTicket } from './commands/give-up.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { giveBackShare, keepShare, returnShare } from './commands/keep-share.ts';
import { leaseNumbers } from './commands/lease-numbers.ts';
import { mergeTickets } from './commands/merge-tickets.ts';
import { mergeVisits } from './commands/merge-visits.ts';
import { settleOffline } from './commands/settle-offline.ts';
import { OFFLINE_POLICY, type OfflineAction } from './policy-offline.ts';
import { offlineState } from './queries-offline.ts';
import { CallGivenInput, IssueInput } from './schema.ts';
import { offlineScene } from './testing/offline.ts';
import { verifyQueue } from './verify.ts';

const t = await testContext({ modules: [] });
const { morning, share, item, merge, offlineTicket, ticketOf } = offlineScene(t);

describe('leased numbers', () => {
  it('a kiosk gets a block of each line, the same when it asks again; another one gets another', async () => {
    const { kiosk, keeperId } = await morning(2);
    const first = await leaseNumbers(t.ctx, kiosk, { keeperId });
    expect(first.groups).toMatchObject([
      { letter: 'A', firstNumber: 1, blocks: [{ from: 501, to: 520 }], used: [] },
    ]);
    expect((await leaseNumbers(t.ctx, kiosk, { keeperId })).groups).toEqual(first.groups);
    const lost = await leaseNumbers(t.ctx, kiosk, { keeperId: newRequestId() });
    expect(lost.groups).toMatchObject([{ blocks: [{ from: 521, to: 540 }] }]);
  });

  it('numbers given out without a line join the line once, under their own address; the rest was never given out', async () => {
    const { hall, kiosk, keeperId, groupId, system } = await morning(1);
    await leaseNumbers(t.ctx, kiosk, { keeperId });
    const tickets = [offlineTicket(groupId, 501), offlineTicket(groupId, 502, { priority: true })];
    const { items } = await mergeTickets(t.ctx, kiosk, { keeperId, tickets });
    expect(items.map(({ outcome }) => outcome)).toEqual(['merged', 'merged']);
    expect(await ticketOf(hall, 'A502')).toMatchObject({
      state: 'waiting',
      lane: 'priority',
      token: tickets[1]?.token,
    });
    const again = await mergeTickets(t.ctx, kiosk, { keeperId, tickets });
    expect(again.items).toEqual(items);
    const after = await issueTicket(t.ctx, system, IssueInput.parse({}), { source: 'phone' });
    expect(after.number).toBe('A002');
    expect(await verifyQueue(t.ctx)).toEqual([]);
    const { groups } = await leaseNumbers(t.ctx, kiosk, { keeperId });
    expect(groups[0]?.used).toEqual([501, 502]);
  });

  it('a number of another block, one used already, and one of yesterday are told and take no place', async () => {
    const { hall, kiosk, keeperId, groupId } = await morning(0);
    await leaseNumbers(t.ctx, kiosk, { keeperId });
    const good = offlineTicket(groupId, 501);
    const yesterday = offlineTicket(groupId, 502);
    t.clock.tick({ hours: 24 });
    await leaseNumbers(t.ctx, kiosk, { keeperId });
    const today = offlineTicket(groupId, 501);
    const { items } = await mergeTickets(t.ctx, kiosk, {
      keeperId,
      tickets: [good, yesterday, today, offlineTicket(groupId, 501), offlineTicket(groupId, 700)],
    });
    expect(items.map(({ outcome, look }) => [outcome, look])).toEqual([
      ['too-late', true],
      ['too-late', true],
      ['merged', false],
      ['number-used', true],
      ['not-leased', true],
    ]);
    const { rows } = await t.owner.query(
      'SELECT state FROM tickets WHERE centre_id = $1 ORDER BY day, number',
      [hall.centreId],
    );
    expect(rows.map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'waiting']);
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });
});

describe('shares of the line', () => {
  it('two consoles share no ticket; the first two stay open to all; what is kept for one is not called by the other', async () => {
    const { one, two } = await morning(8);
    const mine = await share(one);
    const others = await share(two);
    expect(mine.open).toEqual(['A001', 'A002']);
    expect([...mine.list, ...others.list].map(({ number }) => number).sort()).toEqual([
      'A003',
      'A004',
      'A005',
      'A006',
      'A007',
      'A008',
    ]);
    expect(mine.list.filter(({ id }) => others.list.some((other) => other.id === id))).toEqual([]);
    // The first console is silent; the second calls on: the open ones, then its own.
    const called: (string | undefined)[] = [];
    for (let press = 0; press < 6; press += 1) {
      const { ticket } = await callNext(t.ctx, two.officer, { counterId: two.counterId });
      called.push(ticket?.number);
    }
    expect(called).toEqual(['A001', 'A002', ...others.list.map(({ number }) => number), undefined]);
    // Two hours later, or when somebody gives it back, the rest is everybody's again.
    expect(await giveBackShare(t.ctx, two.officer, one.counterId)).toEqual(
      mine.list.map(({ number }) => number),
    );
    const { ticket } = await callNext(t.ctx, two.officer, { counterId: two.counterId });
    expect(ticket?.number).toBe(mine.list[0]?.number);
  });

  it('whoever leaves the console gives the share back; nobody else does it for them', async () => {
    const { one, two, hall } = await morning(4);
    await share(one);
    await returnShare(t.ctx, two.officer, one.consoleId);
    expect((await ticketOf(hall, 'A004')).share_console_id).toBe(one.consoleId);
    await returnShare(t.ctx, one.officer, one.consoleId);
    expect((await ticketOf(hall, 'A004')).share_console_id).toBeNull();
    const kiosk = {
      kind: 'device',
      purpose: 'kiosk',
      deviceId: newRequestId(),
      centreId: hall.centreId,
    } as const;
    await expect(returnShare(t.ctx, kiosk, one.consoleId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  it('lapses two hours after the console was last heard of', async () => {
    const { one, two } = await morning(6);
    const mine = await share(one);
    for (let press = 0; press < 4; press += 1) {
      await callNext(t.ctx, two.officer, { counterId: two.counterId });
    }
    const left = async () =>
      (await callNext(t.ctx, two.officer, { counterId: two.counterId })).ticket?.number;
    t.clock.tick({ minutes: 119 });
    const before = await offlineState(t.ctx, two.officer);
    expect(before.silent).toMatchObject([
      { counter: 1, numbers: expect.arrayContaining([mine.list.at(-1)?.number]) },
    ]);
    t.clock.tick({ minutes: 2 });
    expect(mine.list.map(({ number }) => number)).toContain(await left());
  });

  it('a ticket goes from console to console only after the first said that it holds a list without it', async () => {
    const { one, two, hall } = await morning(4);
    const first = await share(one);
    expect(first.list.map(({ number }) => number)).toEqual(['A004']);
    // The two heads are called: A004 is now at the head, open to all, and leaves the list of the first console.
    await callNext(t.ctx, two.officer, { counterId: two.counterId });
    await callNext(t.ctx, two.officer, { counterId: two.counterId });
    const second = await share(one, first.version);
    expect(second.list).toEqual([]);
    expect((await ticketOf(hall, 'A004')).share_console_id).toBe(one.consoleId);
    await share(one, first.version);
    expect((await ticketOf(hall, 'A004')).share_console_id, 'the answer was lost').toBe(one.consoleId);
    await share(one, second.version);
    expect((await ticketOf(hall, 'A004')).share_console_id).toBeNull();
  });
});

describe('visits without a line', () => {
  it('are merged in their order, with their times, and a repeat changes nothing', async () => {
    const { one, two, hall } = await morning(8);
    await callNext(t.ctx, one.officer, { counterId: one.counterId });
    const mine = await share(one);
    await share(two);
    const [first, second] = mine.list;
    if (mine.current === null || first === undefined || second === undefined) {
      throw new Error('somebody sits there and two are on the list');
    }
    t.clock.tick({ minutes: 5 });
    const items = [item('finish', mine.current), item('call', first), item('serve', first)];
    t.clock.tick({ minutes: 7 });
    items.push(item('finish', first), item('call', second));
    t.clock.tick({ minutes: 3 });
    const reply = await merge(one, items);
    expect(reply.items.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 5 }, () => 'merged'));
    expect(await merge(one, items)).toEqual(reply);
    expect(await ticketOf(hall, first.number)).toMatchObject({ state: 'done' });
    expect(await ticketOf(hall, second.number)).toMatchObject({ state: 'called', counter_id: one.counterId });
    const { rows } = await t.owner.query(
      `SELECT round(extract(epoch from ended_at - served_at) / 60)::int AS minutes, outcome, k.place > 0 AS in_turn
       FROM ticket_calls k JOIN tickets t ON t.id = k.ticket_id WHERE t.centre_id = $1 AND t.number = $2`,
      [hall.centreId, first.number],
    );
    expect(rows).toEqual([{ minutes: 7, outcome: 'done', in_turn: true }]);
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });

  it('who gave up by phone, was called elsewhere by hand, or is unknown stays so and is shown to the officers', async () => {
    const { one, two, hall, system } = await morning(12);
    const { list } = await share(one);
    const [gone, elsewhere, good] = list;
    if (gone === undefined || elsewhere === undefined || good === undefined) {
      throw new Error('three are on the list');
    }
    await giveUpTicket(t.ctx, system, (await ticketOf(hall, gone.number)).token);
    await callGiven(t.ctx, two.officer, {
      ...CallGivenInput.parse({ number: elsewhere.number }),
      counterId: two.counterId,
    });
    const items = [
      item('call', gone),
      item('finish', gone),
      item('call', elsewhere),
      item('no-show', elsewhere),
      item('call', { number: 'A777', ticketId: null }),
      item('call', good),
    ];
    const { items: merged } = await merge(one, items);
    expect(merged.map(({ outcome, look }) => [outcome, look])).toEqual([
      ['given-up', true],
      ['not-here', false],
      ['elsewhere', true],
      ['not-here', false],
      ['unknown', true],
      ['merged', false],
    ]);
    expect(await ticketOf(hall, gone.number)).toMatchObject({ state: 'cancelled' });
    expect(await ticketOf(hall, elsewhere.number)).toMatchObject({
      state: 'called',
      counter_id: two.counterId,
    });
    const { items: shown } = await offlineState(t.ctx, one.officer);
    expect(shown.filter(({ look }) => look)).toHaveLength(3);
    const [look] = shown;
    await settleOffline(t.ctx, one.officer, look?.id ?? '');
    await settleOffline(t.ctx, one.officer, look?.id ?? '');
    expect((await offlineState(t.ctx, one.officer)).items.filter(({ look: still }) => still)).toHaveLength(2);
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });

  it('who was called by a press without an answer goes back into the line; a colleague at the counter keeps the seat', async () => {
    const { one, two, hall } = await morning(10);
    const { list } = await share(one);
    const [first] = list;
    // The press reached the server, its answer did not reach the counter.
    const lost = await callNext(t.ctx, one.officer, { counterId: one.counterId });
    t.clock.tick({ seconds: 30 });
    const { items } = await merge(one, [item('call', first ?? { number: '' })]);
    expect(items.map(({ outcome }) => outcome)).toEqual(['merged']);
    expect(await ticketOf(hall, lost.ticket?.number ?? '')).toMatchObject({
      state: 'waiting',
      lane: 'returned',
      returns: 0,
    });
    expect((await offlineState(t.ctx, one.officer)).items).toMatchObject([
      { outcome: 'put-back', look: true },
      { outcome: 'merged' },
    ]);
    const others = await share(two);
    const seated = await callNext(t.ctx, two.officer, { counterId: one.counterId });
    const [next] = others.list;
    const taken = await merge({ ...two, officer: one.officer, counterId: one.counterId }, [
      item('call', next ?? { number: '' }),
      item('finish', next ?? { number: '' }),
    ]);
    expect(taken.items.map(({ outcome, look }) => [outcome, look])).toEqual([
      ['counter-taken', true],
      ['merged', false],
    ]);
    expect(await ticketOf(hall, seated.ticket?.number ?? '')).toMatchObject({ counter_id: one.counterId });
    expect(await ticketOf(hall, next?.number ?? '')).toMatchObject({ state: 'done' });
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });

  it('a number called by hand before the kiosk was back waits at that counter and is not called again', async () => {
    const { one, hall, kiosk, keeperId, groupId } = await morning(0);
    await leaseNumbers(t.ctx, kiosk, { keeperId });
    await merge(one, [item('call', { number: 'A501', ticketId: null })]);
    const { items } = await mergeTickets(t.ctx, kiosk, { keeperId, tickets: [offlineTicket(groupId, 501)] });
    expect(items).toMatchObject([{ outcome: 'called-before', look: true }]);
    expect(await ticketOf(hall, 'A501')).toMatchObject({ state: 'held', held_counter_id: one.counterId });
    expect((await callNext(t.ctx, one.officer, { counterId: one.counterId })).ticket).toBeNull();
    expect(await verifyQueue(t.ctx)).toEqual([]);
  });
});

describe('rights', async () => {
  const here = await morning(6);
  const other = await morning(1);
  const { list } = await share(here.one);
  const { one, kiosk, keeperId, groupId } = here;
  await leaseNumbers(t.ctx, kiosk, { keeperId });
  const visit = item('call', list[0] ?? { number: '' });
  const shown = await merge(one, [item('call', { number: 'A999', ticketId: null })]);
  const { counterId } = one;
  type Try = (ctx: AppContext, actor: Actor) => Promise<unknown>;
  const COMMANDS: Readonly<Record<string, { readonly right: OfflineAction; readonly run: Try }>> = {
    leaseNumbers: {
      right: 'numbers.lease',
      run: (ctx, a) => leaseNumbers(ctx, a, { keeperId: newRequestId() }),
    },
    mergeTickets: {
      right: 'tickets.merge',
      run: (ctx, a) => mergeTickets(ctx, a, { keeperId, tickets: [offlineTicket(groupId, 503)] }),
    },
    keepShare: {
      right: 'share.keep',
      run: (ctx, a) => keepShare(ctx, a, { consoleId: newRequestId(), counterId, held: 0 }),
    },
    giveBackShare: { right: 'share.give-back', run: (ctx, a) => giveBackShare(ctx, a, counterId) },
    mergeVisits: {
      right: 'visits.merge',
      run: (ctx, a) => mergeVisits(ctx, a, { consoleId: one.consoleId, counterId, items: [visit] }),
    },
    settleOffline: {
      right: 'offline.settle',
      run: (ctx, a) => settleOffline(ctx, a, shown.items[0]?.id ?? ''),
    },
    offlineState: { right: 'offline.see', run: (ctx, a) => offlineState(ctx, a) },
  };

  async function written(): Promise<unknown> {
    const { rows } = await t.owner.query(`
      SELECT (SELECT count(*) FROM ticket_events) AS events, (SELECT count(*) FROM number_leases) AS leases,
        (SELECT count(*) FROM offline_items) AS items, (SELECT count(*) FROM offline_consoles) AS consoles,
        (SELECT count(settled_at) FROM offline_items) AS settled,
        (SELECT json_agg(json_build_array(state, share_console_id) ORDER BY id) FROM tickets) AS states`);
    return rows[0];
  }

  const anybody = (centreId: string): readonly Actor[] => [
    { kind: 'public', centreId },
    { kind: 'device', purpose: 'board', deviceId: newRequestId(), centreId },
    { kind: 'device', purpose: 'kiosk', deviceId: newRequestId(), centreId },
  ];

  it.each(Object.entries(COMMANDS))(
    '%s is refused to everybody outside the table, and nothing is written',
    async (_name, { right, run }) => {
      const before = await written();
      for (const role of ROLES.filter((one) => OFFLINE_POLICY[right][one] === undefined)) {
        const actor = await here.hall.staff(role);
        await expect(run(t.ctx, actor), role).rejects.toMatchObject({ code: 'forbidden' });
      }
      for (const actor of anybody(here.hall.centreId)) {
        if (
          actor.kind === 'device' &&
          actor.purpose === 'kiosk' &&
          OFFLINE_POLICY[right].kiosk !== undefined
        ) {
          continue;
        }
        await expect(run(t.ctx, actor)).rejects.toMatchObject({ code: 'forbidden' });
      }
      expect(await written()).toEqual(before);
    },
  );

  it('an officer of another centre reaches no counter and no ticket of this one', async () => {
    const before = await written();
    const stranger = other.one.officer;
    for (const run of [
      COMMANDS['keepShare'],
      COMMANDS['giveBackShare'],
      COMMANDS['mergeVisits'],
      COMMANDS['settleOffline'],
    ]) {
      await expect(run?.run(t.ctx, stranger)).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await written()).toEqual(before);
    expect((await offlineState(t.ctx, stranger)).items).toEqual([]);
  });

  it('a kiosk of another centre, and another kiosk of this one, cannot give out the numbers leased to one', async () => {
    const strangers = [other.kiosk, { ...kiosk, deviceId: newRequestId() }];
    for (const stranger of strangers) {
      const { items } = await mergeTickets(t.ctx, stranger, {
        keeperId,
        tickets: [offlineTicket(groupId, 504)],
      });
      expect(items).toMatchObject([{ outcome: 'not-leased' }]);
    }
    expect(await ticketOf(here.hall, 'A504')).toBeUndefined();
  });
});
