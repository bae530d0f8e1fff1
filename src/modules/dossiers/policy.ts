import type { Actor } from '#platform/actor.ts';
import type { PolicyTable, Principal, Scope, Subject } from '#platform/policy.ts';
import { pendingHandOver } from './rules/holding.ts';
import type { CommandType, Dossier } from './schema.ts';

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
  'keep-draft': COUNTER,
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
  'request-payment': WORK,
  'confirm-payment': COUNTER,
  'extend-with-apology': LEAD,
  'record-decision': { receptionist: 'own', officer: 'own', 'unit-head': 'unit', 'commune-leader': 'centre' },
  'sign-result': { receptionist: 'own', 'commune-leader': 'centre' },
  'enter-register': TAKE_UP,
  finish: WORK,
  'announce-result': COUNTER,
  'return-result': COUNTER,
  withdraw: COUNTER,
  stop: LEAD,
  'correct-procedure': COUNTER,
  'correct-person': COUNTER,
  'correct-result': { ...COUNTER, ...LEAD },
  'take-official-number': { system: 'centre' },
  'reprint-receipt': COUNTER,
  'add-note': REMARK,
  'add-file': REMARK,
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
