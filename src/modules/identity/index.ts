import type { Module } from '#platform/module.ts';
import { identityApi } from './api.ts';
import { setUpExample } from './commands/example/set-up.ts';
import { accountPages } from './pages/accounts.tsx';
import { citizenPages } from './pages/citizen.tsx';
import { devicePages } from './pages/devices.tsx';
import { ownAccountPages } from './pages/own-account.tsx';
import { signInPages } from './pages/sign-in.tsx';
import { signOnPages } from './pages/sign-on.tsx';
import { signOnLinkPages } from './pages/sign-on-links.tsx';
import { signOnSettingsPages } from './pages/sign-on-settings.tsx';
import { announceKiosk, PURGE, purgeSignOn, signOnReports } from './sign-on-jobs.ts';

/** Accounts, roles, sign-in, sessions, devices (tài khoản). */
export const identityModule: Module = {
  name: 'identity',
  api: identityApi,
  pages(app, ctx) {
    signInPages(app, ctx);
    ownAccountPages(app, ctx);
    accountPages(app, ctx);
    devicePages(app, ctx);
    signOnPages(app, ctx);
    signOnLinkPages(app, ctx);
    signOnSettingsPages(app, ctx);
    citizenPages(app, ctx);
  },
  tasks: { [PURGE]: purgeSignOn },
  crons: [{ task: PURGE, cron: '*/5 * * * *' }],
  subscribe: announceKiosk,
  health: signOnReports,
  example: setUpExample,
};
