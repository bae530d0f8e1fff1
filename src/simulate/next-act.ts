import { openWait } from '#modules/dossiers/rules/clock.ts';
import { openProposal } from '#modules/dossiers/rules/decide-supplement.ts';
import { currentStep, findStep, pendingHandOver } from '#modules/dossiers/rules/holding.ts';
import { nextStep } from '#modules/dossiers/rules/strands.ts';
import { type Command, type Dossier, STATUS, type Step } from '#modules/dossiers/schema.ts';
import type { Role } from '#platform/actor.ts';

/** Who is to act: a named person, or anybody of a unit who holds the role. */
export interface Doer {
  readonly accountId: string | null;
  readonly unitId: string;
  readonly role: Role;
}

/** The next thing that people do with a dossier when all goes its usual way. */
export interface NextAct {
  readonly command: { readonly type: Command['type'] } & Record<string, unknown>;
  readonly by: Doer;
  /** Whether the act may end the processing (status 9): its moment decides early, on time or late. */
  readonly ends: boolean;
}

/** What the driver fills into commands that ask for words. */
export interface ActWords {
  /** The documents that a register entry is for. */
  readonly documents: readonly Record<string, unknown>[];
  readonly receiverName: string;
}

function counter(dossier: Dossier): Doer {
  return { accountId: null, unitId: dossier.centreId, role: 'receptionist' };
}

function holder(dossier: Dossier, step: Step | null): Doer {
  return {
    accountId: dossier.holder.accountId,
    unitId: dossier.holder.unitId,
    role: step?.role ?? 'receptionist',
  };
}

function act(command: NextAct['command'], by: Doer, ends = false): NextAct {
  return { command, by, ends };
}

/** Whether completing the present step ends the processing: the next one only returns the result, or there is none. */
function endsProcessing(dossier: Dossier): boolean {
  const next = nextStep(dossier, null);
  return next === null || next.kind === 'return';
}

/** What must still be made in the step before it may be left: a decision, a signature, a register number. */
function makeInStep(dossier: Dossier, step: Step, words: ActWords): NextAct | null {
  const { decision, procedure, register } = dossier;
  const by = holder(dossier, step);
  const signsHere = step.kind === 'sign' || step.kind === 'return';
  if (signsHere && decision === null) {
    return act(
      { type: 'record-decision', outcome: 'approve', summary: 'Hồ sơ đủ điều kiện theo quy định' },
      by,
    );
  }
  if (signsHere && decision?.signed === null) {
    return act({ type: 'sign-result' }, by);
  }
  const booksHere = step.kind === 'book' || (step.kind !== 'sign' && endsProcessing(dossier));
  if (booksHere && procedure.register !== null && register.length === 0) {
    return act({ type: 'enter-register', book: procedure.register.code, documents: words.documents }, by);
  }
  return null;
}

/** Which act comes next, by whom; null while the citizen's turn is awaited, or when all is done. Pure. */
export function nextAct(dossier: Dossier, words: ActWords): NextAct | null {
  if (dossier.status === STATUS.finished) {
    if (pendingHandOver(dossier) !== null) {
      return act({ type: 'accept-hand-over' }, counter(dossier));
    }
    const via = { counter: 'paper', post: 'post', electronic: 'electronic' }[dossier.delivery.how];
    return act(
      { type: 'return-result', via, receiver: { name: words.receiverName, as: 'applicant' } },
      counter(dossier),
    );
  }
  if (dossier.endedAt !== null || openWait(dossier) !== null) {
    return null;
  }
  if (openProposal(dossier) !== null) {
    return act({ type: 'pass-on-supplement' }, counter(dossier));
  }
  const pending = pendingHandOver(dossier);
  if (pending !== null) {
    const role = findStep(dossier, pending.stepKey)?.role ?? 'receptionist';
    return act(
      { type: 'accept-hand-over' },
      { accountId: pending.to.accountId, unitId: pending.to.unitId, role },
    );
  }
  const step = currentStep(dossier);
  if (step === null) {
    return act({ type: 'complete-step' }, holder(dossier, null));
  }
  const made = makeInStep(dossier, step, words);
  if (made !== null) {
    return made;
  }
  return step.kind === 'return'
    ? act({ type: 'finish' }, holder(dossier, step), true)
    : act({ type: 'complete-step' }, holder(dossier, step), endsProcessing(dossier));
}

/** How many acts are left until processing ends, on the usual way: what the time until then is shared among. */
export function actsUntilEnd(dossier: Dossier): number {
  const step = currentStep(dossier);
  let acts = 1;
  let at: Step | undefined = step ?? nextStep(dossier, null) ?? undefined;
  let unit = dossier.holder.unitId;
  const seen = new Set<string>();
  while (at !== undefined && at.kind !== 'return' && !seen.has(at.key)) {
    seen.add(at.key);
    acts += 1 + (at.unitId === unit ? 0 : 1) + (at.kind === 'sign' ? 2 : at.kind === 'book' ? 1 : 0);
    unit = at.unitId;
    at = findStep(dossier, at.next[0] ?? null);
  }
  return acts;
}
