import { checkTerms } from '#modules/oversight/commands/check-terms.ts';
import { systemActor } from '#platform/actor.ts';
import type { SettableClock } from '#platform/clock.ts';
import type { AppContext } from '#platform/context.ts';
import { localDay } from '#platform/time.ts';
import { at, DossierLife } from './dossier-life.ts';
import { Hall } from './hall.ts';
import { momentOf, workingDays } from './office-time.ts';
import { planVisits } from './plan.ts';
import { runTimeline, type SimEvent } from './scheduler.ts';
import type { World } from './world.ts';

/** What to play. Days are local and both included. */
export interface PlayOptions {
  readonly seed: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly dossiers: number;
  readonly late: number;
  readonly concurrency: number;
  /** Told at most once for each simulated day. */
  readonly onDay?: (day: Temporal.PlainDate, events: number) => void;
}

/** How much was played. The figures themselves are read from the reports, not from here. */
export interface Played {
  readonly visits: number;
  readonly dossiers: number;
  readonly events: number;
}

/** Shares of the office day at which the running server's own check for warnings is played. */
const CHECKS = [0.02, 0.55] as const;

/** The warnings that a server would have given, twice a working day instead of every ten minutes. */
function checks(ctx: AppContext, world: World, options: PlayOptions): readonly SimEvent[] {
  const actor = systemActor(world.centreId, 'oversight');
  return workingDays(options.from, options.to, world.calendar).flatMap((day) =>
    CHECKS.map((share) => ({
      at: momentOf(day, share, world.calendar),
      run: async (now: Temporal.Instant) => {
        await checkTerms(at(ctx, now), actor);
        return [];
      },
    })),
  );
}

/**
 * Plays days of a centre through the real commands: visitors take numbers, counters call them, dossiers are received,
 * pass their steps, wait for papers, are signed, booked, finished, returned and rated, at the planned moments.
 * The context's clock follows the simulated time, for whatever looks at it.
 */
export async function play(
  ctx: AppContext & { readonly clock: SettableClock },
  world: World,
  options: PlayOptions,
): Promise<Played> {
  const visits = planVisits({ ...options, procedures: world.plannable, calendar: world.calendar });
  // Everything is settled some time before the doors close on the last day.
  const end = momentOf(options.to, 0.95, world.calendar);
  const hall = new Hall(ctx, world, options.seed);
  const first = visits.map((visit): SimEvent => {
    const life =
      visit.dossier === null ? null : new DossierLife(ctx, world, visit, visit.dossier, options.seed, end);
    return {
      at: visit.arrive,
      run: (now) =>
        visit.takesTicket || life === null
          ? hall.arrive(now, visit, life)
          : visit.dossier?.channel === 'online'
            ? life.file(now)
            : life.receive(
                now,
                world.staff({ accountId: null, unitId: world.centreId, role: 'receptionist' }),
                null,
              ),
    };
  });
  let day: Temporal.PlainDate | null = null;
  const events = await runTimeline([...checks(ctx, world, options), ...first], {
    concurrency: options.concurrency,
    until: momentOf(options.to, 1, world.calendar),
    window: Temporal.Duration.from({ minutes: 20 }),
    onEvent(moment, done) {
      ctx.clock.set(moment);
      const today = localDay(moment);
      if (day === null || Temporal.PlainDate.compare(today, day) > 0) {
        day = today;
        options.onDay?.(today, done);
      }
    },
  });
  return { visits: visits.length, dossiers: visits.filter((visit) => visit.dossier !== null).length, events };
}
