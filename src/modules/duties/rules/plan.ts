import type { Role } from '#platform/actor.ts';
import type { Duty, DutyRank, DutyScope } from '../schema.ts';

/** Somebody in a cell of a plan. */
export interface PlannedPerson {
  readonly accountId: string;
  /** Last day; null until further notice. */
  readonly validTo: string | null;
  /** The counter at which the person receives for this field. */
  readonly counterId: string | null;
}

/** What a plan says of one field or procedure in one role: everybody who does it from the plan's first day on. */
export interface PlanCell {
  readonly scope: DutyScope;
  readonly role: Role;
  readonly mains: readonly PlannedPerson[];
  readonly deputies: readonly PlannedPerson[];
}

/** A duty with the counter, as plans see it. */
export interface PlannedDuty extends Duty {
  readonly counterId: string | null;
}

/** What saving a plan does to the rows. `after` is the whole matrix as it will be. */
export interface PlanEffect {
  /** Rows that end, with their last day. */
  readonly ends: readonly { readonly duty: PlannedDuty; readonly lastDay: string }[];
  /** Rows that never began, or would begin under the plan: they go. */
  readonly removes: readonly PlannedDuty[];
  readonly adds: readonly Omit<PlannedDuty, 'id'>[];
  readonly after: readonly PlannedDuty[];
}

/** The text by which a scope is compared and carried in forms: "f:Đất đai", "p:1.012753". */
export function scopeKey(scope: DutyScope): string {
  return 'procedureCode' in scope ? `p:${scope.procedureCode}` : `f:${scope.fieldGroup}`;
}

/** {@link scopeKey} read back; null where it is none. */
export function readScopeKey(key: string): DutyScope | null {
  if (key.startsWith('p:') && /^p:\d{1,3}\.\d{6}$/.test(key)) {
    return { procedureCode: key.slice(2) };
  }
  return key.startsWith('f:') && key.length > 2 ? { fieldGroup: key.slice(2) } : null;
}

function inCell(duty: Duty, cell: Pick<PlanCell, 'scope' | 'role'>): boolean {
  return duty.role === cell.role && scopeKey(duty.scope) === scopeKey(cell.scope);
}

interface Wanted extends PlannedPerson {
  readonly rank: DutyRank;
}

/** Nobody twice in a cell: the first mention counts. */
function wantedOf(cell: PlanCell): readonly Wanted[] {
  const all = [
    ...cell.mains.map((person) => ({ ...person, rank: 'main' as const })),
    ...cell.deputies.map((person) => ({ ...person, rank: 'deputy' as const })),
  ];
  return all.filter((one, i) => all.findIndex((other) => other.accountId === one.accountId) === i);
}

function isSame(duty: PlannedDuty, wanted: Wanted, from: string): boolean {
  return (
    duty.accountId === wanted.accountId &&
    duty.rank === wanted.rank &&
    duty.validTo === wanted.validTo &&
    duty.counterId === wanted.counterId &&
    duty.validFrom <= from
  );
}

/**
 * What the cells of a plan do to the matrix from a day on. What stays as it is keeps its row and its first day; what
 * changes ends on the day before; earlier days are never touched. Cells that the plan does not name stay.
 * @param from first day of the plan
 */
export function applyPlan(
  duties: readonly PlannedDuty[],
  cells: readonly PlanCell[],
  from: string,
): PlanEffect {
  const dayBefore = Temporal.PlainDate.from(from).subtract({ days: 1 }).toString();
  const ends: { duty: PlannedDuty; lastDay: string }[] = [];
  const removes: PlannedDuty[] = [];
  const adds: Omit<PlannedDuty, 'id'>[] = [];
  for (const cell of cells) {
    const wanted = wantedOf(cell);
    const live = duties.filter(
      (duty) => inCell(duty, cell) && (duty.validTo === null || duty.validTo >= from),
    );
    const kept = new Set<Wanted>();
    for (const duty of live) {
      const same = wanted.find((one) => !kept.has(one) && isSame(duty, one, from));
      if (same !== undefined) {
        kept.add(same);
      } else if (duty.validFrom >= from) {
        removes.push(duty);
      } else {
        ends.push({ duty, lastDay: dayBefore });
      }
    }
    for (const { rank, accountId, validTo, counterId } of wanted.filter((one) => !kept.has(one))) {
      adds.push({ accountId, role: cell.role, scope: cell.scope, rank, validFrom: from, validTo, counterId });
    }
  }
  const gone = new Set(removes.map((duty) => duty.id));
  const ended = new Map(ends.map(({ duty, lastDay }) => [duty.id, lastDay]));
  const after = [
    ...duties
      .filter((duty) => !gone.has(duty.id))
      .map((duty) => ({ ...duty, validTo: ended.get(duty.id) ?? duty.validTo })),
    ...adds.map((duty, i) => ({ ...duty, id: `new-${i}` })),
  ];
  return { ends, removes, adds, after };
}

/** The cell as it stands on a day, before anybody changes it. */
export function cellOn(
  duties: readonly PlannedDuty[],
  cell: Pick<PlanCell, 'scope' | 'role'>,
  day: string,
): PlanCell {
  const here = duties
    .filter(
      (duty) => inCell(duty, cell) && duty.validFrom <= day && (duty.validTo === null || day <= duty.validTo),
    )
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const of = (rank: DutyRank): readonly PlannedPerson[] =>
    here
      .filter((duty) => duty.rank === rank)
      .map(({ accountId, validTo, counterId }) => ({ accountId, validTo, counterId }));
  return { scope: cell.scope, role: cell.role, mains: of('main'), deputies: of('deputy') };
}
