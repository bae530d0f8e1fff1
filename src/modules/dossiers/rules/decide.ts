import { formatDateTime } from '#platform/time.ts';
import type { Command, CommandType, Dossier } from '../schema.ts';
import type { DecideContext, Decided } from './context.ts';
import { isRefused } from './context.ts';
import {
  addFile,
  correctPerson,
  correctProcedure,
  correctResult,
  reprintReceipt,
  takeOfficialNumber,
} from './decide-corrections.ts';
import { handOn } from './decide-hand-on.ts';
import { acceptHandOver, assign, completeStep, handOver, returnHandOver } from './decide-holding.ts';
import { keepDraft, receive, refuseAtReception } from './decide-reception.ts';
import {
  announceResult,
  enterRegister,
  finish,
  recordDecision,
  returnResult,
  signResult,
} from './decide-result.ts';
import {
  answerStrand,
  askOpinion,
  assignStrand,
  dropStrand,
  noteReference,
  noteSilence,
  openSubDossier,
} from './decide-strands.ts';
import {
  closeForNoSupplement,
  completeSupplement,
  dropSupplement,
  passOnSupplement,
  requestSupplement,
} from './decide-supplement.ts';
import {
  confirmPayment,
  extendWithApology,
  receiveAtCompetent,
  requestPayment,
  stop,
  withdraw,
} from './decide-term.ts';
import { evolveAll } from './evolve.ts';
import { pendingHandOver } from './holding.ts';
import { orCalendarRefusal, refuse, refuseStatus } from './refuse.ts';
import { permits } from './transitions.ts';

/**
 * Commands by which somebody of the receiving unit takes an offered dossier up without pressing "accept" first:
 * working on it is accepting it.
 */
export const ACCEPTS_BY_WORKING: ReadonlySet<CommandType> = new Set([
  'request-supplement',
  'complete-step',
  'record-decision',
  'sign-result',
  'enter-register',
  'request-payment',
  'finish',
  'announce-result',
  'return-result',
  'hand-over',
  'ask-opinion',
  'open-sub-dossier',
] satisfies readonly CommandType[]);

/** Commands that ask something of the citizen or end the matter: not while a wrong result is being corrected. */
export const NOT_IN_CORRECTION: ReadonlySet<CommandType> = new Set([
  'request-supplement',
  'pass-on-supplement',
  'request-payment',
  'extend-with-apology',
  'withdraw',
  'stop',
  'correct-procedure',
] satisfies readonly CommandType[]);

/**
 * What a command does to a dossier: the events, or a refusal that says what is wrong, who holds it and what may be done
 * now. Pure: the instant, the calendar, numbers and names come with the context. `null` is a dossier that is not there yet.
 */
export function decide(dossier: Dossier | null, command: Command, context: DecideContext): Decided {
  if (!permits(dossier?.status ?? 'none', command.type)) {
    return alreadyReceived(dossier, command, context) ?? refuseStatus(dossier, command.type);
  }
  return orCalendarRefusal(dossier, () => decideAllowed(dossier, command, context));
}

/** A second press on "receive" is answered with who received it, not with a bare "not in this status". */
function alreadyReceived(dossier: Dossier | null, command: Command, context: DecideContext): Decided | null {
  return dossier !== null &&
    dossier.receivedAt !== null &&
    command.type === 'receive' &&
    context.reception !== undefined
    ? receive(dossier, command, context)
    : null;
}

function decideAllowed(dossier: Dossier | null, command: Command, context: DecideContext): Decided {
  switch (command.type) {
    case 'keep-draft':
      return keepDraft(dossier, command, context);
    case 'receive':
      return receive(dossier, command, context);
    case 'refuse-at-reception':
      return refuseAtReception(dossier, command, context);
    default:
      if (dossier === null) {
        return command.type === 'request-supplement'
          ? requestSupplement(null, command, context)
          : refuseStatus(null, command.type);
      }
      return acceptThenDecide(dossier, command, context);
  }
}

type Later = Exclude<Command, { type: 'keep-draft' | 'receive' | 'refuse-at-reception' }>;

