import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Procedure } from '../schema.ts';
import { changedParts, compareCatalogues, PARTS } from './difference.ts';
import { withLocalWords } from './local-words.ts';

const make = (code: string, more: Partial<Procedure> = {}) =>
  Procedure.parse({ code, name: 'Thủ tục ví dụ', field: 'Ví dụ', fieldGroup: 'Ví dụ', ...more });

describe('difference of two catalogues', () => {
  it('compares every part of a procedure', () => {
    expect(new Set<string>([...PARTS, 'code'])).toEqual(new Set(Object.keys(Procedure.shape)));
  });

  it('tells added, changed, unchanged and absent', () => {
    const current = [make('1.000001'), make('1.000002'), make('1.000003')];
    const incoming = [
      make('1.000001'),
      make('1.000002', { name: 'Tên mới', channels: ['online'] }),
      make('1.000004'),
    ];
    const difference = compareCatalogues(current, incoming);
    expect(difference.changes.map(({ code, kind, parts }) => ({ code, kind, parts }))).toEqual([
      { code: '1.000002', kind: 'changed', parts: ['name', 'channels'] },
      { code: '1.000004', kind: 'added', parts: [] },
    ]);
    expect(difference.unchanged).toBe(1);
    expect(difference.absent).toEqual([{ code: '1.000003', name: 'Thủ tục ví dụ' }]);
  });

  it('the same facts from another source change nothing, nor does the order of keys', () => {
    const one = make('1.000001', {
      source: 'A',
      flags: { certification: true, decidedAtCounter: false, receiptOptional: false, inPersonOnly: false },
    });
    const two = make('1.000001', {
      source: 'B',
      flags: { inPersonOnly: false, receiptOptional: false, decidedAtCounter: false, certification: true },
    });
    expect(changedParts(one, two)).toEqual([]);
  });

  it('what is applied is unchanged the next time', () => {
    const code = fc.integer({ min: 0, max: 20 }).map((n) => `1.${String(n).padStart(6, '0')}`);
    const list = fc.uniqueArray(fc.record({ code, name: fc.string({ minLength: 3 }) }), {
      selector: (one) => one.code,
    });
    fc.assert(
      fc.property(list, list, (now, later) => {
        const incoming = later.map(({ code, name }) => make(code, { name }));
        const applied = new Map(now.map(({ code, name }) => [code, make(code, { name })]));
        for (const { code, after } of compareCatalogues([...applied.values()], incoming).changes) {
          applied.set(code, after);
        }
        expect(compareCatalogues([...applied.values()], incoming).changes).toEqual([]);
      }),
    );
  });
});

describe('words of the centre', () => {
  const local = make('1.000001', {
    keywords: ['tên gọi'],
    processCode: 'ho-tich',
    usualPerYear: 9,
    plainName: 'Gọi là',
  });

  it('survive an import, while the facts are the import’s', () => {
    const kept = withLocalWords(make('1.000001', { name: 'Tên mới', keywords: ['khác'] }), local);
    expect(kept).toMatchObject({
      name: 'Tên mới',
      plainName: 'Gọi là',
      keywords: ['khác', 'tên gọi'],
      processCode: 'ho-tich',
      usualPerYear: 9,
    });
  });

  it('importing twice is importing once', () => {
    const incoming = make('1.000001', { name: 'Tên mới', keywords: ['khác'] });
    const once = withLocalWords(incoming, local);
    expect(changedParts(once, withLocalWords(incoming, once))).toEqual([]);
  });
});
