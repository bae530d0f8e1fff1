import { z } from 'zod';
import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Finding, Module } from '#platform/module.ts';
import { paymentsApi } from './api.ts';
import { bankNoticesApi } from './api-notices.ts';
import { matchNotice } from './commands/match-notice.ts';
import { MATCH_NOTICE } from './jobs-names.ts';
import { messages } from './messages.ts';
import { transferMessages } from './messages-transfers.ts';
import { accountPages } from './pages/account.tsx';
import { payPages } from './pages/pay.tsx';
import { receiptPages } from './pages/receipts.tsx';
import { transferPages } from './pages/transfers.tsx';
import { findBrokenSeries } from './queries.ts';
import { waitingNotices } from './queries-transfers.ts';
import { subscribePayments } from './subscribe.ts';

const MatchJob = z.object({ centreId: z.uuid(), noticeId: z.uuid() });

/** Fees and charges (phí, lệ phí): what is owed, and the receipts for what was paid. */
export const paymentsModule: Module = {
  name: 'payments',
  api(app, ctx) {
    paymentsApi(app, ctx);
    bankNoticesApi(app, ctx);
  },
  pages(app, ctx) {
    receiptPages(app, ctx);
    payPages(app, ctx);
    transferPages(app, ctx);
    accountPages(app, ctx);
  },
  tasks: {
    async [MATCH_NOTICE](ctx, payload) {
      const { centreId, noticeId } = MatchJob.parse(payload);
      await matchNotice(ctx, systemActor(centreId, 'payments'), noticeId);
    },
  },
  async health(ctx) {
    const t = transferMessages('vi');
    return Promise.all(
      (await listCentres(ctx)).map(async (centre) => {
        const count = (await waitingNotices(ctx, systemActor(centre.id, 'doctor'))).length;
        const detail =
          count === 0 ? t('health-ok') : t('health-waiting', { count, centre: centre.shortName });
        return { name: t('health-name'), ok: true, detail };
      }),
    );
  },
  subscribe: subscribePayments,
  async verify(ctx) {
    const findings: Finding[] = [];
    for (const centre of await listCentres(ctx)) {
      for (const series of await findBrokenSeries(ctx, systemActor(centre.id, 'verify'))) {
        findings.push({
          check: 'fee-receipts',
          what: `${centre.shortName}: ${messages('vi')('gap', series)}`,
        });
      }
    }
    return findings;
  },
};
