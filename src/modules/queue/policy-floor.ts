import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** What can be done with the hall as a whole: looking on, directing it, planning days, asking what if. */
export type FloorAction = 'floor.see' | 'floor.direct' | 'floor.plan' | 'floor.plan-see';

/**
 * Who may do what with the hall as a whole. The centre's director assigns the people of the centre and answers for the hall
 * (NĐ 118/2025 Điều 9 khoản 6); an administrator sets days up; leaders and auditors look on; everybody at a counter sees the plan.
 */
export const FLOOR_POLICY: PolicyTable<FloorAction> = {
  'floor.see': {
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  'floor.direct': { 'centre-director': 'centre', system: 'centre' },
  'floor.plan': { 'centre-director': 'centre', administrator: 'centre', system: 'centre' },
  'floor.plan-see': {
    ...EVERY_OFFICER,
    system: 'centre',
  },
};
