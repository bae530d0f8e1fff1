import type { Module } from '#platform/module.ts';
import { mountQueueApi } from './api.ts';
import { mountAppointmentApi } from './api-appointments.ts';
import { mountOfflineApi } from './api-offline.ts';
import { mountPushApi } from './api-push.ts';
import { setUpExamplePlans } from './commands/example-plans.ts';
import { noteVneid } from './commands/help.ts';
import { linkDossier } from './commands/link-dossier.ts';
import { pushKeys } from './commands/push-keys.ts';
import { slipMoved } from './commands/slips.ts';
import { setUpStarterHall } from './commands/starter-hall.ts';
import { remindByPush } from './commands/tell.ts';
import { APPOINTMENT_CRONS, appointmentTasks, pushHealth } from './jobs.ts';
import { dayCrons, dayTasks } from './jobs-day.ts';
import { mountQueuePages } from './pages/index.ts';
import { tellPublicPages } from './public-facts.ts';
import { verifyQueue } from './verify.ts';
import { verifyAppointments } from './verify-appointments.ts';

/** Tickets, calls, counters and boards (lấy số, gọi số). */
export const queueModule: Module = {
  name: 'queue',
  api(app, ctx) {
    mountQueueApi(app, ctx);
    mountAppointmentApi(app, ctx);
    mountOfflineApi(app, ctx);
    mountPushApi(app, ctx);
  },
  pages: mountQueuePages,
  async centre(ctx, system) {
    await setUpStarterHall(ctx, system);
    await setUpExamplePlans(ctx, system);
  },
  verify: async (ctx) => [...(await verifyQueue(ctx)), ...(await verifyAppointments(ctx))],
  health: pushHealth,
  tasks: { ...dayTasks, ...appointmentTasks() },
  crons: [...dayCrons, ...APPOINTMENT_CRONS],
  subscribe(ctx) {
    // News goes to browsers with the same keys: a browser knows one sender for the whole site.
    ctx.events.on('announcements.connections', async ({ givePushKeys }, { actor }) => {
      givePushKeys(await pushKeys(ctx, actor));
    });
    ctx.events.on('appointment.due', (due, scope) => remindByPush(scope, due));
    tellPublicPages(ctx);
    ctx.events.on('identity.kiosk-identified', (identified, scope) => noteVneid(identified, scope));
    ctx.events.on('documents.print-changed', (job, scope) => slipMoved(ctx, job, scope));
    // Dossiers carry the ticket they began with as an opaque id; which visit led to them is known here.
    ctx.events.on('dossier.changed', async ({ before, dossier }, { tx, actor, at }) => {
      if (dossier.ticketId !== null && dossier.ticketId !== before?.ticketId) {
        await linkDossier(tx, actor, { ticketId: dossier.ticketId, dossierId: dossier.id }, at);
      }
    });
  },
};
