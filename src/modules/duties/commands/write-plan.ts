import { record } from '#modules/audit/commands/record.ts';
import { findCurrentVersion } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { planMessages } from '../plan-messages.ts';
import type { DutyPlan, PlanHeadInput, PlanRow, StoredCell, WritePlanInput } from '../plan-schema.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import * as plans from '../repo-plans.ts';
import {
  cellOn,
  type PlanCell,
  type PlannedDuty,
  type PlannedPerson,
  readScopeKey,
  scopeKey,
} from '../rules/plan.ts';

const t = planMessages('vi');

function invalid(path: string, message: string): Problem {
  return new Problem('validation', { detail: message, fields: [{ path, message }] });
}

function refusePast(ctx: AppContext, head: PlanHeadInput): void {
  if (head.validFrom < localDay(ctx.clock.now()).toString()) {
    throw invalid('validFrom', t('pastDay'));
  }
}

/**
 * Begins a draft of the matrix, or changes the head of the open one: there is one draft in a centre.
 * @throws Problem `forbidden`, `validation` (a day that is over)
 */
export async function startPlan(ctx: AppContext, actor: Actor, head: PlanHeadInput): Promise<void> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  refusePast(ctx, head);
  const at = ctx.clock.now();
  const by = actor.kind === 'staff' ? actor.accountId : null;
  await inTransaction(ctx, actor, async (tx) => {
    await plans.lockMatrix(tx, actor.centreId);
    const draft = await plans.findDraft(tx, true);
    if (draft === null) {
      await plans.insertDraft(tx, { id: newId(), centreId: actor.centreId, head, at, by });
    } else {
      await plans.updateDraft(tx, draft.id, { head, at });
    }
    await record(
      tx,
      actor,
      {
        action: 'duty-plan.drafted',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { from: head.validFrom, decision: head.decisionNo },
      },
      at,
    );
  });
}

async function openDraft(tx: Tx, centreId: string): Promise<DutyPlan> {
  await plans.lockMatrix(tx, centreId);
  const draft = await plans.findDraft(tx, true);
  if (draft === null) {
    throw new Problem('conflict', { detail: t('noDraft') });
  }
  return draft;
}

/** The row as typed, as a cell. People who stay keep their own last day unless the row's was changed. */
function toCell(row: PlanRow, before: PlanCell): PlanCell {
  const old = new Map([...before.mains, ...before.deputies].map((person) => [person.accountId, person]));
  const shownTo = [...before.mains, ...before.deputies][0]?.validTo ?? null;
  const to = row.to ?? null;
  const counter = row.counter ?? null;
  const people = (...ids: readonly (string | undefined)[]): PlannedPerson[] =>
    ids.flatMap((id) => {
      if (id === undefined) {
        return [];
      }
      const known = old.get(id);
      const validTo = known !== undefined && to === shownTo ? known.validTo : to;
      return [{ accountId: id, validTo, counterId: counter }];
    });
  return {
    scope: before.scope,
    role: before.role,
    mains: people(row.main, row.main2),
    deputies: people(row.deputy, row.deputy2),
  };
}

function people(cell: PlanCell): string {
  const one = (rank: string) => (person: PlannedPerson) =>
    `${rank} ${person.accountId} ${person.validTo ?? ''} ${person.counterId ?? ''}`;
  return [...cell.mains.map(one('m')), ...cell.deputies.map(one('d'))].sort().join();
}

/** Whether two cells say the same, in whatever order. */
function sameCell(a: PlanCell, b: PlanCell): boolean {
  return people(a) === people(b);
}

function cellKey(cell: Pick<PlanCell, 'scope' | 'role'>): string {
  return `${cell.role} ${scopeKey(cell.scope)}`;
}

function store(cell: PlanCell): StoredCell {
  return { scope: cell.scope, role: cell.role, mains: [...cell.mains], deputies: [...cell.deputies] };
}

function cellsOf(
  draft: DutyPlan,
  duties: readonly PlannedDuty[],
  input: WritePlanInput,
): readonly StoredCell[] {
  const cells = new Map(draft.cells.map((cell) => [cellKey(cell), cell]));
  input.rows.forEach((row, i) => {
    const scope = readScopeKey(row.key);
    if (scope === null) {
      throw invalid(`rows.${i}.main`, t('unknownRow'));
    }
    const chosen = [row.main, row.main2, row.deputy, row.deputy2].filter((id) => id !== undefined);
    if (new Set(chosen).size < chosen.length) {
      throw invalid(`rows.${i}.deputy`, t('samePerson'));
    }
    if (row.to !== undefined && row.to < draft.validFrom) {
      throw invalid(`rows.${i}.to`, t('endsBeforeStart'));
    }
    const standing = cellOn(duties, { scope, role: input.role }, draft.validFrom);
    const known = cells.get(cellKey(standing));
    const cell = toCell(row, known ?? standing);
    const procedureRow = 'procedureCode' in scope && known !== undefined;
    if (sameCell(cell, standing) && !procedureRow) {
      cells.delete(cellKey(cell));
    } else {
      cells.set(cellKey(cell), store(cell));
    }
  });
  return [...cells.values()];
}

/**
 * Writes the rows of one role into the draft. What says the same as the matrix is not kept, so that the draft holds
 * changes only.
 * @throws Problem `forbidden`, `conflict` (no draft is open), `validation` (unknown row, person or procedure)
 */
export async function writePlan(ctx: AppContext, actor: Actor, input: WritePlanInput): Promise<void> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const draft = await openDraft(tx, actor.centreId);
    const from = Temporal.PlainDate.from(draft.validFrom);
    const duties = await repo.listFrom(tx, from);
    let cells = cellsOf(draft, duties, input);
    if (input.addProcedure !== undefined) {
      const code = input.addProcedure;
      if ((await findCurrentVersion(tx, code, from)) === null) {
        throw invalid('addProcedure', t('unknownProcedure', { code }));
      }
      const added = { scope: { procedureCode: code }, role: input.role };
      if (!cells.some((cell) => cellKey(cell) === cellKey(added))) {
        cells = [...cells, store(cellOn(duties, added, draft.validFrom))];
      }
    }
    await plans.updateDraft(tx, draft.id, { cells, at });
  });
}

/** Throws the draft away; the matrix stays as it is. None open is no error. @throws Problem `forbidden` */
export async function dropPlan(ctx: AppContext, actor: Actor): Promise<void> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await plans.lockMatrix(tx, actor.centreId);
    const draft = await plans.findDraft(tx, true);
    if (draft === null) {
      return;
    }
    const by = actor.kind === 'staff' ? actor.accountId : null;
    await plans.closeDraft(tx, draft.id, { state: 'dropped', accepted: [], at, by });
    await record(
      tx,
      actor,
      {
        action: 'duty-plan.dropped',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: { no: draft.no },
      },
      at,
    );
  });
}
