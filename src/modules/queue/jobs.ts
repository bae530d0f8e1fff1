import { z } from 'zod';
import { makePushSender } from '#integrations/web-push/client.ts';
import type { PushSender } from '#integrations/web-push/port.ts';
import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { CronEntry, HealthReport, TaskHandler } from '#platform/module.ts';
import { mindAppointments } from './commands/mind-appointments.ts';
import { PUSH_TASK, sendPush, tellListeners } from './commands/tell.ts';
import { pushMessages } from './push-messages.ts';
import { pushFigures } from './repo/push.ts';
import { PushJob } from './schema/push.ts';

const ROUND = 'queue.appointments';
const TELL = 'queue.tell';
const Tell = z.object({ centreId: z.uuid() });

/** The tasks around appointments and phones; `send` is the way to the push services. */
export function appointmentTasks(send: PushSender = makePushSender()): Readonly<Record<string, TaskHandler>> {
  return {
    async [ROUND](ctx) {
      for (const { id } of await listCentres(ctx)) {
        await mindAppointments(ctx, systemActor(id, 'appointments'));
      }
    },
    async [TELL](ctx, payload) {
      const { centreId } = Tell.parse(payload);
      await tellListeners(ctx, systemActor(centreId, 'web-push'));
    },
    [PUSH_TASK]: (ctx, payload) => sendPush(ctx, PushJob.parse(payload), send),
  };
}

/** No-shows and reminders are looked for every two minutes. */
export const APPOINTMENT_CRONS: readonly CronEntry[] = [{ task: ROUND, cron: '*/2 * * * *' }];

/** How many phones listen, and whether the push services take messages over. One failing phone is no fault of ours; all of them are. */
export async function pushHealth(ctx: AppContext): Promise<readonly HealthReport[]> {
  const t = pushMessages('vi');
  return Promise.all(
    (await listCentres(ctx)).map(async ({ id, name }): Promise<HealthReport> => {
      const { listening, failing, why } = await readOnly(ctx, systemActor(id, 'health'), pushFigures);
      const ok = failing === 0 || failing < listening;
      const figures = { listening, failing };
      return {
        name: t('health.name', { centre: name }),
        ok,
        detail: failing === 0 ? t('health.ok', figures) : t('health.failing', { ...figures, why }),
      };
    }),
  );
}
