import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Wedge, type WedgeAnswer } from './wedge.ts';

function play(text: string, every: number): readonly WedgeAnswer[] {
  const wedge = new Wedge();
  let at = 1_000;
  return [...text, 'Enter'].map((key) => {
    at += every;
    return wedge.key(key, at);
  });
}

describe('telling a reader from a person', () => {
  it('gives the whole text of a reader back, whatever it holds', () => {
    const text = '038045000001||Nguyễn Văn Ví Dụ|01011945|Nam|Thôn Mẫu|01012021';
    expect(play(text, 8).at(-1)).toEqual({ text });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[\p{L}\d |]{6,200}$/u),
        fc.integer({ min: 0, max: 40 }),
        (scan, every) => {
          expect(play(scan, every).at(-1)).toEqual({ text: scan });
        },
      ),
    );
  });

  it('takes no person for a reader', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z ]{1,60}$/), fc.integer({ min: 60, max: 400 }), (typed, every) => {
        expect(new Set(play(typed, every))).toEqual(new Set(['typing']));
      }),
    );
  });

  it('begins anew after a pause, and keeps nothing after the end', () => {
    const wedge = new Wedge();
    const type = (text: string, from: number) =>
      [...text].map((key, index) => wedge.key(key, from + index * 5));
    type('abcdef', 0);
    type('0123456789', 5_000);
    expect(wedge.end()).toEqual({ text: '0123456789' });
    expect(wedge.end()).toBe('typing');
  });
});
