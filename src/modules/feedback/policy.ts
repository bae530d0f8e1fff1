import type { PolicyTable } from '#platform/policy.ts';

/**
 * `rating.give`: rate, answer the survey, ask to be contacted; `rating.read-words`: what citizens wrote, masked;
 * `follow-up.…`: those who asked to be contacted; `gather`: hand unhappy ratings to the head; `settings.change`: dated settings.
 */
export type FeedbackAction =
  | 'rating.give'
  | 'rating.invite'
  | 'rating.read-figures'
  | 'rating.read-words'
  | 'follow-up.see'
  | 'follow-up.close'
  | 'gather'
  | 'settings.change';

const HEADS = { 'unit-head': 'unit', 'centre-director': 'centre', 'commune-leader': 'centre' } as const;

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
  'rating.read-words': { 'centre-director': 'centre', 'commune-leader': 'centre' },
  'follow-up.see': HEADS,
  'follow-up.close': HEADS,
  gather: { system: 'centre' },
  'settings.change': { administrator: 'centre' },
};
