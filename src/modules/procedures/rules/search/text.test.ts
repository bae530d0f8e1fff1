import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, soundsLike } from './spelling.ts';
import { fold, isSyllable, readTelex, readVni, syllable, syllables } from './text.ts';

describe('syllables', () => {
  it.each([
    ['hoà', 'hòa'],
    ['uỷ', 'ủy'],
    ['ký', 'kí'],
    ['KHAI', 'khai'],
    ['sữa', 'sửa'],
  ])('%s and %s are one word', (a, b) => {
    expect(syllable(a).exact).toBe(syllable(b).exact);
  });

  it.each([
    ['chợ', 'cho'],
    ['đất', 'dat'],
    ['nghĩa', 'nghia'],
    ['kỹ', 'ki'],
  ])('%s folds to %s', (marked, folded) => {
    expect(fold(marked)).toBe(folded);
    expect(syllable(marked).marked).toBe(true);
  });

  it('keeps numbers with dots, drops punctuation', () => {
    expect(syllables('Lớp 6, mã 1.001193!').map(({ raw }) => raw)).toEqual(['lớp', '6', 'mã', '1.001193']);
  });

  it('never fails and never gives an empty word, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(syllables(text).every(({ folded }) => folded.length > 0)).toBe(true);
      }),
    );
  });

  it('does not care whether the text is composed or decomposed', () => {
    expect(syllables('đăng ký'.normalize('NFD'))).toEqual(syllables('đăng ký'));
  });
});

describe('typing slips', () => {
  it.each([
    ['giaays', 'giấy'],
    ['kys', 'ký'],
    ['dangd', 'đang'],
    ['ddaats', 'đất'],
    ['duwngj', 'dựng'],
    ['chuwngs', 'chứng'],
    ['thuwcj', 'thực'],
    ['truowngf', 'trường'],
    ['kinhs', 'kính'],
    ['hooj', 'hộ'],
    ['hoj', 'họ'],
    ['nguwowif', 'người'],
  ])('Telex %s is %s', (typed, meant) => {
    expect(readTelex(typed)?.exact).toBe(syllable(meant).exact);
  });

  it.each([
    ['giay61', 'giấy'],
    ['d9at61', 'đất'],
    ['ky1', 'ký'],
    ['truong72', 'trường'],
  ])('VNI %s is %s', (typed, meant) => {
    expect(readVni(typed)?.exact).toBe(syllable(meant).exact);
  });

  it.each(['khai', 'sinh', 'a1', 'b2'])('%s is no slip', (word) => {
    expect(readVni(word)).toBeNull();
  });

  it.each([
    ['nghieng', true],
    ['khaisinh', false],
    ['giaays', false],
  ])('%s is a syllable: %s', (word, is) => {
    expect(isSyllable(word)).toBe(is);
  });
});

describe('spelling', () => {
  it.each([
    ['khai', 'kahi', 1],
    ['sinh', 'sin', 1],
    ['sinh', 'xinh', 1],
    ['dat', 'nha', 3],
  ])('%s and %s are %i apart (or more than the limit)', (a, b, apart) => {
    expect(distance(a, b, 1)).toBe(apart);
  });

  it('is symmetric, and zero only for the same word', () => {
    const word = fc.string({ minLength: 1, maxLength: 7, unit: fc.constantFrom('a', 'b', 'c', 'h', 'n') });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b, 9)).toBe(distance(b, a, 9));
        expect(distance(a, b, 9) === 0).toBe(a === b);
      }),
    );
  });

  it('knows the confusions of Vietnamese ears', () => {
    expect(soundsLike('xinh')).toContain('sinh');
    expect(soundsLike('trung')).toContain('chung');
    expect(soundsLike('chu')).toContain('tru');
    expect(soundsLike('thuat')).toContain('thuac');
  });
});
