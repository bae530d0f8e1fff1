import { calendarModule } from '#modules/calendar/index.ts';
import { documentsModule } from '#modules/documents/index.ts';
import { dutiesModule } from '#modules/duties/index.ts';
import { identityModule } from '#modules/identity/index.ts';
import { proceduresModule } from '#modules/procedures/index.ts';
import { processesModule } from '#modules/processes/index.ts';
import { dossiersModule } from '../index.ts';

/** This module and those below it, for tests that need no more. */
export const MODULES_BELOW = [
  identityModule,
  calendarModule,
  proceduresModule,
  documentsModule,
  processesModule,
  dutiesModule,
  dossiersModule,
];
