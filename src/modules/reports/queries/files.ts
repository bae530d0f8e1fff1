import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { reportPolicy } from '../policy.ts';
import { type Export, listExports } from '../repo/exports.ts';

import { listSchedules, type Schedule } from '../repo/schedules.ts';

export { type Export, FileFormat } from '../repo/exports.ts';
export type { Schedule } from '../repo/schedules.ts';

/** Files that the page shows. */
const SHOWN = 50;

/** The newest files of reports of the centre. @throws Problem `forbidden` */
export async function listFiles(ctx: AppContext, actor: Actor): Promise<readonly Export[]> {
  authorise(reportPolicy, actor, 'files', { centreId: actor.centreId });
  return readOnly(ctx, actor, (tx) => listExports(tx, SHOWN));
}

/** Reports that make themselves. @throws Problem `forbidden` */
export async function getSchedules(ctx: AppContext, actor: Actor): Promise<readonly Schedule[]> {
  authorise(reportPolicy, actor, 'schedule', { centreId: actor.centreId });
  return readOnly(ctx, actor, listSchedules);
}
