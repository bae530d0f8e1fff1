import type { Module } from '#platform/module.ts';
import { loadProcess } from './commands/load-process.ts';
import { readProcesses } from './files.ts';
import { registerProcessPages } from './pages/index.ts';
import { listProcesses } from './queries.ts';

/** Internal processes (quy trình nội bộ): steps, roles, time per step. */
export const processesModule: Module = {
  name: 'processes',
  pages: registerProcessPages,
  async centre(ctx, system) {
    if ((await listProcesses(ctx, system)).length === 0) {
      for (const definition of await readProcesses()) {
        await loadProcess(ctx, system, definition);
      }
    }
  },
};
