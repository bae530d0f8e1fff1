import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/**
 * `read`: see drafts, outcomes and the archive; `write`: write, change, submit, correct; `approve`: let it go out, send it back, call it back; `resend`: try one
 * channel again or say what came of it; `contacts`: people who asked for news; `templates`: words of recurring news; `settings`: channels, loudspeakers, voice; `follow`: public pages and
 * asking to be told; `deliver`: the product's own work.
 */
export type NewsAction =
  | 'read'
  | 'write'
  | 'approve'
  | 'resend'
  | 'contacts'
  | 'templates'
  | 'settings'
  | 'follow'
  | 'deliver';

/** Who may do what with news (tuyên truyền). */
export const NEWS_POLICY: PolicyTable<NewsAction> = {
  read: {
    ...EVERY_OFFICER,
    system: 'centre',
  },
  write: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  approve: { 'centre-director': 'centre', 'commune-leader': 'centre' },
  resend: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  contacts: { receptionist: 'centre', officer: 'centre', 'unit-head': 'centre', 'centre-director': 'centre' },
  templates: { 'unit-head': 'centre', 'centre-director': 'centre', administrator: 'centre' },
  settings: { administrator: 'centre', system: 'centre' },
  follow: { public: 'centre' },
  deliver: { system: 'centre' },
};
