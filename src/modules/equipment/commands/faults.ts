import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import * as equipment from '../repo/equipment.ts';
import * as repo from '../repo/faults.ts';
import { dueAt, OPEN_REPORTS } from '../rules/faults.ts';
import type { AssignInput, Fault, FaultInput, FaultOutcome, RepairInput } from '../schema.ts';
import { t, tellOfficers, wrongField } from './shared.ts';

function sourceOf(actor: Actor): Fault['source'] {
  switch (actor.kind) {
    case 'staff':
      return 'staff';
    case 'device':
      return 'device';
    case 'public':
    case 'system':
      return 'public';
    default:
      return actor satisfies never;
  }
}

/**
 * Takes a report that something is broken, by the code on its label. Once enough people said so, further reports of the
 * public are thanked for and not added.
 * @returns whether it was added
 * @throws Problem `forbidden`, `gone` for a label that is no longer in use
 */
export async function reportFault(
  ctx: AppContext,
  actor: Actor,
  code: string,
  input: FaultInput,
): Promise<boolean> {
  authorise(EQUIPMENT_POLICY, actor, 'faults.report', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const found = await equipment.findByCode(tx, code);
    // The lock makes the count true while many press at once.
    const thing = found && (await equipment.lockEquipment(tx, found.id));
    if (thing === undefined) {
      throw new Problem('gone', { detail: t('label-unknown') });
    }
    const source = sourceOf(actor);
    if (source === 'public' && (await repo.countOpenReports(tx, thing.id)) >= OPEN_REPORTS) {
      return false;
    }
    const fault = {
      id: newId(),
      centreId: actor.centreId,
      equipmentId: thing.id,
      source,
      words: input.words,
      reportedBy: actor.kind === 'staff' ? actor.accountId : null,
      requestId: input.requestId,
    };
    if (!(await repo.insertFault(tx, fault, at))) {
      return true;
    }
    await tellOfficers(tx, ctx, actor, thing.id);
    await record(
      tx,
      actor,
      {
        action: 'equipment.report-fault',
        subjectType: 'equipment',
        subjectId: thing.id,
        detail: { fault: fault.id, source },
      },
      at,
    );
    return true;
  });
}

async function lockOpen(tx: Tx, id: string): Promise<Fault> {
  const fault = await repo.lockFault(tx, id);
  if (fault === undefined) {
    throw new Problem('not-found', { detail: t('fault-not-found') });
  }
  if (fault.closedAt !== null) {
    throw new Problem('already-done', { detail: t('fault-closed') });
  }
  return fault;
}

/** What a fault is to the policy: in the hands of whom it was given to, else of the one in charge of the thing. */
export function faultSubject(actor: Pick<Actor, 'centreId'>, fault: Pick<Fault, 'assignedTo' | 'keeperId'>) {
  return { centreId: actor.centreId, assigneeId: fault.assignedTo ?? fault.keeperId };
}

/**
 * Gives a fault to somebody, to be mended by the end of a day; an assigned one may be given to somebody else.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `validation`
 */
export async function assignFault(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  input: AssignInput,
): Promise<void> {
  authorise(EQUIPMENT_POLICY, actor, 'faults.assign', actor);
  const at = ctx.clock.now();
  const day = Temporal.PlainDate.from(input.dueOn);
  if (Temporal.PlainDate.compare(day, localDay(at)) < 0) {
    throw wrongField('dueOn', t('fault-due-past'));
  }
  await inTransaction(ctx, actor, async (tx) => {
    const fault = await lockOpen(tx, id);
    const account = await findAccountIn(tx, input.assignedTo);
    if (account === undefined || !account.active) {
      throw wrongField('assignedTo', t('account-unknown'));
    }
    await repo.assignFault(tx, id, account.id, dueAt(day));
    await tellOfficers(tx, ctx, actor, fault.equipmentId);
    await ctx.live.publish(tx, `account:${account.id}`, { fault: id });
    await record(
      tx,
      actor,
      {
        action: 'equipment.assign-fault',
        subjectType: 'equipment',
        subjectId: fault.equipmentId,
        detail: { fault: id, assignedTo: account.id, dueOn: input.dueOn },
      },
      at,
    );
  });
}

/**
 * Adds a line to the repair log: what was done, by whom, for how much.
 * @throws Problem `forbidden`, `not-found`, `already-done`
 */
export async function logRepair(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  input: RepairInput,
): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const seen = await repo.findFault(tx, id);
    authorise(
      EQUIPMENT_POLICY,
      actor,
      'faults.handle',
      faultSubject(actor, seen ?? { assignedTo: null, keeperId: null }),
    );
    const fault = await lockOpen(tx, id);
    const { what, doneBy, cost, requestId } = input;
    const repair = { id: newId(), what, doneBy, cost, at, recordedBy: actor.accountId, requestId };
    if (!(await repo.insertRepair(tx, actor.centreId, fault, repair))) {
      return;
    }
    await tellOfficers(tx, ctx, actor, fault.equipmentId);
    await record(
      tx,
      actor,
      {
        action: 'equipment.log-repair',
        subjectType: 'equipment',
        subjectId: fault.equipmentId,
        detail: { fault: id, what, doneBy, cost },
      },
      at,
    );
  });
}

/**
 * Closes a fault with its outcome. "Repaired" and "replaced" need a line in the repair log.
 * @throws Problem `forbidden`, `not-found`, `already-done`, `not-allowed-now`
 */
export async function closeFault(
  ctx: AppContext,
  actor: StaffActor,
  id: string,
  outcome: FaultOutcome,
): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const seen = await repo.findFault(tx, id);
    authorise(
      EQUIPMENT_POLICY,
      actor,
      'faults.handle',
      faultSubject(actor, seen ?? { assignedTo: null, keeperId: null }),
    );
    const fault = await lockOpen(tx, id);
    const mended = outcome === 'repaired' || outcome === 'replaced';
    if (mended && (await repo.listRepairs(tx, { faultId: id })).length === 0) {
      throw new Problem('not-allowed-now', { detail: t('fault-no-log') });
    }
    await repo.closeFault(tx, id, { outcome, by: actor.accountId, at });
    await tellOfficers(tx, ctx, actor, fault.equipmentId);
    await record(
      tx,
      actor,
      {
        action: 'equipment.close-fault',
        subjectType: 'equipment',
        subjectId: fault.equipmentId,
        detail: { fault: id, outcome },
      },
      at,
    );
  });
}
