import type { PolicyTable } from '#platform/policy.ts';

/** `notices`: the own warnings; `watch`: what will be late in a unit or centre; `check`: look for new warnings. */
export type OversightAction = 'notices' | 'watch' | 'check';

/** Who watches whom. Heads answer for their unit, the director and the leaders for all (NĐ 118/2025 Điều 9 khoản 1). */
export const oversightPolicy: PolicyTable<OversightAction> = {
  notices: {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  watch: {
    'unit-head': 'unit',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  check: { system: 'centre' },
};
