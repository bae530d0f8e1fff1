import { describe, expect, test } from 'vitest';
import { formatIso } from '#platform/time.ts';
import { COMMAND_TYPES, Paper, STATUSES } from '../schema.ts';
import {
  CALENDAR,
  INTAKE,
  play,
  reception,
  receptionElsewhere,
  refusalOf,
  UNIT_A,
} from '../testing/facts.ts';
import { currentRun, scoreFacts, standingOf, workingDue } from './clock.ts';
import { explainDossier } from './explain.ts';
import { permits, TRANSITIONS } from './transitions.ts';

const MON = '2026-05-04T08:00+07:00';
const receive = ['counter', MON, { type: 'receive', intake: INTAKE }] as const;
const item = { content: 'Giấy chứng sinh', reason: 'Chưa có', guidance: 'Xin bản chính tại bệnh viện' };
const processing = [
  receive,
  ['counter', '2026-05-04T09:00+07:00', { type: 'complete-step' }],
  ['officer', '2026-05-04T10:00+07:00', { type: 'accept-hand-over' }],
] as const;
const iso = (instant: Temporal.Instant | null | undefined) => (instant ? formatIso(instant) : null);
const at = (text: string) => Temporal.Instant.from(text);

describe('status × command', () => {
  test('every command has a line, starts and ends in known statuses', () => {
    expect(Object.keys(TRANSITIONS).toSorted()).toEqual([...COMMAND_TYPES].toSorted());
    for (const line of Object.values(TRANSITIONS)) {
      expect(line.to.every((s) => STATUSES.includes(s))).toBe(true);
      expect(line.basis).not.toBe('');
    }
  });

  test('what has ended takes notes only', () => {
    for (const status of [3, 7, 8] as const) {
      expect(COMMAND_TYPES.filter((c) => permits(status, c))).toEqual(['add-note']);
    }
  });
});

describe('NĐ 118/2025 Điều 17: reception', () => {
  test('received complete: number, term from that moment, explanation and date agree', () => {
    const d = play(receive);
    expect(d).toMatchObject({ status: 2, number: 'H56.99-260504-0001', seq: 3 });
    expect(iso(currentRun(d)?.due)).toBe('2026-05-11T17:30:00+07:00');
    expect(currentRun(d)?.explanation.at(-1)).toEqual({ kind: 'due', at: '2026-05-11T17:30:00+07:00' });
  });

  test('a required paper that is missing: no receipt, the slip is named as the way out', () => {
    const published = ['c1', 'c2', 'c3'].map((key) =>
      Paper.parse({ key, name: `Giấy ${key}`, group: key === 'c1' ? null : 'một trong hai' }),
    );
    const facts = { reception: reception({ papers: published }) };
    const tick = (key: string) => ({ key, satisfied: { how: 'original' } });
    const code = (papers: object[]) =>
      refusalOf(null, 'counter', MON, { type: 'receive', intake: { ...INTAKE, papers } }, facts);
    expect(code([])).toBe('papers-missing');
    expect(code([tick('c1')])).toBe('papers-missing');
    expect(code([tick('c2')])).toBe('papers-missing');
    expect(code([tick('c1'), tick('c3')])).toBeNull();
    expect(code([{ key: 'c1', required: false }, tick('c3')])).toBeNull();
  });

  test('khoản 3: for another agency the term starts when it has the dossier (invariant 11)', () => {
    const d = play([...receive, { reception: receptionElsewhere() }]);
    expect(d.runs).toEqual([]);
    expect(
      refusalOf(d, 'officer', MON, { type: 'extend-with-apology', newDay: '2026-05-20', reason: 'Đang bận' }),
    ).toBe('no-term-yet');
    const there = play(
      [...receive, { reception: receptionElsewhere() }],
      ['counter', '2026-05-05T09:00+07:00', { type: 'receive-at-competent-agency' }],
    );
    expect(iso(there.runs[0]?.due)).toBe('2026-05-12T17:30:00+07:00');
    expect(iso(there.receivedAt)).toBe('2026-05-04T08:00:00+07:00');
  });

  test('a second press on receive learns who received it', () => {
    expect(refusalOf(play(receive), 'counter', MON, { type: 'receive', intake: INTAKE })).toBe(
      'already-received',
    );
  });

  test('a draft keeps everything and has no term', () => {
    const d = play(['counter', MON, { type: 'keep-draft', intake: INTAKE }]);
    expect(d).toMatchObject({ status: 1, number: null, runs: [] });
    expect(d.parties.applicant.name).toBe('Nguyễn Văn Ví Dụ');
  });
});

