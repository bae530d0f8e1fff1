import type { PolicyTable } from '#platform/policy.ts';

/** `read`: see how the lines are; `settings`: change accounts, test, give consent; `use`: send through them; `report`: a carrier tells of a message. */
export type CarrierAction = 'read' | 'settings' | 'use' | 'report';

/** Who may do what with the carriers of messages. */
export const CARRIER_POLICY: PolicyTable<CarrierAction> = {
  read: { administrator: 'centre', 'centre-director': 'centre', auditor: 'centre', system: 'centre' },
  settings: { administrator: 'centre' },
  use: { system: 'centre' },
  report: { public: 'centre', system: 'centre' },
};
