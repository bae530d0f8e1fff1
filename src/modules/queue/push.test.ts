import { createECDH, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PushPolicy } from '#integrations/web-push/address.ts';
import { makePushSender } from '#integrations/web-push/client.ts';
import { listCentres } from '#modules/agencies/queries.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { type TestContext, testApp, testContext } from '#platform/testing/app.ts';
import { type SimulatedPushService, startPushService } from '#simulators/push/server.ts';
import { bookAppointment } from './commands/book-appointment.ts';
import { callNext } from './commands/call-next.ts';
import { checkIn } from './commands/check-in.ts';
import { giveUpTicket } from './commands/give-up.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { mindAppointments } from './commands/mind-appointments.ts';
import { openCounter } from './commands/mind-counter.ts';
import { publicPushKey, pushKeys } from './commands/push-keys.ts';
import { stepBack } from './commands/step-back.ts';
import { subscribePush, unsubscribePush } from './commands/subscribe-push.ts';
import { sendPush, tellListeners } from './commands/tell.ts';
import { bookableGroups } from './queries/appointments.ts';
import { BookInput } from './schema/appointments.ts';
import { PushJob } from './schema/push.ts';
import { IssueInput, type TicketView } from './schema.ts';
import { type TestHall, testHall } from './testing.ts';

const LOCAL: PushPolicy = { accepts: () => true, reaches: (address) => address === '127.0.0.1' };
const send = makePushSender(LOCAL);

let t: TestContext;
let hall: TestHall;
let visitor: Actor;
let officer: Actor;
let service: SimulatedPushService;
let counter = '';

beforeAll(async () => {
  t = await testContext({ modules: [] });
  hall = await testHall(t, { A: { counters: [1] } });
  visitor = { kind: 'public', centreId: hall.centreId };
  officer = await hall.staff('receptionist');
  counter = hall.counters[0]?.id ?? '';
  service = await startPushService();
  await openCounter(t.ctx, officer, counter);
});
afterAll(() => service.stop());

const take = () => issueTicket(t.ctx, visitor, IssueInput.parse({}), { source: 'phone' });
const system = () => systemActor(hall.centreId, 'test');
const next = () => callNext(t.ctx, officer, { counterId: counter });
function browser() {
  const ecdh = createECDH('prime256v1');
  ecdh.generateKeys();
  const keys = { p256dh: ecdh.getPublicKey('base64url'), auth: randomBytes(16).toString('base64url') };
  return { endpoint: service.endpoint, keys };
}
const listen = (ticket: TicketView, policy = LOCAL) =>
  subscribePush(t.ctx, visitor, { kind: 'ticket', token: ticket.token }, browser(), 'vi', policy);
const subscriptions = async () =>
  (await t.owner.query('SELECT * FROM push_subscriptions ORDER BY created_at')).rows;
/** Takes the waiting jobs of a task out of the queue. */
async function jobs(task: string): Promise<readonly unknown[]> {
  const { rows } = await t.owner.query<{ payload: unknown }>(
    `DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_tasks k
     WHERE k.id = j.task_id AND k.identifier = $1 RETURNING j.payload`,
    [task],
  );
  return rows.map(({ payload }) => payload);
}
const pushed = async () => (await jobs('queue.push')).map((payload) => PushJob.parse(payload));
async function nextDay(): Promise<void> {
  t.clock.tick({ hours: 24 });
  await t.owner.query('DELETE FROM push_subscriptions');
  await jobs('queue.push');
  await jobs('queue.tell');
  service.switches.answer = 'created';
}

