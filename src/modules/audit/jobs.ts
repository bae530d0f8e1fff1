import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { TaskHandler } from '#platform/module.ts';
import { sealDay } from './commands/seal.ts';

/** Seals yesterday in every centre. Runs each hour, so that a server that was off at night makes up for it. */
export const sealAll: TaskHandler = async (ctx) => {
  for (const centre of await listCentres(ctx)) {
    await sealDay(ctx, systemActor(centre.id, 'audit-seal'));
  }
};
