import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** `read`: see the mirrored dossiers; `settle`: say whose a code is; `settings`: from where; `follow`: the product's own work. */
export type MirrorAction = 'read' | 'settle' | 'settings' | 'follow';

/** Who may do what with the mirror. */
export const MIRROR_POLICY: PolicyTable<MirrorAction> = {
  read: {
    ...EVERY_OFFICER,
    system: 'centre',
  },
  settle: { receptionist: 'centre', 'centre-director': 'centre' },
  settings: { administrator: 'centre' },
  follow: { system: 'centre' },
};
