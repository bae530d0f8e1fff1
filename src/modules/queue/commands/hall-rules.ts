import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatDate, localDay } from '#platform/time.ts';
import { hallMessages } from '../messages-hall.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { addRules, setPauseReasons } from '../repo/hall-rules.ts';
import type { HallRulesInput, PauseReasonsInput } from '../schema-hall.ts';
import { publishHall } from './publish.ts';
import { officerOf } from './shift.ts';

/** One setting of the hall: rights, the change, live news, the entry in the trail. */
async function setting(
  ctx: AppContext,
  actor: Actor,
  entry: { readonly action: string; readonly detail: object },
  work: (tx: Tx, now: Temporal.Instant) => Promise<void>,
): Promise<void> {
  authorise(QUEUE_POLICY, actor, 'hall.set-rules', actor);
  const now = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    await work(tx, now);
    await publishHall(ctx, tx, actor, { kind: 'changed' });
    const { action, detail } = entry;
    await record(
      tx,
      actor,
      { action, subjectType: 'hall', subjectId: actor.centreId, detail: { ...detail } },
      now,
    );
  });
}

/**
 * Sets how the hall works from a day on (quy tắc gọi số, giờ phát số). Rules of earlier days stay; shares take effect at once where the day is today,
 * and nobody's place moves.
 * @throws Problem `forbidden`, `validation` (a day that is over)
 */
export async function setHallRules(ctx: AppContext, actor: Actor, input: HallRulesInput): Promise<void> {
  await setting(ctx, actor, { action: 'hall.set-rules', detail: input }, async (tx, now) => {
    const today = localDay(now);
    if (Temporal.PlainDate.compare(Temporal.PlainDate.from(input.fromDay), today) < 0) {
      const message = hallMessages('vi')('rules.past', { today: formatDate(today) });
      throw new Problem('validation', { detail: message, fields: [{ path: 'fromDay', message }] });
    }
    await addRules(tx, { centreId: actor.centreId, by: officerOf(actor), input }, now);
  });
}

/** Sets the reasons for a pause that officers choose from; what was used before stays in the trace. @throws Problem `forbidden` */
export async function savePauseReasons(
  ctx: AppContext,
  actor: Actor,
  input: PauseReasonsInput,
): Promise<void> {
  const entry = { action: 'hall.pause-reasons', detail: input };
  await setting(ctx, actor, entry, (tx) => setPauseReasons(tx, actor.centreId, input.names));
}
