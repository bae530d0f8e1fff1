import { z } from 'zod';
import { record } from '#modules/audit/commands/record.ts';
import { getCalendar } from '#modules/calendar/queries.ts';
import { workingMinutesBefore } from '#modules/dossiers/rules/outlook.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { authorise } from '#platform/policy.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import * as repo from '../repo-inbox.ts';
import { clockLevel, numberIn, WARN_MINUTES } from '../rules/arrival.ts';
import type { PostAnswer } from '../schema-inbox.ts';
import { connect } from './connect.ts';
import { askToAdmit, keepPost } from './take-arrival.ts';

/** Numbers woken, and clocks looked at, in one round. */
const AT_ONCE = 500;

/**
 * Tells each clock that ran out, once for each level: nobody opened it within 2 hours, the answer is due soon, it is overdue (Đ17 k.2). Told to the staff's pages
 * and written into the trail. @returns how many were told
 */
export async function watchClocks(ctx: AppContext, actor: Actor): Promise<number> {
  authorise(INBOX_POLICY, actor, 'admit', { centreId: actor.centreId });
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const open = await repo.listUnanswered(tx, AT_ONCE);
    if (open.length === 0) {
      return 0;
    }
    const { compiled } = await getCalendar(tx, actor.centreId, now);
    const raised = open.flatMap((arrival) => {
      const warnFrom =
        arrival.respondBy === null ? null : workingMinutesBefore(arrival.respondBy, WARN_MINUTES, compiled);
      const level = clockLevel(arrival, warnFrom, now);
      return level > arrival.escalated ? [{ arrival, level }] : [];
    });
    for (const { arrival, level } of raised) {
      await repo.changeArrival(tx, arrival.id, { escalated: level });
    }
    if (raised.length > 0) {
      await ctx.live.publish(tx, `staff:${actor.centreId}`, { portal: 'clock' });
    }
    for (const { arrival, level } of raised) {
      await record(
        tx,
        actor,
        {
          action: 'portal.clock',
          subjectType: 'portal-arrival',
          subjectId: arrival.id,
          detail: { number: arrival.number, level },
        },
        now,
      );
    }
    return raised.length;
  });
}

/** Wakes what a kill left behind and files that are due. */
export async function wakeArrivals(ctx: AppContext, actor: Actor): Promise<readonly string[]> {
  authorise(INBOX_POLICY, actor, 'admit', { centreId: actor.centreId });
  return inTransaction(ctx, actor, async (tx) => {
    const numbers = await repo.listDueNumbers(tx, ctx.clock.now(), AT_ONCE);
    for (const number of numbers) {
      await askToAdmit(tx, actor.centreId, number);
    }
    return numbers;
  });
}

const Waiting = z.array(z.unknown()).max(AT_ONCE);

/**
 * Asks a relay that does not push for what waits there, keeps each, and acknowledges it after that. What is not acknowledged comes again and is known then. One
 * that cannot be kept is left there and holds up no other.
 * @returns the answers, by number
 */
export async function askRelay(
  ctx: AppContext,
  actor: Actor,
): Promise<readonly (readonly [string, PostAnswer])[]> {
  authorise(INBOX_POLICY, actor, 'admit', { centreId: actor.centreId });
  const found = await readOnly(ctx, actor, repo.findInboxSettings);
  if (found === null || found.settings.auth === 'off' || found.settings.waitingPath === '') {
    return [];
  }
  const client = (await connect(ctx, actor.centreId))?.client;
  const outcome = await client?.waiting(found.settings.waitingPath);
  const posts = outcome?.kind === 'done' ? Waiting.safeParse(outcome.result) : undefined;
  const answers: (readonly [string, PostAnswer])[] = [];
  for (const post of posts?.data ?? []) {
    const number = numberIn(post);
    try {
      const answer = await keepPost(ctx, actor, post);
      answers.push([number, answer]);
      await client?.acknowledge(found.settings.acknowledgePath, number, answer);
    } catch (error) {
      ctx.log.error({ err: error, number }, 'national portal: a filed dossier could not be kept');
    }
  }
  return answers;
}

/** Everything that has to be looked at each minute. */
export async function watchArrivals(ctx: AppContext, actor: Actor): Promise<void> {
  await askRelay(ctx, actor);
  await wakeArrivals(ctx, actor);
  await watchClocks(ctx, actor);
}
