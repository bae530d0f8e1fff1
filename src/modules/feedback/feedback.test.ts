import { describe, expect, it } from 'vitest';
import { callNext } from '#modules/queue/commands/call-next.ts';
import { finishTicket } from '#modules/queue/commands/finish.ts';
import { issueTicket } from '#modules/queue/commands/issue-ticket.ts';
import { queueModule } from '#modules/queue/index.ts';
import { IssueInput } from '#modules/queue/schema.ts';
import { testHall } from '#modules/queue/testing.ts';
import type { Actor } from '#platform/actor.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { testContext } from '#platform/testing/app.ts';
import { explainRating } from './commands/explain-rating.ts';
import { ratingLink } from './commands/invite.ts';
import { rate } from './commands/rate.ts';
import { feedbackModule } from './index.ts';
import { getInvitation, ratingFigures } from './queries.ts';
import { Level } from './schema.ts';

const t = await testContext({ modules: [queueModule, feedbackModule] });
const hall = await testHall(t, { A: { counters: [1] } });
const officer = await hall.staff('receptionist');
const director = await hall.staff('centre-director');
const visitor: Actor = { kind: 'public', centreId: hall.centreId };
const counterId = hall.counters[0]?.id ?? '';
const ratings = async () => (await t.owner.query('SELECT count(*)::int AS n FROM ratings')).rows[0]?.n;

async function visit(): Promise<string> {
  const { token } = await issueTicket(t.ctx, visitor, IssueInput.parse({}), { source: 'kiosk' });
  const { ticket } = await callNext(t.ctx, officer, { counterId });
  await finishTicket(t.ctx, officer, ticket?.id ?? '');
  return token;
}

const dossierLink = (dossierId: string) =>
  inTransaction(t.ctx, visitor, (tx) =>
    ratingLink(tx, visitor, { dossierId, topic: 'Hộ tịch' }, t.clock.now()),
  );

describe('a rating', () => {
  it('is given once for a visit that is over', async () => {
    const token = await visit();
    expect(await getInvitation(t.ctx, visitor, token)).toMatchObject({ about: 'ticket', level: undefined });
    await rate(t.ctx, visitor, token, 1);
    await explainRating(t.ctx, visitor, token, { reasons: ['long-wait'], comment: '' });
    expect(await getInvitation(t.ctx, visitor, token)).toMatchObject({ level: 1, explained: true });
    const before = await ratings();
    await expect(rate(t.ctx, visitor, token, 3)).rejects.toSatisfy((error) =>
      isProblem(error, 'already-done'),
    );
    await expect(explainRating(t.ctx, visitor, token, { reasons: ['late'], comment: '' })).rejects.toSatisfy(
      (error) => isProblem(error, 'already-done'),
    );
    expect(await ratings()).toBe(before);
    expect((await getInvitation(t.ctx, visitor, token)).level).toBe(1);
  });

  it('is given once also when pressed many times at once', async () => {
    const token = (await dossierLink(newId())).split('/').at(-1) ?? '';
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => rate(t.ctx, visitor, token, 3)));
    expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(1);
  });

  it('has one address for each dossier', async () => {
    const dossier = newId();
    expect(await dossierLink(dossier)).toBe(await dossierLink(dossier));
    expect(await dossierLink(newId())).not.toBe(await dossierLink(dossier));
  });

  it('is refused to staff, to strangers of the address and to other centres, and nothing is written', async () => {
    const token = await visit();
    const other = await testHall(t, { A: { counters: [1] } }, { name: 'xa-khac' });
    const before = await ratings();
    await expect(rate(t.ctx, officer, token, 3)).rejects.toSatisfy((error) => isProblem(error, 'forbidden'));
    for (const [actor, address] of [
      [visitor, 'x'.repeat(22)],
      [{ kind: 'public', centreId: other.centreId }, token],
    ] as const) {
      await expect(rate(t.ctx, actor, address, 3)).rejects.toSatisfy((error) =>
        isProblem(error, 'not-found'),
      );
    }
    expect(await ratings()).toBe(before);
  });
});

describe('figures', () => {
  it('are for leaders only, and only of enough ratings', async () => {
    await expect(ratingFigures(t.ctx, officer, {})).rejects.toSatisfy((error) =>
      isProblem(error, 'forbidden'),
    );
    const before = (await ratingFigures(t.ctx, director, {})).all.sample;
    for (const level of [3, 3, 2, 1, 3, 2]) {
      const token = await visit();
      await rate(t.ctx, visitor, token, Level.parse(level));
    }
    const figures = await ratingFigures(t.ctx, director, {});
    expect(figures.all.sample).toBe(before + 6);
    expect(figures.all.satisfied).toBeGreaterThan(50);
    expect(JSON.stringify(figures)).not.toContain(officer.accountId);
  });
});
