import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Procedure } from '#modules/procedures/schema.ts';
import type { HallState } from '../schema.ts';
import { BoardInput, HallSettingsInput, NoticeInput } from '../schema-screens.ts';
import { ofBoard } from './board-view.ts';
import { priorityByBirth } from './card-priority.ts';
import { isSmartKiosk, KIOSK_FUNCTIONS, type KioskFacts, kioskFunctions } from './kiosk-functions.ts';
import { runsAt, runsOn } from './notices.ts';
import { otherPlace } from './right-place.ts';
import { wifiText } from './wifi.ts';

/** An independent reader of Wi-Fi texts: what a phone understands. */
function readWifi(text: string): Readonly<Record<string, string>> {
  const fields: Record<string, string> = {};
  const pattern = /([TSPH]):((?:\\.|[^\\;])*);/gy;
  pattern.lastIndex = 'WIFI:'.length;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    fields[match[1] ?? ''] = (match[2] ?? '').replace(/\\(.)/g, '$1');
  }
  return fields;
}

describe('the Wi-Fi code', () => {
  const wifi = {
    wifiName: 'Trung tam',
    wifiSecurity: 'WPA',
    wifiPassword: 'xinchao123',
    wifiHidden: false,
  } as const;

  it.each([
    [wifi, 'WIFI:T:WPA;S:Trung tam;P:xinchao123;;'],
    [{ ...wifi, wifiHidden: true }, 'WIFI:T:WPA;S:Trung tam;P:xinchao123;H:true;;'],
    [{ ...wifi, wifiSecurity: 'nopass', wifiPassword: '' }, 'WIFI:T:nopass;S:Trung tam;;'],
    [{ ...wifi, wifiName: 'a;b,c:d"e\\f' }, 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\f;P:xinchao123;;'],
    [{ ...wifi, wifiName: '' }, undefined],
  ] as const)('is written as phones read it', (settings, text) => {
    expect(wifiText(settings)).toBe(text);
  });

  it('is read back as it was set, whatever signs it holds', () => {
    const text = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme-ascii' });
    fc.assert(
      fc.property(text, text, (wifiName, wifiPassword) => {
        const read = readWifi(wifiText({ ...wifi, wifiName, wifiPassword }) ?? '');
        expect(read).toEqual({ T: 'WPA', S: wifiName, P: wifiPassword });
      }),
    );
  });

  it('is refused with the field that is wrong', () => {
    const fields = (input: object) => {
      const parsed = HallSettingsInput.safeParse(input);
      return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'));
    };
    expect(fields({ wifiName: 'Sảnh', wifiSecurity: 'WPA' })).toEqual(['wifiPassword']);
    expect(fields({ wifiName: 'Sảnh', wifiPassword: 'ngắn' })).toEqual(['wifiPassword']);
    expect(fields({ wifiName: 'Ấ'.repeat(12), wifiPassword: 'xinchao123' })).toEqual(['wifiName']);
    expect(fields({ portalUrl: 'http://khong-an-toan.example' })).toEqual(['portalUrl']);
    expect(fields({})).toEqual([]);
    expect(
      HallSettingsInput.parse({ wifiName: 'S', wifiSecurity: 'nopass', wifiPassword: 'xinchao123' }),
    ).toMatchObject({
      wifiPassword: '',
    });
  });
});

describe('Luật Người cao tuổi Điều 2: từ đủ 60 tuổi', () => {
  it.each([
    ['1966-11-23', 'elderly'],
    ['1966-11-24', undefined],
    ['1940-01-01', 'elderly'],
    ['1966', 'elderly'],
    ['1966-12', undefined],
    ['1967', undefined],
    ['2010-11-23', undefined],
    ['2010-11-24', 'child'],
    ['2026-11-23', 'child'],
    ['2026-11-24', undefined],
  ])('born %s on 23/11/2026: %s', (birth, reason) => {
    expect(priorityByBirth(birth, '2026-11-23')).toBe(reason);
  });

  it('never loses the right again, once reached', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2026-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 40_000 }), (born, later) => {
        const birth = born.toISOString().slice(0, 10);
        const at = Temporal.PlainDate.from(birth)
          .add({ years: 60 })
          .add({ days: later + 1 });
        return priorityByBirth(birth, at.toString()) === 'elderly';
      }),
    );
  });
});

describe('Nghị định 118/2025 Điều 3: is this the right place', () => {
  const base = { code: '1.001193', name: 'Thủ tục thử', field: 'Thử', fieldGroup: 'Thử' };
  it.each([
    [{ executor: 'commune' }, undefined],
    [{ executor: 'received-at-commune', levels: ['province'] }, undefined],
    [{ executor: 'commune', levels: ['commune', 'province'] }, undefined],
    [{ executor: 'commune', levels: ['province'] }, 'province'],
    [{ executor: 'commune', levels: ['ministry'] }, 'ministry'],
    [{ executor: 'commune', levels: ['other'] }, undefined],
    [{ executor: 'police' }, 'police'],
    [{ executor: 'military' }, 'military'],
    [{ executor: 'land-office', levels: ['commune'] }, 'land-office'],
  ])('%j → %s', (facts, place) => {
    expect(otherPlace(Procedure.parse({ ...base, ...facts }))).toBe(place);
  });
});

