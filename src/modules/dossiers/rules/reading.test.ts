import { describe, expect, test } from 'vitest';
import { INTAKE, play } from '../testing/facts.ts';
import { classify, type StandingFacts } from './clock.ts';
import { masked, maskNumber } from './mask.ts';
import { searchTerms } from './search-words.ts';

const at = (text: string) => Temporal.Instant.from(text);

describe('rules 4.5: early, on time, late have one definition', () => {
  const due = at('2026-05-11T17:30+07:00');
  const facts = (change: Partial<StandingFacts>): StandingFacts => ({
    status: 4,
    received: true,
    waiting: false,
    judgedDue: due,
    endedAt: null,
    ending: null,
    ...change,
  });
  const ended = (text: string) => facts({ status: 9, endedAt: at(text), ending: 'finished' });
  const now = at('2026-05-20T08:00+07:00');

  test.each([
    ['on a day before the due day', ended('2026-05-10T23:59+07:00'), 'early'],
    ['on the due day', ended('2026-05-11T00:00+07:00'), 'on-time'],
    ['at the due moment', ended('2026-05-11T17:30+07:00'), 'on-time'],
    ['a second after', ended('2026-05-11T17:30:01+07:00'), 'late'],
    ['withdrawn, however late', facts({ status: 7, endedAt: now, ending: 'withdrawn' }), 'on-time'],
    ['open and past the due moment', facts({}), 'overdue'],
    ['waiting for the citizen, past the due moment', facts({ status: 5, waiting: true }), 'waiting'],
    ['received, not yet with the competent agency', facts({ judgedDue: null }), 'in-term'],
    ['a draft', facts({ status: 1, received: false, judgedDue: null }), 'not-counted'],
    ['a supplement before receipt', facts({ status: 5, received: false, waiting: true }), 'waiting'],
  ])('%s', (_name, given, standing) => {
    expect(classify(given, now)).toBe(standing);
  });
});

describe('what is typed into the search', () => {
  test.each([
    ['Đặng Thị Ánh', ['%dang%', '%thi%', '%anh%'], ''],
    ['nguyen  van', ['%nguyen%', '%van%'], ''],
    ['0912 345 678', [], '0912345678'],
    ['H56.999-260504-0001', [], 'H56.999-260504-0001'],
    ["%_'; drop", ['%drop%'], ''],
    ['  ', [], ''],
  ])('%s', (typed, words, digits) => {
    expect(searchTerms(typed)).toEqual({ words, digits });
  });
});

test('masked: names stay, numbers cannot be used, the rest is left out', () => {
  expect(maskNumber('038000000001')).toBe('038******001');
  const dossier = masked(play(['counter', '2026-05-04T08:00+07:00', { type: 'receive', intake: INTAKE }]));
  const text = JSON.stringify(dossier);
  expect(text).toContain('Nguyễn Văn Ví Dụ');
  expect(text).not.toContain('038000000001');
  expect(text).not.toContain('0900000001');
  expect(dossier.lookupCode).toBeNull();
});
