import type { Role } from '#platform/actor.ts';
import type { Duty, DutyScope, Leave } from '../schema.ts';

/**
 * What may be wrong with one field or procedure in one role: nobody is main; the main one has no deputy; several are main
 * at once; everybody named is away at some working time; somebody is named who cannot take work (no account yet, left, or
 * without the role).
 */
export const FINDING_KINDS = ['no-main', 'two-mains', 'all-away', 'no-deputy', 'cannot-work'] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

/** What must be covered. A procedure of its own is helped by the people of its field. */
export interface Need {
  readonly scope: DutyScope;
  readonly role: Role;
  /** The field group of a single procedure; null for a field, or where the catalogue does not know it. */
  readonly fieldGroup: string | null;
}

/** One finding over a stretch of days, both ends included; every working day between has it. */
export interface CoverageFinding {
  readonly kind: FindingKind;
  readonly scope: DutyScope;
  readonly role: Role;
  readonly from: string;
  readonly to: string;
  /** Whom it is about: the mains, those who are away, those who cannot work. Sorted. */
  readonly people: readonly string[];
}

/** A working day and its hours; ends of hours are not included. */
export interface WorkDay {
  readonly day: string;
  readonly hours: readonly { readonly from: Temporal.Instant; readonly to: Temporal.Instant }[];
}

/** What the rule looks at. */
export interface CoverageFacts {
  readonly needs: readonly Need[];
  readonly duties: readonly Duty[];
  readonly leaves: readonly Leave[];
  /** Working days of the period in order. */
  readonly days: readonly WorkDay[];
  /** Whether the person may take such work at all: active, with the role or a written authority. */
  readonly able: (accountId: string, role: Role, scope: DutyScope, day: string) => boolean;
}

/** How closely a duty fits: 2 by the procedure, 1 by its field, 0 not at all. */
function layerOf(duty: Duty, need: Need): 0 | 1 | 2 {
  if (duty.role !== need.role) {
    return 0;
  }
  if ('procedureCode' in need.scope) {
    return 'procedureCode' in duty.scope
      ? duty.scope.procedureCode === need.scope.procedureCode
        ? 2
        : 0
      : duty.scope.fieldGroup === need.fieldGroup
        ? 1
        : 0;
  }
  return 'fieldGroup' in duty.scope && duty.scope.fieldGroup === need.scope.fieldGroup ? 2 : 0;
}

const sorted = (people: Iterable<string>): readonly string[] => [...new Set(people)].sort();

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Times in which a person is away, joined and in order. */
function absencesOf(leaves: readonly Leave[], accountId: string): readonly Span[] {
  const own = leaves
    .filter((leave) => leave.accountId === accountId)
    .map((leave) => ({ from: leave.from.epochMilliseconds, to: leave.to.epochMilliseconds }))
    .sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of own) {
    const last = joined.at(-1);
    if (last !== undefined && span.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(span.to, last.to) };
    } else {
      joined.push(span);
    }
  }
  return joined;
}

function meet(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  return a.flatMap((one) =>
    b.flatMap((two) => {
      const from = Math.max(one.from, two.from);
      const to = Math.min(one.to, two.to);
      return from < to ? [{ from, to }] : [];
    }),
  );
}

/** Whether all of the people are away at one moment of the day's hours. */
function allAway(
  people: readonly string[],
  day: WorkDay,
  absences: ReadonlyMap<string, readonly Span[]>,
): boolean {
  const hours = day.hours.map(({ from, to }) => ({ from: from.epochMilliseconds, to: to.epochMilliseconds }));
  const common = people.reduce<readonly Span[]>((left, id) => meet(left, absences.get(id) ?? []), hours);
  return people.length > 0 && common.length > 0;
}

interface DayFinding {
  readonly kind: FindingKind;
  readonly people: readonly string[];
}

