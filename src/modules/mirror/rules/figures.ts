/** What the figures of the mirror count: only what the source tells. Pure. */

/** Statuses that work runs in: received (2) and processing (4). A filing that nobody received yet (1) has no term. */
export const RUNNING = [2, 4] as const;
/** The citizen's turn: papers (5) or money (6). Never late. */
export const WAITING = [5, 6] as const;
/** Settled: a result is there (9) or given (10). */
export const SETTLED = [9, 10] as const;
/** Ended otherwise: withdrawn (7), stopped (8). */
export const WITHDRAWN = 7;
export const STOPPED = 8;
/** Never received (1: not yet, 3: refused): in no figure. */
export const NOT_RECEIVED = [1, 3] as const;

/**
 * Figures of a board over mirrored dossiers, each the length of its list. Who holds a dossier at which step is not told by the source, so nothing here says what
 * will be late by its steps, what is idle or offered.
 */
export const MIRROR_FIGURES = [
  'received',
  'in-hand',
  'due-today',
  'soon',
  'late',
  'waiting',
  'settled',
  'to-return',
] as const;
export type MirrorFigure = (typeof MIRROR_FIGURES)[number];

/** Counts of one unit, or of all. */
export type MirrorCounts = Readonly<Record<MirrorFigure, number>>;

/** Adds counts up. */
export function totalCounts(all: readonly MirrorCounts[]): MirrorCounts {
  const sums = MIRROR_FIGURES.map((figure) => [figure, all.reduce((n, one) => n + one[figure], 0)]);
  return Object.fromEntries(sums) as Record<MirrorFigure, number>;
}

/** Whether work on a mirrored dossier is past its date. */
export function isLate(
  { status, dueAt }: { readonly status: number; readonly dueAt: Temporal.Instant | null },
  now: Temporal.Instant,
): boolean {
  return RUNNING.some((one) => one === status) && dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0;
}

/** Figures of a period, and how many dossiers are in none of them because the source leaves a date out. */
export interface MirrorPeriodFigures {
  readonly carriedOver: number;
  readonly received: number;
  readonly early: number;
  readonly onTime: number;
  readonly late: number;
  readonly withdrawn: number;
  readonly stopped: number;
  readonly inTerm: number;
  readonly overdue: number;
}

/** Dossiers that no figure of a period has, by the date that is missing. */
export interface MirrorLacking {
  readonly received: number;
  readonly due: number;
  readonly ended: number;
}
