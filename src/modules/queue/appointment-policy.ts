import { ANYBODY, type PolicyTable } from '#platform/policy.ts';

/** What can be done with appointments. */
export type AppointmentRight =
  | 'appointment.book'
  | 'appointment.follow'
  | 'appointment.check-in'
  | 'appointment.list'
  | 'appointment.plan'
  | 'appointment.mind';

/**
 * Who may do what with appointments. Anybody may book; who holds the unguessable address may look, move and cancel. Checking in needs
 * somebody or something that stands in the hall, so that nobody takes a place in line from home.
 */
export const APPOINTMENT_POLICY: PolicyTable<AppointmentRight> = {
  'appointment.book': {
    public: 'centre',
    kiosk: 'centre',
    receptionist: 'centre',
    officer: 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'appointment.follow': {
    ...ANYBODY,
    system: 'centre',
  },
  'appointment.check-in': {
    kiosk: 'centre',
    receptionist: 'centre',
    officer: 'centre',
    'centre-director': 'centre',
    system: 'centre',
  },
  'appointment.list': { receptionist: 'centre', officer: 'centre', 'centre-director': 'centre' },
  'appointment.plan': { 'centre-director': 'centre', administrator: 'centre', system: 'centre' },
  'appointment.mind': { system: 'centre' },
};
