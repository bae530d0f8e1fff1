import { calendarModule } from '#modules/calendar/index.ts';
import { documentsModule } from '#modules/documents/index.ts';
import { duties } from '#modules/duties/index.ts';
import { identity } from '#modules/identity/index.ts';
import { procedures } from '#modules/procedures/index.ts';
import { processes } from '#modules/processes/index.ts';
import { dossiers } from '../index.ts';

/** This module and those below it, for tests that need no more. */
export const MODULES_BELOW = [
  identity,
  calendarModule,
  procedures,
  documentsModule,
  processes,
  duties,
  dossiers,
];
