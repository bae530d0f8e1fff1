import { beforeAll, expect, it } from 'vitest';
import { getExample } from '#modules/identity/queries/example.ts';
import { getPublicFigures } from '#modules/reports/queries.ts';
import { imbalance, settled } from '#modules/reports/rules.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { verifyAll } from '../cli/verify.ts';
import { play } from './play.ts';
import { loadWorld } from './world.ts';

let t: TestContext;

beforeAll(async () => {
  t = await testContext({ example: true, now: '2025-07-01T06:00:00+07:00' });
}, 120_000);

it('plays weeks of the centre through the real commands and ends with exactly the planned figures', async () => {
  const { centreId, system } = await getExample(t.ctx);
  const world = await loadWorld(t.ctx, centreId);
  const [from, to] = [Temporal.PlainDate.from('2025-07-01'), Temporal.PlainDate.from('2025-08-15')];
  const played = await play(t.ctx, world, { seed: 'thử', from, to, dossiers: 40, late: 2, concurrency: 4 });
  expect(played.dossiers).toBe(40);
  const { total } = await getPublicFigures(t.ctx, system, { from, to });
  expect(total).toMatchObject({ received: 40, late: 2, inTerm: 0, overdue: 0 });
  expect(settled(total)).toBe(40);
  expect(imbalance(total)).toBe(0);
  expect((await verifyAll(t.ctx)).broken).toEqual([]);
}, 240_000);