describe('who is told', () => {
  it('when three are ahead, once; and when called, once', async () => {
    await nextDay();
    const line = [];
    for (let n = 0; n < 6; n += 1) {
      line.push(await take());
    }
    const [, , , , , last] = line;
    if (last === undefined) {
      throw new Error('six tickets were taken');
    }
    expect(await jobs('queue.tell')).toEqual([]);
    await listen(last);
    await next();
    expect(await jobs('queue.tell')).toHaveLength(1);
    expect(await tellListeners(t.ctx, system())).toBe(0);
    await next();
    expect(await tellListeners(t.ctx, system())).toBe(1);
    expect(await tellListeners(t.ctx, system())).toBe(0);
    const [near] = await pushed();
    expect(near?.kind).toBe('near');
    for (let n = 0; n < 4; n += 1) {
      await next();
    }
    expect(await tellListeners(t.ctx, system())).toBe(1);
    expect(await tellListeners(t.ctx, system())).toBe(0);
    expect((await pushed()).map(({ kind }) => kind)).toEqual(['called']);
  });

  it('again after stepping back', async () => {
    await nextDay();
    const first = await take();
    for (let n = 0; n < 8; n += 1) {
      await take();
    }
    await listen(first);
    expect(await tellListeners(t.ctx, system())).toBe(1);
    await stepBack(t.ctx, visitor, { token: first.token, people: 5 });
    expect(await tellListeners(t.ctx, system())).toBe(0);
    await next();
    expect(await tellListeners(t.ctx, system())).toBe(0);
    await next();
    expect(await tellListeners(t.ctx, system())).toBe(1);
  });
});

describe('sending', () => {
  async function ready(): Promise<PushJob> {
    await nextDay();
    await listen(await take());
    await tellListeners(t.ctx, system());
    const [job] = await pushed();
    if (job === undefined) {
      throw new Error('somebody is to be told');
    }
    return job;
  }

  it('goes to the browser’s own push service, and is noted as handed over', async () => {
    const job = await ready();
    const before = service.messages.length;
    await sendPush(t.ctx, job, send);
    expect(service.messages.length).toBe(before + 1);
    expect(await subscriptions()).toMatchObject([{ failure: '', failed_at: null }]);
    expect((await subscriptions())[0]?.sent_at).not.toBeNull();
  });

  it('a browser that is gone is forgotten', async () => {
    const job = await ready();
    service.switches.answer = 'gone';
    await sendPush(t.ctx, job, send);
    expect(await subscriptions()).toEqual([]);
    await sendPush(t.ctx, job, send);
  });

  it('a service that is down makes the job fail, so that it is tried again; it is not noted as sent', async () => {
    const job = await ready();
    service.switches.answer = 'down';
    await expect(sendPush(t.ctx, job, send)).rejects.toThrow(/HTTP 503/);
    expect(await subscriptions()).toMatchObject([{ sent_at: null, failure: 'HTTP 503' }]);
    service.switches.answer = 'created';
    await sendPush(t.ctx, job, send);
    expect(await subscriptions()).toMatchObject([{ failure: '' }]);
  });

  it('a service that names a time is asked again then', async () => {
    const job = await ready();
    Object.assign(service.switches, { answer: 'too-many', retryAfter: '90' });
    await sendPush(t.ctx, job, send);
    const { rows } = await t.owner.query<{ run_at: Temporal.Instant }>(
      `SELECT j.run_at FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks k ON k.id = j.task_id
       WHERE k.identifier = 'queue.push'`,
    );
    expect(rows.map(({ run_at }) => run_at.epochMilliseconds)).toEqual([
      t.clock.now().add({ seconds: 90 }).epochMilliseconds,
    ]);
  });

  it('what has become untrue is not sent', async () => {
    const job = await ready();
    const before = service.messages.length;
    await next();
    await sendPush(t.ctx, job, send);
    expect(service.messages.length).toBe(before);
  });
});

