import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { Finding, Module } from '#platform/module.ts';
import { paymentsApi } from './api.ts';
import { messages } from './messages.ts';
import { receiptPages } from './pages/receipts.tsx';
import { findBrokenSeries } from './queries.ts';
import { subscribePayments } from './subscribe.ts';

/** Fees and charges (phí, lệ phí): what is owed, and the receipts for what was paid. */
export const paymentsModule: Module = {
  name: 'payments',
  api: paymentsApi,
  pages: receiptPages,
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
