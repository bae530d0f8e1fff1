import { COMMAND_TYPES, type Command, type CommandType, type Dossier } from '../schema.ts';
import { openWait } from './clock.ts';
import { ACCEPTS_BY_WORKING, NOT_IN_CORRECTION } from './decide.ts';
import { owed } from './decide-result.ts';
import { openProposal } from './decide-supplement.ts';
import { currentStep, pendingHandOver, stepBefore } from './holding.ts';
import { isSilent, nextStep, openStrands } from './strands.ts';
import { permits } from './transitions.ts';

/** Who looks: their units, the centre's unit, and the instant. */
export interface Viewer {
  readonly actsFor: readonly string[];
  readonly centreUnitId: string;
  readonly now: Temporal.Instant;
}

type Check = (dossier: Dossier, viewer: Viewer) => boolean;

const signed: Check = ({ decision }) => decision?.signed != null;
const undecided: Check = ({ decision }) => decision === null;
const mine: Check = (dossier, { actsFor }) => actsFor.includes(pendingHandOver(dossier)?.to.unitId ?? '');
const notOffered: Check = (dossier) => pendingHandOver(dossier) === null;
const asked: Check = (dossier) => openStrands(dossier).length > 0;
const always: Check = () => true;

/** The step, or the one before which the dossier waits, is held by an answer that is not there yet. */
const waitsForOthers: Check = (dossier, { now }) =>
  openStrands(dossier).some(
    (strand) =>
      !isSilent(strand, now) &&
      ((strand.kind === 'opinion' && strand.joinKey === null) ||
        (dossier.gate && strand.joinKey === dossier.gate.stepKey)),
  );

/** What must hold besides the status for a command to make sense; `decide` has the last word. */
const CHECKS: Readonly<Record<CommandType, Check>> = {
  'keep-draft': always,
  receive: ({ receivedAt }) => receivedAt === null,
  'refuse-at-reception': ({ receivedAt }) => receivedAt === null,
  'request-supplement': (dossier) => openProposal(dossier) === null,
  'pass-on-supplement': (dossier) => openProposal(dossier) !== null,
  'drop-supplement': (dossier) => openProposal(dossier) !== null,
  'complete-supplement': always,
  'close-for-no-supplement': (dossier, { now }) => {
    const limit = openWait(dossier)?.closingLimit ?? null;
    return limit !== null && Temporal.Instant.compare(now, limit) > 0;
  },
  'receive-at-competent-agency': ({ competentAt }) => competentAt === null,
  'hand-over': always,
  'accept-hand-over': (dossier) => pendingHandOver(dossier) !== null,
  'return-hand-over': (dossier, viewer) =>
    mine(dossier, viewer) ||
    !notOffered(dossier, viewer) ||
    stepBefore(dossier) !== null ||
    dossier.handOvers.some((row) => row.acceptedAt !== null && row.to.unitId === dossier.holder.unitId),
  'complete-step': (dossier, viewer) =>
    !waitsForOthers(dossier, viewer) &&
    (currentStep(dossier) !== null || nextStep(dossier, null) !== null || mine(dossier, viewer)),
  assign: always,
  'hand-on': (dossier) =>
    dossier.holder.accountId !== null ||
    (pendingHandOver(dossier)?.to.accountId ?? null) !== null ||
    openStrands(dossier).some((strand) => strand.accountId !== null),
  'request-payment': always,
  'confirm-payment': (dossier) => owed(dossier) > 0,
  'extend-with-apology': ({ extension, competentAt }) =>
    (extension === null || extension.again) && competentAt !== null,
  'record-decision': undecided,
  'sign-result': (dossier, viewer) => !undecided(dossier, viewer) && !signed(dossier, viewer),
  'enter-register': (dossier, viewer) => signed(dossier, viewer) && dossier.decision?.outcome === 'approve',
  finish: signed,
  'announce-result': always,
  'return-result': (dossier) => owed(dossier) === 0,
  withdraw: (dossier, viewer) => !signed(dossier, viewer),
  stop: (dossier, viewer) => !signed(dossier, viewer),
  'correct-procedure': (dossier, viewer) =>
    dossier.holder.unitId === viewer.centreUnitId &&
    notOffered(dossier, viewer) &&
    undecided(dossier, viewer),
  'correct-person': always,
  'correct-result': notOffered,
  'take-official-number': ({ number }) => number === null,
  'reprint-receipt': always,
  'add-note': always,
  'add-file': always,
  'ask-opinion': (dossier) => currentStep(dossier) !== null || !dossier.gate,
  'open-sub-dossier': always,
  'answer-strand': asked,
  'note-silence': (dossier, { now }) => openStrands(dossier).some((strand) => isSilent(strand, now)),
  'assign-strand': asked,
  'drop-strand': asked,
  'note-reference': asked,
};

/** The commands that make sense for the dossier now, whoever may give them. Never hides one that `decide` would allow. */
export function possibleCommands(dossier: Dossier, viewer: Viewer): readonly CommandType[] {
  return COMMAND_TYPES.filter((type) => {
    const { correction } = dossier;
    if (correction !== null && correction.doneAt === null && NOT_IN_CORRECTION.has(type)) {
      return false;
    }
    if (!permits(dossier.status, type) || !CHECKS[type](dossier, viewer)) {
      return false;
    }
    const takesUp = (ACCEPTS_BY_WORKING as ReadonlySet<Command['type']>).has(type);
    const held = notOffered(dossier, viewer) || mine(dossier, viewer);
    return held || !takesUp || !['hand-over', 'complete-step', 'finish'].includes(type);
  });
}
