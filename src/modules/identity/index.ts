import type { Module } from '#platform/module.ts';
import { identityApi } from './api.ts';
import { setUpExample } from './commands/example/set-up.ts';
import { accountPages } from './pages/accounts.tsx';
import { devicePages } from './pages/devices.tsx';
import { ownAccountPages } from './pages/own-account.tsx';
import { signInPages } from './pages/sign-in.tsx';

/** Accounts, roles, sign-in, sessions, devices (tài khoản). */
export const identityModule: Module = {
  name: 'identity',
  api: identityApi,
  pages(app, ctx) {
    signInPages(app, ctx);
    ownAccountPages(app, ctx);
    accountPages(app, ctx);
    devicePages(app, ctx);
  },
  example: setUpExample,
};
