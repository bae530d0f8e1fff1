import { beforeAll, describe, expect, it } from 'vitest';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { systemActor } from '#platform/actor.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { askAbout } from './commands/ask.ts';
import { checkTerms } from './commands/check-terms.ts';
import { oversightModule } from './index.ts';
import { readNotices, warningsOf } from './queries.ts';
import { AskInput } from './schema/asks.ts';

let t: TestContext;
let commune: TestCommune;
let id: string;

beforeAll(async () => {
  t = await testContext({ modules: [...MODULES_BELOW, oversightModule], example: true });
  commune = await testCommune(t.ctx);
  t.clock.set('2026-05-04T08:00:00+07:00');
  const intake = await commune.intake('1.115520');
  id = (await commune.act('tiepnhan2', 'new', { type: 'receive', intake })).dossier.id;
  await commune.act('tiepnhan2', { id }, { type: 'complete-step' });
  await commune.act('chuyenvien.kt', { id }, { type: 'accept-hand-over' });
  await commune.act(
    'chuyenvien.kt',
    { id },
    {
      type: 'ask-opinion',
      toUnitId: commune.person('chuyenvien.vhxh').unitId,
      toAccountId: commune.person('chuyenvien.vhxh').accountId,
      question: 'Thửa đất có di tích không?',
      hours: 8,
      silence: 'wait',
    },
  );
});

async function check(at: string): Promise<void> {
  t.clock.set(at);
  await checkTerms(t.ctx, systemActor(commune.centreId, 'oversight'));
}

async function told(who: string): Promise<readonly string[]> {
  return (await readNotices(t.ctx, commune.person(who))).warnings.map(
    ({ kind, level, label }) => `${kind}:${level} ${label.holderName}`,
  );
}

describe('what another unit was asked is watched by its own term', () => {
  const asked = () => commune.person('chuyenvien.vhxh').displayName;

  it('nobody before it is due; past it the person asked, then the head of that unit, never the holder', async () => {
    await check('2026-05-04T17:00:00+07:00');
    expect(await told('chuyenvien.vhxh')).toEqual([]);
    await check('2026-05-05T09:00:00+07:00');
    expect(await told('chuyenvien.vhxh')).toEqual([`strand:officer ${asked()}`]);
    expect(await told('truongphong.vhxh')).toEqual([]);
    await check('2026-05-05T14:00:00+07:00');
    expect(await told('truongphong.vhxh')).toEqual([`strand:unit-head ${asked()}`]);
    expect((await told('chuyenvien.kt')).filter((line) => line.startsWith('strand'))).toEqual([]);
  });

  it('the answer settles it', async () => {
    await commune.act(
      'chuyenvien.vhxh',
      { id },
      {
        type: 'answer-strand',
        no: 1,
        result: 'agree',
        text: 'Không có di tích',
      },
    );
    expect(await told('chuyenvien.vhxh')).toEqual([]);
    const { warnings } = await warningsOf(t.ctx, commune.person('chutich'), id);
    const outcomes = warnings.filter(({ kind }) => kind === 'strand').map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['moved-on', 'moved-on']);
  });
});

describe('whom an urging goes to', () => {
  it('the holder, while the main way has not done its part', async () => {
    await commune.act(
      'chuyenvien.kt',
      { id },
      {
        type: 'ask-opinion',
        toUnitId: commune.person('chuyenvien.vhxh').unitId,
        toAccountId: commune.person('chuyenvien.vhxh').accountId,
        question: 'Có quy hoạch trường học không?',
        hours: 16,
      },
    );
    const ask = AskInput.parse({ kind: 'urge', dossierIds: [id], text: 'Xong trong hôm nay' });
    const results = await askAbout(t.ctx, commune.person('chutich'), ask, newRequestId());
    expect(results).toMatchObject([
      { ok: true, text: expect.stringContaining(commune.person('chuyenvien.kt').displayName) },
    ]);
  });
});
