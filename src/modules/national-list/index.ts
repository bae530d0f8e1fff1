import { z } from 'zod';
import { healthOfEveryCentre, inEveryCentre } from '#modules/agencies/queries/every-centre.ts';
import { type SystemActor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import type { Module } from '#platform/module.ts';
import { formatDateTime } from '#platform/time.ts';
import { readOn, wakeReading } from './commands/read-list.ts';
import { startFetch } from './commands/start-fetch.ts';
import { FETCH, READ, WAKE } from './jobs-names.ts';
import { nationalListMessages } from './messages.ts';
import { listPages } from './pages/list.tsx';
import { sourcePages } from './pages/source.tsx';
import { listHealth } from './queries.ts';

const ReadJob = z.object({ centreId: z.uuid() });

/** Begins the nightly reading where a source is set up. */
async function startNightly(ctx: AppContext, actor: SystemActor): Promise<void> {
  try {
    await startFetch(ctx, actor);
  } catch (error) {
    if (!isProblem(error, 'not-allowed-now')) {
      throw error;
    }
  }
}

const health = healthOfEveryCentre(async (ctx, actor) => {
  const t = nationalListMessages('vi');
  const name = t('health-name');
  const { on, circuit, state, fetch, waiting } = await listHealth(ctx, actor);
  if (!on) {
    return { name, ok: true, detail: t('health-off') };
  }
  const held = fetch?.state === 'short' || fetch?.state === 'failed' ? (fetch.why ?? fetch.state) : null;
  if (state !== 'closed' || held !== null) {
    return { name, ok: false, detail: t('health-bad', { why: held ?? circuit.lastWhy ?? '', waiting }) };
  }
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt);
  return { name, ok: true, detail: t('health-ok', { at, waiting }) };
});

/** Danh mục thủ tục quốc gia: read every night, compared with the catalogue, decided by officers, followed from its day on. */
export const nationalListModule: Module = {
  name: 'national-list',
  pages(app, ctx) {
    sourcePages(app, ctx);
    listPages(app, ctx);
  },
  tasks: {
    [FETCH]: inEveryCentre('national-list', startNightly),
    [WAKE]: inEveryCentre('national-list', wakeReading),
    async [READ](ctx, payload) {
      await readOn(ctx, systemActor(ReadJob.parse(payload).centreId, 'national-list'));
    },
  },
  crons: [
    // 02:10 in Viet Nam.
    { task: FETCH, cron: '10 19 * * *' },
    { task: WAKE, cron: '*/10 * * * *' },
  ],
  health,
};
