import type { AppContext } from '#platform/context.ts';
import { findCentreOfCode } from '../repo/documents.ts';
import { readVerifyCode } from '../rules/codes.ts';

/** The centre that issued what carries this code, however it was typed; undefined when nobody did. */
export async function centreOfCode(
  ctx: Pick<AppContext, 'db'>,
  typed: string,
): Promise<{ readonly code: string; readonly centreId: string } | undefined> {
  const code = readVerifyCode(typed);
  const centreId = code === null ? undefined : await findCentreOfCode(ctx.db, code);
  return code === null || centreId === undefined ? undefined : { code, centreId };
}
