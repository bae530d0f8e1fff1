import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Actor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { testApp } from '#platform/testing/app.ts';
import { queueModule } from './index.ts';
import { CallNextReply, HallState, TicketView } from './schema.ts';
import { testHall } from './testing.ts';

const t = await testApp({ modules: [queueModule] });
const hall = await testHall(t, { A: { counters: [1], fields: ['Hộ tịch'] }, B: { counters: [2] } });
const officer = await hall.staff('receptionist');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const counter = hall.counters[0]?.id ?? '';

const post = (actor: Actor, url: string, payload: object = {}, key?: string) =>
  t.as(actor, {
    method: 'POST',
    url,
    payload,
    headers: { ...(key === undefined ? {} : { 'idempotency-key': key }) },
  });

describe('the hall’s API', () => {
  it('documents itself', async () => {
    const doc = z
      .object({ paths: z.record(z.string(), z.unknown()) })
      .parse((await t.as(visitor, { url: '/api/v1/openapi.json' })).json());
    for (const path of [
      '/api/v1/tickets',
      '/api/v1/tickets/{token}',
      '/api/v1/counters/{id}/call-next',
      '/api/v1/hall',
    ]) {
      expect(doc.paths).toHaveProperty([path]);
    }
  });

  it('takes a number, calls it, and lets its holder follow', async () => {
    const key = newRequestId();
    const taken = await post(
      visitor,
      '/api/v1/tickets',
      { groupId: hall.groups['A'], priority: 'elderly', need: 'khai sinh' },
      key,
    );
    expect(taken.statusCode).toBe(201);
    const ticket = TicketView.parse(taken.json());
    expect((await post(visitor, '/api/v1/tickets', {}, key)).json()).toMatchObject({ token: ticket.token });
    const called = CallNextReply.parse((await post(officer, `/api/v1/counters/${counter}/call-next`)).json());
    expect(called.ticket).toMatchObject({
      number: 'A001',
      need: 'khai sinh',
      priority: 'elderly',
      allowed: expect.arrayContaining(['serve']),
    });
    const seen = await t.as(visitor, { url: `/api/v1/tickets/${ticket.token}` });
    expect(TicketView.parse(seen.json())).toMatchObject({ state: 'called', counter: 1 });
    expect(seen.body).not.toContain('elderly');
    const board = await t.as(visitor, { url: '/api/v1/hall' });
    expect(HallState.parse(board.json()).calls).toMatchObject([{ number: 'A001', counter: 1 }]);
    expect(board.body).not.toMatch(/elderly|khai sinh/);
    for (const verb of ['recall', 'serve', 'finish']) {
      expect((await post(officer, `/api/v1/queue/${called.ticket?.id}/${verb}`)).statusCode).toBe(200);
    }
    const late = await post(officer, `/api/v1/queue/${called.ticket?.id}/serve`);
    expect(late.statusCode).toBe(409);
    expect(late.json()).toMatchObject({ code: 'not-allowed-now', allowed: [] });
  });

  it('answers wrong input with every wrong field, and strangers with a refusal', async () => {
    const wrong = await post(visitor, '/api/v1/tickets', {
      groupId: 'x',
      procedureCode: '12',
      priority: 'rich',
    });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json().fields.map(({ path }: { path: string }) => path)).toEqual([
      'groupId',
      'procedureCode',
      'priority',
    ]);
    expect((await post(visitor, `/api/v1/counters/${counter}/call-next`)).statusCode).toBe(403);
    expect((await post(officer, `/api/v1/counters/${newRequestId()}/call-next`)).statusCode).toBe(404);
    expect((await post(visitor, '/api/v1/tickets', {}, 'not-a-uuid')).statusCode).toBe(400);
    expect((await t.as(visitor, { url: `/api/v1/tickets/${'x'.repeat(22)}` })).statusCode).toBe(404);
  });

  it('opens, pauses, resumes and closes a counter', async () => {
    const to = async (verb: string, payload: object = {}) =>
      (await post(officer, `/api/v1/counters/${counter}/${verb}`, payload)).json();
    expect(await to('open')).toEqual({ state: 'open' });
    expect(await to('pause', { reason: 'nghỉ trưa' })).toEqual({ state: 'paused' });
    expect(await to('resume')).toEqual({ state: 'open' });
    expect(await to('close')).toEqual({ state: 'closed' });
  });
});
