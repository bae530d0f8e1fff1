import { listCentres } from '#modules/agencies/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { setFrame } from '#platform/http/frame.ts';
import type { HealthReport, Module } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { pullDossiers } from './commands/pull.ts';
import { scanFolder } from './commands/scan-folder.ts';
import { FOLLOW } from './jobs-names.ts';
import { mirrorMessages } from './messages.ts';
import { mirrorDossierPages } from './pages/dossier.tsx';
import { mirrorListPages } from './pages/list.tsx';
import { mirrorSettingsPages } from './pages/settings.tsx';
import { mirrorStanding } from './queries.ts';
import { isLayer } from './role.ts';

async function health(ctx: AppContext): Promise<readonly HealthReport[]> {
  const t = mirrorMessages('vi');
  const name = t('health-name');
  if (!isLayer(ctx)) {
    return [];
  }
  return Promise.all(
    (await listCentres(ctx)).map(async ({ id }): Promise<HealthReport> => {
      const { kind, said, circuit, circuitState, figures } = await mirrorStanding(
        ctx,
        systemActor(id, 'doctor'),
      );
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
    }),
  );
}

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
    async [FOLLOW](ctx) {
      for (const centre of isLayer(ctx) ? await listCentres(ctx) : []) {
        const actor = systemActor(centre.id, 'mirror');
        await pullDossiers(ctx, actor);
        await scanFolder(ctx, actor);
      }
    },
  },
  crons: [{ task: FOLLOW, cron: '* * * * *' }],
  health,
};
