import type { Role } from '#platform/actor.ts';
import type {
  AssigneeRequest,
  AssignmentReason,
  Duty,
  DutyRank,
  DutyScope,
  Leave,
  StaffMember,
} from './schema.ts';

/** Whether a duty holds on a day; both ends of its span are included. */
export function holdsOn(duty: Pick<Duty, 'validFrom' | 'validTo'>, day: Temporal.PlainDate): boolean {
  const iso = day.toString();
  return duty.validFrom <= iso && (duty.validTo === null || iso <= duty.validTo);
}

/** The absence that covers the instant, if the person is away then. */
export function findAbsence(leaves: readonly Leave[], accountId: string, at: Temporal.Instant): Leave | null {
  const covering = leaves.filter(
    (leave) =>
      leave.accountId === accountId &&
      Temporal.Instant.compare(leave.from, at) <= 0 &&
      Temporal.Instant.compare(at, leave.to) < 0,
  );
  return covering.reduce<Leave | null>(
    (latest, leave) =>
      latest === null || Temporal.Instant.compare(leave.to, latest.to) > 0 ? leave : latest,
    null,
  );
}

/** How closely a duty fits a procedure: 2 named by code, 1 by its field, 0 not at all. */
function fit(scope: DutyScope, request: Pick<AssigneeRequest, 'procedureCode' | 'fieldGroup'>): 0 | 1 | 2 {
  if ('procedureCode' in scope) {
    return scope.procedureCode === request.procedureCode ? 2 : 0;
  }
  return scope.fieldGroup === request.fieldGroup ? 1 : 0;
}

/** The answer of the rule, before it is put into words. */
export interface Choice {
  readonly member: StaffMember;
  readonly reason: AssignmentReason;
  /** What the duty covers; for the last two reasons, what nobody covers. */
  readonly scope: DutyScope;
  /** For `deputy-for`: who is away, and until when. */
  readonly absent: { readonly name: string; readonly until: Temporal.Instant } | null;
}

/** What the rule looks at: the staff who may work, the duties, who is away, on which local day. */
export interface AssignmentFacts {
  readonly request: AssigneeRequest;
  readonly day: Temporal.PlainDate;
  readonly duties: readonly Duty[];
  readonly staff: readonly StaffMember[];
  readonly leaves: readonly Leave[];
  /** The role of the head of the unit that does the step: director for the centre, unit head elsewhere. */
  readonly headRoles?: readonly Role[];
}

const HEAD_ROLES: readonly Role[] = ['unit-head', 'centre-director'];

function byName(a: StaffMember, b: StaffMember): number {
  return a.name.localeCompare(b.name, 'vi') || (a.accountId < b.accountId ? -1 : 1);
}

function choiceByDuty(facts: AssignmentFacts, able: readonly StaffMember[]): Choice | null {
  const { request, day, duties, leaves } = facts;
  const fitting = duties
    .filter((duty) => duty.role === request.role && holdsOn(duty, day))
    .map((duty) => ({
      duty,
      fit: fit(duty.scope, request),
      member: able.find((m) => m.accountId === duty.accountId),
    }))
    .flatMap(({ duty, fit: how, member }) =>
      how === 0 || member === undefined ? [] : [{ duty, how, member }],
    )
    .sort((a, b) => b.how - a.how || byName(a.member, b.member));
  for (const how of [2, 1] as const) {
    const layer = fitting.filter((entry) => entry.how === how);
    const here = (rank: DutyRank) =>
      layer.find((e) => e.duty.rank === rank && findAbsence(leaves, e.member.accountId, request.at) === null);
    const main = here('main');
    if (main !== undefined) {
      return { member: main.member, reason: 'main', scope: main.duty.scope, absent: null };
    }
    const deputy = here('deputy');
    if (deputy !== undefined) {
      const away = layer.find((e) => e.duty.rank === 'main');
      const absence = away === undefined ? null : findAbsence(leaves, away.member.accountId, request.at);
      return away === undefined || absence === null
        ? { member: deputy.member, reason: 'deputy', scope: deputy.duty.scope, absent: null }
        : {
            member: deputy.member,
            reason: 'deputy-for',
            scope: deputy.duty.scope,
            absent: { name: away.member.name, until: absence.to },
          };
    }
  }
  return null;
}

