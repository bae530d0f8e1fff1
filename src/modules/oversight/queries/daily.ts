import { getCalendar } from '#modules/calendar/queries.ts';
import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { everyDay, type FigureLine, listFigure, readBoard } from '#modules/dossiers/queries/board.ts';
import { workingMinutesBefore } from '#modules/dossiers/rules/outlook.ts';
import { ClockFacts, responsibleStep, type StepClock } from '#modules/dossiers/rules/responsible.ts';
import type { BoardDay, BoardFigure, BoardMoments, BoardScope } from '#modules/dossiers/schema/board.ts';
import { ratingsOfDay } from '#modules/feedback/queries/day.ts';
import type { ShownRatings } from '#modules/feedback/rules.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Account } from '#modules/identity/schema.ts';
import { type HallDay, hallOfDay } from '#modules/queue/queries/day.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import { oversightPolicy } from '../policy.ts';
import { warningsOn } from '../repo/settings.ts';
import {
  type Counts,
  type LateStep,
  lateSteps,
  type PersonFigures,
  peopleOf,
  totalOf,
  type UnitFigures,
  unitsOf,
} from '../rules/daily.ts';
import { listRoom, type RoomFor } from './room.ts';
import { listWorkplaces } from './units.ts';

/** Days of the trend, today among them. */
const TREND_DAYS = 21;

/** What leaders open in the morning: every figure leads to its dossiers. */
export interface DailyBoard {
  readonly at: Temporal.Instant;
  readonly scope: BoardScope;
  /** The unit or person looked at; empty for the centre. */
  readonly scopeName: string;
  readonly total: Counts;
  readonly units: readonly UnitFigures[];
  readonly people: readonly PersonFigures[];
  readonly lateSteps: readonly LateStep[];
  /** The centre's last days; empty for a unit or person. */
  readonly days: readonly BoardDay[];
  /** Of the whole centre only. */
  readonly hall: HallDay | null;
  readonly ratings: ShownRatings | null;
}

/** Narrows what is asked for to what the actor may watch. @throws Problem `forbidden` */
function allowed(actor: Actor, asked: BoardScope): BoardScope {
  const ownUnit = actor.kind === 'staff' ? actor.unitId : null;
  const { centreId } = actor;
  if (asked.unitId === undefined && !can(oversightPolicy, actor, 'watch', { centreId })) {
    authorise(oversightPolicy, actor, 'watch', { centreId, unitId: ownUnit });
    return { ...asked, unitId: ownUnit ?? centreId };
  }
  authorise(oversightPolicy, actor, 'watch', { centreId, unitId: asked.unitId ?? ownUnit });
  return asked;
}

/** Where today begins and ends, since when a dossier is idle, and from when the trend goes. */
async function momentsOf(tx: Tx, now: Temporal.Instant, calendar: CompiledCalendar): Promise<BoardMoments> {
  const today = localDay(now);
  const { idleHours } = await warningsOn(tx, today);
  return {
    now,
    startOfToday: fromLocal(today, '00:00'),
    endOfToday: fromLocal(today.add({ days: 1 }), '00:00'),
    idleSince: workingMinutesBefore(now, idleHours * 60, calendar),
    trendFrom: fromLocal(today.subtract({ days: TREND_DAYS - 1 }), '00:00'),
  };
}

async function scopeName(tx: Tx, centreId: string, scope: BoardScope, accounts: readonly Account[]) {
  if (scope.accountId !== undefined) {
    return accounts.find((account) => account.id === scope.accountId)?.displayName ?? '';
  }
  return scope.unitId === undefined
    ? ''
    : ((await listWorkplaces(tx, centreId)).find((unit) => unit.id === scope.unitId)?.name ?? '');
}

/**
 * The daily board of the centre, a unit or a person. Its figures take three statements whatever its size: dossiers, hall,
 * ratings. A head without more sees the own unit. @throws Problem `forbidden`
 */
export async function getDailyBoard(ctx: AppContext, actor: Actor, asked: BoardScope): Promise<DailyBoard> {
  const scope = allowed(actor, asked);
  const now = ctx.clock.now();
  const whole = scope.unitId === undefined && scope.accountId === undefined;
  return readOnly(ctx, actor, async (tx) => {
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const moments = await momentsOf(tx, now, compiled);
    const accounts = await listAccountsIn(tx);
    const { cells, days } = await readBoard(tx, scope, moments);
    return {
      at: now,
      scope,
      scopeName: await scopeName(tx, actor.centreId, scope, accounts),
      total: totalOf(cells),
      units: unitsOf(cells),
      people: peopleOf(cells, new Map(accounts.map((one) => [one.id, one.displayName]))),
      lateSteps: lateSteps(cells),
      days: whole ? everyDay(days, moments) : [],
      hall: whole ? await hallOfDay(tx, localDay(now), now) : null,
      ratings: whole ? await ratingsOfDay(tx, localDay(now)) : null,
    };
  });
}

/** A dossier behind a figure, with the step that used up its time. */
export interface WatchedLine extends FigureLine {
  /** Null while every step keeps its budget, or where the calendar does not reach. */
  readonly responsible: StepClock | null;
}

/** One page of the dossiers behind a figure. */
export interface FigureList {
  readonly at: Temporal.Instant;
  readonly scope: BoardScope;
  readonly lines: readonly WatchedLine[];
  /** Exactly the figure on the board. */
  readonly total: number;
  readonly calendar: CompiledCalendar;
  /** Who of the units on this page could take work over, who has most room first. */
  readonly people: readonly RoomFor[];
}

function blamed(line: FigureLine, now: Temporal.Instant, calendar: CompiledCalendar): StepClock | null {
  const facts = ClockFacts.parse(line.clocks);
  try {
    return responsibleStep(facts, now, calendar);
  } catch (error) {
    if (error instanceof CalendarError) {
      return null;
    }
    throw error;
  }
}

/** The dossiers behind a figure of the board, most urgent first. @throws Problem `forbidden` */
export async function listWatched(
  ctx: AppContext,
  actor: Actor,
  asked: {
    readonly figure: BoardFigure;
    readonly scope: BoardScope;
    readonly page?: number;
    readonly pageSize?: number;
  },
): Promise<FigureList> {
  const scope = allowed(actor, asked.scope);
  const now = ctx.clock.now();
  const limit = asked.pageSize ?? 50;
  return readOnly(ctx, actor, async (tx) => {
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const moments = await momentsOf(tx, now, compiled);
    const offset = ((asked.page ?? 1) - 1) * limit;
    const { lines, total } = await listFigure(tx, asked.figure, scope, moments, { limit, offset });
    const units = new Set(lines.map((line) => line.holder.unitId));
    return {
      at: now,
      scope,
      total,
      calendar: compiled,
      lines: lines.map((line) => ({ ...line, responsible: blamed(line, now, compiled) })),
      people: await listRoom(tx, actor.centreId, units, now),
    };
  });
}