/** What is wrong with those who are named on a day, leave aside. */
function judge(
  named: readonly { readonly duty: Duty; readonly layer: 1 | 2 }[],
  able: (id: string) => boolean,
) {
  const cannot = named.filter(({ duty }) => !able(duty.accountId)).map(({ duty }) => duty.accountId);
  const there = named.filter(({ duty }) => able(duty.accountId));
  const people = sorted(there.map(({ duty }) => duty.accountId));
  const mainsOf = (layer: 1 | 2) =>
    sorted(there.filter((e) => e.layer === layer && e.duty.rank === 'main').map((e) => e.duty.accountId));
  const mains = mainsOf(2).length > 0 ? mainsOf(2) : mainsOf(1);
  const findings: DayFinding[] = [];
  if (mains.length === 0) {
    findings.push({ kind: 'no-main', people: [] });
  }
  if (mains.length > 1) {
    findings.push({ kind: 'two-mains', people: mains });
  }
  if (mains.length > 0 && people.length < 2) {
    findings.push({ kind: 'no-deputy', people: mains });
  }
  if (cannot.length > 0) {
    findings.push({ kind: 'cannot-work', people: sorted(cannot) });
  }
  return { people, findings };
}

/** First days on which something about the duties changes, within the period. */
function turns(duties: readonly Duty[], first: string): readonly string[] {
  const next = (day: string) => Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  return sorted([
    first,
    ...duties.flatMap((duty) => [duty.validFrom, ...(duty.validTo === null ? [] : [next(duty.validTo)])]),
  ]).filter((day) => day >= first);
}

function findingsOf(need: Need, facts: CoverageFacts, absences: ReadonlyMap<string, readonly Span[]>) {
  const { days } = facts;
  const first = days[0]?.day;
  if (first === undefined) {
    return [];
  }
  const fitting = facts.duties.flatMap((duty) => {
    const layer = layerOf(duty, need);
    return layer === 0 ? [] : [{ duty, layer }];
  });
  const open = new Map<string, CoverageFinding>();
  const closed: CoverageFinding[] = [];
  const points = turns(
    fitting.map(({ duty }) => duty),
    first,
  );
  const note = (day: string, found: readonly DayFinding[]) => {
    const keys = new Set(found.map(({ kind, people }) => `${kind} ${people.join()}`));
    for (const [key, finding] of open) {
      if (!keys.has(key)) {
        closed.push(finding);
        open.delete(key);
      }
    }
    for (const { kind, people } of found) {
      const key = `${kind} ${people.join()}`;
      const from = open.get(key)?.from ?? day;
      open.set(key, { kind, people, scope: need.scope, role: need.role, from, to: day });
    }
  };
  points.forEach((from, i) => {
    const until = points[i + 1];
    const named = fitting.filter(
      ({ duty }) => duty.validFrom <= from && (duty.validTo === null || from <= duty.validTo),
    );
    for (const day of days.filter((one) => one.day >= from && (until === undefined || one.day < until))) {
      const { people, findings } = judge(named, (id) => facts.able(id, need.role, need.scope, day.day));
      note(day.day, allAway(people, day, absences) ? [...findings, { kind: 'all-away', people }] : findings);
    }
  });
  return [...closed, ...open.values()];
}

/**
 * Gaps and overlaps of the duty matrix over the working days of a period ("không chồng chéo hoặc bỏ sót", Điều 9,
 * Điều 12 khoản 2 NĐ 118/2025), absences included. In the order of kind, day and scope; the order of rows does not matter.
 */
export function checkCoverage(facts: CoverageFacts): readonly CoverageFinding[] {
  const ids = new Set(facts.duties.map((duty) => duty.accountId));
  const absences = new Map([...ids].map((id) => [id, absencesOf(facts.leaves, id)]));
  return facts.needs
    .flatMap((need) => findingsOf(need, facts, absences))
    .sort(
      (a, b) =>
        FINDING_KINDS.indexOf(a.kind) - FINDING_KINDS.indexOf(b.kind) ||
        (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0) ||
        (a.from < b.from ? -1 : a.from > b.from ? 1 : 0),
    );
}

/** What a finding is about, without its days: by it a reason is kept and known again. */
export function keyOf(finding: Pick<CoverageFinding, 'kind' | 'scope' | 'role'>): string {
  const scope =
    'procedureCode' in finding.scope ? `p:${finding.scope.procedureCode}` : `f:${finding.scope.fieldGroup}`;
  return `${finding.kind} ${finding.role} ${scope}`;
}
