import type { PolicyTable } from '#platform/policy.ts';

/**
 * `ship`: give a result to the post, have papers fetched, send again, take in, close; `read`: see shipments; `connect`: name the
 * line; `tell`: bring news by call-back, which counts by its proof.
 */
export type PostAction = 'ship' | 'read' | 'connect' | 'tell';

/** Who may do what with the post. */
export const postPolicy: PolicyTable<PostAction> = {
  ship: { receptionist: 'centre', 'centre-director': 'centre', system: 'centre' },
  read: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  connect: { administrator: 'centre', 'centre-director': 'centre' },
  tell: { public: 'centre', system: 'centre' },
};
