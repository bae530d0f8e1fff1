import type { PolicyTable } from '#platform/policy.ts';

export type AgencyAction = 'agencies.set-up' | 'agencies.edit' | 'counters.edit';

/** Who may change the tree and the counters. Reading is public. The director moves staff and counters (NĐ 118/2025 Điều 9). */
export const AGENCY_POLICY: PolicyTable<AgencyAction> = {
  'agencies.set-up': { system: 'centre' },
  'agencies.edit': { administrator: 'centre', system: 'centre' },
  'counters.edit': { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
};
