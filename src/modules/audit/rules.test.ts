import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canonicalJson,
  checkHead,
  checkLinks,
  checkSeals,
  contentDigest,
  GENESIS,
  isBroken,
  linkHash,
  sealOf,
  startCheck,
  toJson,
} from './rules.ts';
import type { ChainLink, Seal } from './schema.ts';

const CENTRE = '00000000-0000-7000-8000-000000000001';

function chain(actions: readonly string[]): ChainLink[] {
  let prevHash = GENESIS;
  return actions.map((action, index) => {
    const entry = {
      centreId: CENTRE,
      seq: index + 1,
      at: Temporal.Instant.from('2026-05-04T01:00:00Z').add({ seconds: index }),
      actorKind: 'system' as const,
      actorId: null,
      actorName: 'test',
      action,
      subjectType: 'thing',
      subjectId: String(index),
      detail: { index },
    };
    const hash = linkHash(prevHash, entry.seq, contentDigest(entry));
    const link = { ...entry, prevHash, hash };
    prevHash = hash;
    return link;
  });
}

const CHAIN = chain(['a.one', 'a.two', 'a.three', 'a.four']);
const link = (index: number): ChainLink => {
  const found = CHAIN[index];
  if (!found) {
    throw new Error('no such link');
  }
  return found;
};

describe('canonical JSON', () => {
  it('does not depend on the order of members', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe(
      '{"a":true,"b":[1,{"c":"x","d":null}]}',
    );
  });

  it('is the same before and after a trip through JSON text', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const stored = toJson(value);
        expect(canonicalJson(toJson(JSON.parse(JSON.stringify(stored))))).toBe(canonicalJson(stored));
      }),
    );
  });

  it('brings instants, absent members and zero characters to what the database gives back', () => {
    expect(
      toJson({ at: Temporal.Instant.from('2026-05-04T01:00:00Z'), gone: undefined, text: 'a\u0000b' }),
    ).toEqual({
      at: '2026-05-04T01:00:00Z',
      text: 'ab',
    });
  });
});

describe('checking a chain', () => {
  it('accepts a whole chain, in one go or piece by piece', () => {
    const whole = checkLinks(startCheck(CENTRE), CHAIN);
    const first = checkLinks(startCheck(CENTRE), CHAIN.slice(0, 2));
    expect(isBroken(first)).toBe(false);
    expect(isBroken(first) ? first : checkLinks(first, CHAIN.slice(2))).toEqual(whole);
  });

  it.each([
    ['detail changed', [link(0), { ...link(1), detail: { index: 9 } }, link(2)], 'changed', '2'],
    [
      'time moved by a microsecond',
      [{ ...link(0), at: link(0).at.add({ microseconds: 1 }) }],
      'changed',
      '1',
    ],
    ['one removed', [link(0), link(2), link(3)], 'removed', '2'],
    ['first removed', [link(1)], 'removed', '1'],
    ['removed and renumbered', [link(0), { ...link(2), seq: 2 }], 'inserted', '2'],
    ['the same twice', [link(0), link(0)], 'inserted', '1'],
  ])('names the first broken link: %s', (_name, links, kind, at) => {
    const result = checkLinks(startCheck(CENTRE), links);
    expect(result).toMatchObject({ kind, at });
  });

  it('finds any single change', () => {
    const field = fc.constantFrom('action', 'actorName', 'subjectType', 'subjectId');
    fc.assert(
      fc.property(fc.nat(3), field, fc.string({ minLength: 1 }), (index, name, extra) => {
        const links = CHAIN.map((l, i) =>
          i === index ? { ...l, [name]: `${l[name as 'action']}${extra}` } : l,
        );
        expect(checkLinks(startCheck(CENTRE), links)).toMatchObject({
          kind: 'changed',
          at: String(index + 1),
        });
      }),
    );
  });

  it('compares the end with the head row', () => {
    const end = checkLinks(startCheck(CENTRE), CHAIN.slice(0, 3));
    if (isBroken(end)) {
      throw new Error('unexpected');
    }
    expect(checkHead(end, { seq: 3, hash: link(2).hash })).toBeUndefined();
    expect(checkHead(end, { seq: 4, hash: link(3).hash })).toMatchObject({ kind: 'tail-cut', at: '4' });
    expect(checkHead(end, { seq: 2, hash: link(1).hash })).toMatchObject({ kind: 'inserted', at: '3' });
    expect(checkHead(end, { seq: 3, hash: GENESIS })).toMatchObject({ kind: 'head-changed' });
    expect(checkHead(end, undefined)).toMatchObject({ kind: 'head-missing' });
    expect(checkHead(startCheck(CENTRE), undefined)).toBeUndefined();
  });
});

describe('daily seals', () => {
  const key = new Uint8Array(32).fill(7);
  const seals: Seal[] = [];
  for (const [index, day] of ['2026-05-04', '2026-05-05', '2026-05-06'].entries()) {
    const content = {
      centreId: CENTRE,
      day: Temporal.PlainDate.from(day),
      seq: index + 1,
      hash: link(index).hash,
      accessLast: 0,
      accessDigest: GENESIS,
      prevSeal: seals.at(-1)?.seal ?? GENESIS,
    };
    seals.push({ ...content, seal: sealOf(key, content) });
  }

  it('hold as long as nobody touches them', () => {
    expect(checkSeals(key, seals)).toBeUndefined();
  });

  it('cannot be made again without the installation key', () => {
    const other = new Uint8Array(32).fill(8);
    expect(checkSeals(other, seals)).toMatchObject({ kind: 'seal-changed', at: '2026-05-04' });
    expect(checkSeals(key, [{ ...(seals[0] as Seal), seq: 2 }])).toMatchObject({ kind: 'seal-changed' });
  });

  it('show a removed day', () => {
    expect(
      checkSeals(
        key,
        seals.filter((_, i) => i !== 1),
      ),
    ).toMatchObject({ kind: 'seal-removed', at: '2026-05-06' });
  });
});
