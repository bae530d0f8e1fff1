import type { Actor } from '#platform/actor.ts';

/** How the one who made something is written down: the officer's name, or that the product did it. */
export function nameOfActor(actor: Actor): string {
  return actor.kind === 'staff' ? actor.displayName : 'Tự động';
}
