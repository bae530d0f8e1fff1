import fc from 'fast-check';
import type { KyselyPlugin } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { type TestContext, testContext } from '#platform/testing/app.ts';
import { execute } from './commands/execute.ts';
import { rebuildDossier, verifyDossiers } from './commands/verify.ts';
import { getDossier, myWork, searchDossiers } from './queries.ts';
import type { Command } from './schema.ts';
import { type TestCommune, testCommune } from './testing/commune.ts';
import type { Person } from './testing/facts.ts';
import { MODULES_BELOW } from './testing/modules.ts';
import { type RandomAct, randomActs } from './testing/random.ts';

let t: TestContext;
let commune: TestCommune;

beforeAll(async () => {
  t = await testContext({ example: true, modules: MODULES_BELOW });
  commune = await testCommune(t.ctx);
});

const USERS: Readonly<Record<Person, string>> = {
  counter: 'tiepnhan1',
  officer: 'chuyenvien.tp',
  head: 'truongphong.vp',
  other: 'chuyenvien.kt',
  leader: 'chutich',
};

async function real(command: Command): Promise<Command> {
  switch (command.type) {
    case 'receive':
    case 'keep-draft':
      return { ...command, intake: await commune.intake('1.001193') };
    case 'hand-over':
      return { ...command, toUnitId: commune.person('chuyenvien.tp').unitId };
    case 'ask-opinion':
      return { ...command, toUnitId: commune.person('chuyenvien.kt').unitId };
    case 'open-sub-dossier':
      return command.toUnitId === null
        ? command
        : { ...command, toUnitId: commune.person('chuyenvien.kt').unitId };
    case 'assign-strand':
      return { ...command, accountId: commune.person('chuyenvien.kt').accountId };
    case 'assign':
      return { ...command, accountId: commune.person('chuyenvien.tp').accountId };
    case 'correct-procedure':
      return { ...command, procedureCode: '2.000884' };
    default:
      return command;
  }
}

/** Plays the acts through the real commands; every refusal must leave the dossier as it was. */
async function walk(acts: readonly RandomAct[]): Promise<number> {
  t.clock.set('2026-05-04T08:00:00+07:00');
  let id: string | null = null;
  let seq = 0;
  for (const act of acts) {
    t.clock.tick({ minutes: act.later });
    const actor = commune.person(USERS[act.person]);
    try {
      const target = id === null ? 'new' : { id };
      const { dossier } = await execute(t.ctx, actor, target, await real(act.command), newRequestId());
      id = dossier.id;
      seq = dossier.seq;
    } catch (error) {
      if (!isProblem(error)) {
        throw error;
      }
    }
    const { rows } = await t.owner.query('select max(seq) as seq from dossier_events where dossier_id = $1', [
      id,
    ]);
    expect(rows[0]?.seq).toBe(seq);
  }
  return seq;
}

test('for random commands the stored rows equal their histories, numbers and books have no gaps, all is audited', async () => {
  await fc.assert(
    fc.asyncProperty(randomActs, async (acts) => {
      await walk(acts);
    }),
    { numRuns: 25 },
  );
  expect(await verifyDossiers(t.ctx)).toEqual([]);
});

test('motcua verify names what was changed, removed or put in by hand', async () => {
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake('1.001193'),
  });
  const checks = async () => (await verifyDossiers(t.ctx)).map((finding) => finding.check);
  const tampered = async (...statements: string[]) => {
    const client = await t.owner.connect();
    try {
      await client.query("set session_replication_role = 'replica'");
      for (const statement of statements) {
        await client.query(statement, [dossier.id]);
      }
      return await checks();
    } finally {
      await client.query("set session_replication_role = 'origin'");
      client.release();
    }
  };
  await t.owner.query('create table kept as select * from dossier_events where dossier_id = $1', [
    dossier.id,
  ]);
  const restore = 'insert into dossier_events select * from kept where $1::uuid is not null';
  const remove = 'delete from dossier_events where dossier_id = $1';
  expect(
    await tampered(
      `update dossier_events set data = data || '{"number": "X"}' where dossier_id = $1 and seq = 1`,
    ),
  ).toContain('dossiers.history');
  expect(
    await tampered(remove, restore, 'delete from dossier_events where dossier_id = $1 and seq = 2'),
  ).toContain('dossiers.state');
  expect(
    await tampered(
      remove,
      restore,
      `update dossiers set state = jsonb_set(state, '{sets}', '9') where id = $1`,
    ),
  ).toContain('dossiers.state');
  await rebuildDossier(t.ctx, { kind: 'system', centreId: commune.centreId, name: 'test' }, dossier.id);
  expect(await checks()).toEqual([]);
  expect(
    await tampered(
      'delete from dossier_events where dossier_id = $1',
      'delete from dossier_requests where dossier_id = $1',
      'delete from dossiers where id = $1',
    ),
  ).toContain('dossiers.numbers');
});

/** Counts the statements that a query sends. */
function counting(): { readonly plugin: KyselyPlugin; readonly count: () => number } {
  let n = 0;
  return {
    count: () => n,
    plugin: {
      transformQuery: ({ node }) => node,
      async transformResult({ result }) {
        n += 1;
        return result;
      },
    },
  };
}

test('at most 3 statements besides the tenant setting, whatever the size', async () => {
  const reader = commune.person('tiepnhan1');
  const { dossier } = await commune.act('tiepnhan1', 'new', {
    type: 'receive',
    intake: await commune.intake('1.001193'),
  });
  const reads = [
    (ctx: typeof t.ctx) => getDossier(ctx, reader, { id: dossier.id }),
    (ctx: typeof t.ctx) => myWork(ctx, reader),
    (ctx: typeof t.ctx) => searchDossiers(ctx, reader, { q: 'vi du' }),
    (ctx: typeof t.ctx) => searchDossiers(ctx, reader, { filter: { statuses: [2] } }),
  ];
  for (const read of reads) {
    const counter = counting();
    await read({ ...t.ctx, db: t.ctx.db.withPlugin(counter.plugin) });
    expect(counter.count()).toBeGreaterThan(1);
    expect(counter.count() - 1).toBeLessThanOrEqual(3);
  }
});
