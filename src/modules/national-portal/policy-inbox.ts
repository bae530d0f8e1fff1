import type { PolicyTable } from '#platform/policy.ts';

/**
 * `tell`: post a filed dossier (who holds the secret may, whoever asks); `admit`: the product's own work; `look`: the list and its clocks; `personal`: whole names
 * and numbers; `settle`: try again, take or leave out what does not fit; `settings`: secret and hosts; `assist`: file with a citizen; `assist-figures`: how often.
 */
export type InboxAction =
  | 'tell'
  | 'admit'
  | 'look'
  | 'personal'
  | 'settle'
  | 'settings'
  | 'assist'
  | 'assist-figures';

/** Who may do what with dossiers from the portal. What is not here is refused. */
export const INBOX_POLICY: PolicyTable<InboxAction> = {
  tell: { public: 'centre', system: 'centre' },
  admit: { system: 'centre' },
  look: {
    receptionist: 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  personal: { receptionist: 'centre', 'centre-director': 'centre', 'commune-leader': 'centre' },
  settle: { receptionist: 'centre', 'centre-director': 'centre' },
  settings: { administrator: 'centre' },
  assist: { receptionist: 'centre', officer: 'centre', 'centre-director': 'centre' },
  'assist-figures': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
  },
};
