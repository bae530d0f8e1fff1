import { z } from 'zod';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { newRequestId } from '#platform/id.ts';
import { execute } from './commands/execute.ts';

const Payload = z.object({ centreId: z.uuid(), dossierId: z.uuid(), no: z.int() });

/** Notes the silence of one strand; nothing to do where it was answered or taken back meanwhile. */
export async function noteSilenceOf(ctx: AppContext, payload: unknown): Promise<void> {
  const { centreId, dossierId, no } = Payload.parse(payload);
  const command = { type: 'note-silence', no, note: '' } as const;
  try {
    await execute(ctx, systemActor(centreId, 'Hệ thống'), { id: dossierId }, command, newRequestId());
  } catch (error) {
    if (!isProblem(error) || error.status >= 500) {
      throw error;
    }
  }
}
