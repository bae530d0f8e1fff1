import { listCentres } from '#modules/agencies/queries.ts';
import { installationKey } from '#modules/audit/commands/installation-key.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { WorkGate } from '#platform/http/proof-of-work.ts';
import type { HealthReport, Module } from '#platform/module.ts';
import { forgetExpired, scanWaiting } from './commands/tend.ts';
import { refusals } from './messages.ts';
import { deskMessages } from './messages-desk.ts';
import { assistPages } from './pages/assist.tsx';
import { beginPages } from './pages/begin.tsx';
import { deskPages } from './pages/desk.tsx';
import { formPages } from './pages/form-step.tsx';
import { photoPages } from './pages/photos.tsx';
import { settingsPages } from './pages/settings.tsx';
import { stepPages } from './pages/steps.tsx';
import { summaryPages } from './pages/summary.tsx';
import { wayPages } from './pages/ways.tsx';
import { preparationHealth } from './queries.ts';
import { lineWords } from './rules/line.ts';
import { answerFacts, noteAnswers } from './subscribe.ts';

const FORGET = 'preparations.forget';
const SCAN = 'preparations.scan';
/** Drafts that one address may begin in an hour without script: a village behind one line. */
const SLOW_PER_HOUR = 20;

async function forEachCentre(ctx: AppContext, work: (actor: SystemActor) => Promise<unknown>): Promise<void> {
  for (const centre of await listCentres(ctx)) {
    await work(systemActor(centre.id, 'preparations'));
  }
}

/** The one gate of this process, made at first use: its key is read from disk. */
function workGate(ctx: AppContext): () => Promise<WorkGate> {
  let made: Promise<WorkGate> | undefined;
  return () => {
    made ??= installationKey(ctx.config, 'proof-of-work').then(
      (key) =>
        new WorkGate({
          scope: 'preparations',
          key,
          slowPerHour: SLOW_PER_HOUR,
          tooOften: refusals('vi')('too-often'),
        }),
    );
    return made;
  };
}

async function health(ctx: AppContext): Promise<readonly HealthReport[]> {
  const name = deskMessages('vi')('health-name');
  return Promise.all(
    (await listCentres(ctx)).map(async ({ id }): Promise<HealthReport> => {
      const { ok, words } = lineWords(await preparationHealth(ctx, id), 'vi');
      return { name, ok, detail: words };
    }),
  );
}

/** Hồ sơ chuẩn bị ở nhà: drafts, their papers and photographs, and how each becomes a dossier. */
export const preparationsModule: Module = {
  name: 'preparations',
  pages(app, ctx) {
    beginPages(app, ctx, workGate(ctx));
    stepPages(app, ctx);
    formPages(app, ctx);
    photoPages(app, ctx);
    wayPages(app, ctx);
    summaryPages(app, ctx);
    deskPages(app, ctx);
    assistPages(app, ctx);
    settingsPages(app, ctx);
  },
  tasks: {
    [FORGET]: (ctx) => forEachCentre(ctx, (actor) => forgetExpired(ctx, actor)),
    [SCAN]: (ctx) => forEachCentre(ctx, (actor) => scanWaiting(ctx, actor)),
  },
  crons: [
    { task: FORGET, cron: '17 * * * *' },
    { task: SCAN, cron: '* * * * *' },
  ],
  subscribe(ctx) {
    ctx.events.on('dossier.changed', noteAnswers);
    ctx.events.on('intake.facts', answerFacts);
  },
  health,
};
