import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, figuresInWords, loadInWords, suggest } from './load.ts';

const candidate: fc.Arbitrary<Candidate> = fc.record({
  accountId: fc.uuid(),
  name: fc.constantFrom('Nguyễn Văn An Ví Dụ', 'Trần Thị Bình Ví Dụ', 'Đỗ Thị Đào Ví Dụ'),
  load: fc.option(fc.record({ minutes: fc.nat(5), dossiers: fc.nat(3), over: fc.nat(1) }), {
    nil: undefined,
  }),
});

describe('suggest', () => {
  it('does not depend on the order in which people come in, and the least loaded is first', () => {
    fc.assert(
      fc.property(fc.uniqueArray(candidate, { selector: (c) => c.accountId, minLength: 1 }), (people) => {
        const ranked = suggest(people);
        expect(suggest(people.toReversed())).toEqual(ranked);
        expect(suggest(people.toSorted((a, b) => (a.accountId < b.accountId ? 1 : -1)))).toEqual(ranked);
        const least = Math.min(...people.map((one) => one.load?.minutes ?? 0));
        expect(ranked[0]?.load?.minutes ?? 0).toBe(least);
      }),
    );
  });

  const an = { accountId: '1', name: 'An', load: { minutes: 750, dossiers: 8, over: 1 } };
  const binh = { accountId: '2', name: 'Bình', load: { minutes: 60, dossiers: 2, over: 0 } };

  it('tells its figures', () => {
    expect(figuresInWords(an.load)).toBe('đang giữ 8 hồ sơ, còn 12,5 giờ làm việc, 1 bước đã quá giờ');
    const ranked = suggest([an, binh]);
    expect(loadInWords(binh, ranked)).toBe(
      'Ít việc nhất trong 2 người: đang giữ 2 hồ sơ, còn 1 giờ làm việc.',
    );
    expect(loadInWords(an, ranked)).toContain('ít việc nhất là Bình, còn 1 giờ');
  });
});
