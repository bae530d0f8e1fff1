import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarFile } from '#modules/calendar/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { systemActor } from '#platform/actor.ts';
import { type TestApp, testApp } from '#platform/testing/app.ts';
import { changeWarnings } from './commands/change-warnings.ts';
import { checkTerms } from './commands/check-terms.ts';
import { oversightModule } from './index.ts';
import { readWarnings, valuesOf } from './pages/settings-form.ts';
import { getWarningSettings, readNotices } from './queries.ts';
import { answerOf } from './rules/answer.ts';
import { mayDisturb } from './rules/disturb.ts';
import { ChangeWarningsInput, DEFAULT_WARNINGS } from './schema/settings.ts';
import type { StoredWarning } from './schema.ts';

const hours: [string, string][] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];
const calendar = compileCalendar(
  CalendarFile.parse({
    hours: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
    daysOff: ['2026-11-24'],
    covers: ['2026-01-01', '2026-12-31'],
  }),
);

describe('mayDisturb', () => {
  it.each<[string, string, boolean]>([
    ['in office hours', '23T09:00', true],
    ['at lunch', '23T12:00', false],
    ['at night', '23T22:00', false],
    ['on a day off', '24T09:00', false],
    ['on Sunday', '22T09:00', false],
    ['in the quiet hours of the settings', '23T07:45', false],
    ['at their end', '23T08:00', true],
  ])('%s (%s): %s', (_, at, expected) => {
    const now = Temporal.Instant.from(`2026-11-${at}:00+07:00`);
    expect(mayDisturb(now, calendar, { quiet: [{ from: '07:30', to: '08:00' }] })).toBe(expected);
  });

  it('quiet hours may run over midnight', () => {
    const quiet = [{ from: '16:00', to: '08:00' }];
    const at = (time: string) => Temporal.Instant.from(`2026-11-23T${time}:00+07:00`);
    expect(
      ['07:40', '09:00', '15:59', '16:00'].map((time) => mayDisturb(at(time), calendar, { quiet })),
    ).toEqual([false, true, true, false]);
  });
});

describe('answerOf', () => {
  const at = (minutes: number) => Temporal.Instant.from('2026-11-23T08:00:00+07:00').add({ minutes });
  const warning = (change: Partial<StoredWarning>): StoredWarning => ({
    subject: 'dossier',
    id: 'a',
    dossierId: 'd',
    kind: 'step',
    level: 'officer',
    due: at(0),
    stepKey: 's',
    unitId: 'u',
    accountId: null,
    label: { number: '', procedureName: '', stepName: '', unitName: '', holderName: '' },
    createdAt: at(1),
    seenAt: null,
    outcome: null,
    closedAt: null,
    ...change,
  });
  it.each<[string, Partial<StoredWarning>, readonly Partial<StoredWarning>[], string]>([
    ['nothing came of it yet', {}, [], 'open'],
    ['the step was left', { outcome: 'moved-on', closedAt: at(60) }, [], 'acted'],
    ['another got it', { outcome: 'reassigned', closedAt: at(60) }, [], 'acted'],
    ['the citizen was asked', { outcome: 'waiting', closedAt: at(60) }, [], 'paused'],
    ['it ended late', { outcome: 'finished-late', closedAt: at(60) }, [], 'ignored'],
    ['the head had to be told', {}, [{ level: 'unit-head', createdAt: at(30) }], 'ignored'],
    [
      'the head was told of another step',
      { outcome: 'moved-on', closedAt: at(60) },
      [{ level: 'unit-head', createdAt: at(30), stepKey: 'other' }],
      'acted',
    ],
    [
      'the head was told after it was settled',
      { outcome: 'moved-on', closedAt: at(20) },
      [{ level: 'unit-head', createdAt: at(30) }],
      'acted',
    ],
  ])('%s', (_, change, others, expected) => {
    const one = warning(change);
    expect(answerOf(one, [one, ...others.map((other) => warning({ id: 'b', ...other }))])).toBe(expected);
  });
});

