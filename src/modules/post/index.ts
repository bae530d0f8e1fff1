import { z } from 'zod';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { systemActor } from '#platform/actor.ts';
import type { Module } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { postApi } from './api.ts';
import { followNews } from './commands/follow.ts';
import { sendOrder, tendPost } from './commands/send.ts';
import { FOLLOW_NEWS, SEND_ORDER, TEND_POST } from './jobs-names.ts';
import { postMessages } from './messages.ts';
import { listPages } from './pages/list.tsx';
import { makePages } from './pages/make.tsx';
import { settingsPages } from './pages/settings.tsx';
import { shipmentPages } from './pages/shipment.tsx';
import { postLine } from './queries.ts';
import { subscribePost } from './subscribe.ts';

const ShipmentJob = z.object({ centreId: z.uuid(), shipmentId: z.uuid() });

/** One line for each centre: how the line to the post stands and what waits. */
const health = healthOfEveryCentre(async (ctx, actor) => {
  const t = postMessages('vi');
  const { mode, circuit, circuitState, waiting, attention } = await postLine(ctx, actor);
  const name = t('health-name');
  if (mode === 'off') {
    return { name, ok: true, detail: t('health-off') };
  }
  const ok = circuitState === 'closed';
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
  return {
    name,
    ok,
    detail: ok
      ? t('health-ok', { at, waiting, attention })
      : t('health-bad', { why: circuit.lastWhy ?? '', at, waiting, attention }),
  };
});

/** Bưu chính công ích: results go home and papers come by the public post; its news closes dossiers. */
export const postModule: Module = {
  name: 'post',
  api: postApi,
  pages(app, ctx) {
    listPages(app, ctx);
    makePages(app, ctx);
    shipmentPages(app, ctx);
    settingsPages(app, ctx);
  },
  subscribe: subscribePost,
  tasks: {
    async [SEND_ORDER](ctx, payload) {
      const { centreId, shipmentId } = ShipmentJob.parse(payload);
      await sendOrder(ctx, systemActor(centreId, 'post'), shipmentId);
    },
    async [FOLLOW_NEWS](ctx, payload) {
      const { centreId, shipmentId } = ShipmentJob.parse(payload);
      await followNews(ctx, systemActor(centreId, 'post'), shipmentId);
    },
    [TEND_POST]: inEveryCentre('post', tendPost),
  },
  crons: [{ task: TEND_POST, cron: '*/2 * * * *' }],
  health,
};
