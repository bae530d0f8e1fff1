import { describe, expect, it } from 'vitest';
import { loadQuestions } from '../questions.ts';
import { indexOf, starterDocuments } from '../testing/quality.ts';
import { questionFor } from './questions.ts';
import { search } from './search/search.ts';

const families = loadQuestions();
const index = indexOf(starterDocuments());
const anywhere = () => true;

const asked = (query: string, isInForce: (code: string) => boolean = anywhere) =>
  questionFor(
    families,
    query,
    search(index, query, 8).map(({ code }) => code),
    isInForce,
  )?.name ?? null;

describe('one question tells close relatives apart', () => {
  it.each([
    ['làm giấy khai sinh cho con', 'khai-sinh'],
    ['khai sinh', 'khai-sinh'],
    ['mất giấy khai sinh', 'khai-sinh-lai'],
    ['dang ky ket hon', 'ket-hon'],
    ['người nhà mất', 'khai-tu'],
    ['nhận con', 'nhan-con'],
    ['photo công chứng', 'ban-sao'],
    ['thừa kế', 'thua-ke'],
    ['sổ đỏ', 'so-do'],
    ['giấy phép kinh doanh', 'ho-kinh-doanh'],
    ['mai táng phí', 'mai-tang'],
    ['trợ cấp', 'tro-cap'],
    ['hộ nghèo', 'ho-ngheo'],
    ['giám hộ', 'giam-ho'],
  ])('%s → %s', (query, family) => {
    expect(asked(query)).toBe(family);
  });

  it.each(['mở quán phở', 'sang tên sổ đỏ', '1.001193', 'chấm dứt giám hộ', 'zzqx', ''])(
    'is not asked where the words were clear, or nothing fits: %s',
    (query) => {
      expect(asked(query)).toBeNull();
    },
  );

  it('offers only what the centre has, and asks nothing where one button is left', () => {
    const codes = search(index, 'kết hôn', 8).map(({ code }) => code);
    const here = (code: string) => index.byCode.has(code);
    expect(questionFor(families, 'kết hôn', codes, here)?.choices.map(({ code }) => code)).toEqual([
      '1.000894',
      '1.004746',
    ]);
    expect(questionFor(families, 'kết hôn', codes, (code) => code === '1.000894')).toBeNull();
  });

  it('a lone answer has no rival', () => {
    expect(questionFor(families, 'kết hôn', ['1.000894'], anywhere)).toBeNull();
  });
});

describe('catalogue/questions', () => {
  it('knows eight families or more; in each, two buttons or more lead to procedures of the starter catalogue', () => {
    const served = families.filter(
      ({ choices }) => choices.filter(({ code }) => index.byCode.has(code)).length >= 2,
    );
    expect(served.length).toBeGreaterThanOrEqual(8);
    expect(served).toHaveLength(families.length);
  });

  it('leads with each button somewhere else', () => {
    for (const { choices } of families) {
      expect(new Set(choices.map(({ code }) => code)).size).toBe(choices.length);
    }
  });
});
