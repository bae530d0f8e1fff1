import { listCountersIn, listUnitsIn } from '#modules/agencies/queries.ts';
import type { Agency, Counter } from '#modules/agencies/schema.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Account } from '#modules/identity/schema.ts';
import { listFieldGroups } from '#modules/procedures/queries.ts';
import type { Actor, Role } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal, localDay } from '#platform/time.ts';
import type { SigningAuthority } from './authority-schema.ts';
import { type CheckedPlan, checkDraftIn, namesIn, type SpokenFinding } from './check-plan.ts';
import { loadCoverage, MATRIX_ROLES } from './coverage-facts.ts';
import { planMessages } from './plan-messages.ts';
import type { DutyPlan, NamedPerson } from './plan-schema.ts';
import { findingInWords } from './plan-words.ts';
import { dutyPolicy } from './policy.ts';
import * as repo from './repo.ts';
import { listAuthoritiesFrom } from './repo-authority.ts';
import * as plans from './repo-plans.ts';
import { checkCoverage, keyOf, type Need } from './rules/coverage.ts';
import { cellOn, type PlanCell, type PlannedDuty, scopeKey } from './rules/plan.ts';
import { findAbsence } from './rules.ts';

/** A person as the grid shows one. */
export interface SheetPerson {
  readonly id: string;
  readonly name: string;
  readonly position: string;
  readonly unitId: string;
  readonly roles: readonly Role[];
  /** Until when they are away on the day of the sheet. */
  readonly awayUntil: Temporal.Instant | null;
  readonly hasAccount: boolean;
}

/** A row of the sheet: a field or procedure in the role asked for. */
export interface SheetRow {
  readonly key: string;
  readonly cell: PlanCell;
  /** First day of the earliest duty in the cell. */
  readonly since: string | null;
  /** Whether somebody can and must be named: the process has this role. */
  readonly needed: boolean;
}

/** The matrix in one role on one day. */
export interface DutySheet {
  readonly day: string;
  readonly rows: readonly SheetRow[];
  readonly people: readonly SheetPerson[];
  readonly counters: readonly Counter[];
  readonly units: readonly Agency[];
  readonly findings: readonly SpokenFinding[];
  readonly draft: DutyPlan | null;
  readonly versions: readonly (DutyPlan & { readonly savedByName: string })[];
  readonly authorities: readonly SigningAuthority[];
  readonly named: readonly NamedPerson[];
  readonly duties: readonly PlannedDuty[];
  readonly fieldGroups: readonly string[];
}

function toPerson(account: Account, awayUntil: Temporal.Instant | null): SheetPerson {
  const { id, displayName, position, unitId, roles } = account;
  return { id, name: displayName, position, unitId, roles, awayUntil, hasAccount: true };
}

function rowsOf(
  role: Role,
  needs: readonly Need[],
  duties: readonly PlannedDuty[],
  extra: readonly PlanCell[],
  day: string,
): readonly SheetRow[] {
  const scopes = new Map(
    [
      ...needs.filter((need) => need.role === role).map((need) => need.scope),
      ...duties.filter((duty) => duty.role === role).map((duty) => duty.scope),
      ...extra.filter((cell) => cell.role === role).map((cell) => cell.scope),
    ].map((scope) => [scopeKey(scope), scope] as const),
  );
  const needed = new Set(needs.filter((need) => need.role === role).map((need) => scopeKey(need.scope)));
  return [...scopes]
    .map(([key, scope]): SheetRow => {
      const since = duties
        .filter(
          (duty) =>
            duty.role === role &&
            scopeKey(duty.scope) === key &&
            duty.validFrom <= day &&
            (duty.validTo === null || day <= duty.validTo),
        )
        .map((duty) => duty.validFrom)
        .sort()[0];
      return {
        key,
        cell: cellOn(duties, { scope, role }, day),
        since: since ?? null,
        needed: needed.has(key),
      };
    })
    .sort((a, b) => a.key.localeCompare(b.key, 'vi'));
}

/** The first of the role names that a matrix has; unknown words give reception. */
export function matrixRole(text: string | undefined): (typeof MATRIX_ROLES)[number] {
  return MATRIX_ROLES.find((role) => role === text) ?? 'officer';
}

/**
 * The matrix of one role as it stands, stood or will stand on a day, with everything that the page around it tells.
 * @throws Problem `forbidden`
 */
