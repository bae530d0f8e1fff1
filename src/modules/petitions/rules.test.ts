import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarFile, type OpeningHours } from '#modules/calendar/schema.ts';
import { dueOf, isLate, termOf } from './rules/clocks.ts';
import { complaintIn } from './rules/complaint.ts';
import { decide, possible } from './rules/decide.ts';
import { figuresOf } from './rules/figures.ts';
import { obstaclesIn } from './rules/publishable.ts';
import type { Command, CommandType, Petition } from './schema.ts';
import { fresh } from './testing/examples.ts';

const hours: OpeningHours[] = [
  ['07:30', '11:30'],
  ['13:30', '17:00'],
];
const calendar = compileCalendar(
  CalendarFile.parse({
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    daysOff: ['2026-04-30', '2026-05-01'],
    covers: ['2026-01-01', '2027-12-31'],
  }),
);
const at = (text: string) => Temporal.Instant.from(`${text}:00+07:00`);
const local = (moment: Temporal.Instant | null) =>
  moment?.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainDateTime().toString({ smallestUnit: 'minute' });

describe('NĐ 20/2008 Điều 9; terms of the acts in working days', () => {
  it.each([
    ['refuse', '2026-05-04T08:00', '2026-05-06T17:00', 'two days from a Monday'],
    ['accept', '2026-05-04T08:00', '2026-05-06T17:00', 'looking at it, as refusing'],
    ['ask', '2026-05-04T08:00', '2026-05-11T17:00', 'five days over a weekend'],
    ['forward', '2026-05-04T08:00', '2026-05-11T17:00', 'five days, Điều 9'],
    ['approve', '2026-05-04T08:00', '2026-05-25T17:00', 'fifteen days'],
    ['refuse', '2026-04-29T16:00', '2026-05-05T17:00', 'over the holidays of 30/4 and 1/5'],
    ['refuse', '2026-05-09T10:00', '2026-05-13T17:00', 'sent on a Saturday: counts from Monday'],
    ['refuse', '2026-05-04T22:00', '2026-05-07T17:00', 'sent in the evening: counts from the next morning'],
  ] as const)('%s of %s is due %s: %s', (act, received, due, _why) => {
    expect(local(termOf(act, fresh(at(received)), calendar))).toBe(due);
  });

  it('days of waiting for the sender do not count, a part of a day does', () => {
    const petition = fresh(at('2026-05-04T08:00'));
    const whole = [{ from: at('2026-05-05T07:30'), to: at('2026-05-08T07:30') }];
    expect(local(termOf('approve', { ...petition, pauses: whole }, calendar))).toBe('2026-05-28T17:00');
    const part = [{ from: at('2026-05-05T09:00'), to: at('2026-05-05T10:00') }];
    expect(local(termOf('approve', { ...petition, pauses: part }, calendar))).toBe('2026-05-25T17:00');
  });

  it('publishing is due two days after the answer, whatever came before', () => {
    const petition = fresh(at('2026-05-04T08:00'));
    const answered = { ...petition, state: 'answered', approvedAt: at('2026-05-25T10:00') } as const;
    expect(local(dueOf(answered, calendar))).toBe('2026-05-27T17:00');
    expect(termOf('publish', petition, calendar)).toBeNull();
  });

  it('the last minute is in time, the next is late; acts without a term never are', () => {
    const petition = fresh(at('2026-05-04T08:00'));
    expect(isLate('refuse', petition, at('2026-05-06T17:00'), calendar)).toBe(false);
    expect(isLate('refuse', petition, at('2026-05-06T17:01'), calendar)).toBe(true);
    expect(isLate('rate', petition, at('2027-05-06T17:01'), calendar)).toBe(false);
  });
});

