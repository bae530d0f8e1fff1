import { describe, expect, it } from 'vitest';
import { Procedure, type ProcedureVersion } from '../schema.ts';
import { recentChanges } from './changes.ts';

const body = (more: object = {}) =>
  Procedure.parse({ code: '1.000001', name: 'Thủ tục ví dụ', field: 'Ví dụ', fieldGroup: 'Ví dụ', ...more });
const day = (text: string) => Temporal.PlainDate.from(text);
const version = (no: number, from: string, to: string | null, of: Procedure = body()): ProcedureVersion => ({
  id: `${of.code}-${no}`,
  procedureId: of.code,
  version: no,
  body: of,
  importedFrom: 'ví dụ',
  effectiveFrom: day(from),
  effectiveTo: to === null ? null : day(to),
  createdAt: Temporal.Instant.from('2026-01-01T00:00Z'),
});
const told = (versions: readonly ProcedureVersion[]) =>
  recentChanges(versions, day('2026-08-26'), day('2026-11-23')).map(
    (change) =>
      `${change.kind} ${change.day}${change.kind === 'changed' ? ` ${change.parts.join(',')}` : ''}`,
  );

describe('what changed lately', () => {
  const old = version(1, '2025-07-01', null);
  it.each([
    ['an old one says nothing', [old], []],
    ['a new one', [version(1, '2026-09-01', null)], ['added 2026-09-01']],
    ['one that begins later says nothing yet', [version(1, '2026-11-24', null)], []],
    [
      'a changed one names its parts',
      [
        version(1, '2025-07-01', '2026-09-30'),
        version(2, '2026-10-01', null, body({ agency: 'Ủy ban nhân dân' })),
      ],
      ['changed 2026-10-01 agency'],
    ],
    [
      'words of the search are no change for the public',
      [version(1, '2025-07-01', '2026-09-30'), version(2, '2026-10-01', null, body({ keywords: ['ví dụ'] }))],
      [],
    ],
    ['an ended one', [version(1, '2025-07-01', '2026-11-22')], ['ended 2026-11-22']],
    ['its last day is still in force', [version(1, '2025-07-01', '2026-11-23')], []],
  ] as const)('%s', (_name, versions, lines) => {
    expect(told(versions)).toEqual(lines);
  });

  it('what the centre began with is no news, what came the same day is', () => {
    const began = Temporal.Instant.from('2026-10-01T00:00Z');
    const first = { ...version(1, '2026-10-01', null), createdAt: began };
    const added = {
      ...version(1, '2026-10-01', null, body({ code: '1.000002' })),
      createdAt: began.add({ hours: 1 }),
    };
    const found = recentChanges([first, added], day('2026-08-26'), day('2026-11-23'), began);
    expect(found.map(({ kind, code }) => `${kind} ${code}`)).toEqual(['added 1.000002']);
  });

  it('newest first, procedures beside each other', () => {
    const other = body({ code: '1.000002' });
    expect(told([version(1, '2026-09-01', null), version(1, '2026-10-01', null, other)])).toEqual([
      'added 2026-10-01',
      'added 2026-09-01',
    ]);
  });
});
