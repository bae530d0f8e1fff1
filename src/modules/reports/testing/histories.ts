import fc from 'fast-check';
import { command, INTAKE } from '#modules/dossiers/testing/facts.ts';
import { type RandomAct, randomActs } from '#modules/dossiers/testing/random.ts';

function act(person: RandomAct['person'], input: Parameters<typeof command>[0]): Omit<RandomAct, 'later'> {
  return { person, command: command(input) };
}

const reason = 'Lý do để thử';

/** The ways in which a dossier usually ends, each from receipt on. */
const ENDINGS: readonly (readonly Omit<RandomAct, 'later'>[])[] = [
  [
    act('officer', { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' }),
    act('leader', { type: 'sign-result' }),
    act('officer', { type: 'finish' }),
  ],
  [
    act('officer', { type: 'record-decision', outcome: 'refuse', summary: 'Không đủ điều kiện' }),
    act('leader', { type: 'sign-result' }),
    act('officer', { type: 'finish' }),
  ],
  [
    act('officer', { type: 'request-supplement', items: [{ content: 'Giấy tờ ví dụ', reason }] }),
    act('counter', { type: 'pass-on-supplement' }),
    act('counter', { type: 'complete-supplement', complete: true }),
    act('officer', { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' }),
    act('leader', { type: 'sign-result' }),
    act('officer', { type: 'finish' }),
  ],
  [
    act('officer', { type: 'request-supplement', items: [{ content: 'Giấy tờ ví dụ', reason }] }),
    act('counter', { type: 'pass-on-supplement' }),
    act('counter', { type: 'close-for-no-supplement', reason }),
  ],
  [act('counter', { type: 'withdraw', reason })],
  [act('leader', { type: 'stop', reason, legalBasis: 'Điều 21' })],
  [],
];

const later = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 1500 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1500, max: 30_000 }) },
);

function timed(ending: readonly Omit<RandomAct, 'later'>[], delays: readonly number[]): readonly RandomAct[] {
  return [
    act('counter', { type: 'receive', intake: INTAKE }),
    act('counter', { type: 'complete-step' }),
    act('officer', { type: 'accept-hand-over' }),
    ...ending,
    act('counter', { type: 'add-note', text: 'Ghi chú' }),
  ].map((step, i) => ({ ...step, later: delays[i] ?? 1 }));
}

/** A dossier that is finished on its very due day: a week later, as its term is five working days. */
export const onTheDueDay: readonly RandomAct[] = timed(ENDINGS[0] ?? [], [
  0,
  10,
  10,
  10,
  10,
  7 * 24 * 60 - 30,
]);

const usual: fc.Arbitrary<readonly RandomAct[]> = fc
  .tuple(fc.constantFrom(...ENDINGS), fc.array(later, { minLength: 10, maxLength: 10 }))
  .map(([ending, delays]) => timed(ending, delays));

/** Histories of dossiers: mostly such as happen, some where anybody presses anything at any time. */
export const histories: fc.Arbitrary<readonly RandomAct[]> = fc.oneof(
  { weight: 3, arbitrary: usual },
  { weight: 1, arbitrary: randomActs },
);
