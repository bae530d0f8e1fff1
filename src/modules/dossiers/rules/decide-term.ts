import { apologyLimit, isWorkingDay } from '#modules/calendar/rules/workdays.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import type { CommandOf, Dossier, DossierEvent } from '../schema.ts';
import { STATUS } from '../schema.ts';
import { closingTime, currentRun, dueAfterPause, startRun, workingDue } from './clock.ts';
import type { DecideContext, Decided } from './context.ts';
import { owed } from './decide-result.ts';
import { refuse } from './refuse.ts';

const { compare } = Temporal.Instant;

/** `receive-at-competent-agency` (Đ17 k.3): the term starts there and then, never before. */
export function receiveAtCompetent(dossier: Dossier, context: DecideContext): Decided {
  const { now, by, calendar, calendarVersion } = context;
  if (dossier.competentAt !== null) {
    return refuse(
      dossier,
      'competent-here',
      { when: formatDateTime(dossier.competentAt) },
      { kind: 'already-done' },
    );
  }
  const run = startRun(dossier, 'receipt', now, dossier.procedure.term, calendar, calendarVersion);
  return {
    events: [
      { type: 'competent-agency-received', at: now, by },
      { type: 'term-started', at: now, by, run },
    ],
  };
}

/**
 * `extend-with-apology` (Đ19 k.6): once, at latest one day before the day the term ends, or on the last working day
 * before that. The original due moment stays; the judgement of lateness stays with it (rules 1.10).
 */
export function extendWithApology(
  dossier: Dossier,
  command: CommandOf<'extend-with-apology'>,
  context: DecideContext,
): Decided {
  const { now, by, calendar, settings } = context;
  const run = currentRun(dossier);
  const due = workingDue(dossier);
  if (run === null || due === null) {
    return refuse(dossier, 'no-term-yet');
  }
  const { extension } = dossier;
  const count = extension?.count ?? 0;
  if (count >= settings.extensions) {
    return refuse(
      dossier,
      'extended-already',
      { when: extension === null ? '' : formatDateTime(extension.at) },
      { kind: 'already-done' },
    );
  }
  const limit = apologyLimit(due, calendar);
  if (compare(now, limit) > 0) {
    return refuse(dossier, 'extend-too-late', { limit: formatDateTime(limit) });
  }
  if (!isWorkingDay(command.newDay, calendar)) {
    return refuse(
      dossier,
      'day-off',
      { day: formatDate(command.newDay) },
      { kind: 'validation', field: 'newDay' },
    );
  }
  const newDue = closingTime(command.newDay, calendar);
  if (compare(newDue, due) <= 0) {
    return refuse(
      dossier,
      'extend-not-later',
      { due: formatDateTime(due) },
      { kind: 'validation', field: 'newDay' },
    );
  }
  const { reason } = command;
  return {
    events: [
      {
        type: 'extended',
        at: now,
        by,
        extension: {
          at: now,
          runNo: run.no,
          fromDue: due,
          newDue,
          reason,
          by: by.name,
          count: count + 1,
          again: count + 1 < settings.extensions,
          via: [...new Set(['page' as const, command.via])],
        },
      },
    ],
  };
}

/** `request-payment` (Đ24, status 6): the dossier waits for the citizen; a setting says whether the term stands still. */
export function requestPayment(
  dossier: Dossier,
  command: CommandOf<'request-payment'>,
  context: DecideContext,
): Decided {
  const { now, by, settings } = context;
  const fee = { lines: command.fee.lines, paid: null };
  if (owed({ fee }) === 0) {
    return refuse(dossier, 'nothing-owed', {}, { kind: 'validation', field: 'fee' });
  }
  return {
    events: [
      {
        type: 'payment-requested',
        at: now,
        by,
        fee,
        wait: {
          kind: 'payment',
          reason: command.reason,
          legalBasis: command.legalBasis,
          from: now,
          to: null,
          closingLimit: null,
          closingExplanation: [],
          pausesTerm: settings.pauseForPayment,
        },
      },
    ],
  };
}

/** `confirm-payment`: ends the waiting; where the pause counts, the due moment moves and says why. */
export function confirmPayment(
  dossier: Dossier,
  command: CommandOf<'confirm-payment'>,
  context: DecideContext,
): Decided {
  const { now, by, calendar } = context;
  if (owed(dossier) === 0) {
    return refuse(dossier, 'nothing-owed', {}, { kind: 'already-done' });
  }
  const moved = dossier.status === STATUS.payment ? dueAfterPause(dossier, now, calendar) : null;
  return {
    events: [
      {
        type: 'payment-confirmed',
        at: now,
        by,
        method: command.method,
        receiptNo: command.receiptNo,
        newDue: moved?.due ?? null,
        explanation: [...(moved?.explanation ?? [])],
      },
    ],
  };
}

function refuseIssued(dossier: Dossier): Decided | null {
  const signed = dossier.decision?.signed ?? null;
  return signed === null ? null : refuse(dossier, 'decision-issued', { when: formatDateTime(signed.at) });
}

/** What was received counts as on time when it ends this way (rules 4.5); what was not is not counted. */
function endedOutcome(dossier: Dossier) {
  return dossier.receivedAt === null ? null : 'on-time';
}

/** `withdraw` (Đ21): until before a decision is issued; then the result is returned as usual. */
export function withdraw(dossier: Dossier, command: CommandOf<'withdraw'>, context: DecideContext): Decided {
  const refused = refuseIssued(dossier);
  const { reason, askedVia } = command;
  const event: DossierEvent = {
    type: 'withdrawn',
    at: context.now,
    by: context.by,
    reason,
    askedVia,
    outcome: endedOutcome(dossier),
  };
  return refused ?? { events: [event] };
}

/** `stop`: by a leader, with its legal basis; until before a decision is issued. */
export function stop(dossier: Dossier, command: CommandOf<'stop'>, context: DecideContext): Decided {
  const refused = refuseIssued(dossier);
  const { reason, legalBasis } = command;
  const event: DossierEvent = {
    type: 'stopped',
    at: context.now,
    by: context.by,
    reason,
    legalBasis,
    outcome: endedOutcome(dossier),
  };
  return refused ?? { events: [event] };
}
