import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, fromLocal } from '#platform/time.ts';
import '../leave-events.ts';
import { leaveMessages } from '../leave-messages.ts';
import { messages } from '../messages.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import * as leaves from '../repo-leaves.ts';
import type { RecordLeaveInput } from '../schema.ts';

const t = leaveMessages('vi');

/** Who wrote something down, as others read it. */
export function writerOf(actor: Actor): string {
  return actor.kind === 'staff' ? actor.displayName : actor.kind === 'system' ? actor.name : '';
}

/**
 * Records that somebody is away: new work goes to the deputy, and what the person holds is handed on when it begins.
 * Everybody records their own absences, a head those of the unit. A repeat gives the same absence.
 * @returns the id of the absence
 * @throws Problem `forbidden`, `validation` (unknown person), `conflict` (an absence of the person meets this one)
 */
export async function recordLeave(ctx: AppContext, actor: Actor, input: RecordLeaveInput): Promise<string> {
  const at = ctx.clock.now();
  const from = fromLocal(Temporal.PlainDate.from(input.fromDay), input.fromTime);
  const to = fromLocal(Temporal.PlainDate.from(input.toDay), input.toTime);
  return inTransaction(ctx, actor, async (tx) => {
    const person = await findAccountIn(tx, input.accountId);
    authorise(dutyPolicy, actor, 'record-leave', {
      centreId: actor.centreId,
      unitId: person?.unitId,
      assigneeId: person?.id,
    });
    if (person === undefined || !person.active) {
      const message = messages('vi')('personUnknown');
      throw new Problem('validation', { detail: message, fields: [{ path: 'accountId', message }] });
    }
    await leaves.lockPerson(tx, person.id);
    const before = await leaves.findLeaveByRequest(tx, input.requestId);
    if (before !== null) {
      return before;
    }
    if (Temporal.Instant.compare(to, at) <= 0) {
      const message = t('over');
      throw new Problem('validation', { detail: message, fields: [{ path: 'toDay', message }] });
    }
    const [other] = await leaves.listMeeting(tx, person.id, from, to);
    if (other !== undefined) {
      throw new Problem('conflict', {
        detail: t('meets', {
          name: person.displayName,
          from: formatDateTime(other.from),
          to: formatDateTime(other.to),
        }),
      });
    }
    const leaveId = newId();
    await repo.insertLeave(tx, {
      id: leaveId,
      centreId: actor.centreId,
      accountId: person.id,
      from,
      to,
      reason: input.reason,
      handOn: input.handOn,
      note: input.note,
      requestId: input.requestId,
      at,
      by: actor.kind === 'staff' ? actor.accountId : null,
    });
    await ctx.events.emit(
      'duties.leave-recorded',
      {
        leaveId,
        accountId: person.id,
        name: person.displayName,
        from,
        to,
        handOn: input.handOn,
        because: t('because', {
          name: person.displayName,
          from: formatDateTime(from),
          to: formatDateTime(to),
        }),
        by: writerOf(actor),
      },
      { tx, actor, at },
    );
    await record(
      tx,
      actor,
      {
        action: 'leave.recorded',
        subjectType: 'account',
        subjectId: person.id,
        detail: { leave: leaveId, from, to, reason: input.reason, handOn: input.handOn },
      },
      at,
    );
    return leaveId;
  });
}
