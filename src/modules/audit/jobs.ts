import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import type { TaskHandler } from '#platform/module.ts';
import { sealDay } from './commands/seal.ts';

/** Seals yesterday in every centre. Runs each hour, so that a server that was off at night makes up for it. */
export const sealAll: TaskHandler = inEveryCentre('audit-seal', sealDay);
