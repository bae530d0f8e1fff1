import { getCalendar } from '#modules/calendar/queries.ts';
import { type CompiledCalendar, openSpans } from '#modules/calendar/rules/compile.ts';
import { fromLocalMs, toEpochDay, toIsoDay } from '#modules/calendar/rules/local-time.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import { listProcessesIn, stepUnits } from '#modules/processes/queries.ts';
import { chooseProcess } from '#modules/processes/rules.ts';
import type { Role } from '#platform/actor.ts';
import type { Tx } from '#platform/db/tx.ts';
import { fromLocal } from '#platform/time.ts';
import * as repo from './repo.ts';
import { listAuthoritiesFrom } from './repo-authority.ts';
import type { CoverageFacts, Need, WorkDay } from './rules/coverage.ts';
import { scopeKey } from './rules/plan.ts';
import type { Duty, DutyScope } from './schema.ts';

/** How far ahead the matrix is checked, in days. */
export const HORIZON_DAYS = 30;

/** The roles that a matrix names people for; heads and directors follow from their accounts. */
export const MATRIX_ROLES = ['receptionist', 'officer', 'commune-leader'] as const satisfies readonly Role[];

function workDays(calendar: CompiledCalendar, from: Temporal.PlainDate, days: number): readonly WorkDay[] {
  const first = Math.max(toEpochDay(from), calendar.first);
  const last = Math.min(toEpochDay(from) + days, calendar.last);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i).flatMap((day) => {
    const hours = openSpans(calendar, day).map(({ start, end }) => ({
      from: fromLocalMs(start),
      to: fromLocalMs(end),
    }));
    return hours.length === 0 ? [] : [{ day: toIsoDay(day), hours }];
  });
}

/** Field groups of single procedures, as the catalogue has them on a day. */
async function groupsOf(
  tx: Tx,
  scopes: readonly DutyScope[],
  day: Temporal.PlainDate,
): Promise<ReadonlyMap<string, string>> {
  const groups = new Map<string, string>();
  for (const scope of scopes) {
    if ('procedureCode' in scope && !groups.has(scope.procedureCode)) {
      const version = await findCurrentVersion(tx, scope.procedureCode, day);
      if (version !== null) {
        groups.set(scope.procedureCode, version.body.fieldGroup);
      }
    }
  }
  return groups;
}

/**
 * Everything the check of coverage looks at for {@link HORIZON_DAYS} days: each field of the catalogue and each single
 * procedure with lines of its own, in each role that its process has; working hours; absences; who can work.
 * @param fieldGroups the fields of the centre's catalogue
 */
export async function loadCoverage(
  tx: Tx,
  centreId: string,
  fieldGroups: readonly string[],
  duties: readonly Duty[],
  from: Temporal.PlainDate,
): Promise<CoverageFacts> {
  const processes = await listProcessesIn(tx, from);
  const units = await stepUnits(tx, centreId);
  const accounts = new Map((await listAccountsIn(tx)).map((account) => [account.id, account]));
  const authorities = await listAuthoritiesFrom(tx, from);
  const scopes: readonly DutyScope[] = [
    ...new Set([...fieldGroups, ...processes.flatMap((process) => process.appliesTo.fieldGroups)]),
  ].map((fieldGroup) => ({ fieldGroup }));
  const own = [
    ...new Map(
      duties.flatMap(({ scope }) => ('procedureCode' in scope ? [[scopeKey(scope), scope] as const] : [])),
    ).values(),
  ];
  const groups = await groupsOf(tx, own, from);
  const seats = new Map<string, ReadonlySet<string>>();
  const needs = [...scopes, ...own].flatMap((scope): Need[] => {
    const code = 'procedureCode' in scope ? scope.procedureCode : '';
    const fieldGroup = 'fieldGroup' in scope ? scope.fieldGroup : (groups.get(scope.procedureCode) ?? null);
    const process = chooseProcess(processes, {
      procedureCode: code,
      fieldGroup: fieldGroup ?? '',
      term: null,
    });
    return MATRIX_ROLES.filter((role) => process?.steps.some((step) => step.role === role) === true).map(
      (role) => {
        const seat = (process?.steps ?? [])
          .filter((step) => step.role === role)
          .flatMap((step) => units.get(step.unit)?.id ?? []);
        seats.set(`${scopeKey(scope)} ${role}`, new Set(seat));
        return { scope, role, fieldGroup: 'fieldGroup' in scope ? null : fieldGroup };
      },
    );
  });
  const calendar = (await getCalendar(tx, centreId, fromLocal(from, '12:00'))).compiled;
  return {
    needs,
    duties,
    leaves: await repo.listLeavesAfter(tx, fromLocal(from, '00:00')),
    days: workDays(calendar, from, HORIZON_DAYS),
    able(accountId, role, scope, day) {
      const account = accounts.get(accountId);
      if (account === undefined || !account.active) {
        return false;
      }
      const seat = seats.get(`${scopeKey(scope)} ${role}`);
      if (
        account.roles.includes(role) &&
        (seat === undefined || seat.size === 0 || seat.has(account.unitId))
      ) {
        return true;
      }
      return (
        role === 'commune-leader' &&
        authorities.some(
          (authority) =>
            authority.accountId === accountId &&
            authority.validFrom <= day &&
            (authority.validTo === null || day <= authority.validTo) &&
            (scopeKey(authority.scope) === scopeKey(scope) ||
              ('procedureCode' in scope &&
                'fieldGroup' in authority.scope &&
                authority.scope.fieldGroup === groups.get(scope.procedureCode))),
        )
      );
    },
  };
}
