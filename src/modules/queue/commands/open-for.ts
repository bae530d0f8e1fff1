import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { floorRefusals } from '../messages-floor.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { FLOOR_POLICY } from '../policy-floor.ts';
import { closeShift, type HallCounter, lockShift, openShift } from '../repo/counters.ts';
import { countersAtWork } from '../repo/hall.ts';
import { findAtCounter } from '../repo/tickets.ts';
import type { OpenForInput } from '../schema-floor.ts';
import { withCounter } from './mind-counter.ts';
import { officerOf } from './shift.ts';
import { takeUpPlan } from './take-up-plan.ts';

const t = floorRefusals('vi');

/** Somebody of the centre who may call people to a counter. @throws Problem `validation` */
export async function getCounterOfficer(tx: Tx, officerId: string, path = 'officerId') {
  const account = await findAccountIn(tx, officerId);
  const calls = account?.roles.some((role) => QUEUE_POLICY['ticket.call'][role] !== undefined) ?? false;
  if (account === undefined || !account.active || !calls) {
    const message = t('officer.unknown');
    throw new Problem('validation', { detail: message, fields: [{ path, message }] });
  }
  return account;
}

/** @throws Problem `conflict` where the officer minds a counter already, or somebody still sits at this one */
async function checkFree(
  tx: Tx,
  counter: HallCounter,
  officer: { readonly id: string; readonly displayName: string },
): Promise<void> {
  const busy = (await countersAtWork(tx)).find(({ officerId }) => officerId === officer.id);
  if (busy !== undefined) {
    const name = officer.displayName;
    const detail =
      busy.id === counter.id
        ? t('officer.here', { name })
        : t('officer.elsewhere', { name, counter: busy.number });
    throw new Problem('conflict', { detail, fields: [{ path: 'officerId', message: detail }] });
  }
  const visitor = await findAtCounter(tx, counter.id);
  if (visitor !== undefined) {
    const detail = t('counter.visitor', { counter: counter.number, number: visitor.number });
    throw new Problem('conflict', { detail, fields: [{ path: 'officerId', message: detail }] });
  }
}

/**
 * Opens a counter for somebody else (giao quầy cho cán bộ): they mind it from now on, whoever minded it before is relieved. The plan of the day
 * is taken up as if they had opened it themselves.
 * @throws Problem `forbidden`, `not-found` (counter), `validation` (officer), `conflict` (minds another counter; a visitor is there)
 */
export async function openCounterFor(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
  input: OpenForInput,
  requestId?: string,
): Promise<void> {
  authorise(FLOOR_POLICY, actor, 'floor.direct', actor);
  await withCounter(ctx, actor, { counterId, action: 'open', requestId }, async (tx, counter, now) => {
    const before = await lockShift(tx, counter.id);
    const officer = await getCounterOfficer(tx, input.officerId);
    await checkFree(tx, counter, officer);
    if (before !== undefined) {
      await closeShift(tx, before.id, { how: 'relieved', by: officerOf(actor) }, now);
    }
    const { centreId } = actor;
    await openShift(tx, { centreId, counterId: counter.id, officerId: officer.id }, now);
    await takeUpPlan(tx, { centreId, counterId: counter.id, officerId: officer.id }, now);
    await record(
      tx,
      actor,
      {
        action: 'counter.open-for',
        subjectType: 'counter',
        subjectId: counter.id,
        detail: { counter: counter.number, officerId: officer.id },
      },
      now,
    );
    return officer.displayName;
  });
}
