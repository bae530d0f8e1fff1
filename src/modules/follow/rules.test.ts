import { describe, expect, it } from 'vitest';
import { STATUSES } from '#modules/dossiers/schema.ts';
import {
  afterAct,
  askedNow,
  mayWithdraw,
  mayWrite,
  onlyShown,
  resultFiles,
  type SendingAct,
} from './rules/sending.ts';
import { answeredFigure, beginning, holdsIdentity, withoutNumbers } from './rules/words.ts';
import { DEFAULT_SETTINGS } from './schema.ts';

const AT = Temporal.Instant.from('2026-05-04T08:00:00+07:00');

describe('a sending', () => {
  it.each<[SendingAct, string]>([
    ['send', 'draft>sent'],
    ['take', 'sent>taken'],
    ['send-back', 'sent>sent-back'],
    ['overtake', 'draft>overtaken sent>overtaken'],
  ])('%s leads only %s', (act, ways) => {
    const states = ['draft', 'sent', 'taken', 'sent-back', 'overtaken'] as const;
    const found = states.flatMap((from) => {
      const to = afterAct(from, act);
      return to === null ? [] : [`${from}>${to}`];
    });
    expect(found.join(' ')).toBe(ways);
  });
});

describe('NĐ 118/2025 Đ21, by the status of the dossier', () => {
  it('may be withdrawn from receipt to the signing, written about until it is closed', () => {
    const of = (
      may: (dossier: { status: (typeof STATUSES)[number]; receivedAt: typeof AT; decision: null }) => boolean,
    ) => STATUSES.filter((status) => may({ status, receivedAt: AT, decision: null }));
    expect(of(mayWithdraw)).toEqual([1, 2, 4, 5, 6]);
    expect(of(mayWrite)).toEqual([1, 2, 4, 5, 6, 9, 10]);
    expect(mayWithdraw({ status: 2, receivedAt: null, decision: null })).toBe(false);
    expect(mayWrite({ status: 1, receivedAt: null })).toBe(false);
  });

  it('asks for papers in status 5 only', () => {
    expect(STATUSES.filter((status) => askedNow({ status, supplements: [] }) !== null)).toEqual([]);
  });
});

describe('TT 03/2025 Điều 5 khoản 2: papers only to be shown', () => {
  const components = [
    { id: 'c1', kind: 'show' },
    { id: 'c2', kind: 'submit' },
  ] as const;
  const papers = [
    { key: 'c2', satisfied: { how: 'original' } },
    { key: 'them-1', satisfied: { how: 'shown' } },
  ] as const;

  it.each([
    ['c1', true],
    ['c2', false],
    ['them-1', true],
    ['khong-co', false],
    [null, false],
  ])('%s is only looked at: %s', (key, shown) => {
    expect(onlyShown(key, papers, components)).toBe(shown);
  });
});

describe('the result given out electronically', () => {
  const NOT_DECIDED = DEFAULT_SETTINGS;
  const OPEN = { resultDownload: true, digitalOnly: false };
  const CLOSED = { resultDownload: false, digitalOnly: false };
  const FILES = [{ id: '01900000-0000-7000-8000-000000000001', name: 'Kết quả_da-ky.pdf' }];
  it.each([
    ['signed digitally, nothing decided', 9, true, false, NOT_DECIDED, true],
    ['signed on paper, nothing decided', 9, false, false, NOT_DECIDED, false],
    ['signed on paper, opened', 10, false, false, OPEN, true],
    ['signed digitally, closed', 9, true, false, CLOSED, false],
    ['something owed', 9, true, true, NOT_DECIDED, false],
    ['not finished', 4, true, false, OPEN, false],
    ['not signed', 9, null, false, OPEN, false],
  ] as const)('%s', (_name, status, digital, owes, settings, given) => {
    const fee = { paid: null, lines: owes ? [{ name: 'Phí', amount: 8000 }] : [] };
    const decision = { files: FILES, signed: digital === null ? null : { digital } };
    expect(resultFiles({ status, fee, decision }, settings)).toEqual(given ? FILES : []);
  });
});

describe('words', () => {
  it.each([
    ['Căn cước 038056000001 nhé', 'Căn cước •••001 nhé', true],
    ['Gọi 0900 000 001', 'Gọi •••001', false],
    ['Hẹn 14:30 ngày 27/11/2026', 'Hẹn 14:30 ngày 27/11/2026', false],
    ['Số 038.056.000.001.', 'Số •••001.', true],
    ['Phí 8.000 đồng', 'Phí 8.000 đồng', false],
  ])('%s', (text, hidden, identity) => {
    expect([withoutNumbers(text), holdsIdentity(text)]).toEqual([hidden, identity]);
  });

  it('are cut at a word', () => {
    expect(beginning('một hai ba', 6)).toBe('một …');
    expect(beginning('một', 6)).toBe('một');
  });

  it('are counted as answered within the hours of the centre', () => {
    const waits = [
      { minutes: 480, answered: true },
      { minutes: 481, answered: true },
      { minutes: 30, answered: false },
      { minutes: 900, answered: false },
    ];
    expect(answeredFigure(waits, 8)).toEqual({ all: 4, within: 1, waiting: 2, late: 1 });
  });
});
