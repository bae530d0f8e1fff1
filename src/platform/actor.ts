/** The seven roles of staff. A person may hold several. */
export const ROLES = [
  'receptionist',
  'officer',
  'unit-head',
  'centre-director',
  'commune-leader',
  'administrator',
  'auditor',
] as const;
export type Role = (typeof ROLES)[number];

/** An officer (cán bộ) who signed in. */
export interface StaffActor {
  readonly kind: 'staff';
  readonly accountId: string;
  /** The centre (tenant) whose data the actor may touch. */
  readonly centreId: string;
  /** The agency (unit) the account belongs to. */
  readonly unitId: string;
  readonly roles: readonly Role[];
  readonly displayName: string;
  /** Post as printed on papers, e.g. "Chuyên viên". */
  readonly position: string;
}

/** A kiosk, board or other device of the hall. */
export interface DeviceActor {
  readonly kind: 'device';
  readonly centreId: string;
  readonly deviceId: string;
  readonly purpose: 'kiosk' | 'board';
}

/** Anyone on the citizens' pages. */
export interface PublicActor {
  readonly kind: 'public';
  readonly centreId: string;
}

/** The product itself: jobs, set-up, simulation. `name` says which part. */
export interface SystemActor {
  readonly kind: 'system';
  readonly centreId: string;
  readonly name: string;
}

export type Actor = StaffActor | DeviceActor | PublicActor | SystemActor;

/** The actor that a job or a set-up step uses. */
export function systemActor(centreId: string, name: string): SystemActor {
  return { kind: 'system', centreId, name };
}

/** Whether the actor is staff and holds one of the roles. */
export function hasRole(actor: Actor, ...roles: readonly Role[]): actor is StaffActor {
  return actor.kind === 'staff' && actor.roles.some((role) => roles.includes(role));
}

/** Whether the actor is a signed-in officer. */
export function isStaff(actor: Actor): actor is StaffActor {
  return actor.kind === 'staff';
}