describe('NĐ 118/2025 Đ8 k.1đ: complaints and denunciations go to citizen reception', () => {
  it.each([
    ['Tôi làm đơn tố cáo ông trưởng thôn nhận tiền', 'denunciation'],
    ['Toi to cao can bo dia chinh', 'denunciation'],
    ['Cán bộ A nhận hối lộ khi làm sổ đỏ', 'denunciation'],
    ['Tôi khiếu nại quyết định thu hồi đất số 12', 'complaint'],
    ['ĐƠN KHIẾU NẠI lần hai', 'complaint'],
    ['Tôi không đồng ý với quyết định xử phạt của xã', 'complaint'],
    ['Nắp cống đầu ngõ vỡ đã hơn một tháng', null],
    ['Tôi muốn hỏi thời hạn giải quyết khiếu nại là bao lâu', null],
    ['Đề nghị niêm yết số điện thoại tố cáo tội phạm', null],
    ['Cán bộ tiếp nhận làm việc chậm, phải đi lại ba lần', null],
  ] as const)('%s: %s', (text, kind) => {
    expect(complaintIn(text)).toBe(kind);
    expect(complaintIn(text.normalize('NFD'))).toBe(kind);
  });
});

describe('NĐ 118/2025 Đ29 k.3; Luật 91/2025: nothing personal is published', () => {
  const sender = {
    name: 'Nguyễn Văn Ví Dụ',
    phone: '0900 000 001',
    email: 'vidu@example.vn',
    tell: 'none',
  } as const;
  it.each([
    ['Đường đã được sửa xong.', '', []],
    ['Cảm ơn ông nguyễn văn ví dụ đã báo.', 'có lý do', ['sender']],
    ['Gọi số 0900000001', 'có căn cứ', ['sender']],
    ['Thư gửi VIDU@example.vn', 'có căn cứ', ['sender']],
    ['Căn cước 038000000001', 'có căn cứ', ['personal']],
    ['Gọi số 0912 345 678', '', ['personal']],
    ['Gọi số 0912 345 678', 'Số trực đã công bố', []],
  ])('%s (%s): %j', (text, reason, kinds) => {
    expect([...new Set(obstaclesIn(text, sender, reason).map(({ kind }) => kind))]).toEqual(kinds);
  });
});

const requestId = '00000000-0000-4000-8000-00000000000f';
const published = { title: 'Tên', question: 'Hỏi', shownAnswer: 'Đáp', allowed: '', alone: '', requestId };
/** One of each act; units, words and people differ by the step. */
const commandsAt = (step: number): readonly Command[] => [
  { type: 'accept', field: 'land', nature: 'life', unitId: 'u1', requestId },
  { type: 'move', unitId: `u${step % 3}`, words: 'lý do', requestId },
  { type: 'refuse', words: 'lý do', requestId },
  { type: 'forward', agency: 'Sở', words: 'ngoài thẩm quyền', requestId },
  { type: 'ask', words: 'hỏi thêm', requestId },
  { type: 'supply', words: 'thêm', requestId },
  { type: 'draft', words: `trả lời ${step}`, requestId },
  { type: 'approve', alone: '', requestId },
  { type: 'return', words: 'sửa', requestId },
  { type: 'keep', words: 'riêng tư', requestId },
  { type: 'publish', ...published, requestId },
  { type: 'correct', ...published, title: `Tên ${step}`, words: 'sửa tên', requestId },
  { type: 'rate', satisfied: 'no', words: '', requestId },
  { type: 'again', words: 'còn điều chưa rõ', requestId },
];
const steps = fc.array(
  fc.record({
    pick: fc.nat(1000),
    // Now and then something that the state does not let anybody do.
    wild: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    by: fc.constantFrom('anna', 'binh'),
    hours: fc.integer({ min: 0, max: 60 }),
  }),
  { minLength: 15, maxLength: 40 },
);
const RUNS = Number(process.env['PETITION_RUNS'] ?? 150);
const WAITS = new Set(['received', 'accepted', 'proposed', 'answered']);

