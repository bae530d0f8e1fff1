import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MirrorMapping, type Observation, type StampedFields } from '../schema.ts';
import { exampleExport } from './example.ts';
import { type LocalReceipt, matchFor } from './match.ts';
import { asOf, merged } from './merge.ts';
import { findColumns, guessColumns, instantOf, isHeading, readRow } from './rows.ts';
import { saidInWords, saidOf, staleInWords } from './said.ts';

const RUNS = Number(process.env['MOTCUA_PROPERTY_RUNS'] ?? 100);
const base = Temporal.Instant.from('2026-05-04T08:00:00+07:00');

const observation = fc
  .record({
    minutes: fc.integer({ min: 0, max: 5 }),
    status: fc.integer({ min: 1, max: 10 }),
    unitName: fc.option(fc.constantFrom('Phòng Kinh tế', 'Văn phòng'), { nil: undefined }),
    dueAt: fc.option(fc.constantFrom('2026-05-06T00:00:00Z', '2026-05-07T00:00:00.5Z'), { nil: undefined }),
  })
  .map(
    ({ minutes, status, unitName, dueAt }): Observation => ({
      number: 'H1',
      at: base.add({ minutes }),
      values: {
        number: 'H1',
        status: String(status),
        ...(unitName === undefined ? {} : { unitName }),
        ...(dueAt === undefined ? {} : { dueAt }),
      },
    }),
  );

const all = (seen: readonly Observation[]) =>
  seen.reduce<StampedFields>((fields, one) => merged(fields, one), {});

describe('any order and repetition of pages and files gives the same state', () => {
  it('whatever comes first, and however often', () => {
    fc.assert(
      fc.property(
        fc
          .array(observation, { minLength: 1, maxLength: 12 })
          .chain((seen) =>
            fc.tuple(
              fc.constant(seen),
              fc.shuffledSubarray([...seen, ...seen], { minLength: seen.length * 2 }),
            ),
          ),
        ([seen, disordered]) => {
          expect(all(disordered)).toEqual(all(seen));
          expect(asOf(all(disordered)).toString()).toBe(asOf(all(seen)).toString());
        },
      ),
      { numRuns: RUNS },
    );
  });

  it('the newest word holds; a column that a file lacks changes nothing', () => {
    const first: Observation = {
      number: 'H1',
      at: base,
      values: { number: 'H1', status: '4', unitName: 'A' },
    };
    const later: Observation = {
      number: 'H1',
      at: base.add({ hours: 1 }),
      values: { number: 'H1', status: '9' },
    };
    expect(all([later, first])).toMatchObject({ status: { value: '9' }, unitName: { value: 'A' } });
  });
});

describe('rows of a source', () => {
  const mapping = MirrorMapping.parse({
    columns: { number: 'Mã hồ sơ', status: 'Trạng thái', dueAt: 'Hạn trả' },
    states: { 'Chờ ký số': 4 },
  });
  const read = (number: string, status: string, due: string) =>
    readRow((field) => ({ number, status, dueAt: due })[field as 'number'] ?? '', mapping, base);

  it.each([
    ['04/05/2026', '2026-05-03T17:00:00Z'],
    ['04/05/2026 08:30', '2026-05-04T01:30:00Z'],
    ['08:30 04/05/2026', '2026-05-04T01:30:00Z'],
    ['2026-05-04T08:30:00', '2026-05-04T01:30:00Z'],
    ['20260504083000', '2026-05-04T01:30:00Z'],
    ['2026-05-04T08:30:00+07:00', '2026-05-04T01:30:00Z'],
    ['46146', '2026-05-03T17:00:00Z'],
    ['46146.354166666664', '2026-05-04T01:30:00Z'],
    ['99999', null],
    ['31/02/2026', null],
    ['hôm qua', null],
  ])('the moment “%s” is %s', (text, moment) => expect(instantOf(text)?.toString() ?? null).toBe(moment));

  it.each([
    ['4', 4],
    ['ĐANG GIẢI QUYẾT', 4],
    ['chờ ký số', 4],
    ['Đã trả kết quả', 10],
  ])('the state “%s” is %i', (text, status) =>
    expect(read(' h56-1 ', text, '')).toMatchObject({
      seen: { number: 'H56-1', values: { status: String(status) } },
    }),
  );

  it.each([
    ['06/05/2026', '2026-05-06T16:59:59Z'],
    ['46148', '2026-05-06T16:59:59Z'],
    ['06/05/2026 16:30', '2026-05-06T09:30:00Z'],
  ])('a promise of “%s” holds until %s', (due, moment) =>
    expect(read('h', '4', due)).toMatchObject({ seen: { values: { dueAt: moment } } }),
  );

  it('headings and sums between the rows are none; a row that has anything of a dossier is', () => {
    expect(isHeading(['I. Hộ tịch', '', ''], 'I. Hộ tịch', '')).toBe(true);
    expect(isHeading(['', 'Tổng cộng', '5'], '', '')).toBe(true);
    expect(isHeading(['H56-1', '', ''], 'H56-1', '')).toBe(false);
    expect(isHeading(['', '', 'Đang xử lý'], '', 'Đang xử lý')).toBe(false);
    expect(isHeading(['', 'Khai sinh', 'Nguyễn Văn Ví Dụ'].concat('04/05/2026'), '', '')).toBe(false);
  });

  it('every reason is told at once', () => {
    expect(read('', 'lạ', 'mai')).toEqual({
      reasons: ['thiếu mã hồ sơ', 'không hiểu trạng thái “lạ”', 'ngày hẹn trả “mai” không phải ngày giờ'],
    });
  });

  it('headers are found whatever their capitals and marks; needed ones that lack are named', () => {
    expect(findColumns(['TRANG THAI', 'ma ho so'], mapping)).toMatchObject({
      missing: [],
      absent: ['dueAt'],
    });
    expect(findColumns(['Trạng thái', 'Số'], mapping).missing).toEqual(['number']);
    expect(guessColumns(['STT', 'Mã hồ sơ', 'Tình trạng'])).toEqual({
      number: 'Mã hồ sơ',
      status: 'Tình trạng',
    });
  });
});

