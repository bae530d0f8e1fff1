import { beforeAll, describe, expect, it } from 'vitest';
import { recordLeave } from '#modules/duties/commands/record-leave.ts';
import { RecordLeaveInput } from '#modules/duties/schema.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { getDossier } from './queries.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

let t: TestApp;
let commune: TestCommune;

beforeAll(async () => {
  t = await testApp({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
});

function leaveOf(username: string, change: Record<string, unknown> = {}) {
  return RecordLeaveInput.parse({
    requestId: newRequestId(),
    accountId: commune.person(username).accountId,
    fromDay: '2026-05-04',
    fromTime: '08:00',
    toDay: '2026-05-06',
    reason: 'sick',
    ...change,
  });
}

async function received(): Promise<string> {
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake('1.001193'),
  });
  return dossier.id;
}

async function read(id: string) {
  return (await getDossier(t.ctx, commune.person('giamdoc'), { id })).dossier;
}

describe('an officer is away (Đ12 k.2)', () => {
  it('what she holds and what was offered to her has a person, with the reason in the history', async () => {
    const held = await received();
    const offered = await received();
    for (const id of [held, offered]) {
      await commune.act('tiepnhan1', { id }, { type: 'complete-step' });
    }
    await commune.act('chuyenvien.tp', { id: held }, { type: 'accept-hand-over' });
    const atCounter = await received();
    expect((await read(held)).holder.accountId).toBe(commune.person('chuyenvien.tp').accountId);

    await recordLeave(t.ctx, commune.person('chuyenvien.tp'), leaveOf('chuyenvien.tp'));
    await t.runJobs();

    const moved = await read(held);
    expect(moved.holder.accountId).not.toBe(commune.person('chuyenvien.tp').accountId);
    expect(moved.holder.accountId).not.toBeNull();
    expect(moved.holder.why).toContain('vắng mặt từ 08:00 thứ Hai 04/05/2026');
    const readdressed = (await read(offered)).handOvers.at(-1);
    expect(readdressed?.to.accountId).toBe(moved.holder.accountId);
    expect(readdressed?.acceptedAt).toBeNull();
    expect((await read(atCounter)).holder.name).toBe(commune.person('tiepnhan1').displayName);
    const { rows } = await t.owner.query('select outcome, why from hand_on_items order by outcome');
    expect(rows).toHaveLength(2);
    expect(rows.every((row) => row.outcome === 'moved' && row.why.length > 20)).toBe(true);
    expect((await t.owner.query('select state from hand_on_runs')).rows).toEqual([{ state: 'done' }]);
  });
});
