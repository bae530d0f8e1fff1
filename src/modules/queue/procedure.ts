import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';

/** Field group of a procedure. */
export async function fieldGroupOf(
  _ctx: AppContext,
  _actor: Actor,
  _code: string | undefined,
): Promise<string | undefined> {
  return undefined;
}
