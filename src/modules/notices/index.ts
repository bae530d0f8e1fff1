import { z } from 'zod';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { systemActor } from '#platform/actor.ts';
import type { Module } from '#platform/module.ts';
import { deliverNotice, sweepNotices } from './commands/deliver.ts';
import { SEND, SWEEP } from './jobs-names.ts';
import { noticeMessages } from './messages.ts';
import { choicePages } from './pages/choice.tsx';
import { confirmPages } from './pages/confirm.tsx';
import { noticePages } from './pages/notices.tsx';
import { noticeSettingsPages } from './pages/settings.tsx';
import { noticeOutbox } from './queries.ts';
import { subscribeNotices } from './subscribe.ts';

const SendJob = z.object({ centreId: z.uuid(), noticeId: z.uuid() });

const health = healthOfEveryCentre(async (ctx, actor) => {
  const t = noticeMessages('vi');
  const name = t('health-name');
  const { on, counts } = await noticeOutbox(ctx, actor);
  const { waiting = 0, stuck = 0 } = counts;
  if (!on) {
    return { name, ok: true, detail: t('health-off') };
  }
  return {
    name,
    ok: stuck === 0,
    detail: stuck === 0 ? t('health-ok', { waiting }) : t('health-bad', { stuck, waiting }),
  };
});

/** Thông báo cho công dân: one outbox for SMS, Zalo and e-mail, with consent, hours, costs and fail-over. */
export const noticesModule: Module = {
  name: 'notices',
  pages(app, ctx) {
    noticePages(app, ctx);
    noticeSettingsPages(app, ctx);
    choicePages(app, ctx);
    confirmPages(app, ctx);
  },
  tasks: {
    async [SEND](ctx, payload) {
      const { centreId, noticeId } = SendJob.parse(payload);
      await deliverNotice(ctx, systemActor(centreId, 'notices'), noticeId);
    },
    [SWEEP]: inEveryCentre('notices', sweepNotices),
  },
  crons: [{ task: SWEEP, cron: '* * * * *' }],
  subscribe: subscribeNotices,
  health,
};
