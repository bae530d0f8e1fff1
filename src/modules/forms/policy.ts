import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** `read`: published forms; `edit`: keep drafts and try them out; `publish`: put versions in force. */
export type FormAction = 'read' | 'edit' | 'publish';

/** Published forms are for everyone, like the procedures they belong to; building them is the administrator's. */
export const FORM_POLICY: PolicyTable<FormAction> = {
  read: {
    ...EVERY_OFFICER,
    kiosk: 'centre',
    public: 'centre',
    system: 'centre',
  },
  edit: { administrator: 'centre', system: 'centre' },
  publish: { administrator: 'centre', system: 'centre' },
};
