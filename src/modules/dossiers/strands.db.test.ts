import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { loadProcess } from '#modules/processes/commands/load-process.ts';
import { ProcessDefinition } from '#modules/processes/schema.ts';
import { type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { execute } from './commands/execute.ts';
import { lookUp } from './commands/look-up.ts';
import { verifyDossiers } from './commands/verify.ts';
import { noteSilenceOf } from './jobs.ts';
import { getDossier, myWork } from './queries.ts';
import { Command, type Dossier } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';

let t: TestContext;
let commune: TestCommune;
let id: string;

const step = (key: string, unit: string, extra: object = {}) => ({
  key,
  name: `Bước ${key}`,
  kind: 'handle',
  unit,
  role: 'officer',
  time: { hours: 4 },
  ...extra,
});

/** After reception three units at once: one goes on, one checks beside it, one is asked. */
const PROCESS = ProcessDefinition.parse({
  code: 'song-song-vi-du',
  name: 'Quy trình song song ví dụ',
  source: 'Ví dụ để thử',
  validFrom: '2026-01-01',
  appliesTo: { procedures: ['1.001193'] },
  steps: [
    step('tiep-nhan', 'trung-tam', {
      kind: 'receive',
      role: 'receptionist',
      next: ['tham-dinh', 'kiem-tra', 'y-kien'],
      split: 'all',
    }),
    step('tham-dinh', 'van-phong', { next: ['tong-hop'] }),
    step('kiem-tra', 'phong-kinh-te', { next: ['tong-hop'] }),
    step('y-kien', 'phong-van-hoa-xa-hoi', { kind: 'opinion', silence: 'go-on', next: ['tong-hop'] }),
    step('tong-hop', 'van-phong'),
    step('ky', 'lanh-dao', { kind: 'sign', role: 'commune-leader' }),
    step('tra', 'trung-tam', { kind: 'return', role: 'receptionist', next: [] }),
  ],
});

beforeAll(async () => {
  t = await testContext({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
  await loadProcess(t.ctx, systemActor(commune.centreId, 'test'), PROCESS);
});

const act = (who: string, input: { type: Command['type'] } & Record<string, unknown>) =>
  commune.act(who, { id }, input);

/** A dossier that stands in all three units at once; the main way has done its part when asked. */
beforeEach(async () => {
  t.clock.set('2026-05-04T08:00:00+07:00');
  const intake = await commune.intake('1.001193');
  id = (await commune.act('tiepnhan1', 'new', { type: 'receive', intake })).dossier.id;
  await act('tiepnhan1', { type: 'complete-step' });
  await act('chuyenvien.tp', { type: 'accept-hand-over' });
});

async function everything(): Promise<unknown> {
  const { rows } = await t.owner.query(
    `select (select count(*) from dossier_events) as events, (select count(*) from audit_entries) as audit,
      (select count(*) from dossier_requests) as requests,
      (select md5(string_agg(s::text, '' order by s::text)) from dossier_strands s) as strands,
      (select md5(string_agg(d.state::text, '' order by d.id)) from dossiers d) as states`,
  );
  return rows[0];
}

async function codeOf(actor: StaffActor, command: Command): Promise<string> {
  try {
    await execute(t.ctx, actor, { id }, command, newRequestId());
    return 'allowed';
  } catch (error) {
    if (!isProblem(error)) {
      throw error;
    }
    return error.code;
  }
}

describe('who may answer', () => {
  const answer = Command.parse({ type: 'answer-strand', no: 1, result: 'done', text: 'Đã kiểm tra' });

  test.each([
    ['the main holder’s unit', () => commune.person('chuyenvien.tp'), 'forbidden'],
    ['the unit asked for something else', () => commune.person('chuyenvien.vhxh'), 'forbidden'],
    ['the counter', () => commune.person('tiepnhan1'), 'forbidden'],
    [
      'another officer of the unit, while one is named',
      () => ({ ...commune.person('chuyenvien.kt'), accountId: newId() }),
      'forbidden',
    ],
    [
      'the same officer after moving to another centre',
      () => ({ ...commune.person('chuyenvien.kt'), centreId: newId() }),
      'not-found',
    ],
    ['the officer named', () => commune.person('chuyenvien.kt'), 'allowed'],
    ['the head of the unit', () => commune.person('truongphong.kt'), 'allowed'],
  ])('%s: %#', async (_, actor, expected) => {
    const before = await everything();
    expect(await codeOf(actor(), answer)).toBe(expected);
    if (expected !== 'allowed') {
      expect(await everything()).toEqual(before);
    }
  });

  test('after the head gave it to somebody else, the one before may no longer answer', async () => {
    const head = commune.person('truongphong.kt');
    await act('truongphong.kt', {
      type: 'assign-strand',
      no: 1,
      accountId: head.accountId,
      note: 'Tôi tự làm',
    });
    const before = await everything();
    expect(await codeOf(commune.person('chuyenvien.kt'), answer)).toBe('forbidden');
    expect(await everything()).toEqual(before);
    expect(await codeOf(head, answer)).toBe('allowed');
  });

  test('the unit asked sees the whole dossier while it is asked, and masked numbers afterwards', async () => {
    const officer = commune.person('chuyenvien.kt');
    const open = await getDossier(t.ctx, officer, { id });
    expect([open.personal, open.abilities.includes('answer-strand')]).toEqual([true, true]);
    await act('chuyenvien.kt', { type: 'answer-strand', no: 1, result: 'done' });
    const closed = await getDossier(t.ctx, officer, { id });
    expect([closed.personal, closed.abilities.includes('answer-strand')]).toEqual([false, false]);
  });
});

describe('the join', () => {
  test('two units answer the last parts at the same moment: it happens once', async () => {
    await act('chuyenvien.tp', { type: 'complete-step' });
    const [one, two] = await Promise.all([
      act('chuyenvien.kt', { type: 'answer-strand', no: 1, result: 'done' }),
      act('chuyenvien.vhxh', { type: 'answer-strand', no: 2, result: 'agree', text: 'Đồng ý' }),
    ]);
    const joins = [...one.events, ...two.events].filter(
      (event) => event.type === 'step-entered' && event.visit.stepKey === 'tong-hop',
    );
    expect(joins).toHaveLength(1);
    const { rows } = await t.owner.query<{ state: Dossier }>('select state from dossiers where id = $1', [
      id,
    ]);
    expect(rows[0]?.state.visits.filter((visit) => visit.stepKey === 'tong-hop')).toHaveLength(1);
    expect(rows[0]?.state.gate).toBeNull();
    expect(await verifyDossiers(t.ctx)).toEqual([]);
  });

  test('two officers answer the same part at the same moment: the second learns who was first', async () => {
    const both = await Promise.allSettled([
      act('chuyenvien.kt', { type: 'answer-strand', no: 1, result: 'done' }),
      act('truongphong.kt', { type: 'answer-strand', no: 1, result: 'done' }),
    ]);
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find((one) => one.status === 'rejected');
    expect(isProblem(refused?.reason) && refused.reason.code).toBe('already-done');
  });

  test('silence at the term is noted by the product, the dossier goes on, and the job may run twice', async () => {
    await act('chuyenvien.tp', { type: 'complete-step' });
    await act('chuyenvien.kt', { type: 'answer-strand', no: 1, result: 'done' });
    const payload = { centreId: commune.centreId, dossierId: id, no: 2 };
    await noteSilenceOf(t.ctx, payload);
    expect((await getDossier(t.ctx, commune.person('tiepnhan1'), { id })).dossier.gate?.stepKey).toBe(
      'tong-hop',
    );
    t.clock.set('2026-05-04T14:31:00+07:00');
    await noteSilenceOf(t.ctx, payload);
    await noteSilenceOf(t.ctx, payload);
    const { dossier, timeline } = await getDossier(t.ctx, commune.person('tiepnhan1'), { id });
    expect([dossier.gate, dossier.strands?.[1]?.outcome]).toEqual([null, 'silence']);
    expect(dossier.visits.at(-1)?.stepKey).toBe('tong-hop');
    expect(timeline.filter((entry) => entry.text.includes('hết hạn không trả lời'))).toHaveLength(1);
    const { rows } = await t.owner.query<{ n: number }>(
      `select count(*)::int as n from graphile_worker.jobs where task_identifier = 'dossiers.note-silence'
       and key like '%' || $1 || '%'`,
      [id],
    );
    expect(rows[0]?.n).toBe(1);
    expect(await verifyDossiers(t.ctx)).toEqual([]);
  });
});

test('what is asked of a unit stands in its own list of work, of the person named or of the whole unit for its head', async () => {
  const listed = async (who: string) => {
    const { sections } = await myWork(t.ctx, commune.person(who));
    return sections.filter(({ group, lines }) => group === 'beside' && lines.some((line) => line.id === id))
      .length;
  };
  expect(
    await Promise.all(['chuyenvien.kt', 'truongphong.kt', 'chuyenvien.vhxh', 'chuyenvien.tp'].map(listed)),
  ).toEqual([1, 1, 1, 0]);
  await act('chuyenvien.kt', { type: 'answer-strand', no: 1, result: 'done' });
  expect(await listed('chuyenvien.kt')).toBe(0);
});

test('motcua verify names a strand that was changed by hand', async () => {
  await t.owner.query(
    "update dossier_strands set closed_at = opened_at, outcome = 'done' where dossier_id = $1 and no = 1",
    [id],
  );
  expect((await verifyDossiers(t.ctx)).map(({ check }) => check)).toEqual(['dossiers.strands']);
  await t.owner.query(
    'update dossier_strands set closed_at = null, outcome = null where dossier_id = $1 and no = 1',
    [id],
  );
  expect(await verifyDossiers(t.ctx)).toEqual([]);
});

test('the citizen’s look-up says where it is, and names no officer of the strands, no question, no step', async () => {
  await act('chuyenvien.tp', {
    type: 'ask-opinion',
    toUnitId: commune.person('chuyenvien.kt').unitId,
    question: 'Câu hỏi nội bộ không ai ngoài được đọc',
    hours: 8,
  });
  const { dossier } = await getDossier(t.ctx, commune.person('tiepnhan1'), { id });
  const seen = await lookUp(
    t.ctx,
    { kind: 'public', centreId: commune.centreId },
    dossier.number ?? '',
    dossier.lookupCode ?? '',
  );
  const text = JSON.stringify(seen);
  expect(text).toContain('cùng giải quyết');
  expect(text).toContain('Đang lấy ý kiến của đơn vị liên quan');
  for (const inside of ['Câu hỏi nội bộ', 'Bước kiem-tra', commune.person('chuyenvien.kt').displayName]) {
    expect(text).not.toContain(inside);
  }
  expect(seen.due?.equals(dossier.runs[0]?.due ?? '')).toBe(true);
});
