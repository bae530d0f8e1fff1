import { z } from 'zod';
import { inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import type { Module } from '#platform/module.ts';
import { signingApi } from './api.ts';
import { collectSession, sweepSessions } from './commands/collect.ts';
import { signingHealth } from './health.ts';
import { COLLECT, SWEEP } from './jobs-names.ts';
import { signingAdminPages } from './pages/admin.tsx';
import { checkPages } from './pages/check.tsx';
import { signPages } from './pages/sign.tsx';

const CollectJob = z.object({ centreId: z.uuid(), sessionId: z.uuid() });

/** Ký số: results are signed by a key of the server, a remote service or the token at the desk, and anyone can check them. */
export const signingModule: Module = {
  name: 'signing',
  api: signingApi,
  pages(app, ctx) {
    signPages(app, ctx);
    signingAdminPages(app, ctx);
    checkPages(app, ctx);
  },
  tasks: {
    async [COLLECT](ctx, payload) {
      const { centreId, sessionId } = CollectJob.parse(payload);
      await collectSession(ctx, centreId, sessionId);
    },
    [SWEEP]: inEveryCentre('signing', (ctx, { centreId }) => sweepSessions(ctx, centreId)),
  },
  crons: [{ task: SWEEP, cron: '* * * * *' }],
  health: signingHealth,
};
