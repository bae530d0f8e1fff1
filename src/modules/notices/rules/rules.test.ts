import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineType } from '#modules/petitions/schema.ts';
import { NOTICE_TEXTS } from '../messages-texts.ts';
import type { Channel, NoticeSettings, NoticeTry } from '../schema.ts';
import { NoticeSettings as Settings } from '../schema.ts';
import { mayAskToConfirm } from './email.ts';
import { backOff, GIVE_UP_HOURS, type Move, nextMove, type Route, type Standing } from './next-move.ts';
import { answeredEvent, petitionEvent } from './sources.ts';
import { filled, mailOf, namedAs, SAMPLE, smsOf, unknownVariables, znsData } from './text.ts';
import { mainReason, wantedChannels } from './wanted.ts';

const at = (text: string) => Temporal.Instant.from(`2026-05-04T${text}:00+07:00`);
const NOW = at('09:00');

const ZALO: Route = { channel: 'zalo', carrierId: 'z', rests: false, dedupes: false, asks: 'by-reference' };
const ESMS: Route = { channel: 'sms', carrierId: 'e', rests: false, dedupes: true, asks: 'by-reference' };
const VIETTEL: Route = { channel: 'sms', carrierId: 'v', rests: false, dedupes: false, asks: 'never' };
const MAIL: Route = { channel: 'email', carrierId: null, rests: false, dedupes: true, asks: 'never' };
const ROUTES = [ZALO, ESMS, VIETTEL, MAIL];

function tried(route: Route, change: Partial<NoticeTry> = {}): NoticeTry {
  const { channel, carrierId } = route;
  return {
    id: 'try',
    round: 1,
    channel,
    carrierId,
    provider: '',
    state: 'failed',
    fault: 'transient',
    reference: null,
    code: '',
    why: '',
    content: '',
    parts: 1,
    costVnd: 0,
    asked: 0,
    startedAt: NOW,
    settledAt: NOW,
    ...change,
  };
}

const standing = (change: Partial<Standing> = {}): Standing => ({
  now: NOW,
  roundAt: NOW,
  urgent: false,
  tries: [],
  routes: [ZALO, ESMS],
  known: ROUTES,
  hours: { from: '07:00', until: '21:00' },
  ...change,
});

/** A move in a few words, as the table below says it. */
function said(move: Move): string {
  switch (move.do) {
    case 'send':
      return `send ${move.route.channel}`;
    case 'wait':
      return `wait ${move.state} ${move.until.toZonedDateTimeISO('Asia/Ho_Chi_Minh').toPlainTime().toString({ smallestUnit: 'second' })}`;
    case 'end':
      return `end ${move.state} ${move.why ?? ''}`.trim();
    case 'ask':
    case 'repeat':
      return move.do;
    default:
      return move satisfies never;
  }
}

