import { ANYBODY, type PolicyTable } from '#platform/policy.ts';

/**
 * `start`: begin a draft; `fill`: whoever holds its address reads and changes it; `look`: the list of what came;
 * `open`: take a prepared dossier at the counter; `settings`: retention, scanner, what may be filed here; `tend`: the
 * product's own work.
 */
export type PreparationAction = 'start' | 'fill' | 'look' | 'open' | 'see-settings' | 'settings' | 'tend';

/** Anyone with the address: it cannot be guessed, and an officer may sit beside the citizen. */
const HOLDERS = ANYBODY;

/** Who may do what with dossiers prepared at home. What is not here is refused. */
export const PREPARATION_POLICY: PolicyTable<PreparationAction> = {
  start: HOLDERS,
  fill: HOLDERS,
  look: { receptionist: 'centre', 'centre-director': 'centre' },
  open: { receptionist: 'centre', 'centre-director': 'centre' },
  'see-settings': {
    administrator: 'centre',
    'centre-director': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  settings: { administrator: 'centre' },
  tend: { system: 'centre' },
};
