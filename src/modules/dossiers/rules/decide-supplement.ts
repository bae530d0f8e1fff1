import { formatDateTime } from '#platform/time.ts';
import type { CommandOf, Dossier, DossierEvent, Supplement, Wait } from '../schema.ts';
import { closingLimit, currentRun, examinationLimit, openWait, startRun } from './clock.ts';
import type { DecideContext, Decided } from './context.ts';
import { askAtReception, layPapers } from './decide-reception.ts';
import { visitOf } from './holding.ts';
import { refuse } from './refuse.ts';

const { compare } = Temporal.Instant;

/** The request of a unit that the centre has not passed on yet. */
export function openProposal(dossier: Pick<Dossier, 'supplements'>): Supplement | null {
  return dossier.supplements.find((s) => s.passedOnAt === null && s.droppedAt === null) ?? null;
}

/** Requests that reached the citizen, in one stage or in all as the setting counts them. */
function asked(dossier: Dossier, stage: Supplement['stage'], context: DecideContext): readonly Supplement[] {
  return dossier.supplements.filter(
    (s) => s.passedOnAt !== null && (context.settings.supplementOnce === 'in-all' || s.stage === stage),
  );
}

/**
 * `request-supplement`: everything missing in one slip (Đ11 k.2c). Before receipt it is asked at the counter. After
 * examination (Đ19 k.5) within 3 working days; a unit proposes, the centre passes on, because a request to the citizen
 * always goes through the one-stop section (Đ5 k.1e). A second request, or one after the time for examination, is
 * asked by a leader, with the reason.
 */
export function requestSupplement(
  dossier: Dossier | null,
  command: CommandOf<'request-supplement'>,
  context: DecideContext,
): Decided {
  const stage = dossier === null || dossier.receivedAt === null ? 'reception' : 'examination';
  if (dossier !== null) {
    const refused = refuseRequest(dossier, command, context, stage);
    if (refused !== null) {
      return refused;
    }
  }
  const { now, by } = context;
  const throughCentre = stage === 'reception' || by.unitId === context.centreUnit.id || by.kind !== 'staff';
  const supplement: Supplement = {
    stage,
    items: command.items,
    legalBasis: command.legalBasis,
    askedBy: by,
    askedAt: now,
    leader: command.leaderReason === '' ? null : { name: by.name, reason: command.leaderReason },
    passedOnBy: throughCentre ? by : null,
    passedOnAt: throughCentre ? now : null,
    droppedAt: null,
    completedAt: null,
  };
  if (dossier === null || stage === 'reception') {
    return askAtReception(dossier, command, context, supplement);
  }
  return throughCentre
    ? { events: [passedOn(supplement, context, false)] }
    : { events: [{ type: 'supplement-proposed', at: now, by, supplement }] };
}

function refuseRequest(
  dossier: Dossier,
  command: CommandOf<'request-supplement'>,
  context: DecideContext,
  stage: Supplement['stage'],
): Decided | null {
  const open = openProposal(dossier);
  if (open !== null) {
    return refuse(dossier, 'supplement-proposed', {
      who: open.askedBy.name,
      when: formatDateTime(open.askedAt),
    });
  }
  const byLeader = context.leads && command.leaderReason !== '';
  const before = asked(dossier, stage, context).at(-1);
  if (before !== undefined && !byLeader) {
    return refuse(dossier, 'supplement-second', { when: formatDateTime(before.askedAt) });
  }
  for (const item of command.items) {
    const paper = dossier.papers.find((p) => p.key === item.paperKey);
    if (item.paperKey !== null && paper === undefined && stage === 'examination') {
      return refuse(
        dossier,
        'unknown-paper',
        { paper: item.paperKey },
        { kind: 'validation', field: 'items' },
      );
    }
    if (paper?.satisfied?.how === 'database' && command.leaderReason === '') {
      return refuse(dossier, 'asked-again', { paper: paper.name, database: paper.satisfied.database });
    }
  }
  if (stage === 'examination' && dossier.competentAt !== null && !byLeader) {
    const limit = examinationLimit(dossier.competentAt, context.settings, context.calendar);
    if (compare(context.now, limit) > 0) {
      return refuse(dossier, 'supplement-late', { limit: formatDateTime(limit) });
    }
  }
  return null;
}

