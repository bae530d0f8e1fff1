import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountOf, dayOf, nationalCode } from '#integrations/national-list/lenient.ts';
import { readProcedureRecord } from '#integrations/national-list/procedure-record.ts';
import { readPublicDetail } from '#integrations/national-list/public-service.ts';
import { readCatalogue } from '#modules/procedures/catalogue-file.ts';
import { Procedure } from '#modules/procedures/schema.ts';
import { hasNationalData, NATIONAL_CATALOGUE } from '#modules/procedures/testing/quality.ts';
import { ProcedureShelf } from '#simulators/national-portal/procedure-list.ts';
import type { NationalRecord } from '../schema.ts';
import { compareOne, isShort, recordsToRead } from './compare.ts';
import { readingOf } from './reading.ts';
import { changesOf } from './words.ts';

const shelf = new ProcedureShelf();
const BIRTH = {
  code: '1.001193',
  name: 'Thủ tục đăng ký khai sinh',
  field: 'Hộ tịch',
  days: '1',
  unit: 'Ngày làm việc',
  fee: '8.000',
  papers: [{ name: 'Tờ khai đăng ký khai sinh', originals: 1, copies: 0 }],
  results: [{ name: 'Giấy khai sinh', code: 'KQ.G15.000022' }],
  laws: [{ number: '60/2014/QH13', name: 'Luật Hộ tịch', from: '01/01/2016' }],
};
const LEVEL_CODES = { commune: '3', province: '1', ministry: '0', other: '9' } as const;
const CHANNEL_CODES = { 'in-person': '1', online: '2', postal: '3' } as const;
const today = Temporal.PlainDate.from('2026-05-04');

/** The record as one of the two services tells it. */
function told(code: string, how: 'services' | 'public'): NationalRecord {
  const record =
    how === 'services'
      ? readProcedureRecord(shelf.service('LayThuTuc', { maTTHC: code })?.result?.[0])
      : readPublicDetail(shelf.publicService('/get-formality-by-citizen', { id: code }));
  if (record === null) {
    throw new Error(`${code} was not read`);
  }
  return record;
}

const here = (record: NationalRecord, change: Partial<Procedure> = {}) => ({
  body: Procedure.parse({ ...readingOf(record, null).body, ...change }),
  open: true,
});

describe('reading what the services send (reference 4.1, 17)', () => {
  it.each([
    ['8.000', 8000],
    ['8000', 8000],
    ['1.250.000', 1_250_000],
    ['8,000', 8000],
    ['không', 0],
    ['Miễn', 0],
    ['8.000 đồng', 8000],
    ['', null],
    ['theo quy định', null],
    ['8.00.0', null],
  ])('a fee of “%s” is %s', (text, amount) => expect(amountOf(text)).toBe(amount));

  it.each([
    ['1.001193', '1.001193'],
    ['1.000094.000.00.00.H56', '1.000094'],
    ['abc', null],
    ['1.0011934', null],
  ])('the code %s stands for %s', (text, code) => expect(nationalCode(text)).toBe(code));

  it.each([
    ['01/07/2026', '2026-07-01'],
    ['2026-07-01T00:00:00', '2026-07-01'],
    ['20260701000000', '2026-07-01'],
    ['31/02/2026', null],
    ['', null],
  ])('the day %s is %s', (text, day) => expect(dayOf(text)).toBe(day));

  it('both services tell the same procedure', () => {
    shelf.put(BIRTH);
    const [one, other] = [told(BIRTH.code, 'services'), told(BIRTH.code, 'public')];
    expect(one).toMatchObject({
      levels: ['commune'],
      papers: [{ originals: 1, copies: 0 }],
      agency: 'Ủy ban nhân dân cấp xã',
    });
    expect(one.channels[0]?.fees).toEqual([{ kind: 'charge', amountVnd: 8000, text: '8.000 Đồng' }]);
    expect(readingOf(other, here(one).body).parts).toEqual([]);
  });

  it('keys that are not sent say nothing', () => {
    const record = readProcedureRecord({ MATTHC: '1.001193', TENTTHC: 'Thủ tục đăng ký khai sinh' });
    expect(record).toMatchObject({
      inForce: false,
      levels: [],
      channels: [],
      papers: [],
      requirements: null,
    });
    const detail = readPublicDetail({ data: { code: '1.001193', name: 'Thủ tục ví dụ', state: 'ACTIVE' } });
    expect(detail).toMatchObject({ inForce: true, levels: [], field: null });
  });

  it('nothing that a service may send makes it break', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, part) => {
        const keys = ['CACHTHUCTHUCHIEN', 'THANHPHANHOSO', 'CANCUPHAPLY', 'CAPTHUCHIEN', 'TRINHTUTHUCHIEN'];
        const odd = Object.fromEntries(keys.map((key) => [key, part]));
        readProcedureRecord({ MATTHC: '1.000001', TENTTHC: 'Ví dụ', ...odd });
        readProcedureRecord(value);
        readPublicDetail({ data: value });
      }),
      { numRuns: Number(process.env['MOTCUA_PROPERTY_RUNS'] ?? 100) },
    );
  });
});

