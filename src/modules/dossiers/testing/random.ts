import fc from 'fast-check';
import type { Command } from '../schema.ts';
import { command, INTAKE, type Person, UNIT_A, UNIT_B } from './facts.ts';

const reason = 'Lý do để thử';
const item = { content: 'Giấy tờ ví dụ', reason };
const receiver = { name: 'Nguyễn Văn Ví Dụ', as: 'applicant' } as const;

/** One command of each kind (some in several shapes), as a person could send them at any time. */
export const SAMPLE_COMMANDS: readonly Command[] = [
  { type: 'keep-draft', intake: INTAKE },
  { type: 'receive', intake: INTAKE },
  { type: 'receive' },
  { type: 'refuse-at-reception', reason },
  { type: 'request-supplement', items: [item] },
  { type: 'request-supplement', items: [item, item], leaderReason: reason },
  { type: 'pass-on-supplement' },
  { type: 'drop-supplement', reason },
  { type: 'complete-supplement', complete: true },
  { type: 'complete-supplement', complete: false, papers: [{ key: 'x1', name: 'Giấy mang thêm' }] },
  { type: 'close-for-no-supplement', reason },
  { type: 'receive-at-competent-agency' },
  { type: 'hand-over', toUnitId: UNIT_A },
  { type: 'accept-hand-over' },
  { type: 'return-hand-over', reason },
  { type: 'complete-step' },
  { type: 'complete-step', toStep: 'ky' },
  { type: 'assign', accountId: '01900000-0000-7000-8000-000000000012' },
  {
    type: 'hand-on',
    fromAccountId: '01900000-0000-7000-8000-000000000012',
    toAccountId: '01900000-0000-7000-8000-000000000013',
    because: reason,
  },
  { type: 'request-payment', reason, fee: { lines: [{ name: 'Lệ phí', amount: 10_000 }] } },
  { type: 'confirm-payment', method: 'cash' },
  { type: 'extend-with-apology', newDay: '2026-06-01', reason },
  { type: 'record-decision', outcome: 'approve', summary: 'Đủ điều kiện' },
  { type: 'record-decision', outcome: 'refuse', summary: 'Không đủ điều kiện' },
  { type: 'sign-result' },
  { type: 'enter-register', book: 'SCT/CK,ĐC', documents: [{ name: 'Giấy ủy quyền' }] },
  { type: 'finish' },
  { type: 'announce-result', via: 'sms' },
  { type: 'return-result', via: 'paper', receiver },
  { type: 'return-result', via: 'electronic', receiver },
  { type: 'withdraw', reason },
  { type: 'stop', reason, legalBasis: 'Điều 21' },
  { type: 'correct-procedure', procedureCode: '2.000635', reason },
  { type: 'correct-person', parties: INTAKE.parties, reason },
  { type: 'correct-result', reason },
  { type: 'take-official-number', number: 'H56.99-260504-0099' },
  { type: 'reprint-receipt', reason },
  { type: 'add-note', text: 'Ghi chú' },
  { type: 'ask-opinion', toUnitId: UNIT_B, question: 'Có vướng quy hoạch không?', hours: 8 },
  { type: 'ask-opinion', toUnitId: UNIT_A, question: 'Ranh giới có đúng không?', hours: 4, silence: 'wait' },
  { type: 'open-sub-dossier', agency: 'Cơ quan Ví Dụ', title: 'Xác định nghĩa vụ tài chính', days: 5 },
  { type: 'open-sub-dossier', toUnitId: UNIT_B, title: 'Trích đo', days: 2 },
  { type: 'answer-strand', no: 1, result: 'done' },
  { type: 'answer-strand', no: 1, result: 'agree', text: 'Đồng ý' },
  { type: 'answer-strand', no: 2, result: 'disagree', text: 'Còn vướng' },
  { type: 'note-silence', no: 2 },
  { type: 'assign-strand', no: 1, accountId: '01900000-0000-7000-8000-000000000014' },
  { type: 'drop-strand', no: 1, reason },
  { type: 'note-reference', no: 1, reference: 'LT-00012/2026' },
  { type: 'add-file', file: { id: '01900000-0000-7000-8000-0000000000e1', name: 'anh.pdf' } },
].map((input) => command({ ...input, type: input.type as Command['type'] }));

/** What is likely to be done at all: keeps random walks from ending at once. */
const LIKELY = SAMPLE_COMMANDS.filter((c) => !['withdraw', 'stop', 'refuse-at-reception'].includes(c.type));

export interface RandomAct {
  readonly person: Person;
  /** Minutes since the act before. */
  readonly later: number;
  readonly command: Command;
}

const FIRST: RandomAct = {
  person: 'counter',
  later: 0,
  command: command({ type: 'receive', intake: INTAKE }),
};

/** Walks of up to 40 acts by any person, minutes to weeks apart. */
export const randomActs: fc.Arbitrary<readonly RandomAct[]> = fc
  .array(
    fc.record({
      person: fc.constantFrom<Person>('counter', 'officer', 'head', 'other', 'leader'),
      later: fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 1, max: 600 }) },
        { weight: 1, arbitrary: fc.integer({ min: 600, max: 30_000 }) },
      ),
      command: fc.oneof(
        { weight: 12, arbitrary: fc.constantFrom(...LIKELY) },
        { weight: 1, arbitrary: fc.constantFrom(...SAMPLE_COMMANDS) },
      ),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((acts) => [FIRST, ...acts]);
