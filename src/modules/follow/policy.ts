import type { PolicyTable } from '#platform/policy.ts';

/**
 * `follow`: whoever holds the number and secret of the dossier; `look`: the list of what came; `settle`: take or send back what a
 * citizen sent; `write`: answer a message; `see-settings`, `settings`: what citizens may do; `tend`: the product's own work.
 */
export type FollowAction = 'follow' | 'look' | 'settle' | 'write' | 'see-settings' | 'settings' | 'tend';

/** Who may do what. What is not here is refused; who may see a dossier's own papers and messages, the dossier's table says besides. */
export const FOLLOW_POLICY: PolicyTable<FollowAction> = {
  follow: { public: 'centre' },
  look: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  settle: { receptionist: 'centre', 'centre-director': 'centre' },
  write: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  'see-settings': { administrator: 'centre', 'centre-director': 'centre', auditor: 'centre' },
  settings: { administrator: 'centre', 'centre-director': 'centre' },
  tend: { system: 'centre' },
};
