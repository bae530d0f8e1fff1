import { createServer } from 'node:net';
import { Command } from 'commander';
import { resolveActor } from '#modules/identity/resolve-actor.ts';
import { type Config, readConfig } from '#platform/config.ts';
import { startJobs } from '#platform/jobs.ts';
import { buildApp } from '../app.ts';
import { errorPage } from '../error-page.tsx';
import { MODULES } from '../modules.ts';
import { openRuntime, type Runtime } from '../runtime.ts';
import { setUpExample } from '../set-up/centres.ts';
import { newSetUpCode, whatIsMissing } from '../set-up/first-run.ts';
import { banner } from './banner.ts';

interface StartOptions {
  readonly example?: boolean;
}

/**
 * Looks whether the port is free before anything is opened: a second start must not touch the database of the first.
 * @throws Error that says what to do
 */
async function expectFreePort(config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', () =>
      reject(
        new Error(
          `Cổng ${config.port} đang có chương trình khác dùng, có thể là chính Một Cửa đang chạy. Xin tắt chương trình đó, hoặc đặt PORT là cổng khác.`,
        ),
      ),
    );
    probe.listen(config.port, config.host, () => probe.close(() => resolve()));
  });
}

async function serve(config: Config, runtime: Runtime): Promise<() => Promise<void>> {
  const { ctx } = runtime;
  if (config.example) {
    await setUpExample(ctx, MODULES);
  }
  const setUpCode = newSetUpCode();
  const app = await buildApp(ctx, {
    modules: MODULES,
    resolveActor: resolveActor(ctx),
    setUpCode,
    errorPage,
  });
  const jobs = await startJobs(ctx, MODULES, runtime.ownerPool);
  await app.listen({ port: config.port, host: config.host });
  console.log(await banner(ctx, (await whatIsMissing(ctx)) === null ? undefined : setUpCode));
  return async () => {
    await app.close();
    await jobs.stop();
    await runtime.close();
  };
}

async function start(options: StartOptions): Promise<void> {
  const config = readConfig({
    LOG_LEVEL: 'warn',
    ...(options.example ? { MOTCUA_EXAMPLE: '1' } : {}),
    ...process.env,
  });
  await expectFreePort(config);
  const runtime = await openRuntime(config);
  const close = await serve(config, runtime).catch(async (error: unknown) => {
    await runtime.close();
    throw error;
  });
  let stopping = false;
  const stop = async () => {
    if (!stopping) {
      stopping = true;
      await close();
      process.exit(0);
    }
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

/** `motcua start`: database, server and jobs in one process; ends cleanly on SIGINT and SIGTERM. */
export function startCommand(): Command {
  return new Command('start')
    .description('Chạy máy chủ cùng cơ sở dữ liệu')
    .option('--example', 'dựng xã ví dụ với người và tài khoản ví dụ')
    .action(start);
}
