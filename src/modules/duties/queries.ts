import { getAgencyIn } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Tx } from '#platform/db/tx.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { authorityMessages } from './authority-messages.ts';
import * as repo from './repo.ts';
import { listAuthoritiesFor } from './repo-authority.ts';
import type { Load } from './rules/load.ts';
import { type AssignmentFacts, chooseAssignee, findAbsence } from './rules.ts';
import type { Assignee, AssigneeRequest } from './schema.ts';
import { whyInWords } from './words.ts';

/** Measures what people hold; asked only where several stand equal. */
type LoadsOf = (accountIds: readonly string[]) => Promise<ReadonlyMap<string, Load>>;

/**
 * Finds the person of a step and says why in Vietnamese: main officer, deputy while that one is away, the only one
 * there, or the unit's head. Where several stand equal the least loaded takes it. For signing, those with written
 * authority count as well, whatever their unit. Null when nobody of the unit is there: the step then waits with the unit.
 */
export async function findAssignee(
  tx: Tx,
  request: AssigneeRequest,
  loadsOf?: LoadsOf,
): Promise<Assignee | null> {
  const day = localDay(request.at);
  const accounts = (await listAccountsIn(tx)).filter((account) => account.active);
  const authorities = request.role === 'commune-leader' ? await listAuthoritiesFor(tx, request, day) : [];
  const facts: AssignmentFacts = {
    request,
    day,
    duties: await repo.listFor(tx, request),
    leaves: await repo.listLeavesAfter(tx, request.at),
    authorised: new Set(authorities.map(({ accountId }) => accountId)),
    staff: accounts.map(({ id, displayName, unitId, roles }) => ({
      accountId: id,
      name: displayName,
      unitId,
      roles,
    })),
  };
  const first = chooseAssignee(facts);
  const choice =
    first === null || first.equals.length < 2 || loadsOf === undefined
      ? first
      : chooseAssignee({
          ...facts,
          loads: await loadsOf(first.equals.map(({ accountId }) => accountId)),
        });
  if (choice === null) {
    return null;
  }
  const { accountId, name, unitId } = choice.member;
  const found = { accountId, name, reason: choice.reason, why: whyInWords(choice, request.role) };
  if (unitId === request.unitId) {
    return found;
  }
  const unit = await getAgencyIn(tx, unitId);
  return { ...found, unit: { id: unit.id, name: unit.name } };
}

/**
 * The written authority by which somebody may sign results of a procedure on a day, as histories name it ("Ký theo ủy
 * quyền: Quyết định số 12/QĐ-UBND ngày 01/05/2026"); null when there is none.
 */
export async function findAuthorityIn(
  tx: Tx,
  accountId: string,
  procedure: Pick<AssigneeRequest, 'procedureCode' | 'fieldGroup'>,
  day: Temporal.PlainDate,
): Promise<string | null> {
  const found = (await listAuthoritiesFor(tx, procedure, day)).find(
    (authority) => authority.accountId === accountId,
  );
  return found === undefined
    ? null
    : authorityMessages('vi')('basis', {
        no: found.decisionNo,
        day: formatDate(Temporal.PlainDate.from(found.decisionDay)),
      });
}

/** Whether anybody has a duty for a procedure, by its code or its field group, on a day or later: as a process officer, unless another role is named. */
export async function hasDutyIn(
  tx: Tx,
  procedure: Pick<AssigneeRequest, 'procedureCode' | 'fieldGroup'>,
  day: Temporal.PlainDate,
  role: AssigneeRequest['role'] = 'officer',
): Promise<boolean> {
  const duties = await repo.listFor(tx, { ...procedure, role });
  return duties.some(({ validTo }) => validTo === null || validTo >= day.toString());
}

/** Who is away at an instant, and until when. */
export async function findAwayIn(
  tx: Tx,
  at: Temporal.Instant,
): Promise<ReadonlyMap<string, Temporal.Instant>> {
  const leaves = await repo.listLeavesAfter(tx, at);
  return new Map(
    leaves.flatMap(({ accountId }) => {
      const absence = findAbsence(leaves, accountId, at);
      return absence === null ? [] : [[accountId, absence.to] as const];
    }),
  );
}
