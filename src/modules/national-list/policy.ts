import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** `read`: see the differences; `fetch`: have the list read now; `decide`: accept, refuse, postpone; `settings`: from where it is read; `follow`: the product's own work. */
export type NationalListAction = 'read' | 'fetch' | 'decide' | 'settings' | 'follow';

/** Who may do what with the national list. */
export const NATIONAL_LIST_POLICY: PolicyTable<NationalListAction> = {
  read: {
    ...EVERY_OFFICER,
    system: 'centre',
  },
  fetch: { 'centre-director': 'centre', administrator: 'centre', system: 'centre' },
  decide: { 'centre-director': 'centre', administrator: 'centre' },
  settings: { administrator: 'centre' },
  follow: { system: 'centre' },
};
