import { z } from 'zod';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { systemActor } from '#platform/actor.ts';
import type { Module } from '#platform/module.ts';
import './events.ts';
import { newsApi } from './api.ts';
import { deliver, sweep } from './commands/deliver.ts';
import { setUpExampleNews } from './commands/example.ts';
import { renewToken } from './commands/settings.ts';
import { DELIVER, RENEW, SWEEP } from './jobs-names.ts';
import { publicMessages } from './messages/public.ts';
import { channelPages } from './pages/channel.tsx';
import { contactPages } from './pages/contacts.tsx';
import { devicePages } from './pages/devices.ts';
import { filePages } from './pages/file.tsx';
import { listPages } from './pages/list.tsx';
import { publicPages } from './pages/public.tsx';
import { settingsPages } from './pages/settings.tsx';
import { templatePages } from './pages/templates.tsx';
import { writePages } from './pages/write.tsx';
import { newsHeadlinesIn } from './queries.ts';
import { newsHealth } from './queries-channels.ts';

const DeliverJob = z.object({ centreId: z.uuid(), deliveryId: z.uuid() });

/** Tuyên truyền: a piece of news written once, a version for every channel, approved by another person, each channel told once. */
export const announcementsModule: Module = {
  name: 'announcements',
  api: newsApi,
  pages(app, ctx) {
    listPages(app, ctx);
    contactPages(app, ctx);
    templatePages(app, ctx);
    writePages(app, ctx);
    filePages(app, ctx);
    channelPages(app, ctx);
    settingsPages(app, ctx);
    publicPages(app, ctx);
    devicePages(app, ctx);
  },
  tasks: {
    async [DELIVER](ctx, payload) {
      const { centreId, deliveryId } = DeliverJob.parse(payload);
      await deliver(ctx, systemActor(centreId, 'announcements'), deliveryId);
    },
    [SWEEP]: inEveryCentre('announcements', sweep),
    [RENEW]: inEveryCentre('announcements', renewToken),
  },
  crons: [
    { task: SWEEP, cron: '* * * * *' },
    // 02:10 in Viet Nam.
    { task: RENEW, cron: '10 19 * * *' },
  ],
  subscribe(ctx) {
    ctx.events.on('public.facts', async ({ page, lang, add }, { tx, at }) => {
      for (const { title, slug } of page.kind === 'home' ? await newsHeadlinesIn(tx, at) : []) {
        const text = publicMessages(lang)('home-news', { title: '' }).trim();
        add({ place: 'announcement', text, title, href: `/tin-tuc/${slug}` });
      }
    });
  },
  example: setUpExampleNews,
  health: healthOfEveryCentre(newsHealth),
};
