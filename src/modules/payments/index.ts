import { z } from 'zod';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Finding, Module } from '#platform/module.ts';
import { paymentsApi } from './api.ts';
import { bankNoticesApi } from './api-notices.ts';
import { paymentPlatformApi } from './api-platform.ts';
import { bookPlatformMoney } from './commands/book-platform.ts';
import { matchNotice } from './commands/match-notice.ts';
import { queryDuePayments } from './commands/query-platform.ts';
import { platformHealth } from './health-platform.ts';
import { BOOK_PLATFORM, MATCH_NOTICE, QUERY_PLATFORM } from './jobs-names.ts';
import { messages } from './messages.ts';
import { transferMessages } from './messages-transfers.ts';
import { accountPages } from './pages/account.tsx';
import { bookPages } from './pages/book.tsx';
import { comparePages } from './pages/compare.tsx';
import { payPages } from './pages/pay.tsx';
import { platformPages } from './pages/platform.tsx';
import { platformSettingsPages } from './pages/platform-settings.tsx';
import { receiptPages } from './pages/receipts.tsx';
import { refundPages } from './pages/refunds.tsx';
import { transferPages } from './pages/transfers.tsx';
import { findBrokenSeries } from './queries.ts';
import { waitingNotices } from './queries-transfers.ts';
import { subscribePayments } from './subscribe.ts';

const MatchJob = z.object({ centreId: z.uuid(), noticeId: z.uuid() });

/** Money by transfer that waits for a person: nobody's fault, so never bad. */
const transferHealth = healthOfEveryCentre(async (ctx, actor, centre) => {
  const t = transferMessages('vi');
  const count = (await waitingNotices(ctx, actor)).length;
  const detail = count === 0 ? t('health-ok') : t('health-waiting', { count, centre: centre.shortName });
  return { name: t('health-name'), ok: true, detail };
});

/** Fees and charges (phí, lệ phí): what is owed, and the receipts for what was paid. */
export const paymentsModule: Module = {
  name: 'payments',
  api(app, ctx) {
    paymentsApi(app, ctx);
    bankNoticesApi(app, ctx);
    paymentPlatformApi(app, ctx);
  },
  pages(app, ctx) {
    receiptPages(app, ctx);
    payPages(app, ctx);
    transferPages(app, ctx);
    accountPages(app, ctx);
    platformPages(app, ctx);
    refundPages(app, ctx);
    bookPages(app, ctx);
    comparePages(app, ctx);
    platformSettingsPages(app, ctx);
  },
  tasks: {
    async [MATCH_NOTICE](ctx, payload) {
      const { centreId, noticeId } = MatchJob.parse(payload);
      await matchNotice(ctx, systemActor(centreId, 'payments'), noticeId);
    },
    async [BOOK_PLATFORM](ctx, payload) {
      const { centreId, noticeId } = MatchJob.parse(payload);
      await bookPlatformMoney(ctx, systemActor(centreId, 'payments'), noticeId);
    },
    [QUERY_PLATFORM]: inEveryCentre('payments', queryDuePayments),
  },
  crons: [{ task: QUERY_PLATFORM, cron: '* * * * *' }],
  health: async (ctx) => [...(await transferHealth(ctx)), ...(await platformHealth(ctx))],
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
