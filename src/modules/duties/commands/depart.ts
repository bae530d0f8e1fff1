import { record } from '#modules/audit/commands/record.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import '../leave-events.ts';
import { leaveMessages } from '../leave-messages.ts';
import { messages } from '../messages.ts';
import type { DepartInput } from '../plan-schema.ts';
import { dutyPolicy } from '../policy.ts';
import * as repo from '../repo.ts';
import { endAuthorityRow, listAuthoritiesFrom } from '../repo-authority.ts';
import * as plans from '../repo-plans.ts';
import { writerOf } from './record-leave.ts';

/**
 * Somebody leaves for good (chuyển công tác, thôi việc): all their duties and authorities end before today, and what they
 * hold is handed on at once. Their account is closed by the administrator afterwards. A person without duties is no error.
 * @returns how many duties ended
 * @throws Problem `forbidden`, `validation` (unknown person)
 */
export async function departPerson(ctx: AppContext, actor: Actor, input: DepartInput): Promise<number> {
  authorise(dutyPolicy, actor, 'depart', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const today = localDay(at);
  const lastDay = today.subtract({ days: 1 });
  const by = actor.kind === 'staff' ? actor.accountId : null;
  return inTransaction(ctx, actor, async (tx) => {
    await plans.lockMatrix(tx, actor.centreId);
    const person = await findAccountIn(tx, input.accountId);
    if (person === undefined) {
      const message = messages('vi')('personUnknown');
      throw new Problem('validation', { detail: message, fields: [{ path: 'accountId', message }] });
    }
    const duties = (await repo.listFrom(tx, today)).filter((duty) => duty.accountId === person.id);
    await plans.writeEffect(
      tx,
      {
        ends: duties
          .filter((duty) => duty.validFrom < today.toString())
          .map((duty) => ({ duty, lastDay: lastDay.toString() })),
        removes: duties.filter((duty) => duty.validFrom >= today.toString()),
        adds: [],
      },
      { centreId: actor.centreId, accountId: by, at, planId: null, named: new Set() },
    );
    for (const authority of await listAuthoritiesFrom(tx, today)) {
      if (authority.accountId === person.id) {
        const first = Temporal.PlainDate.from(authority.validFrom);
        const last = Temporal.PlainDate.compare(first, today) < 0 ? lastDay : first.subtract({ days: 1 });
        await endAuthorityRow(tx, authority.id, last, input.reason, by);
      }
    }
    await ctx.events.emit(
      'duties.departed',
      {
        accountId: person.id,
        name: person.displayName,
        at,
        because: leaveMessages('vi')('departed', {
          name: person.displayName,
          from: formatDateTime(at),
          reason: input.reason,
        }),
        by: writerOf(actor),
      },
      { tx, actor, at },
    );
    await record(
      tx,
      actor,
      {
        action: 'duty.departed',
        subjectType: 'account',
        subjectId: person.id,
        detail: { reason: input.reason, duties: duties.length },
      },
      at,
    );
    return duties.length;
  });
}
