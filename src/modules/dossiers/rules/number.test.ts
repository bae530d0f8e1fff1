import { expect, test } from 'vitest';
import { DEFAULT_SETTINGS } from '../schema.ts';
import {
  dossierNumber,
  localReceiptNumber,
  patternOn,
  renderNumber,
  renderRegisterLine,
  renderVolume,
} from './number.ts';

const at = Temporal.Instant.from('2026-11-27T17:30:00Z');

test('NĐ 118/2025 Điều 28: identity code of the competent agency, local day, running number', () => {
  expect(dossierNumber(DEFAULT_SETTINGS, 'H56.14', at, 1)).toBe('H56.14-261128-0001');
  expect(dossierNumber(DEFAULT_SETTINGS, 'H56.14', at, 12_345)).toBe('H56.14-261128-12345');
});

test('patterns are dated: the latest that has begun is in force', () => {
  const settings = {
    numberTemplates: [
      { from: '2000-01-01', pattern: '{agency}-{YYMMDD}-{n:4}' },
      { from: '2026-12-01', pattern: '{agency}-{YYYYMMDD}-{n:7}' },
    ],
  };
  expect(patternOn(settings, Temporal.PlainDate.from('2026-11-30'))).toContain('{n:4}');
  expect(dossierNumber(settings, 'H56', Temporal.Instant.from('2026-12-01T00:00+07:00'), 7)).toBe(
    'H56-20261201-0000007',
  );
});

test('a mistyped pattern is an error, not a number', () => {
  expect(() =>
    renderNumber('{agency}-{day}', { agency: 'H56', day: Temporal.PlainDate.from('2026-01-01'), n: 1 }),
  ).toThrow(RangeError);
});

test('the local receipt number has another shape (rules 3, 9a)', () => {
  expect(localReceiptNumber(DEFAULT_SETTINGS, at, 12)).toBe('TN2026/000012');
});

test('TT 01/2020/TT-BTP: volume, year and sign of the book', () => {
  expect(renderVolume(1, 2026, 'SCT/CK,ĐC')).toBe('01/2026-SCT/CK, ĐC');
  expect(renderRegisterLine({ no: 5, volume: 1, year: 2026, book: 'SCT/CK,ĐC' })).toBe(
    'Số chứng thực 05, quyển số 01/2026-SCT/CK, ĐC',
  );
  expect(renderRegisterLine({ no: 5, volume: 1, year: 2026, book: 'HT/KS' })).toBe(
    'Số 05, quyển số 01/2026-HT/KS',
  );
});