describe('how old figures are', () => {
  const now = base.add({ hours: 30 });
  it.each([
    ['http', 28, null, false, 'theo hệ thống của tỉnh, lúc 12:00 05/05'],
    ['http', 27, null, true, 'đã 3 giờ không đọc được'],
    ['http', 27, 4, false, ''],
    ['folder', 5, null, false, ''],
    ['folder', 3, null, true, 'đã 27 giờ không có tệp mới'],
  ] as const)(
    '%s, read %i hours after the start, limit %s: stale %s',
    (kind, readAfter, limit, stale, words) => {
      const said = saidOf(kind, base.add({ hours: readAfter }), limit, now);
      expect(said.stale).toBe(stale);
      expect(`${saidInWords(said, 'vi')} ${staleInWords(said, 'vi') ?? ''}`).toContain(words);
      expect(staleInWords(said, 'vi', 'public') === null).toBe(!stale);
    },
  );

  it('what was never read is stale and says so', () => {
    const said = saidOf('folder', null, null, now);
    expect(said).toMatchObject({ stale: true, hours: null });
    expect(saidInWords(said, 'vi')).toContain('chưa đọc được lần nào');
    expect(staleInWords(saidOf('off', null, null, now), 'vi')).toContain('Chưa cài đặt');
  });
});

describe('the example’s export', () => {
  it('is read without a single doubt, and is the same at the same moment', () => {
    const text = exampleExport(base);
    expect(exampleExport(base)).toBe(text);
    const [head = '', ...lines] = text.trim().split('\n');
    const columns = guessColumns(head.split(';'));
    const at = findColumns(head.split(';'), { columns, states: {} });
    for (const line of lines) {
      const cells = line.split(';');
      const row = readRow((field) => cells[at.at.get(field) ?? -1] ?? '', { columns, states: {} }, base);
      expect(row, line).toHaveProperty('seen');
    }
    expect(lines).toHaveLength(48);
  });
});

describe('whose an official code is', () => {
  const receipt = (dossierId: string, localNumber: string, id: string): LocalReceipt => ({
    dossierId,
    localNumber,
    procedureCode: '1.001193',
    idNumbers: [id],
    receivedAt: base,
  });
  const told = (number: string, localNumber: string | null, applicantId: string | null) => ({
    number,
    localNumber,
    applicantId,
    procedureCode: '1.001193',
    receivedAt: base.add({ hours: 3 }),
  });
  const a = receipt('a', 'TN2026/000001', '038000000001');
  const b = receipt('b', 'TN2026/000002', '038000000001');

  it.each([
    [
      'by the local number',
      told('H1', 'tn2026/000001', null),
      [a, b],
      [],
      { kind: 'one', dossierId: 'a', by: 'local-number' },
    ],
    [
      'by person, procedure and day',
      told('H1', null, '038000000001'),
      [a],
      [],
      { kind: 'one', dossierId: 'a', by: 'person' },
    ],
    ['two receipts', told('H1', null, '038000000001'), [a, b], [], { kind: 'doubt', candidates: ['a', 'b'] }],
    [
      'two codes',
      told('H1', null, '038000000001'),
      [a],
      [told('H2', null, '038000000001')],
      { kind: 'doubt', candidates: ['a'] },
    ],
    [
      'another names the receipt',
      told('H1', null, '038000000001'),
      [a],
      [told('H2', 'TN2026/000001', null)],
      { kind: 'none' },
    ],
    ['nobody', told('H1', null, '038000000009'), [a, b], [], { kind: 'none' }],
    ['nothing told', told('H1', null, null), [a, b], [], { kind: 'none' }],
  ] as const)('%s', (_case, code, receipts, others, expected) =>
    expect(matchFor(code, receipts, others)).toEqual(expected),
  );
});
