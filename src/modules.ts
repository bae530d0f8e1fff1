import { agencies } from '#modules/agencies/index.ts';
import { audit } from '#modules/audit/index.ts';
import { calendarModule } from '#modules/calendar/index.ts';
import { documentsModule } from '#modules/documents/index.ts';
import { dossiers } from '#modules/dossiers/index.ts';
import { duties } from '#modules/duties/index.ts';
import { feedbackModule } from '#modules/feedback/index.ts';
import { identity } from '#modules/identity/index.ts';
import { oversight } from '#modules/oversight/index.ts';
import { payments } from '#modules/payments/index.ts';
import { procedures } from '#modules/procedures/index.ts';
import { processes } from '#modules/processes/index.ts';
import { queueModule } from '#modules/queue/index.ts';
import { reports } from '#modules/reports/index.ts';
import type { Module } from '#platform/module.ts';

/** All modules, lowest floor first: the order in which they are mounted, subscribe and set up their example. */
export const MODULES: readonly Module[] = [
  agencies,
  audit,
  identity,
  calendarModule,
  procedures,
  documentsModule,
  processes,
  duties,
  dossiers,
  queueModule,
  payments,
  feedbackModule,
  reports,
  oversight,
];
