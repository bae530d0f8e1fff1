import { mendOutlooks } from '#modules/dossiers/commands/keep-outlook.ts';
import { testCommune } from '#modules/dossiers/testing/commune.ts';
import { getDailyBoard, listWatched } from '#modules/oversight/queries/daily.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { makePool } from '#platform/db/pool.ts';
import { fillProvince } from './fill.ts';
import { recorder, replay } from './replay.ts';
import { benchServer } from './server.ts';
import { type Bench, percentile, type Row, timed } from './support.ts';

const MOST = Number(process.env['BENCH_DOSSIERS'] ?? 1_000_000);
const TIMES = 40;
const WARM_UP = 5;
/** The board's figures: dossiers, hall, ratings. */
const FIGURES = /dossier_outlooks|from tickets|ratings/;
const MOST_FIGURES = 3;
const BUDGET = 50;

async function times(work: () => Promise<unknown>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let n = 0; n < WARM_UP + TIMES; n += 1) {
    const took = await timed(work);
    if (n >= WARM_UP) {
      samples.push(took);
    }
  }
  return samples;
}

interface Read {
  readonly name: string;
  readonly run: (ctx: AppContext) => Promise<unknown>;
}

async function measure(ctx: AppContext, appUrl: string, { name, run }: Read): Promise<readonly Row[]> {
  const listening = recorder(ctx, appUrl, true);
  const pool = makePool({ connectionString: appUrl, role: 'motcua_app', max: 1 });
  try {
    await run(listening.ctx);
    const heard = await listening.record(() => run(listening.ctx));
    const names = new Map<string, string>();
    const floor = await times(() => replay(pool, names, heard));
    const took = await times(() => run(ctx));
    const figures = heard.filter(({ sql }) => FIGURES.test(sql)).length;
    const p95 = percentile(took, 95);
    const floorIs = 'the same statements, bare';
    return [
      {
        name: `${name}, p50`,
        value: percentile(took, 50),
        unit: 'ms',
        floor: percentile(floor, 50),
        floorIs,
      },
      {
        name: `${name}, p95`,
        value: p95,
        unit: 'ms',
        floor: percentile(floor, 95),
        floorIs,
        budget: `< ${BUDGET} ms`,
        kept: p95 < BUDGET,
      },
      { name: `${name}: statements in all`, value: heard.length, unit: '' },
      {
        name: `${name}: statements for its figures`,
        value: figures,
        unit: '',
        budget: `≤ ${MOST_FIGURES}`,
        kept: figures <= MOST_FIGURES,
      },
    ];
  } finally {
    await listening.close();
    await pool.end();
  }
}

async function run(): Promise<readonly Row[]> {
  const bench = await benchServer();
  try {
    const { ctx, ownerPool } = bench.runtime;
    const filled = await fillProvince(ctx, ownerPool, MOST);
    const commune = await testCommune(ctx);
    const mending = await timed(() => mendOutlooks(ctx, systemActor(commune.centreId, 'bench')));
    await ownerPool.query('VACUUM (ANALYZE) dossier_outlooks');
    const leader = commune.person('chutich');
    const head = commune.person('truongphong.vp');
    const reads: readonly Read[] = [
      { name: 'daily board of the centre', run: (on) => getDailyBoard(on, leader, {}) },
      { name: 'daily board of a unit', run: (on) => getDailyBoard(on, head, {}) },
      {
        name: 'late list, first page',
        run: (on) => listWatched(on, leader, { figure: 'late', scope: {} }),
      },
    ];
    const rows: Row[] = [
      { name: 'dossiers in the database', value: filled.dossiers, unit: 'dossiers' },
      { name: 'of these in the commune looked at', value: filled.here, unit: 'dossiers' },
      { name: 'making the outlooks of its open ones', value: mending, unit: 'ms' },
    ];
    for (const read of reads) {
      rows.push(...(await measure(ctx, bench.appUrl, read)));
    }
    return rows;
  } finally {
    await bench.close();
  }
}

export const bench: Bench = {
  title: 'Oversight: daily board and late list of one commune of a province',
  run,
};
