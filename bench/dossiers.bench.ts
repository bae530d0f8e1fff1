import { z } from 'zod';
import { execute, type Target } from '#modules/dossiers/commands/execute.ts';
import { Command, type Intake } from '#modules/dossiers/schema.ts';
import { type TestCommune, testCommune } from '#modules/dossiers/testing/commune.ts';
import type { ExampleUsername } from '#modules/identity/commands/example/commune.ts';
import { resolveActor } from '#modules/identity/resolve-actor.ts';
import { makePool } from '#platform/db/pool.ts';
import { newRequestId } from '#platform/id.ts';
import { buildApp } from '../src/app.ts';
import { errorPage } from '../src/error-page.tsx';
import { MODULES } from '../src/modules.ts';
import { fillProvince } from './fill.ts';
import { openLoop, type Shot, timesOf } from './load.ts';
import { BODIES, DOERS, READS, type Read, WRITES, type Write } from './mix.ts';
import { recorder, replay } from './replay.ts';
import { type BenchServer, benchServer, visitor } from './server.ts';
import { type Bench, percentile, type Row, timed } from './support.ts';

const MOST = Number(process.env['BENCH_DOSSIERS'] ?? 1_000_000);
const PER_SECOND = 50;
const SECONDS = 30;
const WARM_SECONDS = 10;
const FLOOR_SECONDS = 8;
const WARM_UP = 10;
const BARE_LIVES = 100;
/** Milliseconds, design §11. */
const WRITE_BUDGET = 100;
const READ_BUDGET = 50;
const MOST_STATEMENTS = 3;

const BIRTH = '1.001193';

/** Of five requests two write: twenty writes and thirty reads a second. */
const OF = 5;
const WRITING = 2;

const Made = z.object({ number: z.string() });

interface Known {
  readonly number: string;
  readonly phone: string;
  readonly code: string;
}

interface Scene extends BenchServer {
  readonly commune: TestCommune;
  readonly cookies: ReadonlyMap<ExampleUsername, string>;
  /** Dossiers of the example commune out of the filled ones, to be read. */
  readonly known: readonly Known[];
}

async function scene(bench: BenchServer): Promise<Scene> {
  const { runtime, ask, password } = bench;
  const commune = await testCommune(runtime.ctx);
  const people = ['tiepnhan1', 'tiepnhan2', 'chuyenvien.tp', 'truongphong.vp', 'giamdoc'] as const;
  const cookies = new Map<ExampleUsername, string>();
  for (const person of people) {
    cookies.set(person, await ask.signIn(person, password));
  }
  const { rows } = await runtime.ownerPool.query<Known>(
    `SELECT number, lookup_code AS code, phones[1] AS phone FROM dossiers WHERE centre_id = $1 ORDER BY md5(number) LIMIT 5000`,
    [commune.centreId],
  );
  return { ...bench, commune, cookies, known: rows };
}

function headersOf({ cookies }: Scene, who: ExampleUsername): Record<string, string> {
  return { cookie: cookies.get(who) ?? '' };
}

/** Sends writes in their order of life; what is not answered yet is not taken on. */
function writer(scene: Scene, intake: Intake): (n: number) => Promise<Omit<Shot, 'ms'>> {
  const ready = new Map<Write, string[]>(WRITES.map((write) => [write, []]));
  return async (n) => {
    const planned = WRITES[n % WRITES.length] ?? 'receive';
    const number = ready.get(planned)?.shift();
    const kind = planned === 'receive' || number === undefined ? 'receive' : planned;
    const answer = await scene.ask(
      kind === 'receive' ? '/api/v1/dossiers' : `/api/v1/dossiers/${number}/commands/${kind}`,
      {
        method: 'POST',
        body: kind === 'receive' ? intake : BODIES[kind],
        headers: { ...headersOf(scene, DOERS[kind]), 'idempotency-key': newRequestId() },
      },
    );
    const ok = answer.status === 200 || answer.status === 201;
    const next = WRITES[WRITES.indexOf(kind) + 1];
    if (ok && next !== undefined) {
      ready.get(next)?.push(Made.parse(JSON.parse(answer.text)).number);
    }
    return { kind, ok };
  };
}

/** What officers type: a whole name, a rare given name, a common one; without marks. */
function nameOf(n: number): string {
  const family = ['nguyen', 'tran', 'le', 'pham'][n % 4];
  const given = ['an', 'bao', 'dieu', 'khanh', 'manh'][n % 5];
  const last = ['oanh', 'phuc', 'uyen', 'vinh', 'hieu', 'loan', 'yen'][n % 7];
  return [`${family} van vi du ${given} ${last}`, `${given} ${last}`, `${family} ${last}`][n % 3] ?? '';
}

