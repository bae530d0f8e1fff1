import { readConfig } from '#platform/config.ts';
import { ensureDatabase, prepareDatabase } from '#platform/db/database.ts';
import { readExamplePassword } from '../e2e/support/example.ts';
import { type ServerProcess, serverProcess } from '../e2e/support/server-process.ts';
import { DATABASE, openRuntime, type Runtime } from '../src/runtime.ts';
import { type Client, client } from './client.ts';

/** A real server in a process of its own with a durable embedded database, seen from this process: the client. */
export interface BenchServer {
  readonly server: ServerProcess;
  readonly ask: Client;
  /** The same database, beside the server: to fill it, to look behind it, to measure floors. */
  readonly runtime: Runtime;
  /** Address of the database as the application's role. */
  readonly appUrl: string;
  /** The example people's password. */
  readonly password: string;
  /** Milliseconds of the first start, with making the cluster and the example. */
  readonly firstStart: number;
  close(): Promise<void>;
}

/** Starts the product as people start it, with the example commune. Addresses of visitors may be told by a proxy. */
export async function benchServer(): Promise<BenchServer> {
  process.env['TRUST_PROXY'] = '1';
  const server = await serverProcess();
  const from = performance.now();
  await server.start();
  const firstStart = performance.now() - from;
  const config = readConfig({ MOTCUA_DATA: server.dataHome, PUBLIC_URL: server.url, LOG_LEVEL: 'error' });
  const runtime = await openRuntime(config, { guest: true });
  const ask = client(server.url);
  const admin = runtime.embedded?.adminUrl() ?? '';
  const { app } = await prepareDatabase(await ensureDatabase(admin, DATABASE));
  return {
    server,
    ask,
    runtime,
    appUrl: app,
    password: await readExamplePassword(config),
    firstStart,
    async close() {
      ask.close();
      await runtime.close();
      await server.destroy();
    },
  };
}

/** One address after another out of the range that is kept for benchmarks (RFC 2544), as a proxy in front would tell them. */
export function visitor(n: number): Readonly<Record<string, string>> {
  return { 'x-forwarded-for': `198.18.${(n >> 8) & 0xff}.${n & 0xff}` };
}
