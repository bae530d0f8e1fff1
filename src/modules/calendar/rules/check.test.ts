import { describe, expect, it } from 'vitest';
import { officialCalendar, readOfficialSource } from '../official.ts';
import { plain } from '../testing/calendars.ts';
import { checkCalendar } from './check.ts';
import { toIsoDay } from './local-time.ts';
import { ancestorsDay, tet } from './lunar.ts';
import { compilePair, specialDaysOf } from './source.ts';

const TODAY = Temporal.PlainDate.from('2026-11-23');

describe('the lunar calendar at UTC+7', () => {
  it.each([
    [1985, '1985-01-21'],
    [2007, '2007-02-17'],
    [2025, '2025-01-29'],
    [2026, '2026-02-17'],
    [2027, '2027-02-06'],
    [2030, '2030-02-02'],
  ])('Tết %d falls on %s', (year, day) => {
    expect(toIsoDay(tet(year))).toBe(day);
  });

  it.each([
    [2020, '2020-04-02'],
    [2023, '2023-04-29'],
    [2025, '2025-04-07'],
    [2026, '2026-04-26'],
    [2027, '2027-04-16'],
  ])('Giỗ Tổ %d falls on %s', (year, day) => {
    expect(toIsoDay(ancestorsDay(year))).toBe(day);
  });
});

describe('checking a calendar (Bộ luật Lao động Điều 111, 112)', () => {
  it('finds nothing in the official one but the estimates of 2027', async () => {
    const { terms } = await officialCalendar();
    expect(checkCalendar(terms, TODAY)).toMatchObject([{ kind: 'estimates', year: 2027 }]);
  });

  it('misses every holiday in a calendar without any', () => {
    const findings = checkCalendar(plain, TODAY);
    expect(findings.filter((f) => f.kind === 'tet-short')).toHaveLength(3);
    expect(findings).toContainEqual({
      kind: 'holiday-worked',
      occasion: 'labour',
      year: 2027,
      day: '2027-05-03',
    });
    expect(findings).toContainEqual({
      kind: 'holiday-worked',
      occasion: 'ancestors',
      year: 2026,
      day: '2026-04-27',
    });
    expect(findings).toContainEqual({
      kind: 'holiday-worked',
      occasion: 'culture-day',
      year: 2026,
      day: '2026-11-24',
    });
    expect(findings).not.toContainEqual(expect.objectContaining({ occasion: 'culture-day', year: 2025 }));
  });

  it('notices a Tết that slipped by a week', async () => {
    const source = await readOfficialSource();
    const daysOff = source.daysOff.filter((d) => d.name !== 'Tết Đinh Mùi');
    const note = { name: 'Tết Đinh Mùi', certainty: 'confirmed', source: 'nhập nhầm' } as const;
    const slipped = { ...source, daysOff: [...daysOff, { from: '2027-02-15', to: '2027-02-19', ...note }] };
    const { terms } = compilePair({ ...slipped, days: specialDaysOf(slipped) });
    const kinds = checkCalendar(terms, TODAY).map((f) => f.kind);
    expect(kinds).toContain('tet-short');
    expect(kinds).toContain('holiday-worked');
  });

  it('asks for the next year from October on', async () => {
    const { terms } = await officialCalendar();
    expect(checkCalendar(terms, Temporal.PlainDate.from('2027-10-01'))).toContainEqual({
      kind: 'next-year-missing',
      year: 2028,
    });
  });
});
