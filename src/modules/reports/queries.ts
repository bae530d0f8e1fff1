import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { Lang } from '#platform/i18n.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from './messages.ts';
import { reportPolicy } from './policy.ts';
import { type FigureSource, isLayer, mirroredFigures } from './queries/layer.ts';
import { channelInWords } from './queries/names.ts';
import * as repo from './repo/figures.ts';
import { LEAST_PUBLISHED, mergeSmall, totalFigures } from './rules.ts';
import type { FigureLine, Period, PeriodFigures } from './schema.ts';

/** One month of a period. `month` is `2025-07`. */
interface MonthFigures {
  readonly month: string;
  readonly received: number;
  readonly inTime: number;
  readonly late: number;
}

/** What the public page and the open data show. No name, number or content of any dossier. */
export interface PublicFigures {
  readonly centreName: string;
  readonly period: Period;
  readonly countedAt: Temporal.Instant;
  readonly total: PeriodFigures;
  readonly fields: readonly FigureLine[];
  readonly channels: readonly FigureLine[];
  readonly months: readonly MonthFigures[];
  /** Where they come from, where this is a centre's layer; null where they were counted here. */
  readonly source: FigureSource | null;
}

/** Public figures of a period. @throws Problem `forbidden` */
export async function getPublicFigures(
  ctx: AppContext,
  actor: Actor,
  period: Period,
  lang: Lang = 'vi',
): Promise<PublicFigures> {
  authorise(reportPolicy, actor, 'read-public', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const centre = await getCentre(ctx, actor.centreId);
  if (isLayer(ctx)) {
    const { lines, months, source } = await mirroredFigures(ctx, actor, 'field_group', period, lang);
    return {
      centreName: centre.name,
      period,
      countedAt: repo.closingMoment(period, now),
      total: totalFigures(lines.map((line) => line.figures)),
      fields: mergeSmall(lines, messages(lang)('otherFields', { n: LEAST_PUBLISHED })),
      // The mirror does not tell how a dossier was handed in.
      channels: [],
      months,
      source,
    };
  }
  return readOnly(ctx, actor, async (tx) => {
    const fields = await repo.figuresBy(tx, 'field_group', period, now);
    const channels = await repo.figuresBy(tx, 'channel', period, now);
    return {
      centreName: centre.name,
      period,
      countedAt: repo.closingMoment(period, now),
      total: totalFigures(fields.map((line) => line.figures)),
      fields: mergeSmall(
        fields.map(({ key, figures }) => ({ key, label: key, figures })),
        messages(lang)('otherFields', { n: LEAST_PUBLISHED }),
      ),
      channels: channels.map(({ key, figures }) => ({
        key,
        label: channelInWords(repo.toChannel(key), lang),
        figures,
      })),
      months: await repo.byMonth(tx, period),
      source: null,
    };
  });
}
