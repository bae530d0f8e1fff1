import type { PolicyTable } from '#platform/policy.ts';

/** `view`: see the steps; `load`: add versions from files. Issued by the province, so no role edits them by hand yet. */
export type ProcessAction = 'view' | 'load';

/** Who may do what with internal processes. */
export const processPolicy: PolicyTable<ProcessAction> = {
  view: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  load: { administrator: 'centre', system: 'centre' },
};