describe('the form of the settings', () => {
  it('gives back the settings that it showed', () => {
    const share = fc.integer({ min: 0, max: 100 });
    const hour = fc.integer({ min: 0, max: 800 });
    fc.assert(
      fc.property(share, hour, hour, hour, (percent, term, over, idle) => {
        const settings = {
          ...DEFAULT_WARNINGS,
          stepSoon: [{ level: 'leader' as const, shareLeft: percent / 100, maxMinutes: term * 60 }],
          overdue: [{ level: 'unit-head' as const, afterMinutes: over * 60 }],
          quiet: [{ from: '07:30', to: '08:00' }],
          idleHours: 1 + (idle % 400),
        };
        const typed = { ...valuesOf(settings), effectiveFrom: '2026-12-01', source: 'Quy chế' };
        const read = readWarnings(typed);
        expect(read.ok && read.input.settings).toEqual(settings);
      }),
    );
  });

  it.each([
    ['overdue-leader-hours', { 'overdue-leader-hours': 'mai' }],
    ['term-officer-share', { 'term-officer-hours': '' }],
    ['quietTo', { quietFrom: '07:30' }],
    ['source', { source: '' }],
    ['effectiveFrom', { effectiveFrom: '' }],
  ])('names %s when it is wrong', (path, change) => {
    const typed = {
      ...valuesOf(DEFAULT_WARNINGS),
      effectiveFrom: '2026-12-01',
      source: 'Quy chế',
      ...change,
    } as Record<string, string>;
    const read = readWarnings(typed);
    expect(read.ok ? [] : read.errors.map((error) => error.path)).toEqual([path]);
  });
});

describe('dated settings', () => {
  let t: TestApp;
  let commune: TestCommune;
  beforeAll(async () => {
    t = await testApp({ modules: [...MODULES_BELOW, oversightModule], example: true });
    commune = await testCommune(t.ctx);
  });

  it('from their day on warnings follow them; the day before the old ones', async () => {
    const admin = commune.person('quantri');
    const settings = { overdue: [{ level: 'leader', afterMinutes: 480 }], term: [], step: [] };
    const input = ChangeWarningsInput.parse({
      effectiveFrom: '2026-05-05',
      source: 'Quy chế Trung tâm',
      settings,
    });
    await changeWarnings(t.ctx, admin, input);
    await expect(changeWarnings(t.ctx, admin, input)).rejects.toMatchObject({ code: 'conflict' });
    await expect(
      changeWarnings(t.ctx, admin, { ...input, effectiveFrom: '2026-05-01' }),
    ).rejects.toMatchObject({ code: 'validation', details: { fields: [{ path: 'effectiveFrom' }] } });
    expect((await getWarningSettings(t.ctx, admin)).current).toEqual(DEFAULT_WARNINGS);

    await commune.act('tiepnhan1', 'new', { type: 'receive', intake: await commune.intake('1.001193') });
    const check = (at: string) => {
      t.clock.set(at);
      return checkTerms(t.ctx, systemActor(commune.centreId, 'oversight'));
    };
    expect(await check('2026-05-05T08:00:00+07:00')).toBe(0);
    expect(await check('2026-05-06T17:00:00+07:00')).toBe(1);
    expect((await readNotices(t.ctx, commune.person('chutich'))).warnings).toMatchObject([
      { kind: 'overdue', level: 'leader' },
    ]);
  });

  it('the page shows them to those who lead, and the form to the administrator only', async () => {
    const url = '/can-bo/quan-tri/nhac-viec';
    const admin = await t.as(commune.person('quantri'), { url });
    expect(admin.statusCode).toBe(200);
    expect(admin.body).toContain('Đổi quy định');
    const director = await t.as(commune.person('giamdoc'), { url });
    expect(director.statusCode).toBe(200);
    expect(director.body).not.toContain('Đổi quy định');
    expect((await t.as(commune.person('chuyenvien.kt'), { url })).statusCode).toBe(403);
  });
});
