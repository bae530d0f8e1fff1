import { compileCalendar } from '#modules/calendar/rules/compile.ts';
import type { DecideContext, ReceptionFacts } from '../rules/context.ts';
import { isRefused } from '../rules/context.ts';
import { decide } from '../rules/decide.ts';
import { evolveAll } from '../rules/evolve.ts';
import {
  type Command,
  Command as CommandSchema,
  DEFAULT_SETTINGS,
  type Dossier,
  Intake,
  type Step,
} from '../schema.ts';

/** Ids of the test commune. */
export const CENTRE = '01900000-0000-7000-8000-000000000001';
export const UNIT_A = '01900000-0000-7000-8000-00000000000a';
export const UNIT_B = '01900000-0000-7000-8000-00000000000b';
const COMMUNE = '01900000-0000-7000-8000-00000000000c';
const OTHER_COMMUNE = '01900000-0000-7000-8000-00000000000d';
const VERSION = '01900000-0000-7000-8000-0000000000f1';

const HOURS: [string, string][] = [
  ['07:30', '11:30'],
  ['13:30', '17:30'],
];

/** Office hours Monday to Friday, the days off of 2026 that the tests touch. */
export const CALENDAR = compileCalendar({
  hours: { mon: HOURS, tue: HOURS, wed: HOURS, thu: HOURS, fri: HOURS },
  daysOff: ['2026-04-27', '2026-04-30', '2026-05-01', '2026-11-24'],
  workingDays: [],
  covers: ['2025-01-01', '2027-12-31'],
});

/** People of the tests: one per unit, and a leader of unit A. */
export const PEOPLE = {
  counter: {
    accountId: '01900000-0000-7000-8000-000000000011',
    name: 'Cán bộ Một Cửa',
    unitId: CENTRE,
    leads: false,
  },
  officer: {
    accountId: '01900000-0000-7000-8000-000000000012',
    name: 'Chuyên viên Ví Dụ',
    unitId: UNIT_A,
    leads: false,
  },
  head: {
    accountId: '01900000-0000-7000-8000-000000000013',
    name: 'Trưởng phòng Ví Dụ',
    unitId: UNIT_A,
    leads: true,
  },
  other: {
    accountId: '01900000-0000-7000-8000-000000000014',
    name: 'Chuyên viên Thứ Hai',
    unitId: UNIT_B,
    leads: false,
  },
  leader: {
    accountId: '01900000-0000-7000-8000-000000000015',
    name: 'Lãnh đạo Ví Dụ',
    unitId: UNIT_B,
    leads: true,
  },
} as const;
export type Person = keyof typeof PEOPLE;

function step(key: string, kind: Step['kind'], unitId: string, next: string[]): Step {
  const unitName = unitId === CENTRE ? 'Trung tâm' : unitId === UNIT_A ? 'Phòng A' : 'Phòng B';
  return {
    key,
    name: `Bước ${key}`,
    kind,
    unitId,
    unitName,
    role: 'officer',
    minutes: 240,
    next,
    returnTo: [],
  };
}

/** Reception, two units, signing, return: five steps. */
export const STEPS: readonly Step[] = [
  step('tiep-nhan', 'receive', CENTRE, ['tham-dinh']),
  step('tham-dinh', 'handle', UNIT_A, ['trinh']),
  step('trinh', 'handle', UNIT_A, ['ky']),
  step('ky', 'sign', UNIT_B, ['tra']),
  step('tra', 'return', CENTRE, []),
];

/** A split after reception: two units at once and an opinion beside them, met in the summing up. */
export const PARALLEL_STEPS: readonly Step[] = [
  { ...step('tiep-nhan', 'receive', CENTRE, ['tham-dinh', 'kiem-tra', 'y-kien']), split: 'all' },
  step('tham-dinh', 'handle', UNIT_A, ['tong-hop']),
  step('kiem-tra', 'handle', UNIT_B, ['bien-ban']),
  step('bien-ban', 'handle', UNIT_B, ['tong-hop']),
  { ...step('y-kien', 'opinion', UNIT_B, ['tong-hop']), silence: 'go-on' },
  step('tong-hop', 'handle', UNIT_A, ['ky']),
  step('ky', 'sign', UNIT_B, ['tra']),
  step('tra', 'return', CENTRE, []),
];

