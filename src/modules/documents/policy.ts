import type { PolicyTable } from '#platform/policy.ts';

export type DocumentAction =
  | 'files.upload'
  | 'files.read'
  | 'documents.draw'
  | 'documents.read'
  | 'documents.cancel'
  | 'documents.print'
  | 'tickets.print'
  | 'prints.read'
  | 'printers.edit';

/**
 * Who may do what with papers. Administrators and auditors keep the machine and the trail; they do not read citizens'
 * papers (Luật 91/2025: only for the task). Modules that own a subject narrow this further, see `events.ts`.
 */
export const DOCUMENT_POLICY: PolicyTable<DocumentAction> = {
  'files.upload': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  'files.read': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  'documents.draw': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  'documents.read': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  'documents.cancel': {
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  'documents.print': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    system: 'centre',
  },
  'tickets.print': { receptionist: 'centre', 'centre-director': 'centre', kiosk: 'centre', system: 'centre' },
  'prints.read': {
    receptionist: 'centre',
    officer: 'centre',
    'unit-head': 'centre',
    'centre-director': 'centre',
    'commune-leader': 'centre',
    administrator: 'centre',
    system: 'centre',
  },
  'printers.edit': { administrator: 'centre', system: 'centre' },
};
