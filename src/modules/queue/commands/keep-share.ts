import { record } from '#modules/audit/commands/record.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { offlineMessages } from '../messages-offline.ts';
import { OFFLINE_POLICY } from '../policy-offline.ts';
import { groupsOfCounter } from '../repo/groups.ts';
import * as repo from '../repo/offline.ts';
import { findAtCounter } from '../repo/tickets.ts';
import { planShare, SHARE_HOURS } from '../rules/offline-share.ts';
import type { ShareInput, ShareReply } from '../schema-offline.ts';
import { publishHall } from './publish.ts';
import { getCounter } from './shift.ts';

/** The officer behind an actor. @throws Problem `forbidden` */
export function officerAt(actor: Actor): StaffActor {
  if (actor.kind !== 'staff') {
    throw new Problem('forbidden', { detail: offlineMessages('vi')('staff-only') });
  }
  return actor;
}

/**
 * Gives a console its share of the waiting for the time without a line, as `rules/offline-share.ts` deals it, and keeps it from all
 * others until the console says that it holds a list without it, or two hours after it was last heard of.
 * @throws Problem `forbidden`, `not-found` (counter)
 */
export async function keepShare(ctx: AppContext, actor: Actor, input: ShareInput): Promise<ShareReply> {
  authorise(OFFLINE_POLICY, actor, 'share.keep', actor);
  const { accountId: officerId, centreId } = officerAt(actor);
  const { consoleId, counterId, held } = input;
  const now = ctx.clock.now();
  const day = localDay(now);
  return inTransaction(ctx, actor, async (tx) => {
    const counter = await getCounter(tx, counterId);
    const known = await repo.lockConsole(tx, { id: consoleId, centreId, counterId, officerId }, now);
    const working = await repo.countersOnLines(tx);
    const groups = await groupsOfCounter(tx, counterId);
    const lines = await Promise.all(
      groups.map(async ({ groupId, helps }) => ({
        groupId,
        helps,
        counters: working.filter((one) => one.groupId === groupId).map((one) => one.counterId),
        waiting: await repo.waitingIn(tx, groupId, day, now),
      })),
    );
    const asking = { consoleId, counterId, held, version: known.version };
    const plan = planShare(lines, await repo.keptFor(tx, consoleId), asking);
    const until = now.add({ hours: SHARE_HOURS });
    const mine = await repo.saveShare(tx, plan, { consoleId, counterId, officerId }, now, until);
    const current = await findAtCounter(tx, counterId);
    const open = new Set(plan.open);
    return {
      version: plan.version,
      now: now.epochMilliseconds,
      hours: SHARE_HOURS,
      day: day.toString(),
      counter: counter.number,
      current:
        current === undefined
          ? null
          : { ticketId: current.id, number: current.number, serving: current.state === 'serving' },
      list: lines.flatMap(({ groupId, helps, waiting }) =>
        waiting
          .filter(({ id }) => mine.has(id))
          .map(({ id, number, priority, since }) => ({
            id,
            number,
            groupId,
            helps,
            priority,
            since: since.epochMilliseconds,
          })),
      ),
      open: lines.flatMap(({ waiting }) =>
        waiting.filter(({ id }) => open.has(id)).map(({ number }) => number),
      ),
    };
  });
}

/**
 * Gives back to all what is kept for a counter that is not heard of, after somebody asked there (trả về hàng chung). What its officer
 * calls all the same shows itself when it is merged.
 * @throws Problem `forbidden`, `not-found` (counter)
 */
export async function giveBackShare(
  ctx: AppContext,
  actor: Actor,
  counterId: string,
): Promise<readonly string[]> {
  authorise(OFFLINE_POLICY, actor, 'share.give-back', actor);
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    await getCounter(tx, counterId);
    const numbers = await repo.freeShares(tx, counterId);
    if (numbers.length > 0) {
      await publishHall(ctx, tx, actor, { kind: 'changed' });
      const detail = { numbers: [...numbers] };
      await record(
        tx,
        actor,
        { action: 'offline.give-back', subjectType: 'counter', subjectId: counterId, detail },
        now,
      );
    }
    return numbers;
  });
}

/** The officer leaves the console, whose browser has emptied its list: all of it is everybody's again. @throws Problem `forbidden` */
export async function returnShare(ctx: AppContext, actor: Actor, consoleId: string): Promise<void> {
  authorise(OFFLINE_POLICY, actor, 'share.keep', actor);
  const { accountId } = officerAt(actor);
  await inTransaction(ctx, actor, (tx) => repo.freeOwnShare(tx, consoleId, accountId));
}
