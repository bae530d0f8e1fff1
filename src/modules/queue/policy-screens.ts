import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

/** What can be done with the screens of the hall: settings, boards, announcements, recordings, calls for help. */
export type ScreenAction =
  | 'screens.see'
  | 'screens.review'
  | 'screens.change'
  | 'clips.change'
  | 'help.call'
  | 'help.see'
  | 'help.answer'
  | 'identity.note'
  | 'slip.reprint';

/**
 * Who may do what with the screens. A kiosk acts only as itself; whoever stands in the hall answers a call for help
 * (NĐ 118/2025 Điều 13 khoản 2b: guidance is owed); recordings and settings are the administrator's and the director's.
 */
export const SCREEN_POLICY: PolicyTable<ScreenAction> = {
  'screens.see': {
    public: 'centre',
    kiosk: 'centre',
    board: 'centre',
    ...EVERY_OFFICER,
    system: 'centre',
  },
  'screens.review': {
    administrator: 'centre',
    'centre-director': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  'screens.change': { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
  'clips.change': { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
  'help.call': { kiosk: 'centre' },
  'help.see': {
    kiosk: 'centre',
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'help.answer': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
  },
  'identity.note': { kiosk: 'centre' },
  'slip.reprint': { kiosk: 'centre', receptionist: 'centre', 'centre-director': 'centre', system: 'centre' },
};