describe('the next move of a notice', () => {
  const night = { now: at('22:00'), roundAt: at('22:00') };
  const open = (route: Route, change: Partial<NoticeTry>) => ({
    tries: [tried(route, { fault: null, ...change })],
  });
  const cases: readonly (readonly [string, Partial<Standing>, string])[] = [
    ['nothing tried yet', {}, 'send zalo'],
    ['no way at all', { routes: [] }, 'end stuck no-route'],
    ['at night', night, 'wait waiting 07:00:00'],
    ['at night, urgent', { ...night, urgent: true }, 'send zalo'],
    ['the first way rests', { routes: [{ ...ZALO, rests: true }, ESMS] }, 'send sms'],
    ['who has no Zalo', { tries: [tried(ZALO, { fault: 'unreachable' })] }, 'send sms'],
    [
      'a wrong number is so at every gateway',
      { routes: [ESMS, VIETTEL], tries: [tried(ESMS, { fault: 'unreachable' })] },
      'end stuck exhausted',
    ],
    [
      'a text that does not fit one gateway may fit the next',
      { routes: [ESMS, VIETTEL], tries: [tried(ESMS, { fault: 'misfit' })] },
      'send sms',
    ],
    [
      'a failure that passes, one way only',
      { routes: [ESMS], tries: [tried(ESMS)] },
      'wait waiting 09:00:30',
    ],
    [
      'two of them wait longer',
      { routes: [ESMS], tries: [tried(ESMS), tried(ESMS)] },
      'wait waiting 09:01:00',
    ],
    [
      'an account that needs a person',
      { routes: [ESMS], tries: [tried(ESMS, { fault: 'needs-human' })] },
      'wait waiting 09:30:00',
    ],
    [
      'the day is full',
      { routes: [ZALO], tries: [tried(ZALO, { fault: 'tomorrow' })] },
      'wait waiting 06:05:00',
    ],
    [
      'taken, one report: it is asked for later',
      open(ESMS, { state: 'accepted', reference: '1' }),
      'wait sent 09:00:30',
    ],
    [
      'taken long ago and never reported',
      { ...open(ESMS, { state: 'accepted', reference: '1' }), now: NOW.add({ hours: 24 }) },
      'end sent',
    ],
    ['delivered', open(ZALO, { state: 'delivered' }), 'end delivered'],
    [
      'unknown at Zalo without a reference: nobody can say',
      open(ZALO, { state: 'unknown' }),
      'wait waiting 11:00:00',
    ],
    [
      'the same two hours later',
      { ...open(ZALO, { state: 'unknown' }), now: NOW.add({ hours: 2 }) },
      'end stuck unknown',
    ],
    ['unknown where a repeat is dropped', open(ESMS, { state: 'unknown' }), 'repeat'],
    ['unknown with a reference', open(ESMS, { state: 'unknown', reference: '1' }), 'ask'],
    ['unknown and repeated in vain', open(ESMS, { state: 'unknown', asked: 6 }), 'end stuck unknown'],
    [
      '48 hours of failures',
      { tries: [tried(ZALO)], now: NOW.add({ hours: GIVE_UP_HOURS }) },
      'end stuck exhausted',
    ],
  ];
  it.each(cases)('%s', (_name, change, move) => {
    expect(said(nextMove(standing(change)))).toBe(move);
  });

  it('waits 30 s, 1 min, 2 min … and never longer than half an hour', () => {
    expect([1, 2, 3, 7, 8, 1000].map(backOff)).toEqual([30, 60, 120, 1800, 1800, 1800]);
  });

  it('never sends while one try of the round is not known to have failed, and never waits into the past', () => {
    const states = fc.constantFrom('sending', 'accepted', 'delivered', 'failed', 'unknown') as fc.Arbitrary<
      NoticeTry['state']
    >;
    const faults = fc.constantFrom(
      'transient',
      'unavailable',
      'unreachable',
      'misfit',
      'token',
      'needs-human',
      'night',
      'tomorrow',
    ) as fc.Arbitrary<NonNullable<NoticeTry['fault']>>;
    const one = fc.record({
      route: fc.constantFrom(...ROUTES),
      state: states,
      fault: faults,
      asked: fc.nat(8),
      ago: fc.nat(3_000),
      reference: fc.constantFrom(null, 'r'),
    });
    const runs = Number(process.env['MOTCUA_PROPERTIES'] ?? 200);
    fc.assert(
      fc.property(fc.array(one, { maxLength: 6 }), fc.nat(23), fc.boolean(), (list, hour, urgent) => {
        const now = NOW.add({ hours: hour });
        const tries = list.map(({ route, state, fault, asked, ago, reference }, i) =>
          tried(route, {
            id: String(i),
            state,
            fault: state === 'failed' ? fault : null,
            asked,
            reference,
            startedAt: now.subtract({ minutes: ago }),
            settledAt: now.subtract({ minutes: ago }),
          }),
        );
        const move = nextMove(
          standing({ now, tries, urgent, routes: ROUTES, roundAt: now.subtract({ hours: 1 }) }),
        );
        if (tries.some(({ state }) => state !== 'failed')) {
          expect(move.do).not.toBe('send');
        }
        if (move.do === 'wait') {
          expect(Temporal.Instant.compare(move.until, now)).toBeGreaterThan(0);
        }
        if (move.do === 'send' && !urgent) {
          expect(hour + 9 >= 24 ? hour + 9 >= 31 : hour + 9 < 21).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe('Luật 91/2025: by which ways somebody is told', () => {
  const both = { phone: '84900000001', email: 'a@vidu.vn' };
  const said = (channel: Channel, wants: boolean) => ({ channel, wants });
  const cases: readonly (readonly [
    string,
    Partial<NoticeSettings>,
    { readonly phone: string | null; readonly email: string | null },
    readonly { readonly channel: Channel; readonly wants: boolean }[],
    boolean,
    readonly Channel[],
    string,
  ])[] = [
    ['agreed to one', {}, both, [said('sms', true)], false, ['sms'], 'not-asked'],
    ['never asked', {}, both, [], false, [], 'not-asked'],
    [
      'never asked, the centre tells in its duty',
      { withoutConsent: true },
      both,
      [],
      false,
      ['zalo', 'sms', 'email'],
      'off',
    ],
    [
      'taken back weighs more than the duty',
      { withoutConsent: true },
      both,
      [said('sms', false)],
      false,
      ['zalo', 'email'],
      'taken-back',
    ],
    [
      'gave the number for this very thing',
      {},
      { ...both, email: null },
      [],
      true,
      ['zalo', 'sms'],
      'no-address',
    ],
    [
      'taken back, for this very thing, too',
      {},
      both,
      [said('zalo', false)],
      true,
      ['sms', 'email'],
      'taken-back',
    ],
    ['no number', { withoutConsent: true }, { phone: null, email: null }, [], false, [], 'no-address'],
    [
      'a way the centre does not use',
      { order: ['email'] },
      both,
      [said('sms', true)],
      false,
      [],
      'not-asked',
    ],
    [
      'in the order of the centre',
      { order: ['email', 'sms'] },
      both,
      [said('sms', true), said('email', true)],
      false,
      ['email', 'sms'],
      'off',
    ],
  ];
  it.each(cases)('%s', (_name, change, address, consents, askedFor, channels, reason) => {
    const wanted = wantedChannels(Settings.parse(change), address, consents, askedFor);
    expect(wanted.channels).toEqual(channels);
    expect(mainReason(wanted)).toBe(reason);
  });
});

describe('what is told of what', () => {
  it('NĐ 118/2025 Đ29 k.3: of a petition its sender hears each step of the office, nobody hears of drafts', () => {
    const told = LineType.options.flatMap((type) => {
      const event = petitionEvent({ type });
      return event === null ? [] : [[type, event] as const];
    });
    expect(Object.fromEntries(told)).toEqual({
      received: 'petition-received',
      accept: 'petition-accepted',
      ask: 'petition-asked',
      approve: 'petition-answered',
      refuse: 'petition-refused',
      forward: 'petition-forwarded',
    });
    for (const { sms, email } of told.map(([, event]) => NOTICE_TEXTS[event])) {
      expect(`${sms}${email}`).not.toMatch(/\{(noi_dung|thu_tuc)\}/);
    }
  });

  it.each([
    ['message', 'written', 'answer'],
    ['supplement', 'taken', 'supplement-taken'],
    ['supplement', 'sent-back', 'supplement-returned'],
    // The dossier itself tells that it was withdrawn, wherever that was asked for.
    ['withdrawal', 'taken', null],
    ['withdrawal', 'sent-back', 'withdrawal-refused'],
  ] as const)('%s %s: %s', (kind, outcome, event) => {
    expect(answeredEvent({ kind, outcome })).toBe(event);
  });

  const asked = (count: number, hours: number) => ({
    asked: count,
    askedAt: NOW.subtract({ hours }),
    confirmedAt: null,
  });
  it.each([
    ['never asked', null, true],
    ['asked within a day', asked(1, 23), false],
    ['asked a day ago', asked(1, 24), true],
    ['asked three times', asked(3, 900), false],
    ['confirmed', { asked: 0, askedAt: null, confirmedAt: NOW }, false],
  ] as const)('an address may be asked about: %s', (_name, standing, may) => {
    expect(mayAskToConfirm(standing, NOW)).toBe(may);
  });
});

describe('texts', () => {
  it.each([
    ['masked', 'N. V. V. Dụ'],
    ['none', ''],
    ['full', 'Nguyễn  Văn Ví Dụ'],
  ] as const)('a name as the setting says: %s', (setting, name) => {
    expect(namedAs('Nguyễn  Văn Ví Dụ', setting)).toBe(name);
  });

  it.each([
    ['Hồ sơ {so} của {ten}.', { so: 'H1', ten: '' }, 'Hồ sơ H1 của.'],
    ['{don_vi}: hẹn {ngay} , tra cứu', { don_vi: 'UBND xã' }, 'UBND xã: hẹn, tra cứu'],
    ['{so}', { so: '{ten}', ten: 'x' }, '{ten}'],
  ] as const)('%s leaves no gap and reads no value as a text', (text, values, whole) => {
    expect(filled(text, values)).toBe(whole);
  });

  it('an SMS without marks counts 160 letters, with marks 70; a mail’s first line is its subject', () => {
    const text = '{thu_tuc}';
    const values = { thu_tuc: 'Đặng '.repeat(32) };
    expect(smsOf(text, values, false)).toMatchObject({
      text: expect.stringMatching(/^Dang /),
      measure: { parts: 1 },
    });
    expect(smsOf(text, values, true).measure.parts).toBe(3);
    expect(mailOf('Hồ sơ {so}\r\n\r\nKính gửi ông/bà', SAMPLE)).toEqual({
      subject: `Hồ sơ ${SAMPLE.so}`,
      body: 'Kính gửi ông/bà',
    });
    expect(unknownVariables('{so} {so_cccd} {ten} {}')).toEqual(['so_cccd', '']);
  });

  it('parameters of a Zalo template hold the values they are set to; what is missing is empty', () => {
    const texts = {
      off: false,
      sms: '',
      email: '',
      zns: '1',
      znsParams: { ma: 'so', ten: 'ten' },
      vnpt: '',
      vnptParams: [],
    } as const;
    expect(znsData({ ...texts, vnptParams: [] }, { so: 'H1' })).toEqual({ ma: 'H1', ten: '' });
  });
});