describe('NĐ 118/2025 Điều 17, 19 khoản 5: supplement', () => {
  test('at reception: nothing received, no term, then received as kept', () => {
    const asked = play(['counter', MON, { type: 'request-supplement', intake: INTAKE, items: [item, item] }]);
    expect(asked).toMatchObject({ status: 5, number: null, runs: [], receivedAt: null });
    const back = play(
      ['counter', MON, { type: 'request-supplement', intake: INTAKE, items: [item] }],
      ['counter', '2026-05-06T08:00+07:00', { type: 'receive' }],
    );
    expect(back.status).toBe(2);
    expect(iso(back.runs[0]?.startedAt)).toBe('2026-05-06T08:00:00+07:00');
    expect(back.supplements[0]?.completedAt).not.toBeNull();
  });

  const ask = { type: 'request-supplement', items: [item] } as const;
  const passed = [
    ...processing,
    ['officer', '2026-05-06T09:00+07:00', ask],
    ['counter', '2026-05-06T10:00+07:00', { type: 'pass-on-supplement' }],
  ] as const;

  test('a unit proposes, the centre passes on; the dossier waits and is not late', () => {
    const proposed = play(...processing, ['officer', '2026-05-06T09:00+07:00', ask]);
    expect(proposed.status).toBe(4);
    const d = play(...passed);
    expect(d.status).toBe(5);
    expect(workingDue(d)).toBeNull();
    expect(standingOf(d, at('2026-06-30T08:00+07:00'))).toBe('waiting');
  });

  test('an answer in part keeps waiting; complete opens a new run, the first due stays', () => {
    const part = play(...passed, [
      'counter',
      '2026-05-08T08:00+07:00',
      { type: 'complete-supplement', complete: false },
    ]);
    expect(part.status).toBe(5);
    const d = play(...passed, [
      'counter',
      '2026-05-12T08:00+07:00',
      { type: 'complete-supplement', complete: true },
    ]);
    expect(d.runs.map((r) => iso(r.originalDue))).toEqual([
      '2026-05-11T17:30:00+07:00',
      '2026-05-19T17:30:00+07:00',
    ]);
    expect(d.status).toBe(4);
    const score = scoreFacts(d, at('2026-05-13T08:00+07:00'), CALENDAR);
    expect(score).toMatchObject({ onTime: true, supplements: 1 });
    expect(score?.waitedMs).toBe(142 * 3_600_000);
    const story = explainDossier(d)
      .map((line) => line.text)
      .join('\n');
    expect(story).toContain('Hẹn trả của lần 1 vẫn được lưu: 17:30 thứ Hai 11/05/2026');
    expect(story).toContain('lần 2');
    expect(story).toContain('Giấy chứng sinh');
  });

  test('a note or an upload changes nothing of the clock', () => {
    const d = play(...passed);
    const noted = play(...passed, [
      'counter',
      '2026-05-08T08:00+07:00',
      { type: 'add-note', text: 'Đã gọi điện' },
    ]);
    expect(noted.waits).toEqual(d.waits);
    expect(noted.runs).toEqual(d.runs);
  });

  test('after 3 working days only a leader, with a reason', () => {
    const d = play(...processing);
    const late = '2026-05-08T08:00+07:00';
    expect(refusalOf(d, 'officer', late, ask)).toBe('supplement-late');
    expect(refusalOf(d, 'officer', late, { ...ask, leaderReason: 'Tôi muốn' })).toBe('supplement-late');
    expect(refusalOf(d, 'head', late, { ...ask, leaderReason: 'Vừa phát hiện giấy tờ giả' })).toBeNull();
  });

  test('a second request in the same stage needs a leader, with a reason', () => {
    const d = play(...passed, [
      'counter',
      '2026-05-06T11:00+07:00',
      { type: 'complete-supplement', complete: true },
    ]);
    expect(refusalOf(d, 'officer', '2026-05-06T14:00+07:00', ask)).toBe('supplement-second');
    expect(
      refusalOf(d, 'head', '2026-05-06T14:00+07:00', { ...ask, leaderReason: 'Giấy tờ bổ sung bị sai' }),
    ).toBeNull();
  });

  test('closed only after 15 days, by a person', () => {
    const d = play(...passed);
    const close = { type: 'close-for-no-supplement', reason: 'Quá hạn bổ sung' } as const;
    expect(iso(d.waits[0]?.closingLimit)).toBe('2026-05-21T17:30:00+07:00');
    expect(refusalOf(d, 'counter', '2026-05-21T17:30+07:00', close)).toBe('closing-too-early');
    const closed = play(...passed, ['counter', '2026-05-22T08:00+07:00', close]);
    expect(closed).toMatchObject({ status: 8, ending: 'no-supplement', outcome: 'on-time' });
  });
});

