import type { PolicyTable } from '#platform/policy.ts';

/** `read-public`: figures without personal data; `read`: the officers' tables; `rebuild`: work the facts out anew. */
export type ReportAction = 'read-public' | 'read' | 'rebuild';

const ALL_STAFF = {
  receptionist: 'centre',
  officer: 'centre',
  'unit-head': 'centre',
  'centre-director': 'centre',
  'commune-leader': 'centre',
  administrator: 'centre',
  auditor: 'centre',
} as const;

/** Who may read figures. Results and satisfaction are published by law (NĐ 118/2025 Điều 32, 34). */
export const reportPolicy: PolicyTable<ReportAction> = {
  'read-public': { ...ALL_STAFF, public: 'centre', kiosk: 'centre', board: 'centre', system: 'centre' },
  read: {
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  rebuild: { administrator: 'centre', system: 'centre' },
};