describe('how a procedure differs', () => {
  const record = () => {
    shelf.put(BIRTH);
    return told(BIRTH.code, 'services');
  };

  it('says nothing where only the words of the centre differ, and a second reading never finds more', () => {
    const local = here(record(), {
      plainName: 'Làm giấy khai sinh',
      keywords: ['khai sinh'],
      usualPerYear: 300,
    });
    expect(compareOne(record(), local, false, today)).toBeNull();
    const changed = { ...record(), name: 'Thủ tục đăng ký khai sinh mới', requirements: 'Có mặt' };
    const found = compareOne(changed, local, false, today);
    expect(found).toMatchObject({ kind: 'changed', parts: ['name', 'requirements'] });
    expect(found?.after).toMatchObject({ plainName: 'Làm giấy khai sinh', keywords: ['khai sinh'] });
    const accepted = found?.after ?? local.body;
    expect(compareOne(changed, { body: accepted, open: true }, false, today)).toBeNull();
  });

  it.each([
    ['new here', null, {}, { kind: 'new', before: null }],
    ['ended here, listed again', false, {}, { kind: 'new', before: null }],
    ['no longer public', true, { inForce: false }, { kind: 'abolished', after: null }],
    ['of the province now', true, { levels: ['province'] }, { kind: 'moved', parts: ['levels', 'executor'] }],
    ['no longer public, never here', null, { inForce: false }, null],
    ['of a ministry, never here', null, { levels: ['ministry'] }, null],
  ] as const)('%s', (_case, open, change, expected) => {
    const now = { ...record(), ...change } as NationalRecord;
    const local = open === null ? null : { ...here(record()), open };
    const found = compareOne(now, local, false, today);
    expect(found).toEqual(expected === null ? null : expect.objectContaining(expected));
  });

  it('what the whole list does not name is abolished, and only while it is in force here', () => {
    expect(compareOne(null, here(record()), false, today)?.kind).toBe('abolished');
    expect(compareOne(null, { ...here(record()), open: false }, false, today)).toBeNull();
  });

  it('a term without a countable unit is not guessed: it stays, with a remark', () => {
    const local = here(record());
    shelf.put({ ...BIRTH, days: '2', unit: 'Tháng' });
    const reading = readingOf(told(BIRTH.code, 'services'), local.body);
    expect(reading.parts).toEqual([]);
    expect(reading.remarks[0]).toContain('2 Tháng');
    shelf.put({ ...BIRTH, days: '3', unit: 'Ngày' });
    const days = readingOf(told(BIRTH.code, 'services'), local.body);
    expect(days.body.terms).toMatchObject([{ term: { unit: 'calendar-day', amount: 3 }, certain: false }]);
  });

  it('is told in words, line by line', () => {
    const local = here(record());
    shelf.put({ ...BIRTH, days: '2', fee: 'không' });
    const found = compareOne(told(BIRTH.code, 'services'), local, false, today);
    expect(found?.after && changesOf(local.body, found.after, found.parts)).toMatchObject([
      { part: 'terms', gone: ['1 ngày làm việc'], come: ['2 ngày làm việc'], kept: 0 },
      { part: 'fees', come: ['Lệ phí: 0 đồng, ghi là “không Đồng”'] },
    ]);
  });

  it('suggests the first day of the newest legal basis while it lies ahead', () => {
    const law = { number: '1/2026/NĐ-CP', name: 'Nghị định ví dụ', effectiveFrom: '2026-07-01' };
    const found = compareOne({ ...record(), legalBasis: [law] }, here(record()), false, today);
    expect(found?.suggestedFrom?.toString()).toBe('2026-07-01');
    const later = Temporal.PlainDate.from('2026-07-02');
    expect(
      compareOne({ ...record(), legalBasis: [law] }, here(record()), false, later)?.suggestedFrom,
    ).toBeNull();
  });
});