describe('NĐ 118/2025 Điều 19 khoản 6: apology', () => {
  const extend = { type: 'extend-with-apology', newDay: '2026-05-15', reason: 'Cần xác minh thêm' } as const;

  test('once, at latest the day before; the original due stays and judges', () => {
    const d = play(...processing);
    expect(refusalOf(d, 'head', '2026-05-11T08:00+07:00', extend)).toBe('extend-too-late');
    expect(refusalOf(d, 'head', '2026-05-08T17:30+07:00', extend)).toBeNull();
    const moved = play(...processing, ['head', '2026-05-08T08:00+07:00', extend]);
    expect(iso(workingDue(moved))).toBe('2026-05-15T17:30:00+07:00');
    expect(iso(moved.runs[0]?.originalDue)).toBe('2026-05-11T17:30:00+07:00');
    expect(refusalOf(moved, 'head', '2026-05-08T09:00+07:00', extend)).toBe('extended-already');
    expect(refusalOf(d, 'head', '2026-05-08T08:00+07:00', { ...extend, newDay: '2026-05-16' })).toBe(
      'day-off',
    );
    expect(refusalOf(d, 'head', '2026-05-08T08:00+07:00', { ...extend, newDay: '2026-05-11' })).toBe(
      'extend-not-later',
    );
  });

  test('ends late against its original date', () => {
    const d = play(
      ...processing,
      ['head', '2026-05-08T08:00+07:00', extend],
      [
        'officer',
        '2026-05-14T08:00+07:00',
        { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' },
      ],
      ['leader', '2026-05-14T09:00+07:00', { type: 'sign-result' }],
      ['officer', '2026-05-14T10:00+07:00', { type: 'finish' }],
    );
    expect(d).toMatchObject({ status: 9, outcome: 'late' });
  });
});

describe('hand-over, steps and return (Điều 18, 20)', () => {
  test('through the steps to the counter, and sent back once with a reason', () => {
    const back = play(...processing, [
      'officer',
      '2026-05-04T11:00+07:00',
      { type: 'return-hand-over', reason: 'Thiếu chữ ký' },
    ]);
    expect(back.handOvers.at(-1)).toMatchObject({ kind: 'back', reason: 'Thiếu chữ ký', acceptedAt: null });
    const d = play(
      ...processing,
      ['officer', '2026-05-05T08:00+07:00', { type: 'complete-step' }],
      [
        'officer',
        '2026-05-05T09:00+07:00',
        { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' },
      ],
      ['officer', '2026-05-05T10:00+07:00', { type: 'complete-step' }],
      ['leader', '2026-05-05T14:00+07:00', { type: 'sign-result' }],
      ['leader', '2026-05-05T14:05+07:00', { type: 'complete-step' }],
      [
        'counter',
        '2026-05-05T15:00+07:00',
        { type: 'return-result', via: 'paper', receiver: { name: 'Nguyễn Văn Ví Dụ', as: 'applicant' } },
      ],
    );
    expect(d).toMatchObject({ status: 10, outcome: 'early' });
    expect(d.visits.map((v) => v.stepKey)).toEqual(['tiep-nhan', 'tham-dinh', 'trinh', 'ky', 'tra']);
    expect(d.handOvers.every((h) => h.acceptedAt !== null)).toBe(true);
  });

  test('Điều 18 khoản 2: paper received after 15:00 goes at the start of the next working day', () => {
    const d = play(
      ['counter', '2026-05-04T15:10+07:00', { type: 'receive', intake: INTAKE }],
      ['counter', '2026-05-04T15:20+07:00', { type: 'complete-step' }],
    );
    expect(iso(d.handOvers[0]?.limit)).toBe('2026-05-05T07:30:00+07:00');
  });

  test('an offer that is refused stays with its sender', () => {
    const d = play(
      receive,
      ['counter', '2026-05-04T09:00+07:00', { type: 'complete-step' }],
      ['officer', '2026-05-04T09:30+07:00', { type: 'return-hand-over', reason: 'Nhầm phòng' }],
    );
    expect(d.holder.unitName).toBe('Trung tâm');
    expect(d.visits.at(-1)).toMatchObject({ stepKey: 'tiep-nhan', leftAt: null });
  });
});

describe('results, refusals and corrections', () => {
  const decided = { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' } as const;

  test('two officers deciding: one decision, one conflict that names the first', () => {
    const d = play(...processing, ['officer', '2026-05-05T09:00+07:00', decided]);
    expect(refusalOf(d, 'head', '2026-05-05T09:00+07:00', decided)).toBe('already-decided');
  });

  test('Điều 21: withdrawn until a decision is issued, counted on time', () => {
    const d = play(...processing, [
      'counter',
      '2026-05-05T08:00+07:00',
      { type: 'withdraw', reason: 'Không còn nhu cầu' },
    ]);
    expect(d).toMatchObject({ status: 7, outcome: 'on-time' });
    const signed = play(
      ...processing,
      ['officer', '2026-05-05T09:00+07:00', decided],
      ['leader', '2026-05-05T10:00+07:00', { type: 'sign-result' }],
    );
    expect(
      refusalOf(signed, 'counter', '2026-05-05T11:00+07:00', {
        type: 'withdraw',
        reason: 'Không còn nhu cầu',
      }),
    ).toBe('decision-issued');
  });

  test('Điều 23 khoản 1: a wrong result is corrected within 3 working days; the first judgement stays', () => {
    const d = play(
      ...processing,
      ['officer', '2026-05-05T09:00+07:00', decided],
      ['leader', '2026-05-05T10:00+07:00', { type: 'sign-result' }],
      ['officer', '2026-05-05T10:30+07:00', { type: 'finish' }],
      ['counter', '2026-05-05T11:00+07:00', { type: 'accept-hand-over' }],
      ['counter', '2026-05-15T09:00+07:00', { type: 'correct-result', reason: 'Sai ngày sinh' }],
    );
    expect(d).toMatchObject({ status: 4, outcome: 'early' });
    expect(iso(workingDue(d))).toBe('2026-05-20T17:30:00+07:00');
    expect(
      refusalOf(d, 'counter', '2026-05-15T10:00+07:00', { type: 'withdraw', reason: 'Không còn nhu cầu' }),
    ).toBe('in-correction');
  });

  test('wrong procedure: the number stays, the right term counts from the same start, both runs are kept', () => {
    const right = reception({
      procedure: { ...reception().procedure, code: '2.000635', term: { unit: 'working-day', amount: 1 } },
    });
    const d = play(receive, [
      'counter',
      '2026-05-04T08:30+07:00',
      { type: 'correct-procedure', procedureCode: '2.000635', reason: 'Chọn nhầm' },
      { reception: right },
    ]);
    expect(d.number).toBe('H56.99-260504-0001');
    expect(d.runs.map((r) => iso(r.originalDue))).toEqual([
      '2026-05-11T17:30:00+07:00',
      '2026-05-05T17:30:00+07:00',
    ]);
    expect(
      refusalOf(
        play(...processing),
        'counter',
        MON,
        { type: 'correct-procedure', procedureCode: '2.000635', reason: 'Chọn nhầm' },
        { reception: right },
      ),
    ).toBe('not-at-counter');
  });

  test('payment may stop the term, by setting; the original due stays', () => {
    const d = play(
      ...processing,
      [
        'officer',
        '2026-05-05T08:00+07:00',
        {
          type: 'request-payment',
          reason: 'Nộp lệ phí',
          fee: { lines: [{ name: 'Lệ phí', amount: 50_000 }] },
        },
      ],
      ['counter', '2026-05-08T08:00+07:00', { type: 'confirm-payment', method: 'cash' }],
    );
    expect(d.status).toBe(4);
    expect(iso(d.runs[0]?.originalDue)).toBe('2026-05-11T17:30:00+07:00');
    expect(iso(d.runs[0]?.due)).not.toBe('2026-05-11T17:30:00+07:00');
  });

  test('rules 1.11.4: without the receipt, identity paper and the matter are asked for', () => {
    const d = play(
      ...processing,
      ['officer', '2026-05-05T09:00+07:00', decided],
      ['leader', '2026-05-05T10:00+07:00', { type: 'sign-result' }],
      ['officer', '2026-05-05T10:30+07:00', { type: 'finish' }],
    );
    const receiver = { name: 'Nguyễn Văn Ví Dụ', as: 'applicant', hasReceipt: false } as const;
    const give = { type: 'return-result', via: 'paper', receiver } as const;
    expect(refusalOf(d, 'counter', '2026-05-05T11:00+07:00', give)).toBe('receiver-lost-receipt');
    expect(
      refusalOf(d, 'counter', '2026-05-05T11:00+07:00', {
        ...give,
        receiver: { ...receiver, idNumber: '038000000001', matter: 'Nộp hôm thứ Hai' },
      }),
    ).toBeNull();
  });

  test('hand-over to a unit by choice', () => {
    const target = { unitId: UNIT_A, unitName: 'Phòng A', accountId: null, name: null };
    const d = play(receive, ['counter', MON, { type: 'hand-over', toUnitId: UNIT_A }, { target }]);
    expect(d.handOvers[0]).toMatchObject({ stepKey: 'tham-dinh', kind: 'forward' });
  });
});
