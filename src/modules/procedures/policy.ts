import { EVERY_OFFICER, type PolicyTable } from '#platform/policy.ts';

export type ProcedureAction =
  | 'catalogue.read'
  | 'catalogue.review'
  | 'catalogue.import'
  | 'search.count'
  | 'search.forget'
  | 'words.read'
  | 'words.tend';

/** Reading is for everyone: the list is public by law (NĐ 63/2010 Điều 16). Changing it is the administrator's. */
export const PROCEDURE_POLICY: PolicyTable<ProcedureAction> = {
  'catalogue.read': {
    ...EVERY_OFFICER,
    public: 'centre',
    kiosk: 'centre',
    board: 'centre',
    system: 'centre',
  },
  'catalogue.review': { ...EVERY_OFFICER, system: 'centre' },
  'catalogue.import': { administrator: 'centre', system: 'centre' },
  /** What citizens ask is counted, at home and at the kiosk; what officers look up is not. */
  'search.count': { public: 'centre', kiosk: 'centre' },
  'search.forget': { system: 'centre' },
  'words.read': {
    administrator: 'centre',
    'centre-director': 'centre',
    'unit-head': 'centre',
    auditor: 'centre',
    system: 'centre',
  },
  'words.tend': { administrator: 'centre', 'centre-director': 'centre' },
};
