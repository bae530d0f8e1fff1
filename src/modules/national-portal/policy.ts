import type { PolicyTable } from '#platform/policy.ts';

/**
 * `read`: see what the portal was told; `resend`: try again or skip what is stuck; `settings`: how the portal is reached; `deliver`: the product's own work;
 * `hand-file`: come for a file with an address that we signed.
 */
export type PortalAction = 'read' | 'resend' | 'settings' | 'deliver' | 'hand-file';

/** Who may do what with the portal. */
export const PORTAL_POLICY: PolicyTable<PortalAction> = {
  read: {
    receptionist: 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  resend: { receptionist: 'centre', 'centre-director': 'centre', administrator: 'centre' },
  settings: { administrator: 'centre' },
  deliver: { system: 'centre' },
  'hand-file': { public: 'centre', system: 'centre' },
};
