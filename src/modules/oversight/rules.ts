import { type CompiledCalendar, openSpans } from '#modules/calendar/rules/compile.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { dayOf, fromLocalMs, MINUTE, toLocalMs } from '#modules/calendar/rules/local-time.ts';
import { currentRun, openWait, workingDue } from '#modules/dossiers/rules/clock.ts';
import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import type {
  DueWarning,
  Outlook,
  WarningKind,
  WarningLevel,
  WarningOutcome,
  WarningSettings,
  WatchFacts,
} from './schema.ts';

const { compare } = Temporal.Instant;

/** Budgets of the steps on the usual way after the current one. */
function minutesAfter(dossier: Pick<Dossier, 'steps'>, key: string | undefined): number {
  const byKey = new Map(dossier.steps.map((step) => [step.key, step]));
  const seen = new Set<string>();
  let sum = 0;
  for (
    let step = byKey.get(byKey.get(key ?? '')?.next[0] ?? '');
    step !== undefined && !seen.has(step.key);
  ) {
    seen.add(step.key);
    // Handing over the result is not part of the term: processing ends before (rules 4.5).
    sum += step.kind === 'return' ? 0 : step.minutes;
    step = byKey.get(step.next[0] ?? '');
  }
  return sum;
}

/** What watching needs to know of a dossier. */
export function watchFacts(dossier: Dossier): WatchFacts {
  const wait = openWait(dossier);
  const visit = dossier.visits.findLast((v) => v.leftAt === null);
  const due = wait === null ? workingDue(dossier) : null;
  return {
    dossierId: dossier.id,
    centreId: dossier.centreId,
    label: {
      number: dossier.number ?? dossier.localNumber ?? '',
      procedureName: dossier.procedure.name,
      stepName: dossier.steps.find((step) => step.key === visit?.stepKey)?.name ?? '',
      unitName: dossier.holder.unitName,
      holderName: dossier.holder.name ?? '',
    },
    startedAt: due === null ? null : (currentRun(dossier)?.startedAt ?? null),
    due,
    waiting: wait !== null,
    closingLimit: wait?.closingLimit ?? null,
    holder: { unitId: dossier.holder.unitId, accountId: dossier.holder.accountId },
    step:
      due === null || visit === undefined
        ? null
        : { key: visit.stepKey, enteredAt: visit.enteredAt, due: visit.due },
    laterMinutes: minutesAfter(dossier, visit?.stepKey),
  };
}

/** Working minutes from one moment to a later one; 0 when it is not later. @throws CalendarError `not-covered` */
function workingMinutes(from: Temporal.Instant, to: Temporal.Instant, calendar: CompiledCalendar): number {
  return compare(from, to) >= 0 ? 0 : elapsed(from, to, calendar).workingMinutes;
}

/**
 * The warnings that should exist now. None while the dossier waits for the citizen, except that a passed closing limit
 * is put before a person (Đ19 k.5: it is closed by hand, never by itself). Measured in office time, so that lunch,
 * nights and holidays neither bring a warning nearer nor send one.
 * @throws CalendarError where the calendar does not cover the term
 */
export function warningsFor(
  facts: WatchFacts,
  now: Temporal.Instant,
  calendar: CompiledCalendar,
  settings: WarningSettings,
): readonly DueWarning[] {
  const base = { dossierId: facts.dossierId, unitId: facts.holder.unitId, accountId: facts.holder.accountId };
  if (facts.closingLimit !== null) {
    return compare(now, facts.closingLimit) > 0
      ? [
          {
            ...base,
            unitId: facts.centreId,
            accountId: null,
            kind: 'closing',
            level: 'unit-head',
            due: facts.closingLimit,
            stepKey: '',
          },
        ]
      : [];
  }
  const { due, startedAt, step } = facts;
  if (facts.waiting || due === null || startedAt === null) {
    return [];
  }
  const warn = (
    kind: DueWarning['kind'],
    level: WarningLevel,
    at: Temporal.Instant,
    stepKey = '',
  ): DueWarning => ({
    ...base,
    kind,
    level,
    due: at,
    stepKey,
  });
  const warnings: DueWarning[] = [];
  if (compare(now, due) > 0) {
    const over = workingMinutes(due, now, calendar);
    for (const rung of settings.overdue.filter((r) => over >= r.afterMinutes)) {
      warnings.push(warn('overdue', rung.level, due));
    }
  } else {
    const whole = workingMinutes(startedAt, due, calendar);
    const left = workingMinutes(now, due, calendar);
    for (const rung of settings.term.filter((r) => left <= Math.min(whole * r.shareLeft, r.maxMinutes))) {
      warnings.push(warn('term', rung.level, due));
    }
  }
  if (
    step?.due !== undefined &&
    step.due !== null &&
    compare(now, step.due) > 0 &&
    compare(step.due, due) < 0
  ) {
    const over = workingMinutes(step.due, now, calendar);
    for (const rung of settings.step.filter((r) => over >= r.afterMinutes)) {
      warnings.push(warn('step', rung.level, step.due, step.key));
    }
  }
  return warnings;
}

