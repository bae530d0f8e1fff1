import { ROLES } from '#platform/actor.ts';
import type { PolicyTable, Principal, Scope } from '#platform/policy.ts';

export type CalendarAction = 'calendar.view' | 'calendar.edit' | 'calendar.set-up';

const everyRole: Partial<Record<Principal, Scope>> = Object.fromEntries(
  ROLES.map((role) => [role, 'centre']),
);

/** Office hours and days off are public facts; the director and the administrator answer for them. */
export const CALENDAR_POLICY: PolicyTable<CalendarAction> = {
  'calendar.view': { ...everyRole, kiosk: 'centre', board: 'centre', public: 'centre', system: 'centre' },
  'calendar.edit': { administrator: 'centre', 'centre-director': 'centre', system: 'centre' },
  'calendar.set-up': { system: 'centre' },
};
