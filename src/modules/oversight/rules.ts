import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { elapsed } from '#modules/calendar/rules/hours.ts';
import { currentRun, openWait, workingDue } from '#modules/dossiers/rules/clock.ts';
import type { Dossier, DossierEvent } from '#modules/dossiers/schema.ts';
import { watchedStrands } from './rules/strands.ts';
import type { WarningLevel, WarningSettings } from './schema/settings.ts';
import type { DueWarning, WarningKind, WarningOutcome, WatchFacts } from './schema.ts';

const { compare } = Temporal.Instant;

/** What watching needs to know of a dossier. */
export function watchFacts(dossier: Dossier): WatchFacts {
  const wait = openWait(dossier);
  const visit = dossier.visits.findLast((v) => v.leftAt === null);
  const due = wait === null ? workingDue(dossier) : null;
  return {
    subject: 'dossier',
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
    strands: wait === null ? watchedStrands(dossier) : [],
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
  const base = {
    subject: facts.subject,
    dossierId: facts.dossierId,
    unitId: facts.holder.unitId,
    accountId: facts.holder.accountId,
  };
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
  if (step !== null && step.due !== null && compare(step.due, due) < 0) {
    const stepDue = step.due;
    for (const { kind, level } of stepRungs({ ...step, due: stepDue }, now, calendar, settings)) {
      warnings.push(warn(kind, level, stepDue, step.key));
    }
  }
  for (const { key, openedAt, due: strandDue, unitId, accountId } of facts.strands) {
    for (const { kind, level } of stepRungs(
      { enteredAt: openedAt, due: strandDue },
      now,
      calendar,
      settings,
    )) {
      const strand = kind === 'step' ? 'strand' : 'strand-soon';
      warnings.push({ ...warn(strand, level, strandDue, key), unitId, accountId });
    }
  }
  return warnings;
}

/** Which rungs of one step's budget are reached: before its end by the share left, after it by the time over. */
function stepRungs(
  step: { readonly enteredAt: Temporal.Instant; readonly due: Temporal.Instant },
  now: Temporal.Instant,
  calendar: CompiledCalendar,
  settings: WarningSettings,
): readonly { readonly kind: 'step' | 'step-soon'; readonly level: WarningLevel }[] {
  if (compare(now, step.due) > 0) {
    const over = workingMinutes(step.due, now, calendar);
    return settings.step
      .filter((rung) => over >= rung.afterMinutes)
      .map(({ level }) => ({ kind: 'step', level }));
  }
  if (settings.stepSoon.length === 0) {
    return [];
  }
  const whole = workingMinutes(step.enteredAt, step.due, calendar);
  const left = workingMinutes(now, step.due, calendar);
  return settings.stepSoon
    .filter((rung) => left <= Math.min(whole * rung.shareLeft, rung.maxMinutes))
    .map(({ level }) => ({ kind: 'step-soon', level }));
}

/** Which open warnings of a dossier an event settles, and how. */
export interface Settlement {
  readonly kinds: readonly WarningKind[];
  /** Only those of this step; left out: of every step. */
  readonly stepKey?: string;
  /** Only those to this level; left out: to all. */
  readonly level?: WarningLevel;
  readonly outcome: WarningOutcome;
}

const STRAND: readonly WarningKind[] = ['strand', 'strand-soon'];
const EVERYTHING: readonly WarningKind[] = ['term', 'overdue', 'step', 'step-soon', ...STRAND, 'closing'];

/** What a person is told of the work in hand; whoever gets it next is told anew. */
const PERSONAL: readonly WarningKind[] = ['term', 'overdue', 'step', 'step-soon'];

/** What comes of the warnings of a dossier by what happens to it. An ending settles all of them, so it stands alone. */
export function settlementsOf(events: readonly DossierEvent[]): readonly Settlement[] {
  const settlements = events.flatMap((event): Settlement[] => {
    switch (event.type) {
      case 'step-left':
        return [{ kinds: ['step', 'step-soon'], stepKey: event.stepKey, outcome: 'moved-on' }];
      case 'assigned':
        return [{ kinds: PERSONAL, level: 'officer', outcome: 'reassigned' }];
      case 'hand-over-accepted':
        return [{ kinds: ['term', 'overdue'], level: 'officer', outcome: 'moved-on' }];
      case 'supplement-requested':
      case 'payment-requested':
        return [{ kinds: [...PERSONAL, ...STRAND], outcome: 'waiting' }];
      case 'strand-moved':
      case 'strand-closed':
        return [{ kinds: STRAND, stepKey: String(event.no), outcome: 'moved-on' }];
      case 'strand-assigned':
        return [{ kinds: STRAND, stepKey: String(event.no), level: 'officer', outcome: 'reassigned' }];
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
