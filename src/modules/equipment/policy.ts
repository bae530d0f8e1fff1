import type { PolicyTable } from '#platform/policy.ts';

export type EquipmentAction =
  | 'equipment.read'
  | 'equipment.edit'
  | 'equipment.enrol'
  | 'equipment.look'
  | 'equipment.pair'
  | 'printers.assign'
  | 'printers.choose'
  | 'scanners.use'
  | 'faults.report'
  | 'faults.read'
  | 'faults.assign'
  | 'faults.handle';

const STAFF = {
  receptionist: 'centre',
  officer: 'centre',
  'unit-head': 'centre',
  'centre-director': 'centre',
  'commune-leader': 'centre',
  administrator: 'centre',
} as const;

/**
 * Who may do what with the equipment. Everybody in the hall may say that something is broken; the administrator and the
 * director decide who mends it, and the one in charge (`own`) writes what was done.
 */
export const EQUIPMENT_POLICY: PolicyTable<EquipmentAction> = {
  'equipment.read': { ...STAFF, auditor: 'centre', system: 'centre' },
  'equipment.edit': { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
  'equipment.enrol': { administrator: 'centre', system: 'centre' },
  'equipment.look': { ...STAFF, system: 'centre' },
  'equipment.pair': { public: 'centre', kiosk: 'centre', board: 'centre', ...STAFF },
  'printers.assign': { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
  'printers.choose': {
    receptionist: 'own',
    officer: 'own',
    'unit-head': 'own',
    'centre-director': 'own',
    'commune-leader': 'own',
  },
  'scanners.use': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
  },
  'faults.report': { ...STAFF, auditor: 'centre', public: 'centre', kiosk: 'centre', board: 'centre' },
  'faults.read': { ...STAFF, auditor: 'centre', system: 'centre' },
  'faults.assign': { administrator: 'centre', 'centre-director': 'centre' },
  'faults.handle': {
    administrator: 'centre',
    'centre-director': 'centre',
    receptionist: 'own',
    officer: 'own',
    'unit-head': 'own',
    'commune-leader': 'own',
  },
};
