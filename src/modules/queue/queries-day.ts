import { listPublic } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { FLOOR_POLICY } from './policy-floor.ts';
import { staffingOn } from './queries-hall.ts';
import { lastDayWithTickets, waitsOn } from './repo/day-trace.ts';
import { listGroups } from './repo/groups.ts';
import { rulesOn } from './repo/hall-rules.ts';
import { comersOf, measured, stayMinutes, type TracedWait } from './rules/past-day.ts';
import { type Duty, simulate } from './rules/simulate.ts';
import {
  changeStaffing,
  dutiesOf,
  type Explained,
  explainWaits,
  minuteOf,
  openWithin,
  type StaffingChange,
  type StaffingStep,
  staffingSteps,
} from './rules/staffing.ts';
import { quantile, samplesOf, summarise, type WaitSample, type WaitSummary } from './rules/waits.ts';
import type { StaffingView } from './schema-hall.ts';

const WEEKS = 4;
const MIDNIGHT = 24 * 60;

/** Waits and stays of a part of the day's people, minutes. */
export interface DayPart {
  readonly waits: WaitSummary;
  readonly stays: number;
  readonly stayMean: number | undefined;
  readonly stayLate: number | undefined;
}

/** What became of a day. */
export interface DayReport {
  readonly day: Temporal.PlainDate;
  readonly whole: DayPart;
  readonly groups: readonly (DayPart & { readonly letter: string; readonly name: string })[];
  /** The most frequent first; null: no procedure was named. */
  readonly procedures: readonly (DayPart & { readonly code: string | null; readonly name: string })[];
  /** Counters open in each hour of {@link DayPart.waits}. */
  readonly open: readonly { readonly hour: number; readonly fewest: number; readonly most: number }[];
  readonly steps: readonly StaffingStep[];
  readonly explained: readonly Explained[];
  readonly staffing: StaffingView;
}

function partOf(waits: readonly TracedWait[], end: number): DayPart {
  const stays = waits.flatMap((wait) => {
    const minutes = wait.outcome === 'no-show' ? undefined : stayMinutes(wait);
    return minutes === undefined ? [] : [minutes];
  });
  return {
    waits: summarise(waits.map((wait) => measured(wait, end))),
    stays: stays.length,
    stayMean: stays.length === 0 ? undefined : stays.reduce((sum, value) => sum + value, 0) / stays.length,
    stayLate: quantile(stays, 0.9),
  };
}

/** Minute of the day up to which a shift under way counts. */
function endOf(day: Temporal.PlainDate, now: Temporal.Instant): number {
  return day.equals(localDay(now)) ? minuteOf(formatIso(now), MIDNIGHT) : MIDNIGHT;
}

/** The minute at which the last counter closed; 0 where none was open. */
function lastClosing(duties: readonly Duty[]): number {
  return Math.max(0, ...duties.map(({ to }) => to));
}

async function traceOf(ctx: AppContext, actor: Actor, day: Temporal.PlainDate) {
  const staffing = await staffingOn(ctx, actor, day);
  const found = await readOnly(ctx, actor, async (tx) => ({
    waits: await waitsOn(tx, day),
    shares: (await rulesOn(tx, day)).shares,
    groups: await listGroups(tx),
  }));
  return { ...found, staffing, duties: dutiesOf(staffing, endOf(day, ctx.clock.now())) };
}

/** The latest day with visitors up to a day; today's date where there never was one. @throws Problem `forbidden` */
export async function latestHallDay(ctx: AppContext, actor: Actor): Promise<Temporal.PlainDate> {
  authorise(FLOOR_POLICY, actor, 'floor.see', actor);
  const today = localDay(ctx.clock.now());
  return (await readOnly(ctx, actor, (tx) => lastDayWithTickets(tx, today))) ?? today;
}

/** Waits and service times of a day per group, hour and procedure, with the staffing that explains them. @throws Problem `forbidden` */
export async function dayReport(ctx: AppContext, actor: Actor, day: Temporal.PlainDate): Promise<DayReport> {
  authorise(FLOOR_POLICY, actor, 'floor.see', actor);
  const { waits, groups, staffing, duties } = await traceOf(ctx, actor, day);
  const names = new Map(
    (await listPublic(ctx, actor)).map(({ body }) => [body.code, body.plainName ?? body.name]),
  );
  const codes = [...new Set(waits.map(({ procedureCode }) => procedureCode))];
  const end = lastClosing(duties);
  const whole = partOf(waits, end);
  const steps = staffingSteps(duties);
  return {
    day,
    whole,
    groups: groups
      .map(({ letter, name }) => ({
        letter,
        name,
        ...partOf(
          waits.filter((wait) => wait.letter === letter),
          end,
        ),
      }))
      .filter(({ waits: { hours } }) => hours.length > 0),
    procedures: codes
      .map((code) => ({
        code,
        name: (code === null ? undefined : names.get(code)) ?? code ?? '',
        ...partOf(
          waits.filter(({ procedureCode }) => procedureCode === code),
          end,
        ),
      }))
      .sort((a, b) => b.waits.called + b.waits.unserved - a.waits.called - a.waits.unserved),
    open: whole.waits.hours.map(({ hour }) => ({
      hour,
      ...openWithin(steps, { from: hour * 60, to: hour * 60 + 60 }),
    })),
    steps,
    explained: explainWaits(
      waits.map((wait) => measured(wait, end)),
      steps,
    ),
    staffing,
  };
}

/** One question about the staffing of a past day. */
export interface WhatIf {
  readonly day: Temporal.PlainDate;
  /** The same weekday of the three weeks before as well. */
  readonly weeks: boolean;
  readonly change: StaffingChange;
}

/** The answer: the days as they were measured, played again, and played with the change. */
export interface WhatIfAnswer {
  /** Days with visitors that were played. */
  readonly days: readonly Temporal.PlainDate[];
  readonly measured: WaitSummary;
  readonly baseline: WaitSummary;
  readonly variant: WaitSummary;
}

/** @throws Problem `forbidden` */
export async function askWhatIf(ctx: AppContext, actor: Actor, question: WhatIf): Promise<WhatIfAnswer> {
  authorise(FLOOR_POLICY, actor, 'floor.see', actor);
  const count = question.weeks ? WEEKS : 1;
  const days = Array.from({ length: count }, (_, week) => question.day.subtract({ weeks: week }));
  const played: Temporal.PlainDate[] = [];
  const measuredAll: WaitSample[] = [];
  const baseline: WaitSample[] = [];
  const variant: WaitSample[] = [];
  for (const day of days) {
    const { waits, duties, shares } = await traceOf(ctx, actor, day);
    if (waits.length > 0) {
      const comers = comersOf(waits);
      const changed = changeStaffing(duties, question.change);
      const end = Math.max(lastClosing(duties), lastClosing(changed));
      const play = (staffing: readonly Duty[]) => samplesOf(simulate(comers, staffing, shares), end);
      played.push(day);
      measuredAll.push(...waits.map((wait) => measured(wait, end)));
      baseline.push(...play(duties));
      variant.push(...play(changed));
    }
  }
  return {
    days: played,
    measured: summarise(measuredAll),
    baseline: summarise(baseline),
    variant: summarise(variant),
  };
}
