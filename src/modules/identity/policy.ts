import type { PolicyTable } from '#platform/policy.ts';

export type IdentityAction =
  | 'accounts.list'
  | 'accounts.create'
  | 'accounts.change'
  | 'accounts.set-active'
  | 'accounts.unlock'
  | 'accounts.reset-password'
  | 'accounts.revoke-sessions'
  | 'devices.manage'
  | 'self.change-password'
  | 'self.sessions'
  | 'self.totp'
  | 'self.tokens'
  | 'self.sign-on'
  | 'sign-on.see'
  | 'sign-on.manage'
  | 'kiosk.identify';

const ADMINISTRATION = { administrator: 'centre', system: 'centre' } as const;

/** Every role may look after the own account; the subject is always the actor. */
const OWN = {
  receptionist: 'own',
  officer: 'own',
  'unit-head': 'own',
  'centre-director': 'own',
  'commune-leader': 'own',
  administrator: 'own',
  auditor: 'own',
} as const;

/** Who may do what to accounts and devices. Reviewing rights is the auditor's task, changing them is not. */
export const IDENTITY_POLICY: PolicyTable<IdentityAction> = {
  'accounts.list': { ...ADMINISTRATION, auditor: 'centre' },
  'accounts.create': ADMINISTRATION,
  'accounts.change': ADMINISTRATION,
  'accounts.set-active': ADMINISTRATION,
  'accounts.unlock': ADMINISTRATION,
  'accounts.reset-password': ADMINISTRATION,
  'accounts.revoke-sessions': ADMINISTRATION,
  'devices.manage': ADMINISTRATION,
  'self.change-password': OWN,
  'self.sessions': OWN,
  'self.totp': OWN,
  'self.tokens': OWN,
  'self.sign-on': OWN,
  'sign-on.see': { ...ADMINISTRATION, auditor: 'centre' },
  'sign-on.manage': ADMINISTRATION,
  'kiosk.identify': { kiosk: 'centre' },
};
