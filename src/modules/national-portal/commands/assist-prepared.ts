import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { AssistInput } from '../schema-inbox.ts';
import { beginAssist } from './assist.ts';

/** Who is helped with what, as a preparation at home tells it. */
export interface PreparedAssist {
  readonly requestId: string;
  readonly procedureCode: string;
  readonly citizenName: string;
  readonly citizenId: string;
  readonly note: string;
}

/**
 * Begins to file with a citizen whose dossier was prepared at home. @returns the assist's id
 * @throws Problem `forbidden`, `validation` for a procedure that the catalogue does not have
 */
export function beginPreparedAssist(
  ctx: AppContext,
  actor: StaffActor,
  prepared: PreparedAssist,
): Promise<string> {
  return beginAssist(ctx, actor, AssistInput.parse(prepared));
}
