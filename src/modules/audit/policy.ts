import type { PolicyTable } from '#platform/policy.ts';

export type AuditAction = 'audit.read' | 'audit.verify' | 'audit.seal';

/**
 * Who may read and check the trail. Nobody may change it, so there is no such action.
 * Security logs have to be reviewed weekly (QCVN 12:2026/BCA): by the auditor, and by the administrator who answers for it.
 */
export const AUDIT_POLICY: PolicyTable<AuditAction> = {
  'audit.read': { auditor: 'centre', administrator: 'centre' },
  'audit.verify': { auditor: 'centre', administrator: 'centre', system: 'centre' },
  'audit.seal': { system: 'centre' },
};
