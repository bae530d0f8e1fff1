import { beforeAll, expect, test } from 'vitest';
import { setUpCommune } from '#modules/agencies/commands/set-up-commune.ts';
import { communeFixture } from '#modules/agencies/testing.ts';
import { enrolDevice } from '#modules/identity/commands/devices.ts';
import { makeStaff } from '#modules/identity/testing.ts';
import { type Actor, ROLES, type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { assignPrinter } from './commands/assign-printer.ts';
import { drawLabels } from './commands/draw-labels.ts';
import { assignFault, closeFault, logRepair, reportFault } from './commands/faults.ts';
import { lookAround, lookAt } from './commands/look.ts';
import { claimPairing, endEnrolment, openPairing } from './commands/pair-device.ts';
import { saveEquipment } from './commands/save-equipment.ts';
import { EQUIPMENT_POLICY, type EquipmentAction } from './policy.ts';
import {
  getByLabel,
  getEquipmentFile,
  getFault,
  listAssignments,
  listEquipment,
  listFaults,
} from './queries.ts';
import { EquipmentInput } from './schema.ts';

let t: TestContext;
let homeId: string;
let otherId: string;
let fanId: string;
let code: string;
let faultId: string;
let people: ReadonlyMap<Role, StaffActor>;

function everyone(centreId: string): readonly (readonly [string, Actor])[] {
  return [
    ...[...people].map(([role, actor]) => [role, actor] as const),
    ['kiosk', { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' }],
    ['board', { kind: 'device', centreId, deviceId: newId(), purpose: 'board' }],
    ['public', { kind: 'public', centreId }],
    ['system', systemActor(centreId, 'test')],
  ];
}

beforeAll(async () => {
  t = await testContext({ now: '2026-11-23T08:00:00+07:00' });
  homeId = await setUpCommune(t.ctx, communeFixture('xa-mot'));
  otherId = await setUpCommune(t.ctx, communeFixture('xa-hai'));
  people = new Map(
    await Promise.all(ROLES.map(async (role) => [role, await makeStaff(t.ctx, homeId, [role])] as const)),
  );
  const administrator = systemActor(homeId, 'test');
  fanId = await saveEquipment(t.ctx, administrator, EquipmentInput.parse({ kind: 'fan', name: 'Quạt trần' }));
  code = (await getEquipmentFile(t.ctx, administrator, fanId)).piece.reportCode;
  await reportFault(t.ctx, { kind: 'public', centreId: homeId }, code, {
    words: 'Kêu to',
    requestId: newRequestId(),
  });
  faultId = (await listFaults(t.ctx, administrator))[0]?.id ?? '';
});

function asStaff(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') {
    throw new Error('only officers have a way to this command');
  }
  return actor;
}

function person(role: Role): StaffActor {
  const found = people.get(role);
  if (found === undefined) {
    throw new Error(`nobody is ${role}`);
  }
  return found;
}

type Try = readonly [EquipmentAction, (actor: Actor) => Promise<unknown>, 'staff'?];

const COMMANDS: Readonly<Record<string, Try>> = {
  saveEquipment: [
    'equipment.edit',
    (actor) => saveEquipment(t.ctx, actor, EquipmentInput.parse({ kind: 'water', name: newId() })),
  ],
  listEquipment: ['equipment.read', (actor) => listEquipment(t.ctx, actor)],
  getEquipmentFile: ['equipment.read', (actor) => getEquipmentFile(t.ctx, actor, fanId)],
  listAssignments: ['equipment.read', (actor) => listAssignments(t.ctx, actor)],
  drawLabels: ['equipment.read', (actor) => drawLabels(t.ctx, actor, [])],
  lookAt: ['equipment.look', (actor) => lookAt(t.ctx, actor, fanId)],
  lookAround: ['equipment.look', (actor) => lookAround(t.ctx, actor)],
  openPairing: ['equipment.pair', (actor) => openPairing(t.ctx, actor)],
  claimPairing: [
    'equipment.enrol',
    (actor) => claimPairing(t.ctx, actor, { code: '00000000', purpose: 'kiosk', name: 'x', place: '' }),
  ],
  endEnrolment: ['equipment.enrol', (actor) => endEnrolment(t.ctx, actor, fanId)],
  assignPrinter: [
    'printers.assign',
    (actor) => assignPrinter(t.ctx, actor, { paper: 'ticket', placeKind: 'device', placeId: homeId }),
  ],
  getByLabel: ['faults.report', (actor) => getByLabel(t.ctx, actor, code)],
  reportFault: [
    'faults.report',
    (actor) => reportFault(t.ctx, actor, code, { words: 'x', requestId: newRequestId() }),
  ],
  listFaults: ['faults.read', (actor) => listFaults(t.ctx, actor)],
  getFault: ['faults.read', (actor) => getFault(t.ctx, actor, faultId)],
  assignFault: [
    'faults.assign',
    (actor) => assignFault(t.ctx, asStaff(actor), faultId, { assignedTo: newId(), dueOn: '2026-11-30' }),
    'staff',
  ],
  logRepair: [
    'faults.handle',
    (actor) =>
      logRepair(t.ctx, asStaff(actor), faultId, {
        what: 'x',
        doneBy: '',
        cost: 0,
        requestId: newRequestId(),
      }),
    'staff',
  ],
  closeFault: ['faults.handle', (actor) => closeFault(t.ctx, asStaff(actor), newId(), 'no-fault'), 'staff'],
};

const TABLES = [
  'equipment',
  'equipment_states',
  'equipment_faults',
  'equipment_repairs',
  'printer_assignments',
  'device_pairings',
  'device_enrolments',
  'audit_heads',
];

/** Every row of every table of the module, as one digest. */
async function state(): Promise<string> {
  const sums = TABLES.map(
    (table) => `(SELECT md5(string_agg(x::text, '|' ORDER BY x::text)) FROM ${table} x)`,
  );
  const { rows } = await t.owner.query(`SELECT ROW(${sums.join(', ')})::text AS sum`);
  return rows[0].sum;
}

async function outcome(run: Promise<unknown>): Promise<string> {
  try {
    await run;
    return 'done';
  } catch (error) {
    if (isProblem(error)) {
      return error.code;
    }
    throw error;
  }
}

test.each(Object.entries(COMMANDS))(
  '%s: who may is in the table, who may not changes nothing',
  async (_, [action, run, only]) => {
    for (const [name, actor] of everyone(homeId)) {
      if (only === 'staff' && actor.kind !== 'staff') {
        continue;
      }
      const before = await state();
      const result = await outcome(run(actor));
      if (can(EQUIPMENT_POLICY, actor, action, { centreId: homeId })) {
        expect([name, result]).not.toEqual([name, 'forbidden']);
      } else {
        expect([name, result]).toEqual([name, 'forbidden']);
        expect(await state()).toBe(before);
      }
    }
  },
);

test('what another centre owns is not there for anybody', async () => {
  const stranger = await makeStaff(t.ctx, otherId, ['administrator', 'centre-director']);
  const before = await state();
  for (const run of [
    () => getEquipmentFile(t.ctx, stranger, fanId),
    () => lookAt(t.ctx, stranger, fanId),
    () => getFault(t.ctx, stranger, faultId),
    () => getByLabel(t.ctx, stranger, code),
    () => logRepair(t.ctx, stranger, faultId, { what: 'x', doneBy: '', cost: 0, requestId: newRequestId() }),
    () => closeFault(t.ctx, stranger, faultId, 'no-fault'),
    () => assignFault(t.ctx, stranger, faultId, { assignedTo: stranger.accountId, dueOn: '2026-11-30' }),
    () => saveEquipment(t.ctx, stranger, { ...EquipmentInput.parse({ kind: 'fan', name: 'x' }), id: fanId }),
    () => endEnrolment(t.ctx, stranger, fanId),
  ]) {
    expect(['not-found', 'gone']).toContain(await outcome(run()));
  }
  expect(await state()).toBe(before);
});

test('the one a fault was given to handles it; everybody chooses a printer for themselves only', async () => {
  const director = person('centre-director');
  const officer = person('officer');
  const repair = { what: 'Tra dầu', doneBy: 'Cửa hàng Ví Dụ', cost: 50_000, requestId: newRequestId() };
  expect(await outcome(logRepair(t.ctx, officer, faultId, repair))).toBe('forbidden');
  await assignFault(t.ctx, director, faultId, { assignedTo: officer.accountId, dueOn: '2026-11-25' });
  expect(await outcome(logRepair(t.ctx, officer, faultId, repair))).toBe('done');
  const printer = EquipmentInput.parse({
    kind: 'office-printer',
    name: 'Máy A4',
    protocol: 'ipp',
    host: '10.1.1.1',
  });
  const printerId = await saveEquipment(t.ctx, director, printer);
  const mine = { paper: 'document', placeKind: 'account', placeId: officer.accountId, printerId } as const;
  expect(await outcome(assignPrinter(t.ctx, officer, mine))).toBe('done');
  expect(await outcome(assignPrinter(t.ctx, officer, { ...mine, placeId: director.accountId }))).toBe(
    'forbidden',
  );
  expect(await outcome(assignPrinter(t.ctx, director, { ...mine, paper: 'ticket' }))).toBe('validation');
});

test('enrolment stays as it was: a link still makes a device', async () => {
  const { token } = await enrolDevice(t.ctx, systemActor(homeId, 'test'), {
    purpose: 'board',
    name: 'Bảng 1',
  });
  expect(token).toMatch(/^[\w-]{22}\.[\w-]{43}$/);
});
