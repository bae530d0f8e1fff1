import { beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role, type StaffActor } from '#platform/actor.ts';
import { isProblem } from '#platform/errors.ts';
import { newId, newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { execute } from './commands/execute.ts';
import { actsFor, DOSSIER_POLICY, subjectOf } from './policy.ts';
import { COMMAND_TYPES, type Command, type Dossier } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import { MODULES_BELOW } from './testing/modules.ts';
import { SAMPLE_COMMANDS } from './testing/random.ts';

/** Where the actor stands to the dossier: named, of the same unit, of another unit, of another centre. */
const PLACES = ['assigned', 'same-unit', 'other-unit', 'other-centre'] as const;
type Place = (typeof PLACES)[number];

let t: TestContext;
let commune: TestCommune;
let dossierId: string;
let held: Dossier;

beforeAll(async () => {
  t = await testContext({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake('1.001193'),
  });
  dossierId = dossier.id;
  await commune.act('tiepnhan1', { id: dossierId }, { type: 'complete-step' });
  held = (await commune.act('chuyenvien.tp', { id: dossierId }, { type: 'accept-hand-over' })).dossier;
});

function actorAt(place: Place, role: Role): StaffActor {
  const holder = commune.person('chuyenvien.tp');
  const stranger = { ...holder, accountId: newId(), roles: [role] };
  switch (place) {
    case 'assigned':
      return { ...holder, roles: [role] };
    case 'same-unit':
      return stranger;
    case 'other-unit':
      return { ...stranger, unitId: commune.person('chuyenvien.kt').unitId };
    case 'other-centre':
      return { ...stranger, centreId: newId(), unitId: newId() };
    default:
      return place satisfies never;
  }
}

async function everything(): Promise<string> {
  const tables = [
    'dossiers',
    'dossier_events',
    'dossier_requests',
    'dossier_strands',
    'register_entries',
    'registers',
    'number_series',
    'documents',
    'audit_entries',
  ];
  const counts = await Promise.all(
    tables.map((table) =>
      t.owner.query<{ n: string }>(
        `select count(*) || ':' || coalesce(md5(string_agg(x::text, '' order by x::text)), '') as n from ${table} x`,
      ),
    ),
  );
  return counts.map(({ rows }) => rows[0]?.n).join(' ');
}

/** What the table says, written out once more by hand from its scopes. */
function expected(type: Command['type'], role: Role, place: Place): 'allowed' | 'forbidden' | 'not-found' {
  if (place === 'other-centre') {
    return 'not-found';
  }
  const scope = DOSSIER_POLICY[type][role];
  const reach = {
    assigned: ['own', 'unit', 'centre'],
    'same-unit': ['unit', 'centre'],
    'other-unit': ['centre'],
  } as const;
  return scope !== undefined && (reach[place] as readonly string[]).includes(scope) ? 'allowed' : 'forbidden';
}

async function outcomeOf(command: Command, actor: StaffActor): Promise<string> {
  try {
    await execute(t.ctx, actor, { id: dossierId }, command, newRequestId());
    return 'allowed';
  } catch (error) {
    if (!isProblem(error)) {
      throw error;
    }
    return error.code === 'forbidden' || error.code === 'not-found' ? error.code : 'allowed';
  }
}

const commands = COMMAND_TYPES.map((type) => SAMPLE_COMMANDS.find((one) => one.type === type));

describe.each(PLACES)('%s', (place) => {
  test.each(ROLES)('%s: every command as the table says, nothing written on refusal', async (role) => {
    const actor = actorAt(place, role);
    for (const command of commands) {
      if (command === undefined) {
        throw new Error('a command has no sample');
      }
      const wanted = expected(command.type, role, place);
      if (wanted === 'allowed') {
        const subject = subjectOf(held, actor, actsFor(actor, held.agencies.competent.id));
        expect(can(DOSSIER_POLICY, actor, command.type, subject)).toBe(true);
        continue;
      }
      const before = await everything();
      expect([command.type, await outcomeOf(command, actor)]).toEqual([command.type, wanted]);
      expect(await everything()).toBe(before);
    }
  });
});

test('the public and devices may give no command at all', () => {
  for (const type of COMMAND_TYPES) {
    for (const kind of ['public', 'kiosk', 'board'] as const) {
      expect(DOSSIER_POLICY[type][kind]).toBeUndefined();
    }
  }
});
