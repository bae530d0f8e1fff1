import type { Module } from '#platform/module.ts';
import { sealAll } from './jobs.ts';
import { auditPages } from './pages/trail.tsx';
import { verifyAudit } from './queries.ts';

/** The audit trail (nhật ký): hash chain, access log, daily seals. */
export const auditModule: Module = {
  name: 'audit',
  pages: auditPages,
  tasks: { 'audit-seal': sealAll },
  crons: [{ task: 'audit-seal', cron: '5 * * * *' }],
  async verify(ctx) {
    const reports = await verifyAudit(ctx);
    return reports.flatMap(({ broken }) =>
      broken ? [{ check: 'audit', what: `${broken.message} (trung tâm ${broken.centreId})` }] : [],
    );
  },
};
