/** The daily board of a centre's layer: dossiers as the provincial system tells them, hall and ratings as counted here. */
import { everyDay } from '#modules/dossiers/queries/board.ts';
import { listWithoutCodeIn } from '#modules/dossiers/queries/local.ts';
import type { BoardDay } from '#modules/dossiers/schema/board.ts';
import { ratingsOfDay } from '#modules/feedback/queries/day.ts';
import type { ShownRatings } from '#modules/feedback/rules.ts';
import {
  listMirrorFigureIn,
  type MirrorBoard,
  type MirrorFigureList,
  mirrorBoardIn,
} from '#modules/mirror/queries/figures.ts';
import type { MirrorFigure } from '#modules/mirror/rules/figures.ts';
import { type HallDay, hallOfDay } from '#modules/queue/queries/day.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { oversightPolicy } from '../policy.ts';
import { listWorkplaces } from './units.ts';

/** Days of the trend, today among them. */
const TREND_DAYS = 21;

function momentsOf(now: Temporal.Instant) {
  const today = localDay(now);
  return {
    now,
    startOfToday: fromLocal(today, '00:00'),
    endOfToday: fromLocal(today.add({ days: 1 }), '00:00'),
    trendFrom: fromLocal(today.subtract({ days: TREND_DAYS - 1 }), '00:00'),
  };
}

/**
 * The names under which the source may tell of what the actor asks for: all for null. Who answers for one unit sees that unit, by its names here.
 * @throws Problem `forbidden`
 */
async function namesFor(tx: Tx, actor: Actor, unitName: string | null): Promise<readonly string[] | null> {
  const { centreId } = actor;
  if (can(oversightPolicy, actor, 'watch', { centreId })) {
    return unitName === null ? null : [unitName];
  }
  const unitId = actor.kind === 'staff' ? actor.unitId : null;
  authorise(oversightPolicy, actor, 'watch', { centreId, unitId });
  const own = (await listWorkplaces(tx, centreId)).find(({ id }) => id === unitId);
  return own === undefined ? [] : [own.name, own.shortName];
}

/** What leaders of a centre's layer open in the morning. */
export interface LayerBoard extends Omit<MirrorBoard, 'days'> {
  readonly at: Temporal.Instant;
  /** The unit looked at; null for all. */
  readonly unitName: string | null;
  /** The centre's last days; empty for a unit. */
  readonly days: readonly BoardDay[];
  /** Received here with a local number, and the official code has not come. Counted here. Null for a unit. */
  readonly withoutCode: number | null;
  /** Of the whole centre only; counted here. */
  readonly hall: HallDay | null;
  readonly ratings: ShownRatings | null;
}

/** The board over mirrored dossiers, of the centre or of a unit as the source calls it. @throws Problem `forbidden` */
export async function getLayerBoard(
  ctx: AppContext,
  actor: Actor,
  unitName: string | null,
): Promise<LayerBoard> {
  const now = ctx.clock.now();
  const moments = momentsOf(now);
  return readOnly(ctx, actor, async (tx) => {
    const names = await namesFor(tx, actor, unitName);
    const board = await mirrorBoardIn(ctx, tx, names, moments);
    const whole = names === null;
    return {
      ...board,
      at: now,
      unitName: names?.[0] ?? null,
      days: whole ? everyDay(board.days, moments) : [],
      withoutCode: whole ? (await listWithoutCodeIn(tx)).length : null,
      hall: whole ? await hallOfDay(tx, localDay(now), now) : null,
      ratings: whole ? await ratingsOfDay(tx, localDay(now)) : null,
    };
  });
}

/** The mirrored dossiers behind a figure of the board, most urgent first. @throws Problem `forbidden` */
export async function listLayerFigure(
  ctx: AppContext,
  actor: Actor,
  asked: {
    readonly figure: MirrorFigure;
    readonly unitName: string | null;
    readonly page: number;
    readonly pageSize: number;
  },
): Promise<MirrorFigureList> {
  return readOnly(ctx, actor, async (tx) => {
    const names = await namesFor(tx, actor, asked.unitName);
    const page = { limit: asked.pageSize, offset: (asked.page - 1) * asked.pageSize };
    return listMirrorFigureIn(ctx, tx, asked.figure, names, momentsOf(ctx.clock.now()), page);
  });
}
