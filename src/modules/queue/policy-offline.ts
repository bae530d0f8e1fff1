import type { PolicyTable } from '#platform/policy.ts';

/** What can be done to go on without a line, and afterwards. */
export type OfflineAction =
  | 'numbers.lease'
  | 'tickets.merge'
  | 'share.keep'
  | 'share.give-back'
  | 'visits.merge'
  | 'offline.see'
  | 'offline.settle';

/**
 * Who may do what. Only a kiosk that was let in leases numbers and merges what it gave out; only who calls at a counter keeps a share of the
 * line and merges visits.
 */
export const OFFLINE_POLICY: PolicyTable<OfflineAction> = {
  'numbers.lease': { kiosk: 'centre' },
  'tickets.merge': { kiosk: 'centre' },
  'share.keep': { receptionist: 'centre', 'centre-director': 'centre' },
  'share.give-back': { receptionist: 'centre', 'centre-director': 'centre' },
  'visits.merge': { receptionist: 'centre', 'centre-director': 'centre' },
  'offline.see': {
    receptionist: 'centre',
    'centre-director': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  'offline.settle': { receptionist: 'centre', 'centre-director': 'centre' },
};
