import type { CommandOf, Dossier, DossierEvent, Holder, Step } from '../schema.ts';
import { type DecideContext, type Decided, isRefused } from './context.ts';
import { finish } from './decide-result.ts';
import { closeSilent, openBeside, refuseOpenStrands } from './decide-strands.ts';
import { evolveAll } from './evolve.ts';
import {
  currentStep,
  findStep,
  offer,
  pendingHandOver,
  refusePending,
  stepBefore,
  visitOf,
} from './holding.ts';
import { holderName, refuse } from './refuse.ts';
import { goTo } from './routing.ts';
import { nextStep, openStrands, routeOf, waitingFor } from './strands.ts';

/** The step of the process that a hand-over to a unit leads to; none past a split or past what is still waited for. */
function processStep(dossier: Dossier, step: Step | null, unitId: string): Step | undefined {
  if (dossier.gate || step?.split === 'all' || openStrands(dossier).length > 0) {
    return undefined;
  }
  const usual = nextStep(dossier, null);
  const next = step === null ? [usual] : step.next.map((key) => findStep(dossier, key));
  return (
    next.find((one) => one?.unitId === unitId && one.kind !== 'opinion' && one.kind !== 'agency') ?? undefined
  );
}

/** `hand-over`: to a unit of the officer's choice; the next step of the process when it lies there. */
export function handOver(dossier: Dossier, command: CommandOf<'hand-over'>, context: DecideContext): Decided {
  const { target, now, by } = context;
  const refused = refusePending(dossier);
  if (refused !== null) {
    return refused;
  }
  if (target === undefined) {
    return refuse(dossier, 'target-missing', {}, { kind: 'validation', field: 'toUnitId' });
  }
  if (target.unitId === dossier.holder.unitId) {
    return refuse(dossier, 'same-unit', { holder: holderName(dossier) });
  }
  const step = currentStep(dossier);
  const next = processStep(dossier, step, target.unitId);
  const left: DossierEvent[] =
    step !== null && next !== undefined
      ? [{ type: 'step-left', at: now, by, stepKey: step.key, outcome: 'done', note: command.note }]
      : [];
  return { events: [...left, offer(dossier, target, 'forward', next?.key ?? null, command.note, context)] };
}

/** `accept-hand-over`: the receiver answers for it from now on; its step's clock starts. */
export function acceptHandOver(dossier: Dossier, context: DecideContext): Decided {
  const { now, by } = context;
  const pending = pendingHandOver(dossier);
  if (pending === null) {
    return refuse(dossier, 'no-pending-hand-over', { holder: holderName(dossier) }, { kind: 'already-done' });
  }
  const staff = by.kind === 'staff' && context.actsFor.includes(pending.to.unitId);
  const holder: Holder =
    pending.to.accountId !== null || !staff
      ? pending.to
      : { ...pending.to, accountId: by.accountId, name: by.name };
  const events: DossierEvent[] = [{ type: 'hand-over-accepted', at: now, by, holder }];
  const step = findStep(dossier, pending.stepKey);
  if (step !== undefined) {
    events.push({ type: 'step-entered', at: now, by, visit: visitOf(step, holder, dossier, context) });
  }
  return { events };
}

/** `return-hand-over`: an offer goes back to its sender; a held dossier goes back one step, always with a reason. */
export function returnHandOver(
  dossier: Dossier,
  command: CommandOf<'return-hand-over'>,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const { reason } = command;
  const pending = pendingHandOver(dossier);
  if (pending !== null) {
    const events: DossierEvent[] = [{ type: 'hand-over-refused', at: now, by, reason }];
    const step = findStep(dossier, dossier.visits.at(-1)?.stepKey ?? null);
    if (step !== undefined && currentStep(dossier) === null) {
      events.push({
        type: 'step-entered',
        at: now,
        by,
        visit: visitOf(step, pending.from, dossier, context),
      });
    }
    return { events };
  }
  const step = currentStep(dossier);
  const back = stepBefore(dossier);
  const left: DossierEvent[] =
    step === null
      ? []
      : [{ type: 'step-left', at: now, by, stepKey: step.key, outcome: 'sent-back', note: reason }];
  const person = back === null ? null : (dossier.visits.findLast((v) => v.stepKey === back.key) ?? null);
  if (back !== null && back.unitId === dossier.holder.unitId) {
    return {
      events: [
        ...left,
        { type: 'step-entered', at: now, by, visit: visitOf(back, person, dossier, context) },
      ],
    };
  }
  const from = dossier.handOvers.findLast(
    (h) =>
      h.acceptedAt !== null &&
      h.to.unitId === dossier.holder.unitId &&
      h.from.unitId !== dossier.holder.unitId,
  )?.from;
  const to: Holder | undefined =
    back === null
      ? from
      : {
          unitId: back.unitId,
          unitName: back.unitName,
          accountId: person?.accountId ?? null,
          name: person?.name ?? null,
        };
  return to === undefined
    ? refuse(dossier, 'nothing-to-return-to')
    : { events: [...left, offer(dossier, to, 'back', back?.key ?? null, reason, context)] };
}

