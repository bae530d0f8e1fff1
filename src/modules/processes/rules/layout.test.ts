import fc from 'fast-check';
import { expect, test } from 'vitest';
import { soundProcess } from '../testing/graphs.ts';
import { edgesOf } from './graph.ts';
import { layOut, wrap } from './layout.ts';

test('boxes never overlap, lie within the picture, and every step and way is drawn', () => {
  fc.assert(
    fc.property(soundProcess, (process) => {
      const picture = layOut(process);
      expect(picture.steps.map(({ no }) => no).sort((a, b) => a - b)).toEqual(
        process.steps.map((_, i) => i + 1),
      );
      for (const [i, a] of picture.steps.entries()) {
        expect(a.x >= 0 && a.y >= 0).toBe(true);
        expect(a.x + a.width <= picture.width && a.y + a.height <= picture.height).toBe(true);
        for (const b of picture.steps.slice(i + 1)) {
          const apart =
            a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
          expect(apart).toBe(true);
        }
      }
      const forward = [...edgesOf(process.steps).values()].flat().length;
      const back = process.steps.flatMap((step) => step.returnTo).length;
      expect(picture.ways).toHaveLength(forward + back);
    }),
    { numRuns: 200 },
  );
});

test('steps come below all that lead to them', () => {
  fc.assert(
    fc.property(soundProcess, (process) => {
      const picture = layOut(process);
      const top = new Map(picture.steps.map((one) => [one.step.key, one.y]));
      for (const [from, targets] of edgesOf(process.steps)) {
        for (const to of targets) {
          expect(top.get(to) ?? 0).toBeGreaterThan(top.get(from) ?? 0);
        }
      }
    }),
    { numRuns: 200 },
  );
});

test('a name is broken at its spaces, no letter is lost, and no line is too long', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300 }), (name) => {
      const lines = wrap(name);
      expect(lines.every((line) => [...line].length <= 23)).toBe(true);
      expect(lines.join('').replace(/\s/g, '')).toBe(name.replace(/\s/g, ''));
    }),
  );
  expect(wrap('Lấy ý kiến Phòng Văn hóa – Xã hội về hiện trạng')).toEqual([
    'Lấy ý kiến Phòng Văn',
    'hóa – Xã hội về hiện',
    'trạng',
  ]);
});
