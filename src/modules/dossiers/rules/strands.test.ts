import { describe, expect, test } from 'vitest';
import type { Dossier } from '../schema.ts';
import {
  type Act,
  CENTRE,
  INTAKE,
  PARALLEL_STEPS,
  play,
  reception,
  refusalOf,
  UNIT_A,
  UNIT_B,
} from '../testing/facts.ts';
import { workingDue } from './clock.ts';
import { evolveAll } from './evolve.ts';
import { stagesOf } from './stages.ts';
import { openStrands, routeOf } from './strands.ts';

const parallel = { reception: reception({ steps: PARALLEL_STEPS }) };
const receive: Act = ['counter', '2026-05-04T08:00+07:00', { type: 'receive', intake: INTAKE }, parallel];
const split: readonly Act[] = [
  receive,
  ['counter', '2026-05-04T08:30+07:00', { type: 'complete-step' }],
  ['officer', '2026-05-04T09:00+07:00', { type: 'accept-hand-over' }],
];
const answer = (no: number, at: string, result = 'done'): Act => [
  'other',
  at,
  { type: 'answer-strand', no, result, text: 'Đã kiểm tra' },
];
const toB = { target: { unitId: UNIT_B, unitName: 'Phòng B', accountId: null, name: null } };
const at = (d: Dossier) => d.visits.find((visit) => visit.leftAt === null)?.stepKey ?? null;

describe('parallel steps', () => {
  test('a split begins all its steps at once, each with its unit and its own term', () => {
    const d = play(...split);
    expect(at(d)).toBe('tham-dinh');
    expect(openStrands(d).map((s) => [s.kind, s.stepKey, s.unitName, s.joinKey, s.number])).toEqual([
      ['parallel', 'kiem-tra', 'Phòng B', 'tong-hop', 'H56.99-260504-0001/01'],
      ['opinion', 'y-kien', 'Phòng B', 'tong-hop', 'H56.99-260504-0001/02'],
    ]);
    expect(String(openStrands(d)[0]?.due)).toBe(String(Temporal.Instant.from('2026-05-04T14:30+07:00')));
  });

  test('the join waits for all, whoever is last: the main way or a strand', () => {
    const waiting = play(...split, answer(1, '2026-05-04T10:00+07:00'), [
      'officer',
      '2026-05-04T10:30+07:00',
      { type: 'complete-step' },
    ]);
    expect(waiting.gate?.stepKey).toBe('tong-hop');
    expect(openStrands(waiting).map((s) => s.stepKey)).toEqual(['bien-ban', 'y-kien']);
    expect(refusalOf(waiting, 'officer', '2026-05-04T10:40+07:00', { type: 'complete-step' })).toBe(
      'waiting-for-strands',
    );
    const half = play(
      ...split,
      answer(1, '2026-05-04T10:00+07:00'),
      ['officer', '2026-05-04T10:30+07:00', { type: 'complete-step' }],
      answer(1, '2026-05-04T11:00+07:00'),
    );
    expect(half.gate?.stepKey).toBe('tong-hop');
    const whole = play(
      ...split,
      answer(1, '2026-05-04T10:00+07:00'),
      ['officer', '2026-05-04T10:30+07:00', { type: 'complete-step' }],
      answer(1, '2026-05-04T11:00+07:00'),
      answer(2, '2026-05-04T11:10+07:00', 'agree'),
    );
    expect([whole.gate, at(whole)]).toEqual([null, 'tong-hop']);
    const mainLast = play(
      ...split,
      answer(1, '2026-05-04T10:00+07:00'),
      answer(1, '2026-05-04T11:00+07:00'),
      answer(2, '2026-05-04T11:10+07:00', 'agree'),
      ['officer', '2026-05-04T11:20+07:00', { type: 'complete-step' }],
    );
    expect([mainLast.gate ?? null, at(mainLast)]).toEqual([null, 'tong-hop']);
  });

  test('sent back and gone through again, what was done beside is not begun again, and clocks keep their first entry', () => {
    const back = play(
      ...split,
      ['officer', '2026-05-04T10:00+07:00', { type: 'return-hand-over', reason: 'Thiếu bản vẽ' }],
      ['counter', '2026-05-04T10:30+07:00', { type: 'accept-hand-over' }],
      ['counter', '2026-05-04T11:00+07:00', { type: 'complete-step' }],
      ['officer', '2026-05-04T11:10+07:00', { type: 'accept-hand-over' }],
    );
    expect(back.strands).toHaveLength(2);
    const [first, second] = back.visits.filter((visit) => visit.stepKey === 'tham-dinh');
    expect(second?.due?.equals(first?.due ?? '')).toBe(true);
  });

  test('a result is not finished while something is open beside; an end drops what is open', () => {
    const opened = play(...split);
    const ended = play(...split, [
      'counter',
      '2026-05-04T10:00+07:00',
      { type: 'withdraw', reason: 'Không còn nhu cầu' },
    ]);
    expect(openStrands(opened)).toHaveLength(2);
    expect(ended.strands?.map((s) => s.outcome)).toEqual(['dropped', 'dropped']);
  });
});

