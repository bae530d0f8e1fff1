import { listAccountsIn } from '#modules/identity/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { authorise, can } from '#platform/policy.ts';
import { dutyPolicy } from './policy.ts';
import { listStoredAfter, type StoredLeave } from './repo-leaves.ts';

/** An absence for the page: who, and what the reader may do. */
export interface LeaveLine extends StoredLeave {
  readonly name: string;
  readonly begun: boolean;
  readonly mayEnd: boolean;
  /** Reason and note are not for this reader: only the person and who leads them read why somebody is away. */
  readonly private: boolean;
}

/** Absences that are running or to come, and for whom the reader may record one. */
export interface LeaveBook {
  readonly lines: readonly LeaveLine[];
  readonly mayRecord: readonly { readonly id: string; readonly name: string; readonly position: string }[];
}

/** Who is away now and soon. @throws Problem `forbidden` */
export async function getLeaves(ctx: AppContext, actor: Actor): Promise<LeaveBook> {
  authorise(dutyPolicy, actor, 'read', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const accounts = await listAccountsIn(tx);
    const may = (accountId: string): boolean => {
      const unitId = accounts.find((account) => account.id === accountId)?.unitId;
      return can(dutyPolicy, actor, 'record-leave', {
        centreId: actor.centreId,
        unitId,
        assigneeId: accountId,
      });
    };
    return {
      lines: (await listStoredAfter(tx, now)).map((leave) => ({
        ...leave,
        name: accounts.find((account) => account.id === leave.accountId)?.displayName ?? '',
        begun: Temporal.Instant.compare(leave.from, now) <= 0,
        mayEnd: may(leave.accountId),
        private: !may(leave.accountId),
      })),
      mayRecord: accounts
        .filter((account) => account.active && may(account.id))
        .map(({ id, displayName, position }) => ({ id, name: displayName, position })),
    };
  });
}
