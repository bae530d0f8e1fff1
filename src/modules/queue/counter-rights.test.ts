import { describe, expect, it } from 'vitest';
import { type Actor, ROLES, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { newRequestId } from '#platform/id.ts';
import { testContext } from '#platform/testing/app.ts';
import { callGiven } from './commands/call-given.ts';
import { callNext } from './commands/call-next.ts';
import { holdTicket, resumeTicket } from './commands/hold.ts';
import { issueTicket } from './commands/issue-ticket.ts';
import { finishMatter, startMatter } from './commands/matters.ts';
import { pauseCounter } from './commands/mind-counter.ts';
import { finishQuick, startQuick } from './commands/quick-visit.ts';
import { transferTicket } from './commands/transfer.ts';
import { QUEUE_POLICY, type QueueAction } from './policy.ts';
import { CallGivenInput, IssueInput, TransferInput } from './schema.ts';
import { testHall } from './testing.ts';

const t = await testContext({ modules: [] });
const hall = await testHall(t, { A: { counters: [1] } });
const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac' });
const counterId = hall.counters[0]?.id ?? '';
const owner = systemActor(hall.centreId, 'test');

/** Somebody at the counter and somebody on hold, so that every command has something to do. */
for (let index = 0; index < 3; index += 1) {
  await issueTicket(t.ctx, owner, IssueInput.parse({}), { source: 'phone' });
}
const heldId = (await callNext(t.ctx, owner, { counterId })).ticket?.id ?? '';
await holdTicket(t.ctx, owner, heldId, { reason: 'đi photo' });
const hereId = (await callNext(t.ctx, owner, { counterId })).ticket?.id ?? '';

type Try = (ctx: AppContext, actor: Actor) => Promise<unknown>;
const COMMANDS: Readonly<Record<string, { readonly right: QueueAction; readonly run: Try }>> = {
  holdTicket: { right: 'ticket.handle', run: (ctx, a) => holdTicket(ctx, a, hereId, { reason: 'đi photo' }) },
  resumeTicket: { right: 'ticket.handle', run: (ctx, a) => resumeTicket(ctx, a, heldId) },
  startMatter: { right: 'ticket.handle', run: (ctx, a) => startMatter(ctx, a, hereId, { title: 'thêm' }) },
  finishMatter: { right: 'ticket.handle', run: (ctx, a) => finishMatter(ctx, a, hereId) },
  transferTicket: {
    right: 'ticket.handle',
    run: (ctx, a) => transferTicket(ctx, a, hereId, TransferInput.parse({ counterId })),
  },
  callGiven: {
    right: 'ticket.call',
    run: (ctx, a) => callGiven(ctx, a, { ...CallGivenInput.parse({ number: 'A003' }), counterId }),
  },
  startQuick: { right: 'counter.mind', run: (ctx, a) => startQuick(ctx, a, counterId, {}) },
  finishQuick: { right: 'counter.mind', run: (ctx, a) => finishQuick(ctx, a, counterId, {}) },
  pauseCounter: {
    right: 'counter.mind',
    run: (ctx, a) => pauseCounter(ctx, a, counterId, { reason: 'thử' }),
  },
};

async function written(): Promise<unknown> {
  const { rows } = await t.owner.query(`
    SELECT (SELECT count(*) FROM ticket_events) AS tickets, (SELECT count(*) FROM counter_events) AS counters,
      (SELECT count(*) FROM visit_matters) AS matters, (SELECT count(*) FROM quick_visits) AS quick,
      (SELECT count(*) FROM counter_pauses) AS pauses, (SELECT json_agg(state ORDER BY id) FROM tickets) AS states`);
  return rows[0];
}

describe.each(Object.entries(COMMANDS))('%s', (_name, { right, run }) => {
  const outside: readonly Actor[] = [
    { kind: 'public', centreId: hall.centreId },
    { kind: 'device', purpose: 'kiosk', deviceId: newRequestId(), centreId: hall.centreId },
    { kind: 'device', purpose: 'board', deviceId: newRequestId(), centreId: hall.centreId },
  ];

  it.each(ROLES.filter((role) => QUEUE_POLICY[right][role] === undefined))(
    'is refused to %s, and nothing is written',
    async (role) => {
      const before = await written();
      const actor = await hall.staff(role);
      await expect(run(t.ctx, actor)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await written()).toEqual(before);
    },
  );

  it('is refused to visitors and devices, and to every role of another centre', async () => {
    const before = await written();
    for (const actor of outside) {
      await expect(run(t.ctx, actor)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const stranger = await other.staff('receptionist', 'centre-director');
    await expect(run(t.ctx, stranger)).rejects.toMatchObject({
      code: expect.stringMatching(/^(not-found|validation)$/),
    });
    expect(await written()).toEqual(before);
  });

  it('is open to those of the table', async () => {
    for (const role of ROLES.filter((one) => QUEUE_POLICY[right][one] !== undefined)) {
      const actor = await hall.staff(role);
      const code = await run(t.ctx, actor).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
      expect(['done', 'not-allowed-now'], `${role}: ${code}`).toContain(code);
    }
  });
});