describe('an opinion asked by hand (lấy ý kiến)', () => {
  const ask: Act = [
    'officer',
    '2026-05-04T10:00+07:00',
    { type: 'ask-opinion', toUnitId: UNIT_B, question: 'Có vướng quy hoạch không?', hours: 8 },
    toB,
  ];
  const line: readonly Act[] = [
    ['counter', '2026-05-04T08:00+07:00', { type: 'receive', intake: INTAKE }],
    ['counter', '2026-05-04T08:30+07:00', { type: 'complete-step' }],
    ['officer', '2026-05-04T09:00+07:00', { type: 'accept-hand-over' }],
  ];

  test('has its own term beside the one of the citizen, which does not move', () => {
    const before = play(...line);
    const d = play(...line, ask);
    expect(String(d.strands?.[0]?.due)).toBe(String(Temporal.Instant.from('2026-05-05T10:00+07:00')));
    expect(workingDue(d)?.equals(workingDue(before) ?? '')).toBe(true);
  });

  test('the step waits for the answer until the term; then silence lets the dossier go on and is noted', () => {
    const d = play(...line, ask);
    const done = { type: 'complete-step' } as const;
    expect(refusalOf(d, 'officer', '2026-05-05T10:00+07:00', done)).toBe('waiting-for-strands');
    const on = play(...line, ask, ['officer', '2026-05-05T10:01+07:00', done]);
    expect([on.strands?.[0]?.outcome, at(on)]).toEqual(['silence', 'trinh']);
  });

  test('where an answer is needed, silence does not do', () => {
    const must: Act = [ask[0], ask[1], { ...ask[2], silence: 'wait' }, toB];
    const d = play(...line, must);
    const late = '2026-05-06T10:00+07:00';
    expect(refusalOf(d, 'officer', late, { type: 'complete-step' })).toBe('waiting-for-strands');
    expect(refusalOf(d, 'officer', late, { type: 'note-silence', no: 1 })).toBe('silence-waits');
    expect(
      refusalOf(d, 'officer', late, { type: 'drop-strand', no: 1, reason: 'Đã có văn bản khác' }),
    ).toBeNull();
  });

  test('answered once; the second learns who was first', () => {
    const d = play(...line, ask, answer(1, '2026-05-04T11:00+07:00', 'disagree'));
    expect(d.strands?.[0]).toMatchObject({ outcome: 'disagree', answeredBy: 'Chuyên viên Thứ Hai' });
    expect(refusalOf(d, ...answer(1, '2026-05-04T11:01+07:00', 'agree'))).toBe('strand-closed');
    expect(refusalOf(d, ...answer(7, '2026-05-04T11:01+07:00', 'agree'))).toBe('no-strand');
  });

  test('not asked of the unit that holds it, and an opinion has words', () => {
    const d = play(...line, ask);
    const own = { target: { unitId: UNIT_A, unitName: 'Phòng A', accountId: null, name: null } };
    expect(refusalOf(d, 'officer', '2026-05-04T11:00+07:00', ask[2], own)).toBe('strand-own-unit');
    expect(
      refusalOf(d, 'other', '2026-05-04T11:00+07:00', { type: 'answer-strand', no: 1, result: 'agree' }),
    ).toBe('answer-missing');
  });
});

