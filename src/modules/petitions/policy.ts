import { ANYBODY, type PolicyRow, type PolicyTable } from '#platform/policy.ts';

/**
 * `send`: send one, or write one down for a caller; `follow`: whoever holds the secret address; `see`: petitions with who sent them;
 * `triage`: take on, ask, hand on; `refuse`, `approve`, `publish`: for those who answer for it; `draft`: write the answer;
 * `figures`: sums; `read`: what was published; `settings`: where citizens are received;
 * `erase`: the product's own work at night.
 */
export type PetitionAction =
  | 'send'
  | 'follow'
  | 'see'
  | 'triage'
  | 'refuse'
  | 'draft'
  | 'approve'
  | 'publish'
  | 'figures'
  | 'read'
  | 'see-settings'
  | 'settings'
  | 'erase';

const HEADS: PolicyRow = { 'unit-head': 'unit', 'centre-director': 'centre', 'commune-leader': 'centre' };

/** Who may do what with petitions. What is not here is refused; who sent one is told to those who handle it alone. */
export const PETITION_POLICY: PolicyTable<PetitionAction> = {
  send: ANYBODY,
  follow: ANYBODY,
  see: { receptionist: 'centre', officer: 'unit', auditor: 'centre', ...HEADS },
  triage: { receptionist: 'centre', officer: 'unit', ...HEADS },
  refuse: HEADS,
  draft: { officer: 'unit', ...HEADS },
  approve: HEADS,
  publish: HEADS,
  figures: {
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
  },
  read: { ...ANYBODY, system: 'centre' },
  'see-settings': { administrator: 'centre', 'centre-director': 'centre', auditor: 'centre' },
  settings: { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
  erase: { system: 'centre' },
};
