/** SHA-256 (FIPS 180-4) by hand: browsers give theirs only to pages over https, and a hall's network may have none. */

/** The first 32 bits of the fractions of a root of the first primes: how the standard makes its constants. */
function fractions(count: number, root: number): Int32Array {
  const found: number[] = [];
  for (let n = 2; found.length < count; n += 1) {
    if (found.every((_, at) => n % (primes[at] ?? n) !== 0)) {
      primes[found.length] = n;
      const power = n ** (1 / root);
      found.push(((power - Math.floor(power)) * 2 ** 32) | 0);
    }
  }
  return Int32Array.from(found);
}

const primes: number[] = [];
const START = fractions(8, 2);
const ROUNDS = fractions(64, 3);

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));
const at = (words: Int32Array, index: number) => words[index] ?? 0;

function mix(state: Int32Array, words: Int32Array): void {
  for (let i = 16; i < 64; i += 1) {
    const a = at(words, i - 15);
    const b = at(words, i - 2);
    const s0 = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3);
    const s1 = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10);
    words[i] = (at(words, i - 16) + s0 + at(words, i - 7) + s1) | 0;
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i += 1) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + at(ROUNDS, i) + at(words, i)) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (at(state, i) + word) | 0;
  });
}

/** The digest of a text of ASCII letters as eight words. */
export function sha256(text: string): Int32Array {
  const blocks = ((text.length + 8) >> 6) + 1;
  const state = START.slice();
  for (let block = 0; block < blocks; block += 1) {
    const words = new Int32Array(64);
    for (let i = 0; i < 64; i += 1) {
      const place = block * 64 + i;
      const byte = place < text.length ? text.charCodeAt(place) : place === text.length ? 0x80 : 0;
      words[i >> 2] = at(words, i >> 2) | (byte << (24 - 8 * (i & 3)));
    }
    if (block === blocks - 1) {
      words[15] = text.length * 8;
    }
    mix(state, words);
  }
  return state;
}

/** How many zero bits the challenge asks for: its second part. */
export function bitsOf(challenge: string): number {
  return Math.min(24, Number(challenge.split('.')[1] ?? 0));
}

/** The first answer from `from` on, at most `tries` of them; undefined when none of them is right. */
export function solve(challenge: string, from: number, tries: number): number | undefined {
  const bits = bitsOf(challenge);
  for (let answer = from; answer < from + tries; answer += 1) {
    if (Math.clz32(at(sha256(`${challenge}:${answer}`), 0)) >= bits) {
      return answer;
    }
  }
  return undefined;
}
