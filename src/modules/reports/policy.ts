import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/**
 * `read-public`: figures without personal data; `read`: the officers' tables; `read-province`: sums of every commune of
 * the province; `register`: lists with names and addresses; `files`: files of reports that
 * were ordered (each also asks for the right to its report); `enter`: figures that nobody can count; `keep`: keep a report
 * as it is and say that it was sent; `schedule`: reports that make themselves; `weigh`: weights of the score;
 * `rebuild`: work the facts out anew.
 */
export type ReportAction =
  | 'read-public'
  | 'read'
  | 'read-province'
  | 'register'
  | 'files'
  | 'enter'
  | 'keep'
  | 'schedule'
  | 'weigh'
  | 'rebuild';

const LEADERS = { 'centre-director': 'centre', 'commune-leader': 'centre' } as const;

/** Who may do what with figures. Results and satisfaction are published by law (NĐ 118/2025 Điều 32, 34). */
export const reportPolicy: PolicyTable<ReportAction> = {
  'read-public': { ...EVERY_OFFICER, public: 'centre', kiosk: 'centre', board: 'centre', system: 'centre' },
  read: { ...LEADERS, 'unit-head': 'centre', administrator: 'centre', auditor: 'centre', system: 'centre' },
  'read-province': { ...LEADERS, administrator: 'centre', auditor: 'centre', system: 'centre' },
  register: { ...LEADERS, receptionist: 'centre', system: 'centre' },
  files: {
    ...LEADERS,
    receptionist: 'centre',
    'unit-head': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  enter: { ...LEADERS, 'unit-head': 'centre' },
  keep: { ...LEADERS, system: 'centre' },
  schedule: { ...LEADERS, administrator: 'centre' },
  weigh: { administrator: 'centre' },
  rebuild: { administrator: 'centre', system: 'centre' },
};
