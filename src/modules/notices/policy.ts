import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/**
 * `read`: what was sent and what came back; `resend`: send again, skip, write to a citizen; `settings`: channels, hours, texts, costs; `deliver`: the product's
 * own work; `choose`: how one is told oneself, by a signed link or the secret of the dossier.
 */
export type NoticeAction = 'read' | 'resend' | 'settings' | 'deliver' | 'choose';

/** Who may do what with notices to citizens. */
export const NOTICE_POLICY: PolicyTable<NoticeAction> = {
  read: {
    ...EVERY_OFFICER,
    system: 'centre',
  },
  resend: { receptionist: 'centre', officer: 'centre', 'centre-director': 'centre' },
  settings: { administrator: 'centre', 'centre-director': 'centre' },
  deliver: { system: 'centre' },
  choose: { public: 'centre' },
};