describe('four eyes: who wrote an answer does not let it out', () => {
  const drafted = {
    ...fresh(at('2026-05-04T08:00')),
    state: 'proposed',
    answer: 'Đáp',
    draftedBy: 'anna',
  } as const;
  const cases = [
    ['approve', drafted, 'own-draft'],
    ['publish', { ...drafted, state: 'answered' }, 'own-answer'],
    ['correct', { ...drafted, state: 'published' }, 'own-answer'],
  ] as const;
  const commandOf = (type: 'approve' | 'publish' | 'correct', alone: string): Command =>
    type === 'approve'
      ? { type, alone, requestId }
      : type === 'publish'
        ? { type, ...published, alone, requestId }
        : { type, ...published, alone, title: 'Khác', words: 'sửa', requestId };
  const why = 'Cả trung tâm hiện chỉ có một cán bộ.';
  it.each(cases)('%s', (type, petition, refusal) => {
    const now = at('2026-05-05T08:00');
    const as = (id: string, alone: boolean, reason: string) =>
      decide(petition, commandOf(type, reason), { id, name: id, alone }, now);
    expect(as('anna', false, why)).toEqual({ refusal });
    expect(as('anna', true, 'một mình')).toEqual({ refusal: 'alone-reason' });
    expect(as('anna', true, why)).toMatchObject({ petition: { aloneReason: why } });
    // A second person needs no reason, and what such a person types is not kept.
    expect(as('binh', false, why)).toMatchObject({ petition: { aloneReason: '' } });
  });
});

describe('random histories', () => {
  it('one state, one due moment by the rules, nothing published unapproved, nobody approves the own draft', () => {
    const seen = new Set<CommandType>();
    fc.assert(
      fc.property(steps, (history) => {
        let now = at('2026-02-02T08:00');
        let petition: Petition = fresh(now);
        let rounds = 0;
        for (const [step, { pick, wild, by, hours: pass }] of history.entries()) {
          now = now.add({ hours: pass });
          const before = petition;
          const open = possible(before);
          const all = commandsAt(step);
          const offered = wild ? all : all.filter(({ type }) => open.includes(type));
          const command = offered[pick % Math.max(1, offered.length)];
          if (command === undefined) {
            continue;
          }
          const decided = decide(before, command, { id: by, name: by }, now);
          if ('refusal' in decided) {
            expect(petition).toBe(before);
            continue;
          }
          expect(possible(before)).toContain(command.type);
          seen.add(command.type);
          petition = decided.petition;
          rounds += command.type === 'again' ? 1 : 0;
          const due = dueOf(petition, calendar);
          expect(due !== null).toBe(WAITS.has(petition.state));
          if (due !== null && petition.state !== 'answered') {
            const days = petition.state === 'received' ? 2 : 15;
            expect(Temporal.Instant.compare(due, petition.receivedAt)).toBe(1);
            expect(local(due)).toBe(local(termOf(days === 2 ? 'refuse' : 'approve', petition, calendar)));
          }
          expect(petition.state === 'waiting').toBe(petition.waitingSince !== null);
          if (petition.publishedAt !== before.publishedAt) {
            expect(before.approvedAt).not.toBeNull();
            expect(before.state).toBe('answered');
          }
          if (['answered', 'published', 'closed'].includes(petition.state)) {
            expect(petition.answer).not.toBe('');
            expect(petition.approvedBy).not.toBe(petition.draftedBy);
          }
        }
        expect(rounds).toBeLessThanOrEqual(1);
        expect(petition.round).toBe(rounds + 1);
      }),
      { numRuns: RUNS, seed: 20_260_504 },
    );
    for (const type of ['accept', 'ask', 'supply', 'draft', 'approve', 'publish', 'again'] as const) {
      expect(seen, type).toContain(type);
    }
  });

  it('figures add up: what was received is handled or open, what was handled was in time or late', () => {
    const now = at('2026-06-01T08:00');
    const one = fresh(at('2026-05-04T08:00'));
    const { all, byField } = figuresOf(
      [
        { ...one, dueAt: at('2026-05-06T17:00'), late: false },
        { ...one, state: 'refused', late: false },
        { ...one, state: 'published', field: 'land', publishedAt: now, satisfied: false, late: true },
      ],
      now,
    );
    expect(all).toMatchObject({ received: 3, handled: 2, inTime: 1, late: 1, open: 1, overdue: 1 });
    expect(all).toMatchObject({ published: 1, unhappy: 1, again: 0 });
    expect(byField.map(({ name, sums }) => [name, sums.received])).toEqual([
      ['land', 1],
      [null, 2],
    ]);
  });
});
