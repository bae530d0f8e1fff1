import { beforeAll, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { systemActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { compareFacts, rebuildFacts } from './commands/rebuild-facts.ts';
import { reportsModule } from './index.ts';
import * as repo from './repo/facts.ts';

let t: TestContext;
let commune: TestCommune;

beforeAll(async () => {
  t = await testContext({ modules: [...MODULES_BELOW, reportsModule], example: true });
  commune = await testCommune(t.ctx);
});

it('facts of real commands equal rebuilt ones; a changed figure is named, and mended by rebuilding', async () => {
  const system = systemActor(commune.centreId, 'test');
  for (const code of ['2.000884', '1.001193', '1.001193']) {
    await commune.act('tiepnhan1', 'new', { type: 'receive', intake: await commune.intake(code) });
  }
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake('2.000884'),
  });
  t.clock.tick({ hours: 1 });
  await commune.act('tiepnhan1', { id: dossier.id }, { type: 'withdraw', reason: 'Đổi ý định' });
  expect(await compareFacts(t.ctx, system)).toEqual([]);
  const before = await readOnly(t.ctx, system, repo.listFacts);

  await t.owner.query('update daily_facts set received = received + 1 where withdrawn > 0');
  await t.owner.query('delete from report_spans where dossier_id = $1', [dossier.id]);
  expect((await compareFacts(t.ctx, system)).map((finding) => finding.check)).toEqual([
    'reports.facts',
    'reports.spans',
  ]);

  await rebuildFacts(t.ctx, system);
  expect(await compareFacts(t.ctx, system)).toEqual([]);
  expect(await readOnly(t.ctx, system, repo.listFacts)).toEqual(expect.arrayContaining([...before]));
  await expect(rebuildFacts(t.ctx, commune.person('giamdoc'))).rejects.toMatchObject({ code: 'forbidden' });
});
