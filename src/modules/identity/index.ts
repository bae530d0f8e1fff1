import type { Module } from '#platform/module.ts';
import { setUpExample } from './commands/example/set-up.ts';

/** Accounts, roles, sign-in, sessions, devices. */
export const identity: Module = {
  name: 'identity',
  example: setUpExample,
};
