import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Module } from '#platform/module.ts';

/**
 * Gives a centre what every module starts with, lowest floor first. Repeatable: what the centre has changed since stays as it is.
 * @param centreId a centre whose places (units, counters) exist
 */
export async function setUpCentre(
  ctx: AppContext,
  modules: readonly Module[],
  centreId: string,
): Promise<void> {
  for (const module of modules) {
    await module.centre?.(ctx, systemActor(centreId, 'set-up'));
  }
}

/** Sets up the example commune, module by module, as a real one is set up, with example people on top. Repeatable. */
export async function setUpExample(ctx: AppContext, modules: readonly Module[]): Promise<void> {
  for (const module of modules) {
    await module.example?.(ctx);
    for (const centre of module.centre === undefined ? [] : await listCentres(ctx)) {
      await module.centre?.(ctx, systemActor(centre.id, 'set-up'));
    }
  }
}