/** While a wrong result is being corrected nothing more is asked of the citizen, and nothing is undone (Đ23 k.1). */
function refuseInCorrection(dossier: Dossier, command: CommandType): Decided | null {
  const { correction } = dossier;
  return correction !== null && correction.doneAt === null && NOT_IN_CORRECTION.has(command)
    ? refuse(dossier, 'in-correction', { due: formatDateTime(correction.due) })
    : null;
}

/** Accepts an offer to the actor's own unit first, where the command takes the dossier up. */
function acceptThenDecide(dossier: Dossier, command: Later, context: DecideContext): Decided {
  const corrected = refuseInCorrection(dossier, command.type);
  if (corrected !== null) {
    return corrected;
  }
  const pending = pendingHandOver(dossier);
  const mine = pending !== null && context.by.kind === 'staff' && context.actsFor.includes(pending.to.unitId);
  if (!mine || !ACCEPTS_BY_WORKING.has(command.type)) {
    return decideLater(dossier, command, context);
  }
  const accepted = acceptHandOver(dossier, context);
  if (isRefused(accepted)) {
    return accepted;
  }
  const held = evolveAll(dossier, accepted.events);
  if (!permits(held.status, command.type)) {
    return refuseStatus(dossier, command.type);
  }
  const then = decideLater(held, command, context);
  return isRefused(then) ? then : { events: [...accepted.events, ...then.events] };
}

function decideLater(dossier: Dossier, command: Later, context: DecideContext): Decided {
  switch (command.type) {
    case 'request-supplement':
      return requestSupplement(dossier, command, context);
    case 'pass-on-supplement':
      return passOnSupplement(dossier, context);
    case 'drop-supplement':
      return dropSupplement(dossier, command, context);
    case 'complete-supplement':
      return completeSupplement(dossier, command, context);
    case 'close-for-no-supplement':
      return closeForNoSupplement(dossier, command, context);
    case 'receive-at-competent-agency':
      return receiveAtCompetent(dossier, context);
    case 'hand-over':
      return handOver(dossier, command, context);
    case 'accept-hand-over':
      return acceptHandOver(dossier, context);
    case 'return-hand-over':
      return returnHandOver(dossier, command, context);
    case 'complete-step':
      return completeStep(dossier, command, context);
    case 'assign':
      return assign(dossier, command, context);
    case 'hand-on':
      return handOn(dossier, command, context);
    case 'request-payment':
      return requestPayment(dossier, command, context);
    case 'confirm-payment':
      return confirmPayment(dossier, command, context);
    case 'extend-with-apology':
      return extendWithApology(dossier, command, context);
    case 'record-decision':
      return recordDecision(dossier, command, context);
    case 'sign-result':
      return signResult(dossier, command, context);
    case 'enter-register':
      return enterRegister(dossier, command, context);
    case 'finish':
      return finish(dossier, command, context);
    case 'announce-result':
      return announceResult(command, context);
    case 'return-result':
      return returnResult(dossier, command, context);
    case 'withdraw':
      return withdraw(dossier, command, context);
    case 'stop':
      return stop(dossier, command, context);
    case 'correct-procedure':
      return correctProcedure(dossier, command, context);
    case 'correct-person':
      return correctPerson(dossier, command, context);
    case 'correct-result':
      return correctResult(dossier, command, context);
    case 'take-official-number':
      return takeOfficialNumber(dossier, command, context);
    case 'reprint-receipt':
      return reprintReceipt(dossier, command, context);
    case 'add-note':
      return { events: [{ type: 'note-added', at: context.now, by: context.by, text: command.text }] };
    case 'add-file':
      return addFile(dossier, command, context);
    case 'ask-opinion':
      return askOpinion(dossier, command, context);
    case 'open-sub-dossier':
      return openSubDossier(dossier, command, context);
    case 'answer-strand':
      return answerStrand(dossier, command, context);
    case 'note-silence':
      return noteSilence(dossier, command, context);
    case 'assign-strand':
      return assignStrand(dossier, command, context);
    case 'drop-strand':
      return dropStrand(dossier, command, context);
    case 'note-reference':
      return noteReference(dossier, command, context);
    default:
      return command satisfies never;
  }
}