/** A step is left for one of its followers only, and when it has produced what it is for. */
function refuseLeaving(dossier: Dossier, step: Step, toStep: string | null): Decided | null {
  if (toStep !== null && !step.next.includes(toStep)) {
    const next = step.next.map((key) => findStep(dossier, key)?.name ?? key).join(', ');
    return refuse(dossier, 'unknown-step', { step: toStep, next }, { kind: 'validation', field: 'toStep' });
  }
  const command = 'hoàn thành bước';
  if (step.kind === 'sign' && dossier.decision === null) {
    return refuse(dossier, 'decide-first', { command });
  }
  if (step.kind === 'sign' && dossier.decision?.signed === null) {
    return refuse(dossier, 'sign-first', { command });
  }
  const { register } = dossier.procedure;
  if (
    step.kind === 'book' &&
    register !== null &&
    dossier.decision?.outcome !== 'refuse' &&
    dossier.register.length === 0
  ) {
    return refuse(dossier, 'register-first', { command, book: register.code });
  }
  return null;
}

/** What the step must still wait for: what was asked by hand in it, and the strands that meet in the next one. */
function heldBy(dossier: Dossier, waits: string | null) {
  const byHand = openStrands(dossier).filter((s) => s.kind === 'opinion' && s.joinKey === null);
  return waits === null ? byHand : [...byHand, ...waitingFor(dossier, waits)];
}

/**
 * `complete-step`: leaves the step and goes on. In the same unit the next step begins at once; another unit is offered
 * the dossier. Where the process splits, the other units begin beside it; where ways meet, the dossier waits for all of
 * them. Where the next step returns the result, processing is finished.
 */
export function completeStep(
  dossier: Dossier,
  command: CommandOf<'complete-step'>,
  context: DecideContext,
): Decided {
  const refused = refusePending(dossier);
  if (refused !== null) {
    return refused;
  }
  const step = currentStep(dossier);
  const route = routeOf(dossier, command.toStep);
  if (step === null && route.main === null && route.join === null) {
    return refuse(dossier, 'no-steps');
  }
  const unready = step === null ? null : refuseLeaving(dossier, step, command.toStep);
  if (unready !== null) {
    return unready;
  }
  const held = heldBy(dossier, step === null ? (route.main?.key ?? null) : null);
  return refuseOpenStrands(dossier, held, context) ?? goOn(dossier, step, route, command.note, context);
}

/** Leaves the step, begins what runs beside, and enters the next step or waits where the ways meet. */
function goOn(
  dossier: Dossier,
  step: Step | null,
  route: ReturnType<typeof routeOf>,
  note: string,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const silent = closeSilent(openStrands(dossier), context);
  const left: DossierEvent[] =
    step === null ? [] : [{ type: 'step-left', at: now, by, stepKey: step.key, outcome: 'done', note }];
  const opened = openBeside(dossier, route.beside, route.join, context);
  const before = [...silent, ...left, ...opened];
  const then = before.length === 0 ? dossier : evolveAll(dossier, before);
  const next = route.main ?? route.join;
  if (next !== null && waitingFor(then, next.key).length > 0) {
    return { events: [...before, { type: 'waits-for-strands', at: now, by, stepKey: next.key }] };
  }
  if (next === null || next.kind === 'return') {
    const ended = finish(dossier, { type: 'finish', note }, context);
    return isRefused(ended) ? ended : { events: [...silent, ...ended.events] };
  }
  return { events: [...before, ...goTo(then, next, note, context)] };
}

/** `assign`: the head of the unit names who works on it (Đ19 k.1); an offered dossier stays offered. */
export function assign(dossier: Dossier, command: CommandOf<'assign'>, context: DecideContext): Decided {
  const { target, now, by } = context;
  if (
    target === undefined ||
    target.accountId !== command.accountId ||
    target.unitId !== dossier.holder.unitId
  ) {
    return refuse(dossier, 'target-missing', {}, { kind: 'validation', field: 'accountId' });
  }
  return {
    events: [{ type: 'assigned', at: now, by, holder: target, why: context.target?.why ?? command.note }],
  };
}
