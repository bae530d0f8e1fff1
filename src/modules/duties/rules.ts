import type { Role } from '#platform/actor.ts';
import { type Candidate, type Load, suggest } from './rules/load.ts';
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
  /** The first day of the duty that decided; null where no duty did. */
  readonly since: string | null;
  /** Those who stand equal in the matrix, the chosen one among them, least loaded first; one where nobody else does. */
  readonly equals: readonly Candidate[];
}

/** What the rule looks at: the staff who may work, the duties, who is away, on which local day. */
export interface AssignmentFacts {
  readonly request: AssigneeRequest;
  readonly day: Temporal.PlainDate;
  readonly duties: readonly Duty[];
  readonly staff: readonly StaffMember[];
  readonly leaves: readonly Leave[];
  /** Who, not holding the role in the unit, may do it by written authority on that day. */
  readonly authorised?: ReadonlySet<string>;
  /** Work held by each person; decides between those who stand equal. */
  readonly loads?: ReadonlyMap<string, Load>;
  /** The role of the head of the unit that does the step: director for the centre, unit head elsewhere. */
  readonly headRoles?: readonly Role[];
}

const HEAD_ROLES: readonly Role[] = ['unit-head', 'centre-director'];

function byName(a: StaffMember, b: StaffMember): number {
  return a.name.localeCompare(b.name, 'vi') || (a.accountId < b.accountId ? -1 : 1);
}

/** Whether the person can take work now: not away, and not the one who hands it on. */
function isThere({ request, leaves }: AssignmentFacts, member: StaffMember): boolean {
  return member.accountId !== request.except && findAbsence(leaves, member.accountId, request.at) === null;
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
      leastLoaded(
        layer.filter((e) => e.duty.rank === rank && isThere(facts, e.member)),
        facts.loads,
      );
    const main = here('main');
    if (main !== null) {
      return { ...main, reason: 'main', absent: null };
    }
    const deputy = here('deputy');
    if (deputy !== null) {
      const away = layer.find((e) => e.duty.rank === 'main');
      const absence = away === undefined ? null : findAbsence(leaves, away.member.accountId, request.at);
      return away === undefined || absence === null
        ? { ...deputy, reason: 'deputy', absent: null }
        : { ...deputy, reason: 'deputy-for', absent: { name: away.member.name, until: absence.to } };
    }
  }
  return null;
}

interface Fitting {
  readonly duty: Duty;
  readonly member: StaffMember;
}

/** Of people who stand equal the one with the least work left; the stable order of {@link suggest} parts the rest. */
function leastLoaded(
  equal: readonly Fitting[],
  loads: AssignmentFacts['loads'],
): Pick<Choice, 'member' | 'scope' | 'since' | 'equals'> | null {
  const people = [...new Map(equal.map((e) => [e.member.accountId, e])).values()];
  const equals = suggest(
    people.map(({ member: { accountId, name } }) => ({ accountId, name, load: loads?.get(accountId) })),
  );
  const first = equal.find((e) => e.member.accountId === equals[0]?.accountId);
  return first === undefined
    ? null
    : { member: first.member, scope: first.duty.scope, since: first.duty.validFrom, equals };
}

/**
 * Who does a step: the main officer of the procedure or else of its field; the deputy when that one is away; else the
 * only one of the unit who holds the role and is there; else the unit's head, who assigns (Điều 19 khoản 1
 * NĐ 118/2025). Null when nobody of the unit is there: the step then waits with the unit and shows as a gap.
 * A person counts only while holding the role in the unit that does the step.
 */
export function chooseAssignee(facts: AssignmentFacts): Choice | null {
  const { request, staff } = facts;
  const ofUnit = staff.filter((member) => member.unitId === request.unitId);
  const able = ofUnit.filter((member) => member.roles.includes(request.role));
  const byAuthority = staff.filter((member) => facts.authorised?.has(member.accountId) === true);
  const byDuty = choiceByDuty(facts, [...able, ...byAuthority.filter((member) => !able.includes(member))]);
  if (byDuty !== null) {
    return byDuty;
  }
  const scope: DutyScope = { fieldGroup: request.fieldGroup };
  const present = (member: StaffMember) => isThere(facts, member);
  const there = able.filter(present);
  const [only] = there;
  if (only !== undefined && there.length === 1) {
    return { member: only, reason: 'only-one', scope, absent: null, since: null, equals: [only] };
  }
  const headRoles = facts.headRoles ?? HEAD_ROLES;
  const head = ofUnit
    .filter((member) => member.roles.some((role) => headRoles.includes(role)) && present(member))
    .sort(byName)[0];
  return head === undefined
    ? null
    : { member: head, reason: 'unit-head', scope, absent: null, since: null, equals: [head] };
}

function sameScope(a: DutyScope, b: DutyScope): boolean {
  return 'procedureCode' in a
    ? 'procedureCode' in b && a.procedureCode === b.procedureCode
    : 'fieldGroup' in b && a.fieldGroup === b.fieldGroup;
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
