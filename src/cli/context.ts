import { readConfig } from '#platform/config.ts';
import type { AppContext } from '#platform/context.ts';
import { openRuntime, type RuntimeOptions } from '../runtime.ts';

/**
 * Opens the application for one command and closes it afterwards. Beside a running server it joins that server's
 * database and leaves it running. The log is quiet unless LOG_LEVEL says otherwise, as standard output is the result.
 */
export async function withContext<T>(
  work: (ctx: AppContext) => Promise<T>,
  options: Pick<RuntimeOptions, 'clock' | 'durable'> = {},
): Promise<T> {
  const config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
  const runtime = await openRuntime(config, { ...options, guest: true });
  try {
    return await work(runtime.ctx);
  } finally {
    await runtime.close();
  }
}
