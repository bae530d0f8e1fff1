import { listCentres } from '#modules/agencies/queries.ts';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { WorkGate } from '#platform/http/proof-of-work.ts';
import type { Module } from '#platform/module.ts';
import { erasePetitions } from './commands/erase.ts';
import { setUpExamplePetitions } from './commands/example.ts';
import { ERASE } from './jobs-names.ts';
import { refusals } from './messages.ts';
import { publicMessages } from './messages-pages.ts';
import { answerPages } from './pages/answers.tsx';
import { deskPages } from './pages/desk.tsx';
import { figurePages } from './pages/figures.tsx';
import { followPages } from './pages/follow.tsx';
import { HOME } from './pages/frame.tsx';
import { onePages } from './pages/one.tsx';
import { sendPages } from './pages/send.tsx';
import { settingsPages } from './pages/settings.tsx';

/** Petitions that one address may send in an hour without script: a village behind one line. */
const SLOW_PER_HOUR = 12;

/** The one gate of this process, made at first use: its key is read from disk. */
function workGate(ctx: AppContext): () => Promise<WorkGate> {
  let made: Promise<WorkGate> | undefined;
  return () => {
    made ??= installationKey(ctx.config, 'proof-of-work').then(
      (key) =>
        new WorkGate({
          scope: 'petitions',
          key,
          slowPerHour: SLOW_PER_HOUR,
          tooOften: refusals('vi')('too-often'),
        }),
    );
    return made;
  };
}

/** Phản ánh, kiến nghị, hỏi đáp: sent by anybody, answered within their terms, published with nobody named. */
export const petitionsModule: Module = {
  name: 'petitions',
  pages(app, ctx) {
    sendPages(app, ctx, workGate(ctx));
    followPages(app, ctx);
    answerPages(app, ctx);
    figurePages(app, ctx);
    settingsPages(app, ctx);
    deskPages(app, ctx);
    onePages(app, ctx);
  },
  tasks: {
    async [ERASE](ctx) {
      for (const { id } of await listCentres(ctx)) {
        await erasePetitions(ctx, systemActor(id, 'petitions'));
      }
    },
  },
  // 01:40 in Viet Nam.
  crons: [{ task: ERASE, cron: '40 18 * * *' }],
  subscribe(ctx) {
    ctx.events.on('public.facts', async ({ page, lang, add }) => {
      if (page.kind === 'home') {
        add({ place: 'announcement', text: publicMessages(lang)('title'), href: HOME });
      }
    });
  },
  example: setUpExamplePetitions,
};
