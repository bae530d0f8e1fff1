import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { addTerm } from '#modules/calendar/rules/term.ts';
import type { Term } from '#modules/calendar/schema.ts';
import { makeRandom, type Random } from '#platform/random.ts';
import { localDay } from '#platform/time.ts';
import { momentOf, workingDayAfter, workingDays } from './office-time.ts';
import { type MadeUpPerson, makeUpPerson } from './people.ts';

/** What the plan needs to know of a procedure. `perYear` is how often a commune has it: the real frequencies. */
export interface PlannableProcedure {
  readonly code: string;
  readonly perYear: number;
  readonly term: Term | null;
  readonly channels: readonly ('direct' | 'online' | 'postal')[];
}

/** How a dossier shall end; the due moment itself comes from the real commands. */
export type Fate = 'early' | 'on-time' | 'late';

/** One visitor or filing. */
export interface PlannedVisit {
  /** From 1, in order of arrival. */
  readonly no: number;
  readonly arrive: Temporal.Instant;
  readonly person: MadeUpPerson;
  /** Takes a number in the hall; filings online and by post do not. */
  readonly takesTicket: boolean;
  /** Null: somebody who only asks, or who leaves before being called. */
  readonly dossier: PlannedDossier | null;
  readonly leavesBeforeCall: boolean;
}

export interface PlannedDossier {
  readonly procedureCode: string;
  readonly channel: 'direct' | 'online' | 'postal';
  readonly fate: Fate;
  /** Papers turn out to be missing: at the counter, or after examination. */
  readonly supplement: 'none' | 'reception' | 'examination';
  /** A hand-over is sent back once with a reason. */
  readonly sentBackOnce: boolean;
  /** 1 dissatisfied to 3 very satisfied; null where the citizen does not rate. */
  readonly rating: 1 | 2 | 3 | null;
  /** Working days from the finished result to its collection. */
  readonly collectAfterDays: number;
}

export interface PlanOptions {
  readonly seed: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** Dossiers received, and all of them settled, within the span. */
  readonly dossiers: number;
  /** How many of them shall end late. */
  readonly late: number;
  readonly procedures: readonly PlannableProcedure[];
  readonly calendar: CompiledCalendar;
}

/** Mondays are full, Fridays calm; Monday first. */
const WEEKDAY_WEIGHT = [1.25, 1.05, 1, 0.95, 0.85, 0.6, 0.6] as const;
/** Share of office time at which people come: two humps, in the morning and after lunch. */
const HUMPS = [
  { at: 0.18, width: 0.16, weight: 0.6 },
  { at: 0.62, width: 0.14, weight: 0.4 },
] as const;
/** Visitors without a dossier, for each with one. */
const QUESTIONS = 0.15;
const NO_SHOW = 0.2;
const LATE_TAIL_DAYS = 4;

