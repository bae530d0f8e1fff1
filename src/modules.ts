import { agenciesModule } from '#modules/agencies/index.ts';
import { announcementsModule } from '#modules/announcements/index.ts';
import { auditModule } from '#modules/audit/index.ts';
import { calendarModule } from '#modules/calendar/index.ts';
import { carriersModule } from '#modules/carriers/index.ts';
import { documentsModule } from '#modules/documents/index.ts';
import { dossiersModule } from '#modules/dossiers/index.ts';
import { dutiesModule } from '#modules/duties/index.ts';
import { equipmentModule } from '#modules/equipment/index.ts';
import { feedbackModule } from '#modules/feedback/index.ts';
import { followModule } from '#modules/follow/index.ts';
import { formsModule } from '#modules/forms/index.ts';
import { identityModule } from '#modules/identity/index.ts';
import { mirrorModule } from '#modules/mirror/index.ts';
import { nationalListModule } from '#modules/national-list/index.ts';
import { nationalPortalModule } from '#modules/national-portal/index.ts';
import { noticesModule } from '#modules/notices/index.ts';
import { oversightModule } from '#modules/oversight/index.ts';
import { paymentsModule } from '#modules/payments/index.ts';
import { petitionsModule } from '#modules/petitions/index.ts';
import { postModule } from '#modules/post/index.ts';
import { preparationsModule } from '#modules/preparations/index.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import { processesModule } from '#modules/processes/index.ts';
import { queueModule } from '#modules/queue/index.ts';
import { reportsModule } from '#modules/reports/index.ts';
import { signingModule } from '#modules/signing/index.ts';
import type { Module } from '#platform/module.ts';

/** All modules, lowest floor first: the order in which they are mounted, subscribe and set up their example. */
export const MODULES: readonly Module[] = [
  agenciesModule,
  auditModule,
  identityModule,
  calendarModule,
  proceduresModule,
  equipmentModule,
  carriersModule,
  documentsModule,
  processesModule,
  announcementsModule,
  formsModule,
  dutiesModule,
  dossiersModule,
  mirrorModule,
  queueModule,
  paymentsModule,
  signingModule,
  nationalPortalModule,
  preparationsModule,
  followModule,
  postModule,
  nationalListModule,
  feedbackModule,
  petitionsModule,
  reportsModule,
  oversightModule,
  noticesModule,
];
