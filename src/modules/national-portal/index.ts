import { z } from 'zod';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { systemActor } from '#platform/actor.ts';
import type { Module } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { portalFilesApi } from './api-files.ts';
import { portalInboxApi } from './api-inbox.ts';
import { admitArrivals } from './commands/admit-arrival.ts';
import { deliver } from './commands/deliver.ts';
import { noteAnswer } from './commands/note-answer.ts';
import { queueChange } from './commands/queue-change.ts';
import { reconcile } from './commands/reconcile.ts';
import { sweep } from './commands/sweep.ts';
import { tellRatings } from './commands/tell-ratings.ts';
import { verifyExchanges } from './commands/verify.ts';
import { watchArrivals } from './commands/watch-arrivals.ts';
import { ADMIT, DELIVER, RATINGS, RECONCILE, SWEEP, WATCH } from './jobs-names.ts';
import { portalMessages } from './messages.ts';
import { assistPages } from './pages/assist.tsx';
import { portalInboxPages } from './pages/inbox.tsx';
import { inboxSettingsPages } from './pages/inbox-settings.tsx';
import { portalPages } from './pages/portal.tsx';
import { portalSettingsPages } from './pages/settings.tsx';
import { portalOverview } from './queries.ts';

const DeliverJob = z.object({ centreId: z.uuid() });
const AdmitJob = z.object({ centreId: z.uuid(), number: z.string() });

const health = healthOfEveryCentre(async (ctx, actor) => {
  const t = portalMessages('vi');
  const found = await portalOverview(ctx, actor);
  const waiting = found.counts.waiting + found.counts.pushed;
  const lastOk = found.circuit.lastOkAt;
  if (found.mode === 'off') {
    return { name: t('health-name'), ok: true, detail: t('health-off') };
  }
  const ok = found.circuitState === 'closed' && found.counts.stuck === 0;
  const at = lastOk === null ? t('never') : formatDateTime(lastOk);
  const why = found.circuit.lastWhy ?? t('stuck');
  return {
    name: t('health-name'),
    ok,
    detail: ok
      ? t('health-ok', { at, waiting })
      : t('health-bad', { why, waiting, stuck: found.counts.stuck }),
  };
});

/** Cổng Dịch vụ công quốc gia: tells the portal of every change in order, compares both sides, shows what waits and why. */
export const nationalPortalModule: Module = {
  name: 'national-portal',
  api(app, ctx) {
    portalInboxApi(app, ctx);
    portalFilesApi(app, ctx);
  },
  pages(app, ctx) {
    portalPages(app, ctx);
    portalInboxPages(app, ctx);
    inboxSettingsPages(app, ctx);
    assistPages(app, ctx);
    portalSettingsPages(app, ctx);
  },
  tasks: {
    async [DELIVER](ctx, payload) {
      const { centreId } = DeliverJob.parse(payload);
      await deliver(ctx, systemActor(centreId, 'national-portal'));
    },
    async [ADMIT](ctx, payload) {
      const { centreId, number } = AdmitJob.parse(payload);
      await admitArrivals(ctx, systemActor(centreId, 'national-portal'), number);
    },
    [WATCH]: inEveryCentre('national-portal', watchArrivals),
    [SWEEP]: inEveryCentre('national-portal', sweep),
    [RATINGS]: inEveryCentre('national-portal', tellRatings),
    [RECONCILE]: inEveryCentre('national-portal', reconcile),
  },
  crons: [
    { task: SWEEP, cron: '* * * * *' },
    { task: WATCH, cron: '* * * * *' },
    // 01:00 and 01:30 in Viet Nam.
    { task: RATINGS, cron: '0 18 * * *' },
    { task: RECONCILE, cron: '30 18 * * *' },
  ],
  subscribe(ctx) {
    if (ctx.config.role === 'centre-layer') {
      // The provincial system tells the portal; a centre's layer would tell it twice.
      return;
    }
    ctx.events.on('dossier.changed', async ({ before, dossier, events }, { tx, actor, at }) => {
      await noteAnswer(tx, before, dossier, at);
      await queueChange(tx, actor, dossier, events, at);
    });
  },
  health,
  verify: verifyExchanges,
};
