import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasNationalData,
  indexOf,
  measureQuality,
  nationalDocuments,
  OWN_QUERIES,
  ours,
  readQueries,
  starterDocuments,
  TUNING_QUERIES,
} from '../../testing/quality.ts';
import { compileLexicon, WordFile } from './lexicon.ts';
import { search } from './search.ts';
import { withoutTail } from './tail.ts';

const starter = indexOf(starterDocuments());
const first = (query: string) => search(starter, query, 1)[0]?.code;

describe('search in the starter catalogue', () => {
  it.each([
    ['đăng ký khai sinh', '1.001193'],
    ['dang ky khai sinh', '1.001193'],
    ['dangw kys khai sinh', '1.001193'],
    ['đăng kí khai xinh', '1.001193'],
    ['khaisinh', '1.001193'],
    ['uy quyen nhan luong', '2.000884'],
    ['ủy quyền nhận lương hưu', '2.000884'],
    ['sao y ban chinh', '2.000815'],
    ['giấy độc thân', '1.004873'],
    ['bố tôi mới mất', '1.000656'],
    ['sang tên sổ đỏ', '1.115538'],
    ['gia hạn gpxd', '1.013227'],
    ['ct07', '1.010041'],
    ['1.011607', '1.011607'],
  ])('%s finds %s', (query, code) => {
    expect(first(query)).toBe(code);
  });

  it('shows no far tail: what shares only "hộ" with "giám hộ" is left out, no right answer is', () => {
    const kept = (query: string) => withoutTail(search(starter, query, 20)).map(({ code }) => code);
    expect(kept('giám hộ')).toEqual(['1.004837', '1.004845']);
    const known = new Set(starter.documents.map(({ code }) => code));
    const asked = readQueries(OWN_QUERIES).filter(({ codes }) => codes.some((code) => known.has(code)));
    const right = (found: readonly string[], codes: readonly string[]) =>
      codes.some((code) => found.includes(code));
    const lost = asked.filter(
      ({ query, codes }) =>
        right(
          search(starter, query, 20).map(({ code }) => code),
          codes,
        ) && !right(kept(query), codes),
    );
    expect(lost).toEqual([]);
  });

  it.each(['', '   ', '???', 'zzzzqq xxwqz'])('has no answer for "%s"', (query) => {
    expect(search(starter, query, 10)).toEqual([]);
  });

  it('answers anything typed without failing, best first, at most the limit, each code once', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 500 }),
        fc.integer({ min: 1, max: 20 }),
        (text, limit) => {
          const hits = search(starter, text, limit);
          expect(hits.length).toBeLessThanOrEqual(limit);
          expect(new Set(hits.map(({ code }) => code)).size).toBe(hits.length);
          expect(hits.map(({ score }) => score)).toEqual(
            hits.map(({ score }) => score).toSorted((a, b) => b - a),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('finds every procedure by its own official name among the first three', () => {
    const lost = starter.documents.filter(
      ({ code, name }) => !search(starter, name, 3).some((hit) => hit.code === code),
    );
    expect(lost.map(({ code }) => code)).toEqual([]);
  });

  it('keeps its floor on our own queries', () => {
    const quality = measureQuality(ours(starter), starter.byCode, readQueries(OWN_QUERIES));
    expect(quality.hit5, quality.missed.join(' | ')).toBeGreaterThanOrEqual(0.95);
  });
});

describe.skipIf(!hasNationalData())(
  'search in the national export (skipped where the export is not beside us)',
  () => {
    const index = hasNationalData() ? indexOf(nationalDocuments()) : starter;

    it.each([
      ['our own queries', OWN_QUERIES, 0.9, 0.97],
      ['the queries to tune on', TUNING_QUERIES, 0.9, 0.97],
    ])('keeps its floor on %s', (_name, file, hit1, hit5) => {
      const quality = measureQuality(ours(index), index.byCode, readQueries(file));
      expect(quality.hit1, quality.missed.join(' | ')).toBeGreaterThanOrEqual(hit1);
      expect(quality.hit5, quality.missed.join(' | ')).toBeGreaterThanOrEqual(hit5);
    });

    it('finds every procedure by its own name without diacritics among the first ten', () => {
      const plain = (text: string) =>
        text
          .normalize('NFD')
          .replace(/[\u0300-\u036f]/g, '')
          .replaceAll(/[đĐ]/g, 'd');
      const lost = index.documents.filter(
        ({ code, name }) => !search(index, plain(name), 10).some((hit) => hit.code === code),
      );
      expect(lost.map(({ code, name }) => `${code} ${name.slice(0, 60)}`)).toEqual([]);
    });
  },
);

describe('word lists', () => {
  it('name the unknown group', () => {
    const file = WordFile.parse({ từ: [{ nói: ['<không có>'], nghĩa: ['x'] }] });
    expect(() => compileLexicon([file])).toThrow('không có');
  });
});