export const PROCEDURE: ReceptionFacts['procedure'] = {
  versionId: VERSION,
  code: '1.001193',
  name: 'Thủ tục ví dụ',
  field: 'Hộ tịch',
  fieldGroup: 'Hộ tịch',
  term: { unit: 'working-day', amount: 5 },
  channels: [],
  resultName: 'Giấy ví dụ',
  resultCode: null,
  register: null,
};

const home = { id: COMMUNE, name: 'UBND xã Ví Dụ', code: 'H56.99' };

/** Facts of a reception, as the shell would find them. */
export function reception(change: Partial<ReceptionFacts> = {}): ReceptionFacts {
  return {
    dossierId: '01900000-0000-7000-8000-0000000000d1',
    procedure: PROCEDURE,
    papers: [],
    fees: [],
    inPersonOnly: false,
    agencies: { helpedAt: home, receivedAt: home, competent: home },
    competentHere: true,
    process: { code: 'vi-du', version: 1 },
    steps: STEPS,
    number: 'H56.99-260504-0001',
    localNumber: null,
    lookupCode: 'A2B3C4',
    ...change,
  };
}

/** Facts of a reception for another commune: the term starts there (Đ17 k.3). */
export function receptionElsewhere(): ReceptionFacts {
  return reception({
    competentHere: false,
    agencies: {
      helpedAt: home,
      receivedAt: home,
      competent: { id: OTHER_COMMUNE, name: 'UBND xã Khác', code: 'H56.98' },
    },
  });
}

/** What `decide` knows, for a person at an instant ("2026-05-04T08:00+07:00"). */
export function context(person: Person, at: string, change: Partial<DecideContext> = {}): DecideContext {
  const { leads, ...who } = PEOPLE[person];
  return {
    now: Temporal.Instant.from(at),
    by: { kind: 'staff', position: 'Chuyên viên', ...who },
    leads,
    actsFor: [who.unitId],
    calendar: CALENDAR,
    calendarVersion: '1',
    settings: DEFAULT_SETTINGS,
    centreId: CENTRE,
    centreUnit: { id: CENTRE, name: 'Trung tâm' },
    reception: reception(),
    nextAssignee: null,
    ...change,
  };
}

/** An intake of an obviously made-up citizen, without papers. */
export const INTAKE = Intake.parse({
  procedureCode: '1.001193',
  parties: { applicant: { name: 'Nguyễn Văn Ví Dụ', idNumber: '038000000001', phone: '0900000001' } },
});

/** A command with its defaults filled in, as the API would read it. */
export function command(input: { readonly type: Command['type'] } & Record<string, unknown>): Command {
  return CommandSchema.parse(input);
}

/** One act of a play: who, when, what, and what the shell found out for it. */
export type Act = readonly [
  person: Person,
  at: string,
  command: { readonly type: Command['type'] } & Record<string, unknown>,
  change?: Partial<DecideContext>,
];

/** Plays acts one after another; every one of them must be allowed. */
export function play(...acts: readonly Act[]): Dossier {
  let dossier: Dossier | null = null;
  for (const [person, at, input, change] of acts) {
    const decided = decide(dossier, command(input), context(person, at, change));
    if (isRefused(decided)) {
      throw new Error(`${input.type}: ${decided.refusal.text}`);
    }
    dossier = evolveAll(dossier, decided.events);
  }
  if (dossier === null) {
    throw new Error('nothing was played');
  }
  return dossier;
}

/** The refusal code of one act on a dossier, or null when it is allowed. */
export function refusalOf(dossier: Dossier | null, ...[person, at, input, change]: Act): string | null {
  const decided = decide(dossier, command(input), context(person, at, change));
  return isRefused(decided) ? decided.refusal.code : null;
}
