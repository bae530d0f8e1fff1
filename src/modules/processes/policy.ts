import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** `view`: see the steps; `edit`: keep drafts of processes; `load`: put versions in force, from drafts or files. */
export type ProcessAction = 'view' | 'edit' | 'load';

/** Who may do what with internal processes. */
export const processPolicy: PolicyTable<ProcessAction> = {
  view: {
    ...EVERY_OFFICER,
    system: 'centre',
  },
  edit: { administrator: 'centre', system: 'centre' },
  load: { administrator: 'centre', system: 'centre' },
};
