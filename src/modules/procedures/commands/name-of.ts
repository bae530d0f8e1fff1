import type { Actor } from '#platform/actor.ts';

/** Who acted, as versions and imports name them. */
export function nameOf(actor: Actor): string {
  switch (actor.kind) {
    case 'staff':
      return actor.displayName;
    case 'system':
      return actor.name;
    case 'device':
      return actor.purpose;
    case 'public':
      return 'công dân';
    default:
      return actor satisfies never;
  }
}
