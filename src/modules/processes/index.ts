import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Module } from '#platform/module.ts';
import { loadProcess } from './commands/load-process.ts';
import { readProcesses } from './files.ts';
import { processPages } from './pages/processes.tsx';

/** Internal processes (quy trình nội bộ): steps, roles, time per step. */
export const processesModule: Module = {
  name: 'processes',
  pages: processPages,
  async example(ctx) {
    const [centre] = await listCentres(ctx);
    if (centre !== undefined) {
      for (const definition of await readProcesses()) {
        await loadProcess(ctx, systemActor(centre.id, 'set-up'), definition);
      }
    }
  },
};