describe.skipIf(!hasNationalData())(
  'the real procedures of the country, where the reference data is beside the repository',
  () => {
    it('come through both services whole: nothing differs from what was read, and a second reading finds nothing', () => {
      const { procedures } = readCatalogue(readFileSync(NATIONAL_CATALOGUE, 'utf8'));
      expect(procedures.length).toBeGreaterThan(500);
      shelf.held.clear();
      for (const body of procedures) {
        shelf.put({
          code: body.code,
          name: body.name,
          field: body.field,
          levels: body.levels.map((level) => LEVEL_CODES[level]),
          agency: body.agency ?? '',
          requirements: body.requirements ?? '',
          steps: body.steps,
          papers: body.components,
          audience: body.audience,
          channels: body.channels.map((channel) => CHANNEL_CODES[channel]),
        });
        for (const how of ['services', 'public'] as const) {
          const record = told(body.code, how);
          const first = compareOne(record, { body, open: true }, false, today);
          expect(first?.parts ?? [], `${body.code} ${how}`).toEqual([]);
          const whole = compareOne(record, null, true, today)?.after ?? body;
          expect(compareOne(record, { body: whole, open: true }, true, today), body.code).toBeNull();
        }
      }
    });
  },
);

describe('which records are read, and when a list is held', () => {
  const listed = Array.from({ length: 70 }, (_, at) => {
    const code = `9.${String(at).padStart(6, '0')}`;
    return { code, ref: code };
  });

  it('ours and the unknown each night, every other within a week', () => {
    const ours = new Set([listed[0]?.code ?? '']);
    const read = new Map<string, Temporal.PlainDate>();
    expect(recordsToRead(listed, ours, read, today)).toHaveLength(70);
    for (const { code } of listed) {
      read.set(code, today);
    }
    expect(recordsToRead(listed, ours, read, today)).toHaveLength(1);
    const seen = new Set<string>();
    for (let night = 1; night <= 7; night += 1) {
      const day = today.add({ days: night });
      const due = recordsToRead(listed, ours, read, day);
      expect(due.length).toBeLessThan(30);
      for (const { code } of due) {
        seen.add(code);
        read.set(code, day);
      }
    }
    expect(seen.size).toBe(70);
  });

  it.each([
    [1000, 1000, 0, 600, false],
    [700, 1000, 0, 600, true],
    [1000, null, 130, 600, true],
    [1000, null, 100, 600, false],
    [3, null, 5, 8, false],
  ])('%i listed, %s before, %i of %i missing: held %s', (now, before, missing, ours, held) =>
    expect(isShort(now, before, missing, ours)).toBe(held),
  );
});
