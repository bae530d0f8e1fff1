import type { Actor } from '#platform/actor.ts';
import { can, type PolicyTable, type Principal, type Scope, type Subject } from '#platform/policy.ts';
import { pendingHandOver } from './rules/holding.ts';
import { findStrand, openStrands } from './rules/strands.ts';
import type { Command, CommandType, Dossier, Strand } from './schema.ts';

type Row = Readonly<Partial<Record<Principal, Scope>>>;

/** Reception, counter work and the way to the citizen: the centre's people, wherever the dossier is. */
const COUNTER: Row = { receptionist: 'centre', 'centre-director': 'centre' };
/** Counter work on what the counter itself holds. */
const AT_COUNTER: Row = { receptionist: 'unit', 'centre-director': 'unit' };
/** Work on what one holds: the person named, any one of the unit while nobody is; the head for the unit. */
const WORK: Row = { ...AT_COUNTER, officer: 'own', 'unit-head': 'unit', 'commune-leader': 'centre' };
const TAKE_UP: Row = { ...WORK, officer: 'unit' };
/** Leading acts: within the unit for its head, everywhere for the director of the centre and the commune's leaders. */
const LEAD: Row = { 'unit-head': 'unit', 'centre-director': 'centre', 'commune-leader': 'centre' };
const REMARK: Row = {
  receptionist: 'centre',
  'centre-director': 'centre',
  officer: 'unit',
  'unit-head': 'unit',
  'commune-leader': 'centre',
  system: 'centre',
};

/** Reading: `view` shows the dossier with masked numbers, `view-personal` all of it. */
export type DossierAction =
  | CommandType
  | 'view'
  | 'view-personal'
  | 'search'
  | 'verify'
  | 'view-settings'
  | 'change-settings';

/**
 * Who may do what to a dossier. What is not here is refused. `own` is the person named as holder, or anyone of the holding
 * unit while nobody is named; `unit` the holding unit (or the one that was offered it); `centre` the whole centre.
 */