/** Shares a whole number out in proportion to weights, exactly; the largest remainders get the odd ones. */
export function shareOut(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const counts = exact.map(Math.floor);
  const order = exact
    .map((value, i) => ({ i, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  let missing = total - counts.reduce((a, b) => a + b, 0);
  for (const { i } of order) {
    if (missing === 0) {
      break;
    }
    counts[i] = (counts[i] ?? 0) + 1;
    missing -= 1;
  }
  return counts;
}

function arrivalShare(random: Random, latest: number): number {
  const hump = HUMPS[random.weighted(HUMPS.map((h) => h.weight))] ?? HUMPS[0];
  const spread = (random.next() + random.next() + random.next() - 1.5) * 2 * hump.width;
  return Math.min(Math.max(hump.at + spread, 0.01), latest);
}

/** Same-day procedures: what may still come in on the last day and be settled. */
function sameDay(procedure: PlannableProcedure): boolean {
  return procedure.term?.unit === 'same-day' || procedure.term?.unit === 'working-hour';
}

interface Draft {
  readonly arrive: Temporal.Instant;
  readonly procedure: PlannableProcedure;
  readonly channel: PlannedDossier['channel'];
}

function channelOf(procedure: PlannableProcedure, random: Random): PlannedDossier['channel'] {
  const weights = { direct: 0.62, online: 0.35, postal: 0.03 } as const;
  const offered = procedure.channels.length === 0 ? (['direct'] as const) : procedure.channels;
  return offered[random.weighted(offered.map((channel) => weights[channel]))] ?? 'direct';
}

function arrivals(options: PlanOptions, random: Random): readonly Draft[] {
  const { from, to, calendar, procedures } = options;
  const days = workingDays(from, to, calendar);
  const weights = days.map((day) => (WEEKDAY_WEIGHT[day.dayOfWeek - 1] ?? 1) * (0.85 + 0.3 * random.next()));
  const counts = shareOut(options.dossiers, weights);
  const last = days.at(-1);
  return days.flatMap((day, i) => {
    const lastDay = last !== undefined && day.equals(last);
    const fitting = lastDay ? procedures.filter(sameDay) : procedures;
    return Array.from({ length: counts[i] ?? 0 }, () => {
      const procedure = fitting[random.weighted(fitting.map((p) => p.perYear))];
      if (procedure === undefined) {
        throw new Error('no procedure can be settled on the last day');
      }
      return {
        arrive: momentOf(day, arrivalShare(random, lastDay ? 0.55 : 0.97), calendar),
        procedure,
        channel: channelOf(procedure, random),
      };
    }).sort((a, b) => Temporal.Instant.compare(a.arrive, b.arrive));
  });
}

/** Whether a dossier that comes at this moment can end late and still end within the span. */
function canBeLate(draft: Draft, options: PlanOptions): boolean {
  const { term } = draft.procedure;
  if (term === null || sameDay(draft.procedure) || term.amount < 2) {
    return false;
  }
  const due = localDay(addTerm(draft.arrive, term, options.calendar).due);
  const limit = options.to.subtract({ days: 2 * LATE_TAIL_DAYS });
  return Temporal.PlainDate.compare(due, limit) <= 0;
}

function canWait(draft: Draft, options: PlanOptions): boolean {
  const { term } = draft.procedure;
  const long = term !== null && !sameDay(draft.procedure) && term.amount >= 3;
  return long && Temporal.PlainDate.compare(localDay(draft.arrive), options.to.subtract({ days: 75 })) <= 0;
}

function supplementOf(draft: Draft, options: PlanOptions, random: Random): PlannedDossier['supplement'] {
  const roll = random.next();
  if (!canWait(draft, options)) {
    return 'none';
  }
  return roll < 0.02 ? 'reception' : roll < 0.05 ? 'examination' : 'none';
}

/**
 * Plans the visits of a span: who comes when, for what, and how it shall end. Pure: the same options give the same plan.
 * Exactly `dossiers` dossiers, of which exactly `late` are to end late, so that the figures of a run are the outcome of
 * its commands and never written.
 * @throws Error when fewer dossiers than `late` could end late within the span
 */
export function planVisits(options: PlanOptions): readonly PlannedVisit[] {
  const random = makeRandom(`${options.seed} arrivals`);
  const drafts = arrivals(options, random);
  const eligible = drafts.flatMap((draft, i) => (canBeLate(draft, options) ? [i] : []));
  if (eligible.length < options.late) {
    throw new Error(
      `only ${eligible.length} dossiers can end late in this span, ${options.late} were asked for`,
    );
  }
  const late = new Set(random.shuffle(eligible).slice(0, options.late));
  const dossiers = drafts.map((draft, i) => {
    const fate: Fate = late.has(i) ? 'late' : random.chance(0.72) ? 'early' : 'on-time';
    const supplement = supplementOf(draft, options, random);
    const dossier: PlannedDossier = {
      procedureCode: draft.procedure.code,
      channel: draft.channel,
      fate,
      supplement: fate === 'late' ? 'none' : supplement,
      sentBackOnce: random.chance(0.02),
      rating: random.chance(0.4) ? (random.chance(0.85) ? 3 : random.chance(0.8) ? 2 : 1) : null,
      collectAfterDays: random.int(0, 2),
    };
    return { arrive: draft.arrive, dossier };
  });
  const questions = Array.from({ length: Math.round(options.dossiers * QUESTIONS) }, () => {
    const day = localDay(random.pick(drafts).arrive);
    return { arrive: momentOf(day, arrivalShare(random, 0.9), options.calendar), dossier: null };
  });
  return [...dossiers, ...questions]
    .sort((a, b) => Temporal.Instant.compare(a.arrive, b.arrive))
    .map(({ arrive, dossier }, i) => ({
      no: i + 1,
      arrive,
      dossier,
      person: makeUpPerson(random, i + 1),
      takesTicket: dossier === null || dossier.channel === 'direct',
      leavesBeforeCall: dossier === null && random.chance(NO_SHOW),
    }));
}

/**
 * When processing shall end, from the real due moment and the plan. Early: on a working day before the due day; on time:
 * on the due day before the moment itself; late: up to four working days after. Where a dossier cannot be early (same
 * day), it is on time; nothing but a late one ever passes its due moment.
 */
export function targetOf(
  fate: Fate,
  now: Temporal.Instant,
  due: Temporal.Instant,
  end: Temporal.Instant,
  calendar: CompiledCalendar,
  random: Random,
): Temporal.Instant {
  const { compare } = Temporal.Instant;
  const dueDay = localDay(due);
  if (fate === 'late') {
    return momentOf(
      workingDayAfter(dueDay, random.int(1, LATE_TAIL_DAYS), calendar),
      random.next(),
      calendar,
    );
  }
  const today = localDay(now);
  const roomUntil = compare(due, end) < 0 ? due : end;
  const spread = 0.3 + 0.65 * random.next();
  const between = (from: Temporal.Instant, to: Temporal.Instant, share: number) =>
    from.add({ milliseconds: Math.floor((to.epochMilliseconds - from.epochMilliseconds) * share) });
  if (fate === 'early' && Temporal.PlainDate.compare(today, dueDay) < 0) {
    const days = workingDays(today, dueDay.subtract({ days: 1 }), calendar);
    const day = days[Math.floor(days.length * spread)] ?? days.at(-1);
    const moment = day === undefined ? null : momentOf(day, 0.2 + 0.75 * random.next(), calendar);
    if (moment !== null && compare(moment, now.add({ minutes: 45 })) > 0 && compare(moment, end) < 0) {
      return moment;
    }
  }
  const opening = momentOf(localDay(roomUntil), 0, calendar);
  const start = compare(opening, now) > 0 ? opening : now;
  return between(start, roomUntil, spread);
}
