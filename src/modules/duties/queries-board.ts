import { listCountersIn, listUnitsIn } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Account } from '#modules/identity/schema.ts';
import type { Actor, Role } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import * as repo from './repo.ts';
import { listAuthorities } from './repo-authority.ts';
import * as plans from './repo-plans.ts';
import { type PlannedDuty, scopeKey } from './rules/plan.ts';
import { chooseAssignee, findAbsence, holdsOn } from './rules.ts';
import type { DutyScope, Leave } from './schema.ts';

/** A person on the board, and until when they are away if they are. */
export interface BoardPerson {
  readonly dutyId: string;
  readonly name: string;
  readonly position: string;
  readonly phone: string | null;
  readonly unit: string;
  /** Number of the counter at which the person receives for this field. */
  readonly counter: number | null;
  readonly awayUntil: Temporal.Instant | null;
}

/** One line of the duty board: who does what for a field or procedure. */
export interface BoardLine {
  readonly scope: DutyScope;
  readonly role: Role;
  readonly mains: readonly BoardPerson[];
  readonly deputies: readonly BoardPerson[];
  /** Who takes the work at this moment where no main one is there; null where a main one is, or nobody at all. */
  readonly standIn: { readonly name: string; readonly position: string } | null;
}

/** The board at an instant. */
export interface PublicBoard {
  readonly at: Temporal.Instant;
  readonly lines: readonly BoardLine[];
}

interface Facts {
  readonly at: Temporal.Instant;
  readonly centreId: string;
  readonly duties: readonly PlannedDuty[];
  readonly accounts: readonly Account[];
  readonly leaves: readonly Leave[];
  readonly authorised: (scope: DutyScope) => ReadonlySet<string>;
  readonly named: ReadonlyMap<string, { readonly name: string; readonly position: string }>;
  readonly unitNames: ReadonlyMap<string, string>;
  readonly counters: ReadonlyMap<string, number>;
}

function personOf(duty: PlannedDuty, facts: Facts): BoardPerson | null {
  const account = facts.accounts.find((one) => one.id === duty.accountId);
  const named = facts.named.get(duty.accountId);
  if (account === undefined && named === undefined) {
    return null;
  }
  return {
    dutyId: duty.id,
    name: account?.displayName ?? named?.name ?? '',
    position: account?.position ?? named?.position ?? '',
    phone: account?.phone ?? null,
    unit: facts.unitNames.get(account?.unitId ?? '') ?? '',
    counter: facts.counters.get(duty.counterId ?? '') ?? null,
    awayUntil: findAbsence(facts.leaves, duty.accountId, facts.at)?.to ?? null,
  };
}

/** Who the work flows to now, by the same rule that gives out dossiers. */
function standInFor(line: readonly PlannedDuty[], facts: Facts): BoardLine['standIn'] {
  const [first] = line;
  const seat = facts.accounts.find((account) => account.id === first?.accountId)?.unitId;
  if (first === undefined || seat === undefined) {
    return null;
  }
  const { scope, role } = first;
  const choice = chooseAssignee({
    request: {
      centreId: facts.centreId,
      procedureCode: 'procedureCode' in scope ? scope.procedureCode : '',
      fieldGroup: 'fieldGroup' in scope ? scope.fieldGroup : '',
      unitId: seat,
      role,
      at: facts.at,
    },
    day: localDay(facts.at),
    duties: facts.duties,
    leaves: facts.leaves,
    authorised: facts.authorised(scope),
    staff: facts.accounts.map(({ id, displayName, unitId, roles }) => ({
      accountId: id,
      name: displayName,
      unitId,
      roles,
    })),
  });
  const account = facts.accounts.find((one) => one.id === choice?.member.accountId);
  return account === undefined ? null : { name: account.displayName, position: account.position };
}

function lineOf(duties: readonly PlannedDuty[], facts: Facts): BoardLine[] {
  const [first] = duties;
  if (first === undefined) {
    return [];
  }
  const of = (rank: PlannedDuty['rank']) =>
    duties
      .filter((duty) => duty.rank === rank)
      .flatMap((duty) => {
        const person = personOf(duty, facts);
        return person === null ? [] : [person];
      });
  const mains = of('main');
  const isThere = mains.some((person) => person.awayUntil === null);
  const byRank = duties.toSorted((a, b) => (a.rank === b.rank ? 0 : a.rank === 'main' ? -1 : 1));
  return [
    {
      scope: first.scope,
      role: first.role,
      mains,
      deputies: of('deputy'),
      standIn: isThere ? null : standInFor(byRank, facts),
    },
  ];
}

/**
 * The duty board as citizens may see it, at this moment: lines that hold today, who is away, who stands in. Published by
 * law (NĐ 118/2025 Điều 9 khoản 8), so without a right to ask for.
 */
export async function getPublicBoard(ctx: AppContext, actor: Actor): Promise<PublicBoard> {
  const at = ctx.clock.now();
  const day = localDay(at);
  return readOnly(ctx, actor, async (tx) => {
    const authorities = await listAuthorities(tx, day);
    const facts: Facts = {
      at,
      centreId: actor.centreId,
      duties: (await repo.listFrom(tx, day)).filter((duty) => holdsOn(duty, day)),
      accounts: (await listAccountsIn(tx)).filter((account) => account.active),
      leaves: await repo.listLeavesAfter(tx, at),
      authorised: (scope) =>
        new Set(
          authorities
            .filter((authority) => scopeKey(authority.scope) === scopeKey(scope))
            .map(({ accountId }) => accountId),
        ),
      named: new Map((await plans.listNamed(tx)).map((person) => [person.id, person])),
      unitNames: new Map((await listUnitsIn(tx, actor.centreId)).map((unit) => [unit.id, unit.shortName])),
      counters: new Map((await listCountersIn(tx)).map((counter) => [counter.id, counter.number])),
    };
    const grouped = Map.groupBy(facts.duties, (duty) => `${duty.role} ${scopeKey(duty.scope)}`);
    const lines = [...grouped.values()].flatMap((duties) => lineOf(duties, facts));
    return { at, lines: lines.filter((line) => line.mains.length + line.deputies.length > 0) };
  });
}