describe('sub-dossiers (hồ sơ con, liên thông)', () => {
  const open: Act = [
    'officer',
    '2026-05-04T10:00+07:00',
    { type: 'open-sub-dossier', agency: 'Thuế cơ sở Ví Dụ', title: 'Xác định nghĩa vụ tài chính', days: 3 },
  ];
  const line: readonly Act[] = [
    ['counter', '2026-05-04T08:00+07:00', { type: 'receive', intake: INTAKE }],
    ['counter', '2026-05-04T08:30+07:00', { type: 'complete-step' }],
    ['officer', '2026-05-04T09:00+07:00', { type: 'accept-hand-over' }],
  ];

  test('goes to one place, has its own number, term and the other agency’s number', () => {
    const d = play(...line, open, [
      'officer',
      '2026-05-04T11:00+07:00',
      { type: 'note-reference', no: 1, reference: 'LT-00012/2026' },
    ]);
    expect(d.strands?.[0]).toMatchObject({
      number: 'H56.99-260504-0001/01',
      reference: 'LT-00012/2026',
      agency: 'Thuế cơ sở Ví Dụ',
      unitId: UNIT_A,
    });
    const nowhere = { type: 'open-sub-dossier', title: 'Việc', days: 3 } as const;
    expect(refusalOf(d, 'officer', '2026-05-04T11:00+07:00', nowhere)).toBe('sub-dossier-where');
  });

  test('the steps go on beside it, but the dossier does not end before it', () => {
    const decided = play(
      ...line,
      open,
      ['officer', '2026-05-04T13:30+07:00', { type: 'complete-step' }],
      ['officer', '2026-05-04T14:00+07:00', { type: 'record-decision', outcome: 'approve', summary: 'Đủ' }],
      ['leader', '2026-05-04T15:00+07:00', { type: 'sign-result' }],
    );
    expect(refusalOf(decided, 'officer', '2026-05-04T15:10+07:00', { type: 'finish' })).toBe(
      'waiting-for-strands',
    );
  });

  test('the citizen reads where it is in plain words: the agency, no person, no question, no name of a step', () => {
    const text = stagesOf(play(...line, open))
      .map((stage) => `${stage.text} ${stage.key === 'beside' ? stage.who : ''}`)
      .join('\n');
    expect(text).toContain('Đang chờ Thuế cơ sở Ví Dụ giải quyết phần việc liên quan');
    const asked = stagesOf(play(...split)).filter((stage) => stage.key === 'beside');
    expect(asked.map((stage) => [stage.text, stage.who])).toEqual([
      ['Đang được Phòng A, Phòng B cùng giải quyết', ''],
      ['Đang lấy ý kiến của đơn vị liên quan: Phòng B', ''],
    ]);
  });
});

test('a question on the main way: its unit is asked beside, the holder waits for the step after it', () => {
  const [first, ...rest] = PARALLEL_STEPS;
  const steps = [{ ...(first ?? PARALLEL_STEPS[1]), next: ['y-kien'] }, ...rest].map(
    ({ split: _, ...one }) => one,
  );
  const inLine = { reception: reception({ steps: steps as typeof PARALLEL_STEPS }) };
  const d = play(
    ['counter', '2026-05-04T08:00+07:00', { type: 'receive', intake: INTAKE }, inLine],
    ['counter', '2026-05-04T08:30+07:00', { type: 'complete-step' }],
  );
  expect([d.gate?.stepKey, d.holder.unitId, openStrands(d)[0]?.kind]).toEqual([
    'tong-hop',
    CENTRE,
    'opinion',
  ]);
  expect(routeOf(d, null).main?.key).toBe('tong-hop');
  const gone = play(
    ['counter', '2026-05-04T08:00+07:00', { type: 'receive', intake: INTAKE }, inLine],
    ['counter', '2026-05-04T08:30+07:00', { type: 'complete-step' }],
    answer(1, '2026-05-04T09:00+07:00', 'agree'),
  );
  expect(gone.handOvers.at(-1)).toMatchObject({ stepKey: 'tong-hop', acceptedAt: null });
  expect(evolveAll(gone, []).gate).toBeNull();
});
