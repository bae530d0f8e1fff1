import { listCountersIn } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { formatIso, fromLocal, localDay } from '#platform/time.ts';
import { hallDayAt } from './day.ts';
import { QUEUE_POLICY } from './policy.ts';
import { listGroups, listLinks } from './repo/groups.ts';
import { type HallRules, listPauseReasons, plannedRules, rulesOn } from './repo/hall-rules.ts';
import { linesIn, openLinesIn, pausesOf, type Span, serviceTimesIn, shiftsIn } from './repo/trace.ts';
import type { HallDay } from './rules/day.ts';
import type { ServiceGroup } from './schema.ts';
import type { HallDayView, ServiceTimes, StaffingView } from './schema-hall.ts';

const iso = (instant: Temporal.Instant | null) => (instant === null ? null : formatIso(instant));

/** The hall's day now: whether numbers are given, and what people still waiting are to be told. @throws Problem `forbidden` */
export async function hallDay(ctx: AppContext, actor: Actor): Promise<HallDay> {
  authorise(QUEUE_POLICY, actor, 'hall.see', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, (tx) => hallDayAt(tx, actor.centreId, now));
}

/** {@link hallDay} for programs. */
export function hallDayView(day: HallDay): HallDayView {
  const { phase, givesNumbers } = day;
  const { opensAt, lastNumbersAt, closesAt } = day;
  return {
    phase,
    givesNumbers,
    opensAt: iso(opensAt),
    lastNumbersAt: iso(lastNumbersAt),
    closesAt: iso(closesAt),
  };
}

/** A counter in the plan of the hall. */
interface PlannedCounter {
  readonly id: string;
  readonly number: number;
  readonly name: string;
  readonly lines: readonly { readonly letter: string; readonly helps: boolean }[];
}

/** A line in the plan of the hall with the counters that call from it. */
interface PlannedGroup extends ServiceGroup {
  readonly counters: readonly { readonly number: number; readonly helps: boolean }[];
}

/** Everything that an administrator sets in the hall. */
export interface HallPlan {
  readonly groups: readonly PlannedGroup[];
  readonly counters: readonly PlannedCounter[];
  readonly rules: HallRules;
  /** Days from which other rules are set already. */
  readonly planned: readonly Temporal.PlainDate[];
  readonly pauseReasons: readonly string[];
}

/** The plan of the hall. @throws Problem `forbidden` */
export async function hallPlan(ctx: AppContext, actor: Actor): Promise<HallPlan> {
  authorise(QUEUE_POLICY, actor, 'group.change', actor);
  const today = localDay(ctx.clock.now());
  return readOnly(ctx, actor, async (tx) => {
    const links = await listLinks(tx);
    const groups = await listGroups(tx);
    const counters = (await listCountersIn(tx)).filter(({ active }) => active);
    return {
      groups: groups.map((group) => ({
        ...group,
        counters: counters.flatMap(({ id, number }) =>
          links
            .filter((link) => link.groupId === group.id && link.counterId === id)
            .map(({ helps }) => ({ number, helps })),
        ),
      })),
      counters: counters.map(({ id, number, name }) => ({
        id,
        number,
        name,
        lines: groups.flatMap(({ id: groupId, letter }) =>
          links
            .filter((link) => link.groupId === groupId && link.counterId === id)
            .map(({ helps }) => ({ letter, helps })),
        ),
      })),
      rules: await rulesOn(tx, today),
      planned: await plannedRules(tx, today),
      pauseReasons: await listPauseReasons(tx),
    };
  });
}

function spanOf(day: Temporal.PlainDate): Span {
  return { from: fromLocal(day, '00:00'), to: fromLocal(day.add({ days: 1 }), '00:00') };
}

/**
 * The staffing of one local day: who minded which counter, paused why, which lines it could call from, which lines took numbers. What a wait
 * is explained with. @throws Problem `forbidden`
 */
export async function staffingOn(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<StaffingView> {
  authorise(QUEUE_POLICY, actor, 'hall.trace', actor);
  const span = spanOf(day);
  return readOnly(ctx, actor, async (tx) => {
    const shifts = await shiftsIn(tx, span);
    const pauses = await pausesOf(
      tx,
      shifts.map(({ id }) => id),
    );
    const lines = await linesIn(tx, span);
    const times = ({ from, until }: { from: Temporal.Instant; until: Temporal.Instant | null }) => ({
      from: formatIso(from),
      until: iso(until),
    });
    const ended = (how: string | null) =>
      how === 'closed' || how === 'relieved' || how === 'night' ? how : null;
    return {
      day: day.toString(),
      counters: (await listCountersIn(tx)).map(({ id, number, name }) => ({
        number,
        name,
        shifts: shifts
          .filter(({ counterId }) => counterId === id)
          .map((shift) => ({
            officer: shift.officer,
            ...times(shift),
            ended: ended(shift.ended),
            pauses: pauses
              .filter(({ shiftId }) => shiftId === shift.id)
              .map((pause) => ({ reason: pause.reason, ...times(pause) })),
          })),
        lines: lines
          .filter(({ counterId }) => counterId === id)
          .map((line) => ({ letter: line.letter, helps: line.helps, ...times(line) })),
      })),
      openLines: (await openLinesIn(tx, span)).map((line) => ({ letter: line.letter, ...times(line) })),
    };
  });
}

/** Service times of one local day by procedure, the most frequent first. @throws Problem `forbidden` */
export async function serviceTimesOn(
  ctx: AppContext,
  actor: Actor,
  day: Temporal.PlainDate,
): Promise<ServiceTimes> {
  authorise(QUEUE_POLICY, actor, 'hall.trace', actor);
  const rows = await readOnly(ctx, actor, (tx) => serviceTimesIn(tx, spanOf(day)));
  const tenths = (minutes: number) => Math.round(minutes * 10) / 10;
  return rows.map(({ procedureCode, matters, mean, longest }) => ({
    procedureCode,
    matters,
    meanMinutes: tenths(mean),
    longestMinutes: tenths(longest),
  }));
}
