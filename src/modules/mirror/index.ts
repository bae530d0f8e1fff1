import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { setFrame } from '#platform/http/frame.ts';
import type { Module } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { setUpExampleMirror } from './commands/example.ts';
import { pullDossiers } from './commands/pull.ts';
import { scanFolder } from './commands/scan-folder.ts';
import { FOLLOW } from './jobs-names.ts';
import { mirrorMessages } from './messages.ts';
import { mirrorDossierPages } from './pages/dossier.tsx';
import { mirrorListPages } from './pages/list.tsx';
import { mirrorSettingsPages } from './pages/settings.tsx';
import { mirrorStanding } from './queries.ts';
import { isLayer } from './role.ts';

const health = healthOfEveryCentre(async (ctx, actor) => {
  const t = mirrorMessages('vi');
  const name = t('health-name');
  const { kind, said, circuit, circuitState, figures } = await mirrorStanding(ctx, actor);
  const at = (moment: Temporal.Instant | null) => (moment === null ? t('never') : formatDateTime(moment));
  if (kind === 'off') {
    return { name, ok: false, detail: t('health-off') };
  }
  if (said.stale && circuit.failures === 0) {
    return { name, ok: false, detail: t('health-stale', { at: at(said.readAt) }) };
  }
  return circuitState === 'closed' && circuit.failures === 0
    ? { name, ok: true, detail: t('health-ok', { at: at(circuit.lastOkAt), count: figures.all }) }
    : { name, ok: false, detail: t('health-bad', { why: circuit.lastWhy ?? '', at: at(figures.asOf) }) };
});

const follow = inEveryCentre('mirror', async (ctx, actor) => {
  await pullDossiers(ctx, actor);
  await scanFolder(ctx, actor);
});

/** Đối chiếu: in the role of a centre's layer, dossiers of the provincial system as it tells them. Reads only. */
export const mirrorModule: Module = {
  name: 'mirror',
  pages(app, ctx) {
    if (isLayer(ctx)) {
      app.addHook('preHandler', async (request) => setFrame(request, { layer: true }));
      mirrorDossierPages(app, ctx);
      mirrorListPages(app, ctx);
      mirrorSettingsPages(app, ctx);
    }
  },
  tasks: {
    [FOLLOW]: async (ctx) => (isLayer(ctx) ? follow(ctx) : undefined),
  },
  example: setUpExampleMirror,
  crons: [{ task: FOLLOW, cron: '* * * * *' }],
  health: async (ctx) => (isLayer(ctx) ? health(ctx) : []),
};
