import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import type { Lang } from '#platform/i18n.ts';
import { authorise } from '#platform/policy.ts';
import { type Form07aRow, form07aFaults, form07aRow, form07aTotal } from './form-07a.ts';
import { messages } from './messages.ts';
import { reportPolicy } from './policy.ts';
import * as repo from './repo/figures.ts';
import { totalFigures } from './rules.ts';
import type { FigureLine, Period, PeriodFigures, ReportChannel } from './schema.ts';

/** "Trực tuyến toàn trình", "Trực tiếp". */
function channelInWords(channel: ReportChannel, lang: Lang = 'vi'): string {
  const t = messages(lang);
  switch (channel) {
    case 'online-full':
      return t('channelOnlineFull');
    case 'online-partial':
      return t('channelOnlinePartial');
    case 'postal':
      return t('channelPostal');
    case 'direct':
      return t('channelDirect');
    default:
      return channel satisfies never;
  }
}

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
  return readOnly(ctx, actor, async (tx) => {
    const fields = await repo.figuresBy(tx, 'field_group', period, now);
    const channels = await repo.figuresBy(tx, 'channel', period, now);
    return {
      centreName: centre.name,
      period,
      countedAt: repo.closingMoment(period, now),
      total: totalFigures(fields.map((line) => line.figures)),
      fields: fields.map(({ key, figures }) => ({ key, label: key, figures })),
      channels: channels.map(({ key, figures }) => ({
        key,
        label: channelInWords(repo.toChannel(key), lang),
        figures,
      })),
      months: await repo.byMonth(tx, period),
    };
  });
}

/** Form 07a of a period with its sum row and what does not balance. */
export interface Form07a {
  readonly period: Period;
  readonly rows: readonly Form07aRow[];
  readonly total: Form07aRow;
  readonly faults: readonly string[];
}

/** Form 07a/BTP/KSTT of any period, a row for each field. @throws Problem `forbidden` */
export async function getForm07a(ctx: AppContext, actor: Actor, period: Period): Promise<Form07a> {
  authorise(reportPolicy, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const lines = await repo.figuresBy(tx, 'field', period, now);
    const received = await repo.receivedByChannel(tx, 'field', period);
    const by = (key: string, channel: ReportChannel) =>
      received.find((line) => line.key === key && line.channel === channel)?.received ?? 0;
    const rows = lines.map(({ key, figures }) =>
      form07aRow(key, figures, {
        'online-full': by(key, 'online-full'),
        'online-partial': by(key, 'online-partial'),
        postal: by(key, 'postal'),
        direct: by(key, 'direct'),
      }),
    );
    const total = form07aTotal(messages('vi')('total'), rows);
    return { period, rows, total, faults: [...rows, total].flatMap(form07aFaults) };
  });
}
