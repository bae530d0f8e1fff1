import { listUnitsIn } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Account } from '#modules/identity/schema.ts';
import { listProcessesIn } from '#modules/processes/queries.ts';
import type { Actor, Role } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { dutyPolicy } from './policy.ts';
import * as repo from './repo.ts';
import { chooseAssignee, type DutyGap, findAbsence, findGaps, holdsOn, type NeededDuty } from './rules.ts';
import type { Assignee, AssigneeRequest, Duty, DutyScope, Leave } from './schema.ts';
import { whyInWords } from './words.ts';

/**
 * Finds the person of a step and says why in Vietnamese: main officer, deputy while that one is away, the only one
 * there, or the unit's head. Null when nobody of the unit is there: the step then waits with the unit.
 */
export async function findAssignee(tx: Tx, request: AssigneeRequest): Promise<Assignee | null> {
  const [accounts, duties, leaves] = [
    await listAccountsIn(tx),
    await repo.listFor(tx, request),
    await repo.listLeavesAfter(tx, request.at),
  ];
  const choice = chooseAssignee({
    request,
    day: localDay(request.at),
    duties,
    leaves,
    staff: accounts
      .filter((account) => account.active)
      .map(({ id, displayName, unitId, roles }) => ({ accountId: id, name: displayName, unitId, roles })),
  });
  return choice === null
    ? null
    : {
        accountId: choice.member.accountId,
        name: choice.member.name,
        reason: choice.reason,
        why: whyInWords(choice, request.role),
      };
}

/** A person on the board, and until when they are away if they are. */
export interface BoardPerson {
  readonly dutyId: string;
  readonly name: string;
  readonly position: string;
  readonly phone: string | null;
  readonly unit: string;
  readonly awayUntil: Temporal.Instant | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** One line of the duty board: who does what for a field or procedure. */
export interface BoardLine {
  readonly scope: DutyScope;
  readonly role: Role;
  readonly mains: readonly BoardPerson[];
  readonly deputies: readonly BoardPerson[];
}

function linesOf(
  duties: readonly Duty[],
  accounts: readonly Account[],
  unitNames: ReadonlyMap<string, string>,
  leaves: readonly Leave[],
  at: Temporal.Instant,
): readonly BoardLine[] {
  const byId = new Map(accounts.filter((account) => account.active).map((account) => [account.id, account]));
  const lines = new Map<
    string,
    { scope: DutyScope; role: Role; mains: BoardPerson[]; deputies: BoardPerson[] }
  >();
  for (const duty of duties) {
    const account = byId.get(duty.accountId);
    if (account === undefined) {
      continue;
    }
    const key = `${JSON.stringify(duty.scope)} ${duty.role}`;
    const line = lines.get(key) ?? { scope: duty.scope, role: duty.role, mains: [], deputies: [] };
    lines.set(key, line);
    (duty.rank === 'main' ? line.mains : line.deputies).push({
      dutyId: duty.id,
      name: account.displayName,
      position: account.position,
      phone: account.phone,
      unit: unitNames.get(account.unitId) ?? '',
      awayUntil: findAbsence(leaves, account.id, at)?.to ?? null,
      validFrom: duty.validFrom,
      validTo: duty.validTo,
    });
  }
  return [...lines.values()];
}

/** What the steps of the processes in force need somebody for: each field group, in each role but the heads'. */
async function neededDuties(tx: Tx, day: Temporal.PlainDate): Promise<readonly NeededDuty[]> {
  const roles: readonly Role[] = ['receptionist', 'officer', 'commune-leader'];
  return (await listProcessesIn(tx, day)).flatMap((process) =>
    process.appliesTo.fieldGroups.flatMap((fieldGroup) =>
      roles
        .filter((role) => process.steps.some((step) => step.role === role))
        .map((role) => ({ scope: { fieldGroup }, role })),
    ),
  );
}

/** The duty board as citizens may see it: lines that hold today. Published by law (NĐ 118/2025 Điều 9 khoản 8). */
export async function getPublicBoard(ctx: AppContext, actor: Actor): Promise<readonly BoardLine[]> {
  const at = ctx.clock.now();
  const day = localDay(at);
  return readOnly(ctx, actor, async (tx) => {
    const duties = (await repo.listFrom(tx, day)).filter((duty) => holdsOn(duty, day));
    const units = new Map((await listUnitsIn(tx, actor.centreId)).map((unit) => [unit.id, unit.shortName]));
    return linesOf(duties, await listAccountsIn(tx), units, await repo.listLeavesAfter(tx, at), at);
  });
}

/** The matrix as the director works on it. */
export interface DutyMatrix {
  readonly lines: readonly BoardLine[];
  readonly gaps: readonly DutyGap[];
  readonly people: readonly Pick<Account, 'id' | 'displayName' | 'position' | 'roles'>[];
  readonly fieldGroups: readonly string[];
  readonly leaves: readonly (Leave & { readonly name: string })[];
}

/** Lines from today on, gaps of this moment, and what the forms need. @throws Problem `forbidden` */
export async function getMatrix(ctx: AppContext, actor: Actor): Promise<DutyMatrix> {
  authorise(dutyPolicy, actor, 'read', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const day = localDay(at);
  return readOnly(ctx, actor, async (tx) => {
    const duties = await repo.listFrom(tx, day);
    const accounts = await listAccountsIn(tx);
    const units = new Map((await listUnitsIn(tx, actor.centreId)).map((unit) => [unit.id, unit.shortName]));
    const leaves = await repo.listLeavesAfter(tx, at);
    const needed = await neededDuties(tx, day);
    const fieldGroups = [...needed.map((n) => n.scope), ...duties.map((d) => d.scope)].flatMap((scope) =>
      'fieldGroup' in scope ? [scope.fieldGroup] : [],
    );
    return {
      lines: linesOf(duties, accounts, units, leaves, at),
      gaps: findGaps(needed, duties, leaves, at, day),
      people: accounts.filter((account) => account.active),
      fieldGroups: [...new Set(fieldGroups)].sort((a, b) => a.localeCompare(b, 'vi')),
      leaves: leaves.map((leave) => ({
        ...leave,
        name: accounts.find((account) => account.id === leave.accountId)?.displayName ?? '',
      })),
    };
  });
}