/**
 * Who does a step: the main officer of the procedure or else of its field; the deputy when that one is away; else the
 * only one of the unit who holds the role and is there; else the unit's head, who assigns (Điều 19 khoản 1
 * NĐ 118/2025). Null when nobody of the unit is there: the step then waits with the unit and shows as a gap.
 * A person counts only while holding the role in the unit that does the step.
 */
export function chooseAssignee(facts: AssignmentFacts): Choice | null {
  const { request, staff, leaves } = facts;
  const ofUnit = staff.filter((member) => member.unitId === request.unitId);
  const able = ofUnit.filter((member) => member.roles.includes(request.role));
  const byDuty = choiceByDuty(facts, able);
  if (byDuty !== null) {
    return byDuty;
  }
  const scope: DutyScope = { fieldGroup: request.fieldGroup };
  const present = (member: StaffMember) => findAbsence(leaves, member.accountId, request.at) === null;
  const there = able.filter(present);
  const [only] = there;
  if (only !== undefined && there.length === 1) {
    return { member: only, reason: 'only-one', scope, absent: null };
  }
  const headRoles = facts.headRoles ?? HEAD_ROLES;
  const head = ofUnit
    .filter((member) => member.roles.some((role) => headRoles.includes(role)) && present(member))
    .sort(byName)[0];
  return head === undefined ? null : { member: head, reason: 'unit-head', scope, absent: null };
}

/** What is missing or double in the matrix for one scope and role on one day. */
export interface DutyGap {
  readonly scope: DutyScope;
  readonly role: Role;
  readonly kind: 'no-main' | 'no-deputy' | 'two-mains' | 'all-away';
  /** For `two-mains`, how many. */
  readonly count: number;
}

/** What must be covered: each field group or procedure that the centre serves, in each role of its steps. */
export interface NeededDuty {
  readonly scope: DutyScope;
  readonly role: Role;
}

function sameScope(a: DutyScope, b: DutyScope): boolean {
  return 'procedureCode' in a
    ? 'procedureCode' in b && a.procedureCode === b.procedureCode
    : 'fieldGroup' in b && a.fieldGroup === b.fieldGroup;
}

/**
 * Gaps and overlaps of the matrix at an instant ("không chồng chéo hoặc bỏ sót"): no main officer, no deputy, two main
 * officers, or everybody away. A procedure of its own is judged by its own lines only.
 */
export function findGaps(
  needed: readonly NeededDuty[],
  duties: readonly Duty[],
  leaves: readonly Leave[],
  at: Temporal.Instant,
  day: Temporal.PlainDate,
): readonly DutyGap[] {
  return needed.flatMap(({ scope, role }): DutyGap[] => {
    const lines = duties.filter((d) => d.role === role && sameScope(d.scope, scope) && holdsOn(d, day));
    const mains = lines.filter((d) => d.rank === 'main');
    const gaps: DutyGap[] = [];
    if (mains.length === 0) {
      gaps.push({ scope, role, kind: 'no-main', count: 0 });
    }
    if (mains.length > 1) {
      gaps.push({ scope, role, kind: 'two-mains', count: mains.length });
    }
    if (lines.length === mains.length) {
      gaps.push({ scope, role, kind: 'no-deputy', count: 0 });
    }
    if (lines.length > 0 && lines.every((d) => findAbsence(leaves, d.accountId, at) !== null)) {
      gaps.push({ scope, role, kind: 'all-away', count: lines.length });
    }
    return gaps;
  });
}

/** Main officers whose span overlaps a new main duty of the same scope and role: reasons to refuse it. */
export function overlappingMains(
  duties: readonly Duty[],
  wanted: Pick<Duty, 'role' | 'scope' | 'rank' | 'validFrom' | 'validTo'>,
): readonly Duty[] {
  if (wanted.rank !== 'main') {
    return [];
  }
  return duties.filter(
    (duty) =>
      duty.rank === 'main' &&
      duty.role === wanted.role &&
      sameScope(duty.scope, wanted.scope) &&
      (wanted.validTo === null || duty.validFrom <= wanted.validTo) &&
      (duty.validTo === null || wanted.validFrom <= duty.validTo),
  );
}
