import { listLinesIn } from '#modules/dossiers/queries/for-reports.ts';
import type { DossierLine } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { reportPolicy } from '../policy.ts';
import { closingMoment } from '../repo/figures.ts';
import {
  countScore,
  listLost,
  listScoreDays,
  type ScoreSpan,
  type WeightsInForce,
  weightsOn,
} from '../repo/score.ts';
import { type Scored, score, sumOf } from '../rules/score.ts';
import type { Period } from '../schema.ts';
import { refuseLacking } from './layer.ts';

/** The own score of a period. */
export interface OwnScore {
  readonly period: Period;
  readonly lines: readonly Scored[];
  readonly sum: ReturnType<typeof sumOf>;
  /** Average working hours of a settled dossier, without its waits; null while none is settled. */
  readonly averageHours: number | null;
  /** Null while the product's own weights hold. */
  readonly weights: WeightsInForce | null;
  readonly days: readonly { readonly day: Temporal.PlainDate; readonly points: number }[];
}

function spanOf(period: Period, now: Temporal.Instant): ScoreSpan {
  return {
    from: fromLocal(period.from, '00:00'),
    before: fromLocal(period.to.add({ days: 1 }), '00:00'),
    at: closingMoment(period, now),
  };
}

/** Every indicator of a period, inside a transaction. */
export async function scoreIn(
  tx: Tx,
  period: Period,
  now: Temporal.Instant,
): Promise<Omit<OwnScore, 'days' | 'period'>> {
  const weights = await weightsOn(tx, period.to);
  const { counts, averageMinutes } = await countScore(tx, spanOf(period, now));
  const lines = score(counts, weights?.weights ?? {});
  const averageHours = averageMinutes === null ? null : Math.round((averageMinutes / 60) * 10) / 10;
  return { lines, sum: sumOf(lines), averageHours, weights };
}

/** The own score of QĐ 766 for a period, with its trend. @throws Problem `forbidden` */
export async function getScore(ctx: AppContext, actor: Actor, period: Period): Promise<OwnScore> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  refuseLacking(ctx, { kind: 'score' });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => ({
    period,
    ...(await scoreIn(tx, period, now)),
    days: await listScoreDays(tx, localDay(now).subtract({ days: 365 }), localDay(now)),
  }));
}

/** Dossiers that the page shows of those behind a lost point. */
const SHOWN = 200;

/** The dossiers that cost points of an indicator in a period. @throws Problem `forbidden` */
export async function getLost(
  ctx: AppContext,
  actor: Actor,
  code: string,
  period: Period,
): Promise<readonly DossierLine[]> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  refuseLacking(ctx, { kind: 'score' });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) =>
    listLinesIn(tx, await listLost(tx, code, spanOf(period, now), SHOWN), now),
  );
}