export async function getSheet(
  ctx: AppContext,
  actor: Actor,
  asked: { readonly role: Role; readonly day?: string | undefined },
): Promise<DutySheet> {
  authorise(dutyPolicy, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  const today = localDay(now);
  const day = asked.day === undefined ? today : Temporal.PlainDate.from(asked.day);
  const isToday = day.equals(today);
  const groups = (await listFieldGroups(ctx, actor)).map(({ name }) => name);
  return readOnly(ctx, actor, async (tx) => {
    const moment = isToday ? now : fromLocal(day, '12:00');
    const duties = await repo.listFrom(tx, day);
    const facts = await loadCoverage(tx, actor.centreId, groups, duties, day);
    const names = await namesIn(tx);
    const leaves = await repo.listLeavesAfter(tx, moment);
    const draft = await plans.findDraft(tx);
    const named = await plans.listNamed(tx);
    const people = (await listAccountsIn(tx)).map((account) => ({
      ...toPerson(account, findAbsence(leaves, account.id, moment)?.to ?? null),
      active: account.active,
    }));
    const here = new Set(duties.map((duty) => duty.accountId));
    return {
      day: day.toString(),
      rows: rowsOf(asked.role, facts.needs, duties, [], day.toString()),
      people: [
        ...people.filter((person) => person.active || here.has(person.id)),
        ...named.map((person) => ({
          ...person,
          roles: [],
          awayUntil: null,
          hasAccount: false,
        })),
      ],
      counters: (await listCountersIn(tx)).filter((counter) => counter.active),
      units: (await listUnitsIn(tx, actor.centreId)).filter((unit) => unit.active),
      findings: checkCoverage(facts).map((finding) => ({
        key: `${keyOf(finding)} ${finding.from} ${finding.people.join()}`,
        words: findingInWords(finding, names),
      })),
      draft,
      versions: (await plans.listSaved(tx, 20)).map((plan) => ({
        ...plan,
        savedByName: names.get(plan.savedBy ?? '') ?? '',
      })),
      authorities: await listAuthoritiesFrom(tx, day),
      named,
      duties,
      fieldGroups: groups.toSorted((a, b) => a.localeCompare(b, 'vi')),
    };
  });
}

/** The open draft as a sheet: its cells laid over the matrix of its first day. */
export interface DraftSheet extends Omit<DutySheet, 'draft'> {
  readonly draft: DutyPlan;
  /** Rows whose cell the draft changes. */
  readonly changed: ReadonlySet<string>;
}

/** The draft in one role. @throws Problem `forbidden`, `conflict` while none is open */
export async function getDraftSheet(ctx: AppContext, actor: Actor, role: Role): Promise<DraftSheet> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const draft = await readOnly(ctx, actor, (tx) => plans.findDraft(tx));
  if (draft === null) {
    throw new Problem('conflict', { detail: planMessages('vi')('noDraft') });
  }
  const sheet = await getSheet(ctx, actor, { role, day: draft.validFrom });
  const cells = draft.cells.filter((cell) => cell.role === role);
  const byKey = new Map(cells.map((cell) => [scopeKey(cell.scope), cell]));
  const known = new Set(sheet.rows.map((row) => row.key));
  const rows = [
    ...sheet.rows.map((row) => ({ ...row, cell: byKey.get(row.key) ?? row.cell })),
    ...cells
      .filter((cell) => !known.has(scopeKey(cell.scope)))
      .map((cell): SheetRow => ({ key: scopeKey(cell.scope), cell, since: null, needed: false })),
  ];
  return { ...sheet, rows, draft, changed: new Set(byKey.keys()) };
}

/** The draft with what it changes and what the check says, and everybody's names. @throws Problem `forbidden`, `conflict` */
export async function checkDraft(
  ctx: AppContext,
  actor: Actor,
): Promise<CheckedPlan & { readonly names: ReadonlyMap<string, string> }> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const groups = (await listFieldGroups(ctx, actor)).map(({ name }) => name);
  return readOnly(ctx, actor, async (tx) => {
    const checked = await checkDraftIn(tx, actor.centreId, groups, ctx.clock.now());
    if (checked === null) {
      throw new Problem('conflict', { detail: planMessages('vi')('noDraft') });
    }
    return { ...checked, names: await namesIn(tx) };
  });
}
