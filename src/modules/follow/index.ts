import { listCentres } from '#modules/agencies/queries.ts';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { WorkGate } from '#platform/http/proof-of-work.ts';
import type { Module } from '#platform/module.ts';
import { forgetPhotos } from './commands/tend.ts';
import { refusals } from './messages.ts';
import { deskPages } from './pages/desk.tsx';
import { followPages } from './pages/follow.tsx';
import { minePages } from './pages/mine.tsx';
import { supplementPages } from './pages/supplement.tsx';
import { subscribeFollow } from './subscribe.ts';

const FORGET = 'follow.forget';
/** Sendings of one address in an hour without script: a village behind one line. */
const SLOW_PER_HOUR = 30;

/** The one gate of this process, made at first use: its key is read from disk. */
function workGate(ctx: AppContext): () => Promise<WorkGate> {
  let made: Promise<WorkGate> | undefined;
  return () => {
    made ??= installationKey(ctx.config, 'proof-of-work').then(
      (key) =>
        new WorkGate({
          scope: 'follow',
          key,
          slowPerHour: SLOW_PER_HOUR,
          tooOften: refusals('vi')('too-often'),
        }),
    );
    return made;
  };
}

/** Theo dõi hồ sơ: what a citizen does with a dossier under way, and what officers do with what citizens sent. */
export const followModule: Module = {
  name: 'follow',
  pages(app, ctx) {
    const gate = workGate(ctx);
    minePages(app, ctx);
    followPages(app, ctx, gate);
    supplementPages(app, ctx, gate);
    deskPages(app, ctx);
  },
  tasks: {
    async [FORGET](ctx) {
      for (const { id } of await listCentres(ctx)) {
        await forgetPhotos(ctx, systemActor(id, 'follow'));
      }
    },
  },
  crons: [{ task: FORGET, cron: '41 18 * * *' }],
  subscribe: subscribeFollow,
};
