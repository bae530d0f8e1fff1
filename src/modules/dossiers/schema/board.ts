import { z } from 'zod';

/**
 * A figure of the daily board; each is the length of its own list. `received`: came in today, whatever became of it.
 * The others are open dossiers: `in-hand` works on them run (the citizen is not asked), `waiting` for the citizen,
 * `due-today` still in time, `will-be-late` when the later steps need more than is left, `late` past the judged date, `to-close` waiting past
 * its closing limit (a person decides, Đ19 k.5),
 * `idle` for want of any act, `offered` and not accepted: of the unit that was offered them,
 * `promised` with an apology and a new date.
 */
export const BOARD_FIGURES = [
  'received',
  'in-hand',
  'due-today',
  'will-be-late',
  'late',
  'waiting',
  'to-close',
  'idle',
  'offered',
  'promised',
] as const;
export const BoardFigure = z.enum(BOARD_FIGURES);
export type BoardFigure = z.infer<typeof BoardFigure>;

/** Moments that the figures are counted by. */
export interface BoardMoments {
  readonly now: Temporal.Instant;
  readonly startOfToday: Temporal.Instant;
  readonly endOfToday: Temporal.Instant;
  /** What has not been touched since is idle. */
  readonly idleSince: Temporal.Instant;
  /** The trend begins with this local day. */
  readonly trendFrom: Temporal.Instant;
}

/** Whose dossiers: all of the centre, of a unit, of a person; `nobody` is what its unit has given to no one. */
export interface BoardScope {
  readonly unitId?: string | undefined;
  readonly accountId?: string | 'nobody' | undefined;
  readonly stepKey?: string | undefined;
}

/** The figures of one unit, person and step. */
export interface BoardCell {
  readonly unitId: string;
  readonly unitName: string;
  readonly accountId: string | null;
  readonly personName: string | null;
  readonly stepKey: string | null;
  readonly stepName: string | null;
  readonly counts: Readonly<Record<BoardFigure, number>>;
}

/** One local day of the trend. */
export interface BoardDay {
  readonly day: Temporal.PlainDate;
  readonly received: number;
  readonly settled: number;
  readonly settledLate: number;
}

/** What the daily board is drawn from. */
export interface BoardFacts {
  readonly cells: readonly BoardCell[];
  readonly days: readonly BoardDay[];
}
