import type { PolicyTable } from '#platform/policy.ts';
import type { TaskCommandType } from './schema/tasks.ts';

/**
 * `notices`: the own warnings; `watch`: what will be late in a unit or centre; `check`: look for new warnings; `urge` and
 * `ask-account`: what a leader asks of who holds a dossier, `answer` the other side; `set-warnings`: the dated settings;
 * `task.…`: tasks outside dossiers.
 */
export type OversightAction =
  | 'notices'
  | 'watch'
  | 'check'
  | 'urge'
  | 'ask-account'
  | 'answer'
  | 'see-warnings'
  | 'set-warnings'
  | 'task.open'
  | 'task.see'
  | `task.${TaskCommandType}`;

const LEAD = { 'unit-head': 'unit', 'centre-director': 'centre', 'commune-leader': 'centre' } as const;
const OWN = {
  receptionist: 'own',
  officer: 'own',
  'unit-head': 'own',
  'centre-director': 'own',
  'commune-leader': 'own',
} as const;

/** Who watches whom. Heads answer for their unit, the director and the leaders for all (NĐ 118/2025 Điều 9 khoản 1). */
export const oversightPolicy: PolicyTable<OversightAction> = {
  notices: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  watch: {
    'unit-head': 'unit',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  check: { system: 'centre' },
  urge: LEAD,
  'ask-account': LEAD,
  // Whoever was asked; while only the unit was, its head too.
  answer: { ...OWN, 'unit-head': 'unit' },
  'see-warnings': { ...LEAD, 'unit-head': 'centre', administrator: 'centre', auditor: 'centre' },
  'set-warnings': { administrator: 'centre' },
  'task.open': { ...LEAD, system: 'centre' },
  'task.see': { ...OWN, ...LEAD, auditor: 'centre', system: 'centre' },
  'task.report': OWN,
  'task.close': LEAD,
  'task.send-back': LEAD,
  'task.reassign': LEAD,
  // Own: a task that the head gave; the time that others set for the unit is not its head's to move.
  'task.extend': { 'unit-head': 'own', 'centre-director': 'centre', 'commune-leader': 'centre' },
  'task.cancel': LEAD,
};
