import { expect, test } from 'vitest';
import { ROLES, type Role } from '#platform/actor.ts';
import { officerNav } from './nav.ts';

function placesOf(...roles: readonly Role[]): readonly string[] {
  const actor = {
    kind: 'staff',
    accountId: 'a',
    centreId: 'c',
    unitId: 'u',
    roles,
    displayName: 'Lê Thị Ví Dụ',
    position: 'Cán bộ',
  } as const;
  const { main, more } = officerNav(actor, 'vi');
  return [...main, ...more].map((item) => item.href);
}

test.each(ROLES)('%s has somewhere to go', (role) => {
  expect(placesOf(role).length).toBeGreaterThan(0);
});

test('reception is for the counter, watching for those who answer for others', () => {
  expect(placesOf('receptionist')).toContain('/can-bo/ho-so/moi');
  expect(placesOf('officer')).not.toContain('/can-bo/ho-so/moi');
  expect(placesOf('officer')).not.toContain('/can-bo/theo-doi');
  expect(placesOf('unit-head')).toContain('/can-bo/theo-doi');
});

test('an administrator alone sees no dossiers', () => {
  expect(placesOf('administrator')).not.toContain('/can-bo/ho-so');
});

test('several roles give every place once', () => {
  const places = placesOf('receptionist', 'officer', 'administrator');
  expect(new Set(places).size).toBe(places.length);
});

test('a centre’s layer offers nothing that is done in the provincial system', () => {
  const actor = {
    kind: 'staff',
    accountId: 'a',
    centreId: 'c',
    unitId: 'u',
    roles: ROLES,
    displayName: 'Lê Thị Ví Dụ',
    position: 'Cán bộ',
  } as const;
  const { main, more } = officerNav(actor, 'vi', true);
  const hrefs = [...main, ...more].map(({ href }) => href);
  for (const href of [
    '/can-bo/ky-so',
    '/can-bo/cong-dvcqg',
    '/can-bo/ho-so-tu-cong',
    '/can-bo/so-chung-thuc',
  ]) {
    expect(placesOf(...ROLES)).toContain(href);
    expect(hrefs).not.toContain(href);
  }
});
