import { getCentre } from '#modules/agencies/queries.ts';
import { listLinesIn } from '#modules/dossiers/queries/for-reports.ts';
import type { DossierLine } from '#modules/dossiers/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { Lang } from '#platform/i18n.ts';
import { authorise } from '#platform/policy.ts';
import { reportPolicy } from '../policy.ts';
import { type BehindAsked, dossiersBehind } from '../repo/behind.ts';
import { byMonth, type CommuneFigures, closingMoment, figuresBy, provinceFigures } from '../repo/figures.ts';
import { findSnapshot } from '../repo/kept.ts';
import { totalFigures } from '../rules.ts';
import type { Dimension, FigureLine, Period, PeriodFigures } from '../schema.ts';
import { type FigureSource, isLayer, mirroredFigures, refuseLacking } from './layer.ts';
import { namesOf } from './names.ts';

/** Figures of a period by one dimension, each line balanced. */
export interface PeriodReport {
  readonly period: Period;
  readonly dimension: Dimension;
  readonly countedAt: Temporal.Instant;
  readonly lines: readonly FigureLine[];
  readonly total: PeriodFigures;
  readonly months: Awaited<ReturnType<typeof byMonth>>;
  /** Where they come from, where this is a centre's layer; null where they were counted here. */
  readonly source: FigureSource | null;
}

/** The report of any period by field, procedure, channel, unit or officer. @throws Problem `forbidden`, `not-allowed-now` for what a centre's layer cannot tell */
export async function getPeriodReport(
  ctx: AppContext,
  actor: Actor,
  period: Period,
  dimension: Dimension,
  lang: Lang = 'vi',
): Promise<PeriodReport> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  if (isLayer(ctx)) {
    const { lines, months, source } = await mirroredFigures(ctx, actor, dimension, period, lang);
    return {
      period,
      dimension,
      countedAt: closingMoment(period, now),
      lines,
      total: totalFigures(lines.map((line) => line.figures)),
      months,
      source,
    };
  }
  const centre = await getCentre(ctx, actor.centreId);
  return readOnly(ctx, actor, async (tx) => {
    const nameOf = await namesOf(tx, centre, dimension, lang);
    const lines = (await figuresBy(tx, dimension, period, now)).map(({ key, figures }) => ({
      key,
      label: nameOf(key),
      figures,
    }));
    return {
      period,
      dimension,
      countedAt: closingMoment(period, now),
      lines,
      total: totalFigures(lines.map((line) => line.figures)),
      months: await byMonth(tx, period),
      source: null,
    };
  });
}

/** The dossiers behind one figure of a report. */
export interface BehindFigure {
  readonly total: number;
  readonly lines: readonly DossierLine[];
}

const PAGE = 50;

/**
 * The dossiers behind one figure, a page at a time, read from the same journal as the figure. For a kept report, those
 * that it counted then. @throws Problem `forbidden`
 */
export async function getBehind(
  ctx: AppContext,
  actor: Actor,
  asked: BehindAsked,
  page = 1,
  snapshotId?: string,
): Promise<BehindFigure> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  refuseLacking(ctx, { kind: 'behind' });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const kept = snapshotId === undefined ? null : await findSnapshot(tx, snapshotId);
    const ids = await dossiersBehind(tx, asked, kept?.at ?? now, kept?.mark ?? null);
    const shown = ids.slice((page - 1) * PAGE, page * PAGE);
    return { total: ids.length, lines: await listLinesIn(tx, shown, now) };
  });
}

/** The province's report: a line for each commune of this installation. */
export interface ProvinceReport {
  readonly period: Period;
  readonly communes: readonly CommuneFigures[];
  readonly total: PeriodFigures;
}

/** Every commune of the province, sums only, in one statement. @throws Problem `forbidden` */
export async function getProvinceReport(
  ctx: AppContext,
  actor: Actor,
  period: Period,
): Promise<ProvinceReport> {
  authorise(reportPolicy, actor, 'read-province', { centreId: actor.centreId });
  refuseLacking(ctx, { kind: 'province' });
  const now = ctx.clock.now();
  const communes = await readOnly(ctx, actor, (tx) => provinceFigures(tx, period, now));
  return { period, communes, total: totalFigures(communes.map((line) => line.figures)) };
}
