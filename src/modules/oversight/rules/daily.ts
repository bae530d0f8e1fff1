import { BOARD_FIGURES, type BoardCell, type BoardFigure } from '#modules/dossiers/schema/board.ts';

/** Figures of a unit, a person or a step. */
export type Counts = Readonly<Record<BoardFigure, number>>;

/** The figures of one unit. */
export interface UnitFigures {
  readonly unitId: string;
  readonly name: string;
  readonly counts: Counts;
}

/** The load of one person, or of what a unit has given to nobody. */
export interface PersonFigures {
  readonly unitId: string;
  readonly unitName: string;
  /** Null: given to nobody. */
  readonly accountId: string | null;
  readonly name: string;
  readonly counts: Counts;
  /** Of all dossiers in hand, 0 to 1. */
  readonly share: number;
}

/** Where late dossiers stand. */
export interface LateStep {
  readonly unitId: string;
  readonly unitName: string;
  readonly stepKey: string | null;
  readonly stepName: string;
  readonly late: number;
}

function sum(cells: readonly BoardCell[]): Counts {
  const totals = BOARD_FIGURES.map((figure) => [
    figure,
    cells.reduce((n, cell) => n + cell.counts[figure], 0),
  ]);
  return Object.fromEntries(totals) as Record<BoardFigure, number>;
}

function longest(names: readonly (string | null)[]): string {
  return names.reduce<string>((best, name) => ((name ?? '').length > best.length ? (name ?? '') : best), '');
}

/** The whole of a board. */
export function totalOf(cells: readonly BoardCell[]): Counts {
  return sum(cells);
}

/** By unit: most late first, then most that will be, then by name. */
export function unitsOf(cells: readonly BoardCell[]): readonly UnitFigures[] {
  return [...Map.groupBy(cells, (cell) => cell.unitId).entries()]
    .map(([unitId, own]) => ({
      unitId,
      name: longest(own.map((cell) => cell.unitName)),
      counts: sum(own),
    }))
    .sort(
      (a, b) =>
        b.counts.late - a.counts.late ||
        b.counts['will-be-late'] - a.counts['will-be-late'] ||
        a.name.localeCompare(b.name, 'vi'),
    );
}

/** By person with the share of all that is in hand: the heaviest load first. Who holds nothing is left out. */
export function peopleOf(
  cells: readonly BoardCell[],
  nameOf: ReadonlyMap<string, string>,
): readonly PersonFigures[] {
  const all = sum(cells)['in-hand'];
  return [...Map.groupBy(cells, (cell) => `${cell.unitId} ${cell.accountId ?? ''}`).values()]
    .map((own) => {
      const [first] = own;
      const counts = sum(own);
      const accountId = first?.accountId ?? null;
      return {
        unitId: first?.unitId ?? '',
        unitName: longest(own.map((cell) => cell.unitName)),
        accountId,
        name: longest(own.map((cell) => cell.personName)) || (nameOf.get(accountId ?? '') ?? ''),
        counts,
        share: all === 0 ? 0 : counts['in-hand'] / all,
      };
    })
    .filter(({ counts }) => BOARD_FIGURES.some((figure) => figure !== 'received' && counts[figure] > 0))
    .sort((a, b) => b.counts['in-hand'] - a.counts['in-hand'] || a.name.localeCompare(b.name, 'vi'));
}

/** At which steps the late dossiers stand, most first. */
export function lateSteps(cells: readonly BoardCell[]): readonly LateStep[] {
  return [
    ...Map.groupBy(
      cells.filter((cell) => cell.counts.late > 0),
      (cell) => `${cell.unitId} ${cell.stepKey ?? ''}`,
    ).values(),
  ]
    .map((own) => ({
      unitId: own[0]?.unitId ?? '',
      unitName: longest(own.map((cell) => cell.unitName)),
      stepKey: own[0]?.stepKey ?? null,
      stepName: longest(own.map((cell) => cell.stepName)),
      late: sum(own).late,
    }))
    .sort((a, b) => b.late - a.late || a.stepName.localeCompare(b.stepName, 'vi'));
}
