import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Engine, prepareEngine } from './engine.ts';
import { chooseUser, giveTo, type RunAs } from './user.ts';

const run = promisify(execFile);
const START_DEADLINE_MS = 60_000;

export interface EmbeddedOptions {
  /** Folder that survives upgrades: `engine/`, `postgres/`, `postgres.log`, `postgres.secret` live in it. */
  readonly dataHome: string;
  /** Where to keep the programs when not in `dataHome` (tests share one copy). */
  readonly engineHome?: string;
  /** Gives up durability for speed. Tests only. */
  readonly throwaway?: boolean;
  /** A visitor: a database found running is neither watched over nor stopped. Commands beside a server. */
  readonly guest?: boolean;
  /** Told when the database process ended by itself and is being started again. */
  readonly onRestart?: () => void;
}

export interface EmbeddedPostgres {
  readonly adminUrl: (database?: string) => string;
  /** The process id of the database server while it runs. */
  readonly pid: () => Promise<number | undefined>;
  /** Stops the database in order; does nothing for a guest. */
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Reads `postmaster.pid`: line 1 is the process, line 4 the port. */
async function findRunning(dataDir: string): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  return Number.isInteger(pid) && pid > 0 && port > 0 && isAlive(pid) ? { pid, port } : undefined;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function settings(options: EmbeddedOptions, port: number): string[] {
  const values = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '100',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(options.throwaway === true
      ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
      : {}),
  };
  return Object.entries(values).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
}

async function initialise(
  engine: Engine,
  dataDir: string,
  secret: string,
  user: RunAs | undefined,
): Promise<void> {
  if (existsSync(join(dataDir, 'PG_VERSION'))) {
    return;
  }
  // A half-made cluster (power cut during the first start) holds nothing and is made again.
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const passwordFile = `${dataDir}.pw`;
  await writeFile(passwordFile, secret, { mode: 0o600 });
  if (user !== undefined) {
    await giveTo(dataDir, user);
    await giveTo(passwordFile, user);
  }
  try {
    await run(
      engine.bin('initdb'),
      [
        '-D',
        dataDir,
        '-U',
        'postgres',
        '-E',
        'UTF8',
        '--locale=C',
        '-A',
        'scram-sha-256',
        '--pwfile',
        passwordFile,
        '--no-instructions',
      ],
      { ...user, cwd: dataDir, env: { ...process.env, LC_ALL: 'C' } },
    );
  } finally {
    await rm(passwordFile, { force: true });
  }
}

async function readSecret(dataHome: string): Promise<string> {
  const file = join(dataHome, 'postgres.secret');
  if (!existsSync(file)) {
    await writeFile(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  }
  return (await readFile(file, 'utf8')).trim();
}

/**
 * Starts the embedded PostgreSQL, or joins the one that a killed server left running, and keeps it running:
 * when its process dies it is started again on the same port. Works as root by dropping to another user.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  await mkdir(options.dataHome, { recursive: true });
  if (process.getuid?.() === 0) {
    await chmod(options.dataHome, 0o755);
  }
  const engine = await prepareEngine(options.engineHome ?? options.dataHome);
  const user = await chooseUser();
  const secret = await readSecret(options.dataHome);
  const dataDir = join(options.dataHome, 'postgres');
  await initialise(engine, dataDir, secret, user);

  const running = await findRunning(dataDir);
  const guest = running !== undefined && options.guest === true;
  const port = running?.port ?? (await freePort());
  const adminUrl = (database = 'postgres') => `postgres://postgres:${secret}@127.0.0.1:${port}/${database}`;
  const log = openSync(join(options.dataHome, 'postgres.log'), 'a');
  let stopping = false;

  const launch = () => {
    // Its own process group: Ctrl-C in the terminal reaches us, and we stop the database in order.
    const child: ChildProcess = spawn(engine.bin('postgres'), ['-D', dataDir, ...settings(options, port)], {
      ...user,
      cwd: dataDir,
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    });
    child.once('exit', () => {
      if (!stopping) {
        options.onRestart?.();
        setTimeout(() => !stopping && launch(), 200);
      }
    });
    child.once('error', () => undefined);
    child.unref();
  };

  if (running === undefined) {
    launch();
  } else if (!guest) {
    // Not our child, so its end cannot be heard: look.
    const watch = setInterval(() => {
      if (stopping || !isAlive(running.pid)) {
        clearInterval(watch);
        if (!stopping) {
          options.onRestart?.();
          launch();
        }
      }
    }, 500);
    watch.unref();
  }
  for (
    const deadline = performance.now() + START_DEADLINE_MS;
    !(await answers(adminUrl()));
    await sleep(50)
  ) {
    if (performance.now() > deadline) {
      throw new Error(
        `PostgreSQL did not start within a minute; see ${join(options.dataHome, 'postgres.log')}`,
      );
    }
  }
  return {
    adminUrl,
    pid: async () => (await findRunning(dataDir))?.pid,
    async stop() {
      stopping = true;
      if (guest || (await findRunning(dataDir)) === undefined) {
        return;
      }
      const args = ['stop', '-D', dataDir, '-m', 'fast', '-w', '-s'];
      await run(engine.bin('pg_ctl'), args, { ...user, cwd: dataDir }).catch(async (error: unknown) => {
        // Killed by somebody else at this moment: that it is gone is what was wanted.
        if ((await findRunning(dataDir)) !== undefined) {
          throw error;
        }
      });
    },
  };
}
