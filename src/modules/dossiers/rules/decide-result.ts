import { formatDateTime } from '#platform/time.ts';
import type { CommandOf, Dossier, DossierEvent, Holder } from '../schema.ts';
import { classify, standingFacts } from './clock.ts';
import type { DecideContext, Decided } from './context.ts';
import { refuseUnansweredEnd } from './decide-strands.ts';
import { currentStep, findStep, offer, pendingHandOver, refusePending, visitOf } from './holding.ts';
import { bookSign } from './number.ts';
import { holderName, refuse } from './refuse.ts';

/** What is still owed in đồng. */
export function owed(dossier: Pick<Dossier, 'fee'>): number {
  return dossier.fee.paid === null ? dossier.fee.lines.reduce((sum, line) => sum + line.amount, 0) : 0;
}

/** The counter decides only where the process has it decide (Đ17 k.5); plain reception is no decision. */
function refuseAtCounter(dossier: Dossier, context: DecideContext): Decided | null {
  if (typeof context.authority === 'string') {
    return null;
  }
  const step = currentStep(dossier);
  const counter = context.by.unitId === context.centreUnit.id && !context.leads;
  return counter && (step === null || step.kind === 'receive' || step.unitId !== context.centreUnit.id)
    ? refuse(dossier, 'not-decided-here', { holder: holderName(dossier) })
    : null;
}

/** `record-decision`: one decision; the second one to press learns who was first (rules D). */
export function recordDecision(
  dossier: Dossier,
  command: CommandOf<'record-decision'>,
  context: DecideContext,
): Decided {
  const { now, by } = context;
  const { decision } = dossier;
  if (decision !== null) {
    return refuse(
      dossier,
      'already-decided',
      { who: decision.by.name, when: formatDateTime(decision.at) },
      { kind: 'already-done' },
    );
  }
  const elsewhere = refuseAtCounter(dossier, context);
  if (elsewhere !== null) {
    return elsewhere;
  }
  const { outcome, summary, legalBasis, resultFiles } = command;
  return {
    events: [
      {
        type: 'decided',
        at: now,
        by,
        decision: { outcome, summary, legalBasis, files: resultFiles, at: now, by, signed: null },
      },
    ],
  };
}

/** `sign-result` (Đ22 k.1): by the person with authority; from here on it cannot be withdrawn or stopped (Đ21). */
export function signResult(
  dossier: Dossier,
  command: CommandOf<'sign-result'>,
  context: DecideContext,
): Decided {
  const { decision } = dossier;
  if (decision === null) {
    return refuse(dossier, 'decide-first', { command: 'ký' });
  }
  if (decision.signed !== null) {
    return refuse(
      dossier,
      'already-signed',
      { who: decision.signed.by.name, when: formatDateTime(decision.signed.at) },
      { kind: 'already-done' },
    );
  }
  const elsewhere = refuseAtCounter(dossier, context);
  return (
    elsewhere ?? {
      events: [
        {
          type: 'result-signed',
          at: context.now,
          by: context.by,
          digital: command.digital,
          ...(typeof context.authority === 'string' ? { authority: context.authority } : {}),
          ...(context.signedFiles === undefined ? {} : { files: [...context.signedFiles] }),
        },
      ],
    }
  );
}

/** `enter-register` (NĐ 23/2015 Đ13): one number for each document, after signing. Numbers come with the context. */
export function enterRegister(
  dossier: Dossier,
  command: CommandOf<'enter-register'>,
  context: DecideContext,
): Decided {
  const { decision } = dossier;
  const verb = { command: 'vào sổ' };
  if (decision === null) {
    return refuse(dossier, 'decide-first', verb);
  }
  if (decision.outcome === 'refuse') {
    return refuse(dossier, 'refused-needs-no-register');
  }
  if (decision.signed === null) {
    return refuse(dossier, 'sign-first', verb);
  }
  const { register } = dossier.procedure;
  if (register !== null && bookSign(command.book) !== bookSign(register.code)) {
    return refuse(dossier, 'other-book', { book: register.code }, { kind: 'validation', field: 'book' });
  }
  const { lines } = context;
  if (lines === undefined || lines.length !== command.documents.length) {
    return refuse(dossier, 'lines-missing');
  }
  return { events: [{ type: 'registered', at: context.now, by: context.by, lines: [...lines] }] };
}

