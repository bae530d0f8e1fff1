import { describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { testContext } from '#platform/testing/app.ts';
import { callNext } from './commands/call-next.ts';
import { finishTicket } from './commands/finish.ts';
import { giveUpTicket } from './commands/give-up.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { linkDossier } from './commands/link-dossier.ts';
import { closeCounter, openCounter, pauseCounter } from './commands/mind-counter.ts';
import { markNoShow } from './commands/no-show.ts';
import { recallTicket } from './commands/recall.ts';
import { returnTicket } from './commands/return-to-line.ts';
import { serveTicket } from './commands/serve.ts';
import { transferTicket } from './commands/transfer.ts';
import { consoleState, getTicketView, hallState } from './queries.ts';
import { IssueInput, TransferInput } from './schema.ts';
import { testHall } from './testing.ts';
import { verifyQueue } from './verify.ts';

const t = await testContext({ modules: [] });
const hall = await testHall(t, {
  A: { counters: [1], helpers: [2], fields: ['Hộ tịch'] },
  B: { counters: [2] },
});
const officer = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const [one, two] = hall.counters.map(({ id }) => id);
if (one === undefined || two === undefined) {
  throw new Error('the hall has two counters');
}

const take = (input: object = {}, fieldGroup?: string, requestId?: string) =>
  issueTicket(t.ctx, visitor, IssueInput.parse(input), { source: 'phone', fieldGroup, requestId });
const next = (counterId: string, requestId?: string) => callNext(t.ctx, officer, { counterId, requestId });
/** Empties the hall and begins a new day. */
async function nextDay(): Promise<void> {
  t.clock.tick({ hours: 24 });
}
const rows = async (table: string) =>
  (await t.owner.query(`SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

describe('taking a number', () => {
  it('counts per group and day, from 001', async () => {
    await nextDay();
    expect((await take({ groupId: hall.groups['A'] })).number).toBe('A001');
    expect((await take({}, 'Hộ tịch')).number).toBe('A002');
    expect((await take({}, 'Lĩnh vực lạ')).number).toBe('B001');
    await nextDay();
    expect((await take({ groupId: hall.groups['A'] })).number).toBe('A001');
  });

  it('gives the same ticket for the same request, also when both come at once', async () => {
    await nextDay();
    const id = newRequestId();
    const both = await Promise.all([take({}, undefined, id), take({}, undefined, id)]);
    expect(both[0].token).toBe(both[1].token);
    expect((await take({}, undefined, id)).number).toBe(both[0].number);
  });

  it('numbers without gap or double when many take one at the same moment', async () => {
    await nextDay();
    const all = await Promise.all(Array.from({ length: 40 }, () => take({ groupId: hall.groups['A'] })));
    const numbers = all.map(({ number }) => number).sort();
    expect(numbers).toEqual(
      Array.from({ length: 40 }, (_, index) => `A${String(index + 1).padStart(3, '0')}`),
    );
  });

  it('tells place and honest wait, and never the reason for priority', async () => {
    await nextDay();
    await openCounter(t.ctx, officer, one);
    await take({}, 'Hộ tịch');
    const second = await take({ need: 'chứng thực', priority: 'disability' }, 'Hộ tịch');
    expect(second).toMatchObject({ ahead: 0, state: 'waiting', wait: { basis: 'assumption' } });
    const everything = JSON.stringify([second, await hallState(t.ctx, visitor)]);
    expect(everything).not.toMatch(/disability|chứng thực|priority/);
  });
});

describe('at the counter', () => {
  it('calls, recalls, serves and finishes, and the visitor sees it', async () => {
    await nextDay();
    const ticket = await take({}, 'Hộ tịch');
    const called = await next(one);
    expect(called.ticket).toMatchObject({ number: ticket.number, state: 'called' });
    expect(await getTicketView(t.ctx, visitor, ticket.token)).toMatchObject({
      state: 'called',
      counter: 1,
      ahead: null,
    });
    const id = called.ticket?.id ?? '';
    const shown = (await hallState(t.ctx, visitor)).calls[0];
    t.clock.tick({ minutes: 1 });
    await recallTicket(t.ctx, officer, id);
    expect((await hallState(t.ctx, visitor)).calls[0]?.id).not.toBe(shown?.id);
    await serveTicket(t.ctx, officer, id);
    t.clock.tick({ minutes: 7 });
    await finishTicket(t.ctx, officer, id);
    const call = await t.owner.query('SELECT * FROM ticket_calls WHERE ticket_id = $1', [id]);
    expect(call.rows[0]).toMatchObject({ outcome: 'done', officer_id: officer.accountId });
    expect((await hallState(t.ctx, visitor)).calls).toEqual([]);
    await expect(serveTicket(t.ctx, officer, id)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
  });

  it('finishes whoever was there when the next is called, and answers a repeated press the same', async () => {
    await nextDay();
    const first = await take({}, 'Hộ tịch');
    await take({}, 'Hộ tịch');
    const press = newRequestId();
    const a = await next(one, press);
    expect((await next(one, press)).ticket?.number).toBe(a.ticket?.number);
    const b = await next(one);
    expect(b.ticket?.number).not.toBe(a.ticket?.number);
    expect((await getTicketView(t.ctx, visitor, first.token)).state).toBe('done');
    expect((await next(one)).ticket).toBeNull();
  });

  it('waits for the only one in line while somebody else writes on the ticket, and does not say that nobody is there', async () => {
    await nextDay();
    await take({}, 'Hộ tịch');
    const writer = await t.owner.connect();
    await writer.query("BEGIN; UPDATE tickets SET changed_at = changed_at WHERE state = 'waiting'");
    const called = next(one).finally(() => writer.release());
    const blocked =
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
    await expect.poll(async () => (await t.owner.query(blocked)).rowCount).toBe(1);
    await writer.query('COMMIT');
    expect((await called).ticket).toMatchObject({ state: 'called' });
  });

  it('helps another line only when its own is empty', async () => {
    await nextDay();
    await take({}, 'Hộ tịch');
    t.clock.tick({ minutes: 5 });
    await take({ groupId: hall.groups['B'] });
    expect((await next(two)).ticket?.number).toBe('B001');
    expect((await next(two)).ticket?.number).toBe('A001');
  });

  it('puts who comes late back near the front, a limited number of times', async () => {
    await nextDay();
    for (let index = 0; index < 12; index += 1) {
      await take({}, 'Hộ tịch');
    }
    const id = (await next(one)).ticket?.id ?? '';
    for (let round = 1; round <= 3; round += 1) {
      await markNoShow(t.ctx, officer, id);
      expect(await returnTicket(t.ctx, officer, id)).toMatchObject({
        state: 'waiting',
        returns: round,
        lane: 'returned',
      });
      const calls = [await next(one)];
      if (calls[0]?.ticket?.id !== id) {
        calls.push(await next(one));
      }
      expect(calls.at(-1)?.ticket?.id).toBe(id);
    }
    await markNoShow(t.ctx, officer, id);
    await expect(returnTicket(t.ctx, officer, id)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-allowed-now'),
    );
  });

  it('sends on with a note; the wanted counter gets the person, another only when that one is closed', async () => {
    await nextDay();
    await openCounter(t.ctx, officer, two);
    await take({}, 'Hộ tịch');
    const id = (await next(one)).ticket?.id ?? '';
    const input = TransferInput.parse({ counterId: two, note: 'đủ giấy tờ, chờ thu phí' });
    await transferTicket(t.ctx, officer, id, input);
    expect((await next(one)).ticket).toBeNull();
    expect((await next(two)).ticket).toMatchObject({ id, note: 'đủ giấy tờ, chờ thu phí', number: 'A001' });
    await transferTicket(t.ctx, officer, id, TransferInput.parse({ counterId: two }));
    await closeCounter(t.ctx, officer, two);
    expect((await next(one)).ticket?.id).toBe(id);
  });

  it('lets the holder give the number up, once', async () => {
    await nextDay();
    const ticket = await take({}, 'Hộ tịch');
    await giveUpTicket(t.ctx, visitor, ticket.token);
    expect((await giveUpTicket(t.ctx, visitor, ticket.token)).state).toBe('cancelled');
    expect((await next(one)).ticket).toBeNull();
  });

  it('does not close over somebody’s head, and a pause is not open', async () => {
    await nextDay();
    await take({}, 'Hộ tịch');
    await next(one);
    await expect(closeCounter(t.ctx, officer, one)).rejects.toSatisfy((error) =>
      isProblem(error, 'conflict'),
    );
    await pauseCounter(t.ctx, officer, one, { reason: 'họp giao ban' });
    expect((await consoleState(t.ctx, officer, { counterId: one })).counter).toMatchObject({
      state: 'paused',
      pauseReason: 'họp giao ban',
    });
  });

  it('leaves yesterday’s forgotten visitor out of the service times', async () => {
    await nextDay();
    await take({}, 'Hộ tịch');
    const id = (await next(one)).ticket?.id ?? '';
    await nextDay();
    await next(one);
    const call = await t.owner.query('SELECT outcome FROM ticket_calls WHERE ticket_id = $1', [id]);
    expect(call.rows[0]?.outcome).toBe('left-open');
  });
});

describe('what a visit led to', () => {
  it('is noted once for each dossier, and a wrong ticket stops nothing', async () => {
    await nextDay();
    await take({}, 'Hộ tịch');
    const ticketId = (await next(one)).ticket?.id ?? '';
    const dossiers = [newRequestId(), newRequestId()];
    const link = (id: string, dossierId: string) =>
      inTransaction(t.ctx, officer, (tx) =>
        linkDossier(tx, officer, { ticketId: id, dossierId }, t.clock.now()),
      );
    for (const dossierId of [...dossiers, ...dossiers]) {
      await link(ticketId, dossierId);
    }
    await link(newRequestId(), dossiers[0] ?? '');
    expect((await consoleState(t.ctx, officer, { counterId: one })).current?.dossiers).toEqual(dossiers);
  });
});

describe('rights', () => {
  it('refuses what is not in the table, and writes nothing', async () => {
    await nextDay();
    await take({}, 'Hộ tịch');
    const id = (await next(one)).ticket?.id ?? '';
    const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac' });
    const wrong: readonly Actor[] = [
      visitor,
      await hall.staff('officer'),
      await hall.staff('auditor'),
      await hall.staff('administrator'),
      { kind: 'device', centreId: hall.centreId, deviceId: newRequestId(), purpose: 'kiosk' },
    ];
    const before = [await rows('ticket_events'), await rows('ticket_calls'), await rows('counter_shifts')];
    for (const actor of wrong) {
      const tries = [
        () => callNext(t.ctx, actor, { counterId: one }),
        () => recallTicket(t.ctx, actor, id),
        () => finishTicket(t.ctx, actor, id),
        () => markNoShow(t.ctx, actor, id),
        () => returnTicket(t.ctx, actor, id),
        () => transferTicket(t.ctx, actor, id, TransferInput.parse({ counterId: two })),
        () => openCounter(t.ctx, actor, two),
        () => pauseCounter(t.ctx, actor, one, { reason: 'thử' }),
        () => consoleState(t.ctx, actor, { counterId: one }),
      ];
      for (const attempt of tries) {
        await expect(attempt()).rejects.toSatisfy((error) => isProblem(error, 'forbidden'));
      }
    }
    const stranger = await other.staff('receptionist', 'centre-director');
    await expect(callNext(t.ctx, stranger, { counterId: one })).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
    await expect(finishTicket(t.ctx, stranger, id)).rejects.toSatisfy((error) =>
      isProblem(error, 'not-found'),
    );
    expect([await rows('ticket_events'), await rows('ticket_calls'), await rows('counter_shifts')]).toEqual(
      before,
    );
  });
});

describe('twenty counters pressing together', () => {
  it('calls nobody twice and loses nobody, in the order of the line', async () => {
    const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
    const big = await testHall(t, { A: { counters: numbers } }, { name: 'xa-dong', counters: 20 });
    const staff = systemActor(big.centreId, 'test');
    const people = 100;
    for (let index = 0; index < people; index += 1) {
      await issueTicket(t.ctx, staff, IssueInput.parse(index % 3 === 0 ? { priority: 'elderly' } : {}), {
        source: 'kiosk',
      });
    }
    const called: string[] = [];
    await Promise.all(
      big.counters.map(async ({ id }) => {
        for (;;) {
          const { ticket } = await callNext(t.ctx, staff, { counterId: id });
          if (ticket === null) {
            return;
          }
          called.push(ticket.number);
        }
      }),
    );
    expect(new Set(called).size).toBe(people);
    expect(called.length).toBe(people);
    const { rows: order } = await t.owner.query(
      `SELECT t.place, t.arrival FROM ticket_calls k JOIN tickets t ON t.id = k.ticket_id
       WHERE k.centre_id = $1 ORDER BY t.place, t.arrival`,
      [big.centreId],
    );
    expect(order.length).toBe(people);
    const open = await t.owner.query(
      `SELECT count(*)::int AS n FROM tickets WHERE centre_id = $1 AND state NOT IN ('done')`,
      [big.centreId],
    );
    expect(open.rows[0]?.n).toBe(0);
  });
});

describe('the stored promises', () => {
  it('hold after all of the above, and a change by hand is found', async () => {
    expect(await verifyQueue(t.ctx)).toEqual([]);
    await t.owner.query(
      `UPDATE tickets SET state = 'waiting' WHERE id = (SELECT id FROM tickets WHERE state = 'done' LIMIT 1)`,
    );
    expect((await verifyQueue(t.ctx)).map(({ check }) => check)).toEqual(['queue.history']);
  });
});
