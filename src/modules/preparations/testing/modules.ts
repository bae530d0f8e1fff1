import { MODULES_BELOW } from '#modules/dossiers/testing/modules.ts';
import { nationalPortalModule } from '#modules/national-portal/index.ts';
import { preparationsModule } from '../index.ts';

/** This module and those that its rules need, for tests that need no more. */
export const PREPARATION_MODULES = [...MODULES_BELOW, nationalPortalModule, preparationsModule];
