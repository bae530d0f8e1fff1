import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callSentence, callWords, neededClips, SPOKEN_LETTERS } from './calls.ts';
import { folderClips, STANDARD_VOICE } from './clips.ts';
import { readDigitWords, readNumber, readNumberWords } from './numbers.ts';

describe('readNumber', () => {
  it.each([
    [0, 'không'],
    [4, 'bốn'],
    [5, 'năm'],
    [10, 'mười'],
    [11, 'mười một'],
    [14, 'mười bốn'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [25, 'hai mươi lăm'],
    [44, 'bốn mươi tư'],
    [55, 'năm mươi lăm'],
    [100, 'một trăm'],
    [101, 'một trăm linh một'],
    [104, 'một trăm linh bốn'],
    [105, 'một trăm linh năm'],
    [110, 'một trăm mười'],
    [115, 'một trăm mười lăm'],
    [300, 'ba trăm'],
    [999, 'chín trăm chín mươi chín'],
    [1000, 'một nghìn'],
    [1001, 'một nghìn không trăm linh một'],
    [1010, 'một nghìn không trăm mười'],
    [1025, 'một nghìn không trăm hai mươi lăm'],
    [2026, 'hai nghìn không trăm hai mươi sáu'],
    [9999, 'chín nghìn chín trăm chín mươi chín'],
    [15_000, 'mười lăm nghìn'],
    [2_000_005, 'hai triệu không trăm linh năm'],
    [1_000_000_000, 'một tỷ'],
  ])('%i', (value, words) => {
    expect(readNumber(value)).toBe(words);
  });

  it('speaks the southern way where a commune asks for it', () => {
    expect(readNumber(1105, 'south')).toBe('một ngàn một trăm lẻ năm');
  });

  it('refuses what is no whole number in reach', () => {
    for (const value of [-1, 1.5, Number.NaN, 1e12]) {
      expect(() => readNumber(value)).toThrow(RangeError);
    }
  });

  /** An independent reader of the words: if it finds every number again, no two numbers sound alike and none is misread. */
  function hear(words: readonly string[]): number {
    const digits: Record<string, number> = {
      không: 0,
      một: 1,
      mốt: 1,
      hai: 2,
      ba: 3,
      bốn: 4,
      tư: 4,
      năm: 5,
      lăm: 5,
      sáu: 6,
      bảy: 7,
      tám: 8,
      chín: 9,
    };
    let total = 0;
    let group = 0;
    let last = 0;
    for (const spoken of words) {
      if (spoken === 'nghìn' || spoken === 'ngàn') {
        total += (group + last) * 1000;
        group = 0;
        last = 0;
      } else if (spoken === 'trăm') {
        group += last * 100;
        last = 0;
      } else if (spoken === 'mươi') {
        group += last * 10;
        last = 0;
      } else if (spoken === 'mười') {
        group += 10;
        last = 0;
      } else if (spoken !== 'linh' && spoken !== 'lẻ') {
        last = digits[spoken] ?? Number.NaN;
      }
    }
    return total + group + last;
  }

  it.each(['north', 'south'] as const)(
    'is heard as the same number for every number of four digits, %s',
    (region) => {
      const wrong = region === 'north' ? ['lẻ', 'ngàn'] : ['linh', 'nghìn'];
      for (let value = 0; value <= 9999; value += 1) {
        const words = readNumberWords(value, region);
        expect(hear(words)).toBe(value);
        expect(words.some((spoken) => wrong.includes(spoken))).toBe(false);
        words.forEach((spoken, index) => {
          const before = words[index - 1];
          expect(spoken === 'mốt' && before !== 'mươi').toBe(false);
          expect(spoken === 'tư' && before !== 'mươi').toBe(false);
          expect(spoken === 'lăm' && before !== 'mươi' && before !== 'mười').toBe(false);
          expect(spoken === 'năm' && (before === 'mươi' || before === 'mười')).toBe(false);
          expect(spoken === 'một' && before === 'mươi').toBe(false);
        });
      }
    },
  );
});

describe('spoken calls', () => {
  it('reads the letter, then digit by digit', () => {
    expect(callSentence({ ticket: 'A012', counter: 3 })).toBe('Mời số a, không một hai, đến quầy số ba.');
    expect(callSentence({ ticket: 'B1000', counter: 15 })).toBe(
      'Mời số bê, một không không không, đến quầy số mười lăm.',
    );
    expect(readDigitWords('0912').join(' ')).toBe('không chín một hai');
  });

  it('refuses what it cannot say', () => {
    for (const ticket of ['', '012', 'A', 'W001', 'A01x', 'AB01']) {
      expect(() => callWords({ ticket, counter: 1 })).toThrow(RangeError);
    }
    expect(() => readDigitWords('1a')).toThrow(RangeError);
  });

  it('has a clip named for every word of every call', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...SPOKEN_LETTERS),
        fc.integer({ min: 0, max: 99_999 }),
        fc.integer({ min: 1, max: 99 }),
        (letter, number, counter) => {
          const have = new Set(neededClips([letter]));
          const ticket = `${letter}${String(number).padStart(3, '0')}`;
          return callWords({ ticket, counter }).every(({ clip }) => have.has(clip));
        },
      ),
    );
    expect(neededClips(SPOKEN_LETTERS).length).toBeLessThan(60);
  });
});

describe('folderClips', () => {
  it('has a standard recording for every word of every call', async () => {
    expect(await folderClips(STANDARD_VOICE).list()).toEqual(
      [...neededClips(SPOKEN_LETTERS)].map((clip) => clip.normalize('NFC')).sort(),
    );
  });

  it('lists recordings, ignores the rest, and opens nothing outside the folder', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'clips-'));
    try {
      await writeFile(join(folder, 'tu-mười.mp3'.normalize('NFD')), 'x');
      await writeFile(join(folder, 'readme.txt'), 'x');
      const clips = folderClips(folder);
      expect(await clips.list()).toEqual(['tu-mười']);
      expect(await clips.find('tu-mười')).toContain(folder);
      expect(await clips.find('../speech/readme')).toBeUndefined();
      expect(await folderClips(join(folder, 'absent')).list()).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
