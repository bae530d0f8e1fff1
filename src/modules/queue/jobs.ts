import { z } from 'zod';
import { makePushSender } from '#integrations/web-push/client.ts';
import type { PushSender } from '#integrations/web-push/port.ts';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { systemActor } from '#platform/actor.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { CronEntry, TaskHandler } from '#platform/module.ts';
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
    [ROUND]: inEveryCentre('appointments', mindAppointments),
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
export const pushHealth = healthOfEveryCentre(async (ctx, actor, { name }) => {
  const t = pushMessages('vi');
  const { listening, failing, why } = await readOnly(ctx, actor, pushFigures);
  const ok = failing === 0 || failing < listening;
  const figures = { listening, failing };
  return {
    name: t('health.name', { centre: name }),
    ok,
    detail: failing === 0 ? t('health.ok', figures) : t('health.failing', { ...figures, why }),
  };
});
