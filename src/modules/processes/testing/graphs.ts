import fc from 'fast-check';
import { ProcessDefinition } from '../schema.ts';

/** One part of a process in a row: a step, a choice of ways, or strands that run at the same time. */
type Part =
  | { readonly kind: 'step' }
  | { readonly kind: 'choice'; readonly ways: number }
  | { readonly kind: 'ask'; readonly agency: boolean }
  | { readonly kind: 'split'; readonly strands: readonly number[]; readonly opinion: boolean };

const part: fc.Arbitrary<Part> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ kind: 'step' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('choice' as const), ways: fc.integer({ min: 2, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask' as const), agency: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('split' as const),
      strands: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2, maxLength: 3 }),
      opinion: fc.boolean(),
    }),
  },
);

const NAMES = [
  'Thẩm định hồ sơ, kiểm tra thực địa',
  'Lấy ý kiến Phòng Văn hóa – Xã hội về hiện trạng, nguồn gốc và quá trình sử dụng đất của hộ gia đình',
  'Trình ký',
  'Tổng hợp; “đối chiếu” & ghi nhận <kết quả>, 100%',
];

/** Builds the steps: every part ends in one step, so that what follows has one way in. */
function build(parts: readonly Part[], hours: (n: number) => number): object[] {
  const steps: Record<string, unknown>[] = [];
  const add = (extra: Record<string, unknown> = {}) => {
    const n = steps.length;
    const step: Record<string, unknown> = {
      key: `b${n}`,
      name: NAMES[n % NAMES.length],
      kind: 'handle',
      unit: n % 2 === 0 ? 'phong-kinh-te' : 'phong-van-hoa-xa-hoi',
      role: 'officer',
      time: hours(n) % 5 === 0 ? { share: 1 + (hours(n) % 7) } : { hours: hours(n) / 4 },
      ...extra,
    };
    steps.push(step);
    return step;
  };
  let open = add({ kind: 'receive', role: 'receptionist', unit: 'trung-tam' });
  const goOn = (extra: Record<string, unknown> = {}) => {
    const next = add(extra);
    open['next'] = [next['key']];
    open = next;
  };
  for (const one of parts) {
    if (one.kind === 'step') {
      goOn({ returnTo: [open['key']] });
    } else if (one.kind === 'ask') {
      goOn(one.agency ? { kind: 'agency', agency: 'Cơ quan Ví Dụ' } : { kind: 'opinion', silence: 'go-on' });
      goOn();
    } else if (one.kind === 'choice') {
      const ways = Array.from({ length: one.ways }, () => add());
      open['next'] = ways.map((way) => way['key']);
      const meet = add();
      for (const way of ways) {
        way['next'] = [meet['key']];
      }
      open = meet;
    } else {
      const tails: Record<string, unknown>[] = [];
      const heads = one.strands.map((length, s) => {
        const asks = one.opinion && s > 0;
        const head = add(asks ? { kind: 'opinion' } : {});
        let tail = head;
        for (let i = 1; i < (asks ? 1 : length); i += 1) {
          const next = add({ returnTo: [tail['key']] });
          tail['next'] = [next['key']];
          tail = next;
        }
        tails.push(tail);
        return head['key'];
      });
      open['next'] = heads;
      open['split'] = 'all';
      const meet = add();
      for (const tail of tails) {
        tail['next'] = [meet['key']];
      }
      open = meet;
    }
  }
  goOn({ kind: 'sign', role: 'commune-leader', unit: 'lanh-dao' });
  goOn({ kind: 'return', role: 'receptionist', unit: 'trung-tam', next: [] });
  return steps;
}

/** Processes that are sound by construction: lines, choices, questions to others, strands that meet again. */
export const soundProcess: fc.Arbitrary<ProcessDefinition> = fc
  .record({
    parts: fc.array(part, { maxLength: 3 }),
    hours: fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 45, maxLength: 45 }),
  })
  .map(({ parts, hours }) =>
    ProcessDefinition.parse({
      code: 'vi-du',
      name: 'Quy trình ví dụ, “được dựng” để thử',
      source: 'Quyết định số 00/QĐ-UBND ví dụ',
      validFrom: '2026-01-01',
      appliesTo: { fieldGroups: ['Lĩnh vực ví dụ'] },
      steps: build(parts, (n) => hours[n] ?? 4),
    }),
  );

/** Numbers from a list that is drawn at random, one after another: which way is gone at each fork. */
export const draws: fc.Arbitrary<(below: number) => number> = fc
  .array(fc.nat(), { minLength: 10, maxLength: 50 })
  .map((numbers) => {
    let at = 0;
    return (below: number) => {
      at += 1;
      return below === 0 ? 0 : (numbers[at % numbers.length] ?? 0) % below;
    };
  });
