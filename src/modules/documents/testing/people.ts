import { type Actor, ROLES, type Role, type StaffActor, systemActor } from '#platform/actor.ts';
import { newId } from '#platform/id.ts';

/** An officer of a centre, as the commands see one. */
export function officer(centreId: string, ...roles: readonly Role[]): StaffActor {
  return {
    kind: 'staff',
    accountId: newId(),
    centreId,
    unitId: centreId,
    roles,
    displayName: 'Nguyễn Văn Ví Dụ',
    position: 'Chuyên viên',
  };
}

/** One actor of every kind, by the name of the policy table's column. */
export function everyone(centreId: string): readonly (readonly [string, Actor])[] {
  return [
    ...ROLES.map((role) => [role, officer(centreId, role)] as const),
    ['kiosk', { kind: 'device', centreId, deviceId: newId(), purpose: 'kiosk' }],
    ['board', { kind: 'device', centreId, deviceId: newId(), purpose: 'board' }],
    ['public', { kind: 'public', centreId }],
    ['system', systemActor(centreId, 'test')],
  ];
}
