import { createHash } from 'node:crypto';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Kysely } from 'kysely';
import type pg from 'pg';
import { buildApp, subscribeAll } from '../../app.ts';
import { errorPage } from '../../error-page.tsx';
import { setUpExample } from '../../set-up/centres.ts';
import type { Actor } from '../actor.ts';
import { type SettableClock, settableClock } from '../clock.ts';
import { readConfig } from '../config.ts';
import type { AppContext } from '../context.ts';
import { makeDb, makePool } from '../db/pool.ts';
import type { DB } from '../db/types.gen.ts';
import { EventBus } from '../events.ts';
import { startLive } from '../live.ts';
import { makeLog } from '../log.ts';
import type { Module } from '../module.ts';
import { makeFileStore } from '../storage/store.ts';
import { cloneDatabase, ensureTemplate, type TestDatabase, templateHome } from './database.ts';
import { closedAtTheEnd } from './opened.ts';

const ACTOR_HEADER = 'x-test-actor';

export interface TestContext {
  readonly ctx: AppContext & { readonly clock: SettableClock };
  readonly clock: SettableClock;
  /** A pool as the database's owner, for checks behind row-level security's back. */
  readonly owner: pg.Pool;
  readonly urls: TestDatabase;
  close(): Promise<void>;
}

export interface TestApp extends TestContext {
  readonly app: FastifyInstance;
  /** Sends a request as the actor, without port and without sign-in. `undefined` asks as a stranger with no cookie. */
  as(actor: Actor | undefined, request: InjectOptions): Promise<LightMyRequestResponse>;
  /** Runs all jobs that are due, in order, in this process. */
  runJobs(): Promise<void>;
}

export interface TestOptions {
  /** Modules to mount, lowest floor first. Default: all of them. */
  readonly modules?: readonly Module[];
  /** Start from a database that already holds the example commune of all modules. */
  readonly example?: boolean;
  /** Opens the page of the first run with this code. */
  readonly setUpCode?: string;
  /** How the installation stands to the province's system. Default: it is the dossier system. */
  readonly role?: 'dossier-system' | 'centre-layer';
  /** Default: Monday 4 May 2026, 08:00 in Viet Nam. */
  readonly now?: string;
}

async function allModules(): Promise<readonly Module[]> {
  return (await import('../../modules.ts')).MODULES;
}

/** Where a database came from: the template to clone, and the data folder that belongs to it. */
interface Origin {
  readonly template?: string;
  readonly home?: string;
}

async function open(
  urls: TestDatabase,
  now: string,
  origin: Origin = {},
  role: NonNullable<TestOptions['role']> = 'dossier-system',
): Promise<TestContext> {
  const dataHome = await mkdtemp(join(tmpdir(), 'motcua-files-'));
  if (origin.home !== undefined) {
    await cp(origin.home, dataHome, { recursive: true });
  }
  const clock = settableClock(now);
  const pool = makePool({ connectionString: urls.app, max: 12 });
  const owner = makePool({ connectionString: urls.owner, max: 3 });
  const db: Kysely<DB> = makeDb(pool);
  const log = makeLog(process.env['TEST_LOG'] ?? 'silent');
  const live = startLive(urls.app, log);
  const config = readConfig({
    MOTCUA_DATA: dataHome,
    PUBLIC_URL: 'http://localhost:8080',
    MOTCUA_EXAMPLE: '1',
    MOTCUA_ROLE: role,
  });
  await live.ready;
  const ctx = { config, db, clock, log, live, events: new EventBus(), storage: makeFileStore(config) };
  return {
    ctx,
    clock,
    owner,
    urls,
    async close() {
      await live.stop();
      await db.destroy();
      await owner.end();
      await urls.drop();
      await rm(dataHome, { recursive: true, force: true });
    },
  };
}

async function exampleOrigin(modules: readonly Module[], now: string): Promise<Origin> {
  // An example of another day is another example: what is in force from its first day on is not yet in force the day before.
  const names = [...modules.map((module) => module.name), now].join();
  const template = `motcua_example_${createHash('sha256').update(names).digest('hex').slice(0, 16)}`;
  const home = templateHome(template);
  await ensureTemplate(template, async (urls) => {
    const test = await open({ ...urls, drop: async () => undefined }, now);
    subscribeAll(test.ctx, modules);
    try {
      await setUpExample(test.ctx, modules);
      await cp(test.ctx.config.dataHome, home, { recursive: true });
    } finally {
      await test.close();
    }
  });
  return { template, home };
}

async function openClone(options: TestOptions, modules: readonly Module[]): Promise<TestContext> {
  const now = options.now ?? '2026-05-04T08:00:00+07:00';
  const origin = options.example === true ? await exampleOrigin(modules, now) : {};
  const test = await open(await cloneDatabase(origin.template), now, origin, options.role);
  subscribeAll(test.ctx, modules);
  return test;
}

/**
 * A whole application on a real database of its own. Closed by itself after the test file.
 * `const t = await testApp({ example: true }); await t.as(actor, { method: 'POST', url: '/api/v1/tickets', payload })`.
 */
export async function testApp(options: TestOptions = {}): Promise<TestApp> {
  const modules = options.modules ?? (await allModules());
  const test = await openClone(options, modules);
  const resolveReal = await realResolver(test.ctx);
  const app = await buildApp(test.ctx, {
    modules,
    errorPage,
    ...(options.setUpCode === undefined ? {} : { setUpCode: options.setUpCode }),
    async resolveActor(request) {
      const header = request.headers[ACTOR_HEADER];
      return typeof header === 'string'
        ? (JSON.parse(Buffer.from(header, 'base64').toString()) as Actor)
        : resolveReal(request);
    },
  });
  const close = closedAtTheEnd(async () => {
    await app.close();
    await test.close();
  });
  return {
    ...test,
    app,
    close,
    as(actor, request) {
      const headers: Record<string, string> = {};
      if (actor !== undefined) {
        headers[ACTOR_HEADER] = Buffer.from(JSON.stringify(actor)).toString('base64');
      }
      return app.inject({ ...request, headers: { ...request.headers, ...headers } });
    },
    runJobs: () => runDueJobs(test, modules),
  };
}

/** A context on a database of its own, without HTTP. Closed by itself after the test file. */
export async function testContext(options: TestOptions = {}): Promise<TestContext> {
  const modules = options.modules ?? (await allModules());
  const test = await openClone(options, modules);
  return { ...test, close: closedAtTheEnd(test.close) };
}

async function realResolver(
  ctx: AppContext,
): Promise<(request: Parameters<ResolveActor>[0]) => Promise<Actor>> {
  const { resolveActor } = await import('#modules/identity/resolve-actor.ts');
  return resolveActor(ctx);
}
type ResolveActor = ReturnType<typeof import('#modules/identity/resolve-actor.ts').resolveActor>;

async function runDueJobs(test: TestContext, modules: readonly Module[]): Promise<void> {
  const { runTaskListOnce } = await import('graphile-worker');
  const taskList = Object.fromEntries(
    modules
      .flatMap((module) => Object.entries(module.tasks ?? {}))
      .map(([name, handler]) => [name, (payload: unknown) => handler(test.ctx, payload)]),
  );
  const client = await test.owner.connect();
  try {
    await runTaskListOnce({ pgPool: test.owner }, taskList, client);
  } finally {
    client.release();
  }
}
