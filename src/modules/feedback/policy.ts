import type { PolicyTable } from '#platform/policy.ts';

/** What can be done with ratings. */
export type FeedbackAction = 'rating.give' | 'rating.invite' | 'rating.read-figures';

/**
 * Citizens rate; staff never do and never see a single rating, only figures of enough ratings (NĐ 118/2025 Điều 29 khoản 3, Điều 34).
 * The one who opens the rating address shows by it that the matter is theirs.
 */
export const FEEDBACK_POLICY: PolicyTable<FeedbackAction> = {
  'rating.give': { public: 'centre', kiosk: 'centre', system: 'centre' },
  'rating.invite': { public: 'centre', kiosk: 'centre', system: 'centre' },
  'rating.read-figures': {
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    auditor: 'centre',
    system: 'centre',
  },
};
