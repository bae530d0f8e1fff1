import { handOverLimit } from '#modules/calendar/rules/workdays.ts';
import { formatDateTime } from '#platform/time.ts';
import type { Dossier, DossierEvent, HandOver, Holder, Step, Visit } from '../schema.ts';
import { currentRun, stepDue } from './clock.ts';
import type { DecideContext, Decided } from './context.ts';
import { holderName, refuse } from './refuse.ts';

/** Who works in a step; null while nobody is named. */
type Person = Pick<Holder, 'accountId' | 'name'> | null;

/** The hand-over that its receiver has neither accepted nor sent back. */
export function pendingHandOver(dossier: Pick<Dossier, 'handOvers'>): HandOver | null {
  const last = dossier.handOvers.at(-1);
  return last !== undefined && last.acceptedAt === null && last.refusedAt === null ? last : null;
}

/** The step that the dossier stands in; null without a process, or between two steps. */
export function currentStep(dossier: Pick<Dossier, 'steps' | 'visits'>): Step | null {
  const visit = dossier.visits.at(-1);
  return visit === undefined || visit.leftAt !== null ? null : (findStep(dossier, visit.stepKey) ?? null);
}

/** A step of the dossier's own copy of the process. */
export function findStep(dossier: Pick<Dossier, 'steps'>, key: string | null): Step | undefined {
  return dossier.steps.find((step) => step.key === key);
}

/** The step to which a held dossier is sent back: what the process names, else the one before. */
export function stepBefore(dossier: Dossier): Step | null {
  const step = currentStep(dossier);
  if (step === null) {
    // While the main way waits for others, its last step may be taken up again.
    return dossier.gate ? (findStep(dossier, dossier.visits.at(-1)?.stepKey ?? null) ?? null) : null;
  }
  const visited = dossier.visits.map((visit) => visit.stepKey).filter((key) => key !== step.key);
  const named = step.returnTo.filter((key) => visited.includes(key));
  return findStep(dossier, named.at(-1) ?? visited.at(-1) ?? null) ?? null;
}

/** The due moment that a step got when it was first entered in this run of the term (or in this correction). */
function firstDue(dossier: Pick<Dossier, 'visits' | 'runs' | 'correction'>, key: string) {
  const since = [currentRun(dossier)?.startedAt, dossier.runs.at(-2)?.endedAt, dossier.correction?.at].filter(
    (at) => at !== undefined && at !== null,
  );
  return dossier.visits.find(
    (visit) =>
      visit.stepKey === key && since.every((at) => Temporal.Instant.compare(visit.enteredAt, at) >= 0),
  )?.due;
}

/**
 * A stay in a step. Its budget counts from the first entry: coming back to a step restarts nothing.
 * @param dossier null where the step is new for sure, because the term starts again
 */
export function visitOf(
  step: Step,
  person: Person,
  dossier: Pick<Dossier, 'visits' | 'runs' | 'correction'> | null,
  context: DecideContext,
): Visit {
  const known = dossier === null ? undefined : firstDue(dossier, step.key);
  return {
    stepKey: step.key,
    enteredAt: context.now,
    due: known === undefined ? stepDue(context.now, step.minutes, context.calendar) : known,
    leftAt: null,
    accountId: person?.accountId ?? null,
    name: person?.name ?? null,
    outcome: null,
  };
}

/** Refuses while a hand-over is on its way; everybody else has to wait for it. */
export function refusePending(dossier: Dossier): Decided | null {
  const pending = pendingHandOver(dossier);
  return pending === null
    ? null
    : refuse(dossier, 'pending-hand-over', {
        to: holderName({ holder: pending.to }),
        when: formatDateTime(pending.at),
      });
}

/** An offer to another unit; its paper limit holds for what came in at the counter (Đ18 k.2). */
export function offer(
  dossier: Dossier,
  to: Holder,
  kind: HandOver['kind'],
  stepKey: string | null,
  reason: string,
  context: DecideContext,
): DossierEvent {
  const first = kind === 'forward' && dossier.handOvers.length === 0 && dossier.receivedAt !== null;
  return {
    type: 'handed-over',
    at: context.now,
    by: context.by,
    handOver: {
      from: dossier.holder,
      to,
      at: context.now,
      by: context.by.name,
      limit:
        first && dossier.receivedAt !== null ? handOverLimit(dossier.receivedAt, context.calendar) : null,
      kind,
      stepKey,
      acceptedAt: null,
      acceptedBy: null,
      refusedAt: null,
      reason,
    },
  };
}