/** What must be true before processing may end. */
function refuseUnfinished(dossier: Dossier, context: DecideContext): Decided | null {
  const command = 'kết thúc xử lý';
  const { decision, procedure } = dossier;
  if (decision === null) {
    return refuse(dossier, 'decide-first', { command });
  }
  if (decision.signed === null) {
    return refuse(dossier, 'sign-first', { command });
  }
  if (decision.outcome === 'approve' && procedure.register !== null && dossier.register.length === 0) {
    return refuse(dossier, 'register-first', { command, book: procedure.register.code });
  }
  return refusePending(dossier) ?? refuseUnansweredEnd(dossier, context);
}

/**
 * `finish` (status 9): lateness is judged by this moment. The result goes to the counter: by an offer from another
 * unit, at once when it is there. A corrected result keeps the judgement of its first end.
 */
export function finish(dossier: Dossier, command: CommandOf<'finish'>, context: DecideContext): Decided {
  const refused = refuseUnfinished(dossier, context);
  if (refused !== null) {
    return refused;
  }
  const { now, by, centreUnit } = context;
  const outcome =
    dossier.outcome ??
    classify({ ...standingFacts(dossier), endedAt: now, ending: 'finished', waiting: false }, now);
  const step = currentStep(dossier);
  const events: DossierEvent[] = [];
  if (step !== null) {
    events.push({ type: 'step-left', at: now, by, stepKey: step.key, outcome: 'done', note: command.note });
  }
  events.push({ type: 'finished', at: now, by, note: command.note, outcome });
  const last = dossier.steps.find((s) => s.kind === 'return');
  const counter: Holder = { unitId: centreUnit.id, unitName: centreUnit.name, accountId: null, name: null };
  if (dossier.holder.unitId !== counter.unitId) {
    events.push(offer(dossier, counter, 'result', last?.key ?? null, command.note, context));
  } else if (last !== undefined) {
    const visit = { ...visitOf(last, null, null, context), due: null };
    events.push({ type: 'step-entered', at: now, by, visit });
  }
  return { events };
}

/** `announce-result` (Đ22 k.5). */
export function announceResult(command: CommandOf<'announce-result'>, context: DecideContext): Decided {
  const { via, note } = command;
  return { events: [{ type: 'result-announced', at: context.now, by: context.by, via, note }] };
}

/**
 * `return-result` (Đ22 k.3, Đ6 k.2b–c). Without the receipt: identity paper and facts of the matter; somebody else:
 * the authorisation. Rating is never a condition. Paper must be at the counter.
 */
export function returnResult(
  dossier: Dossier,
  command: CommandOf<'return-result'>,
  context: DecideContext,
): Decided {
  const { now, by, centreUnit } = context;
  const { receiver, via, originalsGivenBack, note } = command;
  const field = { kind: 'validation', field: 'receiver' } as const;
  if (receiver.as === 'authorised' && receiver.authorisation === '') {
    return refuse(dossier, 'receiver-authorisation', {}, field);
  }
  if (!receiver.hasReceipt && (receiver.idNumber === '' || receiver.matter === '')) {
    return refuse(dossier, 'receiver-lost-receipt', {}, field);
  }
  const amount = owed(dossier);
  if (amount > 0) {
    return refuse(dossier, 'fee-owed', { amount: amount.toLocaleString('vi-VN') });
  }
  const pending = pendingHandOver(dossier);
  if (via !== 'electronic' && (pending !== null || dossier.holder.unitId !== centreUnit.id)) {
    return refuse(dossier, 'result-not-at-counter', { holder: holderName(dossier) });
  }
  const step = currentStep(dossier);
  const left: DossierEvent[] =
    step !== null && findStep(dossier, step.key)?.kind === 'return'
      ? [{ type: 'step-left', at: now, by, stepKey: step.key, outcome: 'done', note }]
      : [];
  return {
    events: [...left, { type: 'result-returned', at: now, by, via, receiver, originalsGivenBack, note }],
  };
}