export const DOSSIER_POLICY: PolicyTable<DossierAction> = {
  'keep-draft': { ...COUNTER, system: 'centre' },
  receive: COUNTER,
  'refuse-at-reception': COUNTER,
  'request-supplement': WORK,
  'pass-on-supplement': COUNTER,
  'drop-supplement': { ...WORK, receptionist: 'centre', 'centre-director': 'centre' },
  'complete-supplement': COUNTER,
  'close-for-no-supplement': COUNTER,
  'receive-at-competent-agency': COUNTER,
  'hand-over': WORK,
  'accept-hand-over': TAKE_UP,
  'return-hand-over': TAKE_UP,
  'complete-step': WORK,
  assign: LEAD,
  'hand-on': { ...LEAD, administrator: 'centre', system: 'centre' },
  'request-payment': WORK,
  'confirm-payment': { ...COUNTER, system: 'centre' },
  'extend-with-apology': LEAD,
  'record-decision': { receptionist: 'own', officer: 'own', 'unit-head': 'unit', 'commune-leader': 'centre' },
  'sign-result': { receptionist: 'own', 'commune-leader': 'centre' },
  'enter-register': TAKE_UP,
  finish: WORK,
  'announce-result': COUNTER,
  // The product itself only where the post told that the citizen has it.
  'return-result': { ...COUNTER, system: 'centre' },
  withdraw: COUNTER,
  stop: LEAD,
  'correct-procedure': COUNTER,
  'correct-person': COUNTER,
  'correct-result': { ...COUNTER, ...LEAD },
  'take-official-number': { system: 'centre' },
  'reprint-receipt': COUNTER,
  'add-note': REMARK,
  'add-file': REMARK,
  'ask-opinion': WORK,
  'open-sub-dossier': WORK,
  'answer-strand': WORK,
  'note-silence': { ...WORK, system: 'centre' },
  'assign-strand': LEAD,
  'drop-strand': WORK,
  'note-reference': WORK,
  view: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  'view-personal': {
    receptionist: 'centre',
    officer: 'unit',
    'unit-head': 'unit',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  search: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  verify: { administrator: 'centre', auditor: 'centre', system: 'centre' },
  'view-settings': {
    administrator: 'centre',
    auditor: 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'change-settings': { administrator: 'centre', system: 'centre' },
};

/**
 * Units for which an actor takes dossiers up: the own one, and for leaders of the commune also the commune's own row,
 * which is what processes name for them.
 */
export function actsFor(actor: Actor, communeId: string): readonly string[] {
  if (actor.kind !== 'staff') {
    return [];
  }
  return actor.roles.includes('commune-leader') ? [actor.unitId, communeId] : [actor.unitId];
}

/**
 * The subject of the policy: who holds the dossier, or who was offered it when that is the actor's side. A dossier that
 * is not there yet is the counter's.
 */
export function subjectOf(dossier: Dossier | null, actor: Actor, units: readonly string[]): Subject {
  const self = actor.kind === 'staff' ? actor : null;
  if (dossier === null) {
    return { centreId: actor.centreId, unitId: actor.centreId, assigneeId: null };
  }
  const offered = pendingHandOver(dossier)?.to ?? null;
  const at = offered !== null && units.includes(offered.unitId) ? offered : dossier.holder;
  const mine = units.includes(at.unitId);
  return {
    centreId: dossier.centreId,
    unitId: mine ? (self?.unitId ?? at.unitId) : at.unitId,
    assigneeId: at.accountId ?? (mine ? (self?.accountId ?? null) : null),
  };
}

/** The subject of the policy for one strand: the unit and person that answer for it. */
function strandSubject(dossier: Dossier, strand: Strand, actor: Actor, units: readonly string[]): Subject {
  const self = actor.kind === 'staff' ? actor : null;
  const mine = units.includes(strand.unitId);
  return {
    centreId: dossier.centreId,
    unitId: mine ? (self?.unitId ?? strand.unitId) : strand.unitId,
    assigneeId: strand.accountId ?? (mine ? (self?.accountId ?? null) : null),
  };
}

/** Commands by the unit that was asked; the others of strands are the holder's. */
const OF_THE_ASKED: ReadonlySet<CommandType> = new Set(['answer-strand', 'assign-strand', 'note-reference']);

/**
 * The subject of one command: the strand that it names where the asked unit acts, a strand of the actor's own unit for
 * remarks beside the main way, else the dossier's holder.
 */
export function subjectFor(
  dossier: Dossier | null,
  command: Pick<Command, 'type'> & { readonly no?: number },
  actor: Actor,
  units: readonly string[],
): Subject {
  const held = subjectOf(dossier, actor, units);
  if (dossier === null) {
    return held;
  }
  const strand = OF_THE_ASKED.has(command.type) ? findStrand(dossier, command.no ?? 0) : undefined;
  if (strand !== undefined) {
    return strandSubject(dossier, strand, actor, units);
  }
  const remark = command.type === 'add-note' || command.type === 'add-file';
  return remark ? (besideSubject(dossier, actor, units) ?? held) : held;
}

/** The subject by an open strand of the actor's own unit, where the actor does not hold the dossier itself. */
function besideSubject(dossier: Dossier, actor: Actor, units: readonly string[]): Subject | null {
  const strand = openStrands(dossier).find(({ unitId }) => units.includes(unitId));
  return strand === undefined || units.includes(dossier.holder.unitId)
    ? null
    : strandSubject(dossier, strand, actor, units);
}

/** Whether the actor sees the personal data: by holding the dossier, or a strand of it that is still open. */
export function seesPersonal(dossier: Dossier, actor: Actor, units: readonly string[]): boolean {
  const beside = besideSubject(dossier, actor, units);
  return (
    can(DOSSIER_POLICY, actor, 'view-personal', subjectOf(dossier, actor, units)) ||
    (beside !== null && can(DOSSIER_POLICY, actor, 'view-personal', beside))
  );
}

/** The open strands for which the actor may give a command of the asked unit. */
export function strandsOf(
  dossier: Dossier,
  type: CommandType,
  actor: Actor,
  units: readonly string[],
): readonly Strand[] {
  return openStrands(dossier).filter(({ no }) =>
    can(DOSSIER_POLICY, actor, type, subjectFor(dossier, { type, no }, actor, units)),
  );
}

/** Whether the actor may give the command: for those of the asked unit, to some open strand. */
export function mayGive(
  dossier: Dossier,
  type: CommandType,
  actor: Actor,
  units: readonly string[],
): boolean {
  return OF_THE_ASKED.has(type)
    ? strandsOf(dossier, type, actor, units).length > 0
    : can(DOSSIER_POLICY, actor, type, subjectFor(dossier, { type }, actor, units));
}