/**
 * The moment that lies so many working minutes before another, in office time; where that is an opening, the closing
 * before it, as people say it ("trước 17:30 thứ Sáu"). @throws CalendarError `not-covered`
 */
export function workingMinutesBefore(
  moment: Temporal.Instant,
  minutes: number,
  calendar: CompiledCalendar,
): Temporal.Instant {
  const end = toLocalMs(moment);
  let left = minutes * MINUTE;
  if (left <= 0) {
    return moment;
  }
  for (let day = dayOf(end); ; day -= 1) {
    for (const span of openSpans(calendar, day).toReversed()) {
      const length = Math.min(span.end, end) - span.start;
      if (length > 0 && left < length) {
        return fromLocalMs(span.start + length - left);
      }
      left -= Math.max(0, length);
    }
  }
}

/** What will become of a dossier, and until when its present step must be left so that it ends in time. */
export interface Forecast {
  readonly outlook: Outlook;
  readonly due: Temporal.Instant | null;
  /** Latest moment to leave the present step; null where nothing runs or it is too late. */
  readonly leaveBy: Temporal.Instant | null;
  /** Working minutes left until the due moment; negative when late. */
  readonly leftMinutes: number | null;
}

/**
 * Forecasts by the budgets of the process, in office time.
 * @throws CalendarError where the calendar does not cover the term
 */
export function forecast(facts: WatchFacts, now: Temporal.Instant, calendar: CompiledCalendar): Forecast {
  const { due, step } = facts;
  if (facts.waiting || due === null) {
    return { outlook: 'waiting', due: null, leaveBy: null, leftMinutes: null };
  }
  if (compare(now, due) > 0) {
    return { outlook: 'late', due, leaveBy: null, leftMinutes: -workingMinutes(due, now, calendar) };
  }
  const leftMinutes = workingMinutes(now, due, calendar);
  const ownMinutes =
    step?.due === undefined || step.due === null ? 0 : workingMinutes(now, step.due, calendar);
  const outlook =
    leftMinutes <= facts.laterMinutes && facts.laterMinutes > 0
      ? 'will-be-late'
      : leftMinutes < facts.laterMinutes + ownMinutes
        ? 'tight'
        : 'fine';
  return { outlook, due, leaveBy: workingMinutesBefore(due, facts.laterMinutes, calendar), leftMinutes };
}

/** Which open warnings of a dossier an event settles, and how. */
export interface Settlement {
  readonly kinds: readonly WarningKind[];
  /** Only those of this step; left out: of every step. */
  readonly stepKey?: string;
  readonly outcome: WarningOutcome;
}

const EVERYTHING: readonly WarningKind[] = ['term', 'overdue', 'step', 'closing'];

/** What comes of the warnings of a dossier by what happens to it. An ending settles all of them, so it stands alone. */
export function settlementsOf(events: readonly DossierEvent[]): readonly Settlement[] {
  const settlements = events.flatMap((event): Settlement[] => {
    switch (event.type) {
      case 'step-left':
        return [{ kinds: ['step'], stepKey: event.stepKey, outcome: 'moved-on' }];
      case 'supplement-requested':
      case 'payment-requested':
        return [{ kinds: ['term', 'overdue', 'step'], outcome: 'waiting' }];
      case 'supplement-completed':
        return [{ kinds: ['closing'], outcome: 'moved-on' }];
      case 'extended':
        return [{ kinds: ['term', 'overdue'], outcome: 'new-date' }];
      case 'finished':
        return [
          { kinds: EVERYTHING, outcome: event.outcome === 'late' ? 'finished-late' : 'finished-in-time' },
        ];
      case 'withdrawn':
      case 'stopped':
      case 'closed-for-no-supplement':
      case 'reception-refused':
        return [{ kinds: EVERYTHING, outcome: 'ended' }];
      default:
        return [];
    }
  });
  return settlements.filter(
    (one) => one.kinds === EVERYTHING || !settlements.some((other) => other.kinds === EVERYTHING),
  );
}