describe('subscribing', () => {
  it('only with a push service of the public internet, for a ticket of today, five browsers at most', async () => {
    await nextDay();
    const ticket = await take();
    const holder = { kind: 'ticket', token: ticket.token } as const;
    for (const endpoint of [service.endpoint, 'https://127.0.0.1/x', 'https://db.internal/x']) {
      await expect(subscribePush(t.ctx, visitor, holder, { ...browser(), endpoint }, 'vi')).rejects.toSatisfy(
        (error) => isProblem(error, 'validation'),
      );
    }
    await expect(
      subscribePush(t.ctx, visitor, { kind: 'ticket', token: 'x'.repeat(22) }, browser(), 'vi', LOCAL),
    ).rejects.toSatisfy((error) => isProblem(error, 'not-found'));
    expect(await subscriptions()).toEqual([]);
    await listen(ticket);
    await listen(ticket);
    expect(await subscriptions()).toHaveLength(1);
    for (let n = 0; n < 4; n += 1) {
      const one = { ...browser(), endpoint: `${service.endpoint}/${n}` };
      await subscribePush(t.ctx, visitor, holder, one, 'vi', LOCAL);
    }
    await expect(
      subscribePush(t.ctx, visitor, holder, { ...browser(), endpoint: `${service.endpoint}/6` }, 'vi', LOCAL),
    ).rejects.toSatisfy((error) => isProblem(error, 'conflict'));
    await unsubscribePush(t.ctx, visitor, holder, service.endpoint);
    expect(await subscriptions()).toHaveLength(4);
  });

  it('ends with the ticket', async () => {
    await nextDay();
    const ticket = await take();
    await listen(ticket);
    await giveUpTicket(t.ctx, visitor, ticket.token);
    await mindAppointments(t.ctx, system());
    expect(await subscriptions()).toEqual([]);
    await expect(listen(ticket)).rejects.toSatisfy((error) => isProblem(error, 'not-allowed-now'));
  });
});

describe('the reminder of an appointment', () => {
  it('is taken over by web push where a browser asked for it, and moves on to the ticket at check-in', async () => {
    await nextDay();
    const example = await testApp({ example: true, now: '2026-05-05T06:00:00+07:00' });
    const centreId = (await listCentres(example.ctx))[0]?.id ?? '';
    const person: Actor = { kind: 'public', centreId };
    const groupId = (await bookableGroups(example.ctx, person))[0]?.id ?? '';
    const start = '2026-05-05T10:00:00+07:00';
    const who = { name: 'Nguyễn Văn Ví Dụ', phone: '0900000001' };
    const mine = await bookAppointment(example.ctx, person, BookInput.parse({ groupId, start, ...who }));
    const holder = { kind: 'appointment', token: mine.token } as const;
    await subscribePush(example.ctx, person, holder, browser(), 'vi', LOCAL);
    example.clock.set('2026-05-05T08:00:00+07:00');
    const round = systemActor(centreId, 'test');
    expect((await mindAppointments(example.ctx, round)).reminded).toBe(1);
    const { rows } = await example.owner.query('SELECT reminded_by FROM appointments');
    expect(rows).toEqual([{ reminded_by: ['web-push'] }]);
    const [subscription] = (await example.owner.query<{ id: string }>('SELECT id FROM push_subscriptions'))
      .rows;
    const before = service.messages.length;
    await sendPush(example.ctx, { centreId, subscriptionId: subscription?.id ?? '', kind: 'due' }, send);
    expect(service.messages.length).toBe(before + 1);
    expect(service.messages.at(-1)?.headers).toMatchObject({ ttl: '3600', urgency: 'normal' });
    example.clock.set('2026-05-05T09:55:00+07:00');
    await checkIn(example.ctx, round, { code: mine.code });
    const moved = await example.owner.query(
      'SELECT ticket_id IS NOT NULL AS on_ticket, appointment_id FROM push_subscriptions',
    );
    expect(moved.rows).toEqual([{ on_ticket: true, appointment_id: null }]);
  });
});

describe('the keys', () => {
  it('are made once, the same for all who ask at once; the private one is not readable in the database', async () => {
    await inTransaction(t.ctx, system(), (tx) => tx.deleteFrom('push_keys').execute());
    const asked = await Promise.all(Array.from({ length: 8 }, () => publicPushKey(t.ctx, visitor)));
    expect(new Set(asked).size).toBe(1);
    const { privateKey, contact } = await pushKeys(t.ctx, system());
    expect(contact).toBe('mailto:webmaster@localhost');
    const { rows } = await t.owner.query('SELECT private_box FROM push_keys');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(privateKey);
    expect(Buffer.from(privateKey, 'base64url')).toHaveLength(32);
  });
});