/** Addresses of the n-th read of a kind, spread over people and dossiers. */
function addressOf(read: Read, { known }: Scene, n: number): { path: string; who: ExampleUsername | null } {
  const one = known[(n * 7919) % known.length] ?? { number: '', code: '', phone: '' };
  const staff = (['tiepnhan1', 'chuyenvien.tp', 'truongphong.vp', 'giamdoc', 'tiepnhan2'] as const)[n % 5];
  const who = staff ?? 'tiepnhan1';
  switch (read) {
    case 'my work':
      return { path: '/can-bo', who };
    case 'list':
      return { path: `/can-bo/ho-so?trang=${1 + (n % 5)}${n % 2 === 0 ? '&trang-thai=open' : ''}`, who };
    case 'list by name':
      return { path: `/can-bo/ho-so?q=${encodeURIComponent(nameOf(n))}`, who };
    case 'list by number':
      return { path: `/can-bo/ho-so?q=${one.number}`, who };
    case 'list by phone':
      return { path: `/can-bo/ho-so?q=${one.phone}`, who };
    case 'detail':
      return { path: `/can-bo/ho-so/${one.number}`, who: 'tiepnhan1' };
    case 'look-up':
      return { path: `/tra-cuu?so=${one.number}&ma=${one.code}`, who: null };
    default:
      return read satisfies never;
  }
}

function reader(scene: Scene): (n: number) => Promise<Omit<Shot, 'ms'>> {
  return async (n) => {
    const kind = READS[n % READS.length] ?? 'list';
    const { path, who } = addressOf(kind, scene, Math.floor(n / READS.length));
    const { status } = await scene.ask(path, { headers: who === null ? visitor(n) : headersOf(scene, who) });
    return { kind, ok: status === 200 };
  };
}

/** The mixed load; a warm-up of the same kind first, so that connections stand and statements are prepared. */
async function measureLoad(scene: Scene): Promise<readonly Shot[]> {
  const intake = await scene.commune.intake(BIRTH);
  const write = writer(scene, intake);
  const read = reader(scene);
  let writes = 0;
  let reads = 0;
  const shoot = (n: number) => {
    if (n % OF < WRITING) {
      writes += 1;
      return write(writes - 1);
    }
    reads += 1;
    return read(reads - 1);
  };
  await openLoop(PER_SECOND, WARM_SECONDS, shoot);
  return openLoop(PER_SECOND, SECONDS, shoot);
}

/** The emptiest page of the same server at the same rate. */
async function measureEmptyPage({ ask }: Scene): Promise<readonly number[]> {
  const shots = await openLoop(PER_SECOND, FLOOR_SECONDS, async () => ({
    kind: 'empty',
    ok: (await ask('/dang-nhap')).status === 200,
  }));
  return timesOf(shots, () => true);
}

/** A command of the life as it is given for the floor. */
function commandOf(write: Write, intake: Intake): Command {
  const body = write === 'receive' ? { intake } : BODIES[write];
  return Command.parse(JSON.parse(JSON.stringify({ type: write, ...body })));
}

interface Floor {
  readonly times: ReadonlyMap<Write, readonly number[]>;
  readonly statements: ReadonlyMap<Write, number>;
}

/**
 * What the database alone needs for the same: each command is given to the real code on a connection that takes back
 * instead of committing, its statements are written down with their parameters, and then sent bare and committed. One
 * after another, so that numbers and states are those that the next one meets.
 */
async function measureBareWrites({ runtime, commune }: Scene, appUrl: string): Promise<Floor> {
  const intake = await commune.intake(BIRTH);
  const rehearsal = recorder(runtime.ctx, appUrl, false);
  const pool = makePool({ connectionString: appUrl, role: 'motcua_app', max: 1 });
  const names = new Map<string, string>();
  const times = new Map<Write, number[]>(WRITES.map((write) => [write, []]));
  const statements = new Map<Write, number>();
  const bare = async (write: Write, target: Target): Promise<string> => {
    let id = '';
    const heard = await rehearsal.record(async () => {
      const actor = commune.person(DOERS[write]);
      const done = await execute(rehearsal.ctx, actor, target, commandOf(write, intake), newRequestId());
      id = done.dossier.id;
    });
    statements.set(write, heard.length);
    times.get(write)?.push(await timed(() => replay(pool, names, heard)));
    return id;
  };
  try {
    for (let n = 0; n < WARM_UP + BARE_LIVES; n += 1) {
      if (n === WARM_UP) {
        for (const samples of times.values()) {
          samples.splice(0);
        }
      }
      const id = await bare('receive', 'new');
      for (const write of WRITES.slice(1)) {
        await bare(write, { id });
      }
    }
  } finally {
    await rehearsal.close();
    await pool.end();
  }
  return { times, statements };
}

/** The tenant of the transaction and who asks: the same few before every answer, whatever it holds. */
const BEFORE = /set_config|"sessions"|"device_enrolments"|any\("hosts"\)/;

interface Counted {
  readonly name: string;
  readonly path: string;
  readonly who: ExampleUsername | null;
  /** Whether the answer is the read alone, to which the budget applies; a page has its frame besides. */
  readonly bare: boolean;
}