describe('announcements', () => {
  it.each([
    ['07:29', false],
    ['07:30', true],
    ['11:29', true],
    ['11:30', false],
  ])('run from the first minute to before the last: %s', (time, runs) => {
    expect(runsAt({ fromTime: '07:30', toTime: '11:30' }, time)).toBe(runs);
  });

  it.each([
    [null, null, true],
    ['2026-11-23', null, true],
    ['2026-11-24', null, false],
    [null, '2026-11-23', true],
    [null, '2026-11-22', false],
  ])('run on their days: %s to %s', (firstDay, lastDay, runs) => {
    expect(runsOn({ firstDay, lastDay }, '2026-11-23')).toBe(runs);
  });

  it('are refused when they end before they begin', () => {
    const notice = { body: 'Nghỉ trưa', fromTime: '11:30', toTime: '13:00' };
    expect(NoticeInput.safeParse(notice).success).toBe(true);
    expect(NoticeInput.safeParse({ ...notice, toTime: '11:30' }).error?.issues[0]?.path).toEqual(['toTime']);
    expect(
      NoticeInput.safeParse({ ...notice, firstDay: '2026-11-24', lastDay: '2026-11-23' }).error?.issues[0]
        ?.path,
    ).toEqual(['lastDay']);
  });
});

describe('a board of some groups and counters', () => {
  const calls = [
    { id: '1', number: 'A001', counter: 1, at: '', state: 'called' },
    { id: '2', number: 'B001', counter: 2, at: '', state: 'called' },
    { id: '3', number: 'C001', counter: 2, at: '', state: 'serving' },
  ] as const;
  const line = { name: '', waiting: 0, next: [], openCounters: 0, wait: null };
  const hall: Pick<HallState, 'calls' | 'lines'> = {
    calls: [...calls],
    lines: ['A', 'B', 'C'].map((letter) => ({ ...line, letter })),
  };
  const of = (letters: readonly string[], counters: readonly number[]) => {
    const shown = ofBoard(hall, { letters: new Set(letters), counters: new Set(counters) });
    return [shown.calls.map(({ number }) => number), shown.lines.map(({ letter }) => letter)];
  };

  it.each([
    [[], [], ['A001', 'B001', 'C001'], ['A', 'B', 'C']],
    [['A'], [], ['A001'], ['A']],
    [[], [2], ['B001', 'C001'], ['A', 'B', 'C']],
    [['A'], [2], ['A001', 'B001', 'C001'], ['A']],
  ])('groups %j, counters %j', (letters, counters, numbers, lines) => {
    expect(of(letters, counters)).toEqual([numbers, lines]);
  });

  it('takes one answer of a form as well as several', () => {
    const id = '01890000-0000-7000-8000-000000000001';
    expect(BoardInput.parse({ name: 'Sảnh', groups: id, voice: '1' })).toMatchObject({
      groups: [id],
      voice: true,
    });
    expect(BoardInput.parse({ name: 'Sảnh', groups: [id, id] }).groups).toEqual([id]);
  });
});

describe('Nghị định 118/2025 Điều 3 khoản 9: what a ki-ốt thông minh does', () => {
  const facts: KioskFacts = {
    openGroups: 3,
    enrolled: true,
    printer: 'ok',
    lastSlip: 'done',
    reader: undefined,
    cardRead: true,
    announced: {},
    officers: 2,
  };
  const states = (some: Partial<KioskFacts>) =>
    Object.fromEntries(kioskFunctions({ ...facts, ...some }).map(({ kind, state }) => [kind, state]));

  it('shows what is not connected as not connected', () => {
    expect(states({})).toEqual({
      ticket: 'ready',
      'look-up': 'ready',
      filing: 'guided',
      card: 'ready',
      vneid: 'absent',
      payment: 'absent',
      result: 'ready',
      print: 'ready',
      help: 'ready',
    });
    expect(states({ officers: 0 })['help']).toBe('failing');
    expect(states({ enrolled: false })).toMatchObject({ help: 'absent', print: 'absent' });
    expect(states({ announced: { payment: 'failing' } })['payment']).toBe('failing');
  });

  it.each([
    ['ok', 'failed', 'ready'],
    ['warning', 'done', 'ready'],
    ['down', 'done', 'failing'],
    ['unknown', 'done', 'ready'],
    ['unknown', undefined, 'ready'],
    ['unknown', 'failed', 'failing'],
    [undefined, 'done', 'absent'],
  ] as const)('a printer that is %s, the last paper %s: %s', (printer, lastSlip, state) => {
    expect(states({ printer, lastSlip })['print']).toBe(state);
  });

  it.each([
    [undefined, true, 'ready'],
    [undefined, false, 'absent'],
    ['unknown', false, 'absent'],
    ['ok', true, 'ready'],
    ['down', true, 'failing'],
  ] as const)('a reader that is %s, a card read lately %s: %s', (reader, cardRead, state) => {
    expect(states({ reader, cardRead })['card']).toBe(state);
  });

  it('is called smart only when all of (a) to (e) work', () => {
    expect(isSmartKiosk(kioskFunctions(facts))).toBe(false);
    const all = Object.fromEntries(KIOSK_FUNCTIONS.map((kind) => [kind, 'ready' as const]));
    expect(isSmartKiosk(kioskFunctions({ ...facts, announced: all }))).toBe(true);
    for (const missing of ['look-up', 'filing', 'payment', 'result'] as const) {
      expect(isSmartKiosk(kioskFunctions({ ...facts, announced: { ...all, [missing]: 'guided' } }))).toBe(
        false,
      );
    }
  });
});
