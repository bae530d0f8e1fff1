/** Figures of a centre's layer: counted over the mirrored dossiers, each with where it comes from. */
import { type MirrorPeriod, mirrorPeriodIn } from '#modules/mirror/queries/figures.ts';
import type { MirrorLacking } from '#modules/mirror/rules/figures.ts';
import type { MirrorSaid } from '#modules/mirror/rules/said.ts';
import { listPublic } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { layerMessages } from '../messages-layer.ts';
import { type LayerAsked, lackingInMirror } from '../rules/layer.ts';
import { totalFigures } from '../rules.ts';
import type { Dimension, FigureLine, Period, PeriodFigures } from '../schema.ts';

/** Where figures come from that were not counted here, and what they leave out. */
export interface FigureSource {
  readonly said: MirrorSaid;
  readonly lacking: MirrorLacking;
}

/** Whether this installation reports from the mirror. */
export function isLayer(ctx: Pick<AppContext, 'config'>): boolean {
  return ctx.config.role === 'centre-layer';
}

/** Refuses in a centre's layer what the mirror cannot give. @throws Problem `not-allowed-now` with the reason */
export function refuseLacking(ctx: Pick<AppContext, 'config'>, asked: LayerAsked): void {
  const why = isLayer(ctx) ? lackingInMirror(asked) : null;
  if (why !== null) {
    throw new Problem('not-allowed-now', { detail: why });
  }
}

/** Figures of a period from the mirror. */
export interface MirroredFigures {
  readonly lines: readonly FigureLine[];
  readonly months: MirrorPeriod['months'];
  readonly source: FigureSource;
}

/** Adds up lines that stand under the same head. */
function grouped(lines: readonly FigureLine[]): readonly FigureLine[] {
  return [...Map.groupBy(lines, ({ key }) => key)]
    .map(([key, own]) => ({
      key,
      label: own[0]?.label ?? key,
      figures: totalFigures(own.map(({ figures }) => figures)),
    }))
    .toSorted((a, b) => a.label.localeCompare(b.label, 'vi'));
}

/** The head of a line: its field or procedure by our catalogue, its unit as the source calls it. */
async function headsOf(
  ctx: AppContext,
  actor: Actor,
  dimension: Dimension,
  lang: Lang,
): Promise<(key: string) => Pick<FigureLine, 'key' | 'label'>> {
  const t = layerMessages(lang);
  if (dimension === 'unit_id') {
    return (key) => ({ key, label: key === '' ? t('no-unit') : key });
  }
  const catalogue = new Map((await listPublic(ctx, actor)).map(({ body }) => [body.code, body]));
  return (code) => {
    const body = catalogue.get(code);
    if (body === undefined) {
      return dimension === 'procedure_code' && code !== ''
        ? { key: code, label: code }
        : { key: '', label: t('no-field') };
    }
    switch (dimension) {
      case 'field':
        return { key: body.field, label: body.field };
      case 'field_group':
        return { key: body.fieldGroup, label: body.fieldGroup };
      default:
        return { key: code, label: `${body.name} (${code})` };
    }
  };
}

/**
 * Figures of a period by field, procedure or unit. Refusals among the settled are not told by the source and stay 0; tables leave them empty.
 * @throws Problem `not-allowed-now` for a dimension that the mirror lacks
 */
export async function mirroredFigures(
  ctx: AppContext,
  actor: Actor,
  dimension: Dimension,
  period: Period,
  lang: Lang,
): Promise<MirroredFigures> {
  refuseLacking(ctx, { kind: 'period', dimension });
  const headOf = await headsOf(ctx, actor, dimension, lang);
  const by = dimension === 'unit_id' ? 'unit_name' : 'procedure_code';
  const counted = await readOnly(ctx, actor, (tx) => mirrorPeriodIn(ctx, tx, by, period));
  const lines = counted.lines.map(({ key, figures }) => {
    const all: PeriodFigures = { ...figures, refused: 0 };
    return { ...headOf(key), figures: all };
  });
  const { said, lacking, months } = counted;
  return { lines: grouped(lines), months, source: { said, lacking } };
}
