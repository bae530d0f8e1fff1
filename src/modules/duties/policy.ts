import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/**
 * `read`: the matrix inside; `assign`: change it; `record-leave`: say that somebody is away; `authorise-signing`: enter a
 * written authority to sign; `depart`: somebody leaves for good. The duty board is public.
 */
export type DutyAction = 'read' | 'assign' | 'record-leave' | 'authorise-signing' | 'depart';

/** Who may do what with duties. The director answers for reception never stopping (NĐ 118/2025 Điều 9). */
export const dutyPolicy: PolicyTable<DutyAction> = {
  read: {
    ...EVERY_OFFICER,
    system: 'centre',
  },
  assign: {
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    system: 'centre',
  },
  'record-leave': {
    receptionist: 'own',
    officer: 'own',
    'unit-head': 'unit',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    system: 'centre',
  },
  'authorise-signing': {
    'commune-leader': 'centre',
    administrator: 'centre',
    system: 'centre',
  },
  depart: {
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    system: 'centre',
  },
};