function passedOn(supplement: Supplement, context: DecideContext, fromProposal: boolean): DossierEvent {
  const { now, by, settings, calendar } = context;
  const limit = closingLimit(now, settings, calendar);
  const wait: Wait = {
    kind: 'supplement-after-examination',
    reason: supplement.items.map((item) => item.content).join('; '),
    legalBasis: supplement.legalBasis,
    from: now,
    to: null,
    closingLimit: limit.due,
    closingExplanation: [...limit.explanation],
    pausesTerm: false,
  };
  return { type: 'supplement-requested', at: now, by, supplement, wait, fromProposal };
}

/** `pass-on-supplement`: the citizen gets the slip from the centre; from now on the dossier waits for the citizen. */
export function passOnSupplement(dossier: Dossier, context: DecideContext): Decided {
  const proposal = openProposal(dossier);
  if (proposal === null) {
    return refuse(dossier, 'no-proposal');
  }
  const supplement: Supplement = { ...proposal, passedOnBy: context.by, passedOnAt: context.now };
  return { events: [passedOn(supplement, context, true)] };
}

/** `drop-supplement`: taken back before the citizen got it; it does not count as the one request. */
export function dropSupplement(
  dossier: Dossier,
  command: CommandOf<'drop-supplement'>,
  context: DecideContext,
): Decided {
  return openProposal(dossier) === null
    ? refuse(dossier, 'no-proposal')
    : { events: [{ type: 'supplement-dropped', at: context.now, by: context.by, reason: command.reason }] };
}

/**
 * `complete-supplement`: an answer in part keeps waiting and starts nothing. Complete after examination: a new run of
 * the whole term (Đ19 k.5); the first run's due moment stays. Complete at reception: ready to be received.
 */
export function completeSupplement(
  dossier: Dossier,
  command: CommandOf<'complete-supplement'>,
  context: DecideContext,
): Decided {
  const { now, by, calendar, calendarVersion } = context;
  const wait = openWait(dossier);
  if (wait === null || wait.kind === 'payment') {
    return refuse(dossier, 'not-waiting-for-supplement');
  }
  const papers = layPapers(dossier.papers, command.papers);
  if (!command.complete) {
    return { events: [{ type: 'supplement-brought', at: now, by, papers, note: command.note }] };
  }
  const stage = wait.kind === 'supplement-at-reception' ? 'reception' : 'examination';
  const events: DossierEvent[] = [
    { type: 'supplement-completed', at: now, by, papers, note: command.note, stage },
  ];
  if (stage === 'examination' && dossier.competentAt !== null) {
    const run = startRun(
      dossier,
      'supplement-completed',
      now,
      dossier.procedure.term,
      calendar,
      calendarVersion,
    );
    events.push({ type: 'term-started', at: now, by, run });
    const visit = dossier.visits.at(-1);
    const step = dossier.steps.find((s) => s.key === visit?.stepKey);
    if (visit !== undefined && step !== undefined && visit.outcome === 'interrupted') {
      events.push({
        type: 'step-entered',
        at: now,
        by,
        visit: visitOf(step, visit, null, context),
      });
    }
  }
  return { events };
}

/** `close-for-no-supplement`: only after the limit, and only by a person's hand (Đ19 k.5; rules 15.4). */
export function closeForNoSupplement(
  dossier: Dossier,
  command: CommandOf<'close-for-no-supplement'>,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const wait = openWait(dossier);
  if (wait === null || wait.closingLimit === null) {
    return refuse(dossier, 'not-waiting-for-supplement');
  }
  if (compare(now, wait.closingLimit) <= 0) {
    return refuse(dossier, 'closing-too-early', { limit: formatDateTime(wait.closingLimit) });
  }
  const outcome = currentRun(dossier) === null ? null : 'on-time';
  return { events: [{ type: 'closed-for-no-supplement', at: now, by, reason: command.reason, outcome }] };
}
