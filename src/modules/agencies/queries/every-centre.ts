import { type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { HealthReport } from '#platform/module.ts';
import { listCentres } from '../queries.ts';
import type { Agency } from '../schema.ts';

/**
 * A task that does its work in every centre, one after the other, as the part of the system that is named. What fails in one centre keeps no other from its turn;
 * the task fails in the end, so that it is tried again.
 */
export function inEveryCentre(
  part: string,
  work: (ctx: AppContext, actor: SystemActor) => Promise<unknown>,
): (ctx: AppContext) => Promise<void> {
  return async (ctx) => {
    const failures: unknown[] = [];
    for (const { id } of await listCentres(ctx)) {
      try {
        await work(ctx, systemActor(id, part));
      } catch (error) {
        ctx.log.error({ err: error, centreId: id, part }, 'a task of every centre failed in one');
        failures.push(error);
      }
    }
    if (failures.length > 0) {
      throw failures.length === 1
        ? failures[0]
        : new AggregateError(failures, `${part}: ${failures.length} centres`);
    }
  };
}

/** What every centre has to say to `motcua doctor` and to administration, in the order of the centres. */
export function healthOfEveryCentre(
  report: (
    ctx: AppContext,
    actor: SystemActor,
    centre: Agency,
  ) => Promise<HealthReport | readonly HealthReport[]>,
): (ctx: AppContext) => Promise<readonly HealthReport[]> {
  return async (ctx) => {
    const centres = await listCentres(ctx);
    const all = await Promise.all(
      centres.map((centre) => report(ctx, systemActor(centre.id, 'doctor'), centre)),
    );
    return all.flat();
  };
}
