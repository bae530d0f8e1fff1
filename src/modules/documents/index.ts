import type { Module } from '#platform/module.ts';
import { mountDocumentsApi } from './api.ts';
import { documentTasks, resumeWaiting } from './jobs.ts';
import { mountCheck } from './pages/check.tsx';
import { mountPapers } from './pages/papers.ts';
import { mountPrints } from './pages/prints.tsx';
import { mountScanDesk } from './pages/scan-desk.tsx';
import { mountScanPhone } from './pages/scan-phone.tsx';
import { verifyDocuments } from './verify.ts';

/** Files, official forms as PDF, printing, and the check behind the QR (giấy tờ). */
export const documentsModule: Module = {
  name: 'documents',
  api: mountDocumentsApi,
  pages(app, ctx) {
    mountPapers(app, ctx);
    mountCheck(app, ctx);
    mountPrints(app, ctx);
    mountScanDesk(app, ctx);
    mountScanPhone(app, ctx);
  },
  tasks: documentTasks,
  subscribe(ctx) {
    ctx.events.on('equipment.works', ({ equipmentId }, { tx, actor }) =>
      resumeWaiting(tx, ctx, actor.centreId, equipmentId),
    );
  },
  verify: verifyDocuments,
};
