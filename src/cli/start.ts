import { Command } from 'commander';
import { resolveActor } from '#modules/identity/resolve-actor.ts';
import { readConfig } from '#platform/config.ts';
import { startJobs } from '#platform/jobs.ts';
import { buildApp } from '../app.ts';
import { errorPage } from '../error-page.tsx';
import { MODULES } from '../modules.ts';
import { openRuntime } from '../runtime.ts';
import { banner } from './banner.ts';

interface StartOptions {
  readonly example?: boolean;
}

async function start(options: StartOptions): Promise<void> {
  const config = readConfig({
    LOG_LEVEL: 'warn',
    ...(options.example ? { MOTCUA_EXAMPLE: '1' } : {}),
    ...process.env,
  });
  const runtime = await openRuntime(config);
  const { ctx } = runtime;
  if (config.example) {
    for (const module of MODULES) {
      await module.example?.(ctx);
    }
  }
  const app = await buildApp(ctx, { modules: MODULES, resolveActor: resolveActor(ctx), errorPage });
  const jobs = await startJobs(ctx, MODULES, runtime.ownerPool);
  await app.listen({ port: config.port, host: config.host });
  console.log(await banner(ctx));

  let stopping = false;
  const stop = async () => {
    if (stopping) {
      return;
    }
    stopping = true;
    await app.close();
    await jobs.stop();
    await runtime.close();
    process.exit(0);
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