function counted(scene: Scene): readonly Counted[] {
  const [one = { number: '', code: '', phone: '' }] = scene.known;
  const bare = (name: string, path: string, who: ExampleUsername | null = 'tiepnhan1') => ({
    name,
    path,
    who,
    bare: true,
  });
  return [
    bare('list of 1', '/api/v1/dossiers?pageSize=1'),
    bare('list of 200', '/api/v1/dossiers?pageSize=200'),
    bare('list by name', '/api/v1/dossiers?pageSize=200&q=nguyen'),
    bare('detail', `/api/v1/dossiers/${one.number}`),
    bare('look-up', `/api/v1/lookup?number=${one.number}&secret=${one.code}`, null),
    bare('my work, the page', '/can-bo'),
    ...READS.filter((read) => read !== 'my work').map((read) => ({
      ...addressOf(read, scene, 0),
      name: `${read}, the page`,
      bare: false,
    })),
  ];
}

/** Statements that each answer takes besides BEGIN, COMMIT, tenant and session. */
async function countStatements(scene: Scene, appUrl: string): Promise<readonly Row[]> {
  const listening = recorder(scene.runtime.ctx, appUrl, true);
  const rows: Row[] = [];
  const app = await buildApp(listening.ctx, {
    modules: MODULES,
    resolveActor: resolveActor(listening.ctx),
    errorPage,
  });
  try {
    for (const { name, path, who, bare } of counted(scene)) {
      const ask = async () => {
        const { statusCode } = await app.inject({
          url: path,
          headers: who === null ? visitor(1) : headersOf(scene, who),
        });
        if (statusCode !== 200) {
          throw new Error(`${path} answered ${statusCode}`);
        }
      };
      // What is kept for the life of the process is not asked for again.
      await ask();
      const value = (await listening.record(ask)).filter(({ sql }) => !BEFORE.test(sql)).length;
      const kept = value <= MOST_STATEMENTS;
      rows.push({
        name: `${name}: statements`,
        value,
        unit: '',
        ...(bare ? { budget: `≤ ${MOST_STATEMENTS}`, kept } : {}),
      });
    }
  } finally {
    await app.close();
    await listening.close();
  }
  return rows;
}

interface Kind {
  readonly name: string;
  readonly times: readonly number[];
  readonly floor: readonly number[];
  readonly floorIs: string;
  readonly budget: number;
}

function rowsOf({ name, times, floor, floorIs, budget }: Kind): readonly Row[] {
  const p95 = percentile(times, 95);
  return [
    { name: `${name}, p50`, value: percentile(times, 50), unit: 'ms', floor: percentile(floor, 50), floorIs },
    {
      name: `${name}, p95`,
      value: p95,
      unit: 'ms',
      floor: percentile(floor, 95),
      floorIs,
      budget: `< ${budget} ms`,
      kept: p95 < budget,
    },
  ];
}

async function run(): Promise<readonly Row[]> {
  const bench = await benchServer();
  try {
    const { ctx, ownerPool } = bench.runtime;
    const filled = await fillProvince(ctx, ownerPool, MOST);
    const on = await scene(bench);
    const { appUrl } = bench;
    const shots = await measureLoad(on);
    const empty = await measureEmptyPage(on);
    const bare = await measureBareWrites(on, appUrl);
    const counts = await countStatements(on, appUrl);
    const failed = shots.filter((shot) => !shot.ok);
    const isWrite = (kind: string) => WRITES.some((write) => write === kind);
    const bareIs = 'the same statements, bare';
    const emptyIs = 'the sign-in form of the same server';
    const million = filled.whole ? '' : ` (${filled.dossiers} only: filling ${MOST} took too long)`;
    return [
      { name: `dossiers in the database${million}`, value: filled.dossiers, unit: 'dossiers' },
      { name: 'of these in the commune under load', value: filled.here, unit: 'dossiers' },
      { name: 'filling', value: filled.seconds, unit: 's' },
      ...rowsOf({
        name: 'all writes',
        times: timesOf(shots, isWrite),
        floor: [...bare.times.values()].flat(),
        floorIs: bareIs,
        budget: WRITE_BUDGET,
      }),
      ...WRITES.flatMap((write) =>
        rowsOf({
          name: `${write} (${bare.statements.get(write)} statements)`,
          times: timesOf(shots, (kind) => kind === write),
          floor: bare.times.get(write) ?? [],
          floorIs: bareIs,
          budget: WRITE_BUDGET,
        }),
      ),
      ...rowsOf({
        name: 'all reads',
        times: timesOf(shots, (kind) => !isWrite(kind)),
        floor: empty,
        floorIs: emptyIs,
        budget: READ_BUDGET,
      }),
      ...READS.flatMap((read) =>
        rowsOf({
          name: read,
          times: timesOf(shots, (kind) => kind === read),
          floor: empty,
          floorIs: emptyIs,
          budget: READ_BUDGET,
        }),
      ),
      ...counts,
      {
        name: 'answers that were no answer',
        value: failed.length,
        unit: `of ${shots.length}`,
        budget: 'none',
        kept: failed.length === 0,
      },
    ];
  } finally {
    await bench.close();
  }
}

export const bench: Bench = {
  title: `Dossiers: ${PER_SECOND} requests a second, ${WRITING} of ${OF} write, one commune of a province`,
  run,
};
