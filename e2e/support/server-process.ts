import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '../..');
const FLAGS = ['--import', join(ROOT, 'src/platform/runtime/register.mjs'), join(ROOT, 'src/cli/main.ts')];

/** A whole server in a process of its own, with embedded PostgreSQL and a data folder of its own, that may be killed. */
export interface ServerProcess {
  readonly url: string;
  readonly dataHome: string;
  start(): Promise<void>;
  /** Waits until the server answers with its database behind it. */
  ready(): Promise<void>;
  /** kill -9 of the server. */
  kill(): Promise<void>;
  /** kill -9 of PostgreSQL's first process; the server has to bring it back. */
  killPostgres(): Promise<void>;
  /** Runs a `motcua` command on the same data; returns exit code and outputs. */
  motcua(...args: string[]): Promise<{ code: number | null; out: string; err: string }>;
  /** Ends everything and removes the data. */
  destroy(): Promise<void>;
}

async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', resolve));
}

/** Prepares a server with the example commune; nothing runs until `start()`. */
export async function serverProcess(): Promise<ServerProcess> {
  const dataHome = await mkdtemp(join(tmpdir(), 'motcua-kill-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    MOTCUA_DATA: dataHome,
    PORT: String(port),
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    PUBLIC_URL: url,
  };
  let server: ChildProcess | undefined;

  const postgresPid = async () =>
    Number((await readFile(join(dataHome, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);

  const ready = async () => {
    for (let tries = 0; tries < 1_200; tries += 1) {
      if (server !== undefined && server.exitCode !== null) {
        throw new Error(`the server ended with ${server.exitCode}`);
      }
      const answer = await fetch(`${url}/readyz`).catch(() => undefined);
      if (answer?.ok === true) {
        return;
      }
      await sleep(50);
    }
    throw new Error('the server did not become ready');
  };

  return {
    url,
    dataHome,
    async start() {
      server = spawn(process.execPath, [...FLAGS, 'start', '--example'], {
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      await ready();
    },
    ready,
    async kill() {
      if (server !== undefined) {
        server.kill('SIGKILL');
        await ended(server);
      }
    },
    async killPostgres() {
      process.kill(await postgresPid(), 'SIGKILL');
    },
    async motcua(...args) {
      const child = spawn(process.execPath, [...FLAGS, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      let out = '';
      let err = '';
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString();
      });
      child.stderr.on('data', (chunk: Buffer) => {
        err += chunk.toString();
      });
      return { code: await ended(child), out, err };
    },
    async destroy() {
      if (server !== undefined && server.exitCode === null && server.signalCode === null) {
        server.kill('SIGTERM');
        await ended(server);
      }
      await rm(dataHome, { recursive: true, force: true });
    },
  };
}
