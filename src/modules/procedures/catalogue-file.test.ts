import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCatalogue } from './catalogue-file.ts';
import { isReceivable } from './rules/listing.ts';
import { hasNationalData, NATIONAL_CATALOGUE } from './testing/quality.ts';

const line = (more: object) =>
  JSON.stringify({ code: '1.000001', name: 'Thủ tục ví dụ', field: 'Ví dụ', ...more });

describe('reading a national export', () => {
  it('takes a line with only the three things it cannot do without', () => {
    const { procedures, refused } = readCatalogue(line({}));
    expect(refused).toEqual([]);
    expect(procedures[0]).toMatchObject({
      code: '1.000001',
      fieldGroup: 'Ví dụ',
      terms: [],
      executor: 'commune',
    });
  });

  it('refuses wrong lines one by one, with place and every reason, and goes on', () => {
    const text = [
      line({}),
      'không phải JSON',
      line({ code: '1001', name: 'X' }),
      line({ name: 'Lần hai' }),
      line({ code: '1.000002', timeLimit: { amount: -5, unit: 'workingDay' } }),
      '',
      line({ code: '1.000003' }),
    ].join('\n');
    const { procedures, refused } = readCatalogue(`\uFEFF${text}`);
    expect(procedures.map(({ code }) => code)).toEqual(['1.000001', '1.000003']);
    expect(refused.map((one) => [one.line, one.code])).toEqual([
      [2, null],
      [3, '1001'],
      [4, '1.000001'],
      [5, '1.000002'],
    ]);
    expect(refused[1]?.reasons).toHaveLength(2);
    expect(refused[2]?.reasons[0]).toContain('đã có ở một dòng trên');
  });

  it.each([
    [
      { unit: 'workingDay', amount: 5 },
      { unit: 'working-day', amount: 5 },
    ],
    [
      { unit: 'calendarDay', amount: 20 },
      { unit: 'calendar-day', amount: 20 },
    ],
    [
      { unit: 'workingHour', amount: 4 },
      { unit: 'working-hour', amount: 4 },
    ],
    [
      { unit: 'immediate', amount: 0, text: 'Trong ngày; tiếp nhận sau 16 giờ thì ngày làm việc tiếp theo' },
      { unit: 'same-day', amount: 0, cutOff: '16:00' },
    ],
    [{ unit: 'unspecified', amount: null }, undefined],
  ])('time limit %o', (timeLimit, term) => {
    expect(readCatalogue(line({ timeLimit })).procedures[0]?.terms[0]?.term).toEqual(term);
  });

  it('papers that are only shown are told from those handed in; embassies’ fees are left out', () => {
    const { procedures } = readCatalogue(
      line({
        components: [
          { name: 'Thẻ căn cước', originals: 1, group: 'Giấy tờ phải xuất trình' },
          { name: 'Tờ khai', originals: 1, group: 'Giấy tờ phải nộp' },
          { name: 'Trường hợp ủy quyền thì nộp văn bản ủy quyền', originals: 1 },
        ],
        fees: [
          { text: '10 USD', amountVnd: null, appliesTo: 'overseasMission' },
          { text: '2.000 đồng (/trang)', amountVnd: 2000, channels: ['inPerson'] },
        ],
      }),
    );
    expect(procedures[0]?.components.map(({ kind, need }) => `${kind} ${need}`)).toEqual([
      'show always',
      'submit always',
      'submit if-applies',
    ]);
    expect(procedures[0]?.fees).toMatchObject([{ amountVnd: 2000, unit: 'page', channels: ['in-person'] }]);
  });

  it.skipIf(!hasNationalData())('reads the whole national export (skipped where it is not beside us)', () => {
    const progress: number[] = [];
    const { procedures, refused } = readCatalogue(readFileSync(NATIONAL_CATALOGUE, 'utf8'), (done) =>
      progress.push(done),
    );
    expect(refused).toEqual([]);
    expect(procedures).toHaveLength(563);
    expect(procedures.filter(isReceivable)).toHaveLength(401);
    expect(progress.at(-1)).toBe(progress.length);
  });
});
