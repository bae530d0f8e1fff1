import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { CronEntry, TaskHandler } from '#platform/module.ts';
import { turnDay } from './commands/turn-day.ts';

const TURN = 'queue.turn-day';

async function turnAll(ctx: AppContext): Promise<void> {
  for (const { id } of await listCentres(ctx)) {
    try {
      await turnDay(ctx, systemActor(id, 'hall-day'));
    } catch (error) {
      // One commune without a calendar must not keep the others' halls from closing.
      ctx.log.warn({ err: error, centre: id }, 'the day of a hall could not be followed');
    }
  }
}

/** Follows the day of every hall. */
export const dayTasks: Readonly<Record<string, TaskHandler>> = { [TURN]: (ctx) => turnAll(ctx) };

/** Every five minutes: opening hours are told in steps of five minutes at the finest. */
export const dayCrons: readonly CronEntry[] = [{ task: TURN, cron: '*/5 * * * *' }];
