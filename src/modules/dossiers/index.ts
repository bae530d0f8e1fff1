import type { Module } from '#platform/module.ts';
import { dossiersApi } from './api.ts';
import { verifyDossiers } from './commands/verify.ts';

/** Hồ sơ: the waist of the product. History, state, number, clock, decisions, results. */
export const dossiers: Module = {
  name: 'dossiers',
  api: dossiersApi,
  verify: verifyDossiers,
};
