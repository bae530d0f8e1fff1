/** A seeded source of chance: the same seed gives the same run, on every machine. */
export interface Random {
  /** From 0 (included) to 1 (excluded). */
  next(): number;
  /** A whole number, both ends included. */
  int(min: number, max: number): number;
  chance(probability: number): boolean;
  /** @throws Error when the list is empty */
  pick<T>(items: readonly T[]): T;
  /** An index, with likelihood in proportion to its weight. @throws Error when no weight is positive */
  weighted(weights: readonly number[]): number;
  shuffle<T>(items: readonly T[]): readonly T[];
}

/** Mixes a text or number into a 32-bit seed (FNV-1a). */
function hash(seed: string): number {
  let h = 0x811c9dc5;
  for (const letter of seed) {
    h = Math.imul(h ^ (letter.codePointAt(0) ?? 0), 0x01000193);
  }
  return h >>> 0;
}

/** Numbers from 0 (included) to 1 (excluded) that look like chance and are none: the same seed gives the same (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Makes a source from a seed. Sources of different names do not disturb each other. */
export function makeRandom(seed: string): Random {
  const next = chance(hash(seed));
  const int = (min: number, max: number) => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick(items) {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) {
        throw new Error('nothing to pick from');
      }
      return item;
    },
    weighted(weights) {
      let left = next() * weights.reduce((a, b) => a + b, 0);
      const index = weights.findIndex((weight) => {
        left -= weight;
        return weight > 0 && left < 0;
      });
      const fallback = weights.findLastIndex((weight) => weight > 0);
      if (fallback < 0) {
        throw new Error('no weight is positive');
      }
      return index < 0 ? fallback : index;
    },
    shuffle(items) {
      const list = [...items];
      for (let i = list.length - 1; i > 0; i -= 1) {
        const j = int(0, i);
        const [a, b] = [list[i], list[j]];
        if (a !== undefined && b !== undefined) {
          list[i] = b;
          list[j] = a;
        }
      }
      return list;
    },
  };
}
