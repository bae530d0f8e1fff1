import { record } from '#modules/audit/commands/record.ts';
import { listFieldGroups } from '#modules/procedures/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { checkDraftIn } from '../check-plan.ts';
import { planMessages } from '../plan-messages.ts';
import type { AcceptedFinding, SavePlanInput } from '../plan-schema.ts';
import { dutyPolicy } from '../policy.ts';
import * as plans from '../repo-plans.ts';

const t = planMessages('vi');

/**
 * Saves the draft as a whole: rows end and begin on its first day, in one transaction. What the draft makes worse needs
 * a reason each, which is kept; people who cannot take work are refused. The check is made again here, on the matrix as
 * it is now, so that nothing slips in between.
 * @throws Problem `forbidden`, `conflict` (no draft, or an empty one), `validation` (a finding without a reason)
 */
export async function savePlan(ctx: AppContext, actor: Actor, input: SavePlanInput): Promise<number> {
  authorise(dutyPolicy, actor, 'assign', { centreId: actor.centreId });
  const at = ctx.clock.now();
  const groups = (await listFieldGroups(ctx, actor)).map(({ name }) => name);
  const by = actor.kind === 'staff' ? actor.accountId : null;
  return inTransaction(ctx, actor, async (tx) => {
    await plans.lockMatrix(tx, actor.centreId);
    const checked = await checkDraftIn(tx, actor.centreId, groups, at);
    if (checked === null) {
      throw new Problem('conflict', { detail: t('noDraft') });
    }
    const { plan, effect } = checked;
    if (effect.ends.length + effect.removes.length + effect.adds.length === 0) {
      throw new Problem('conflict', { detail: t('nothingChanged') });
    }
    const typed = new Map(input.reasons.map(({ key, reason }) => [key, reason ?? '']));
    const accepted = checked.worse.map(
      (finding): AcceptedFinding => ({
        key: finding.key,
        words: finding.words,
        reason: (typed.get(finding.key) || input.reasonForAll).trim(),
      }),
    );
    const fields = accepted.flatMap(({ reason }, i) =>
      reason.length >= 3 ? [] : [{ path: `reasons.${i}.reason`, message: t('reasonMissing') }],
    );
    if (fields.length > 0) {
      throw new Problem('validation', { detail: t('reasonsMissing', { n: fields.length }), fields });
    }
    await plans.writeEffect(
      tx,
      { ...effect, adds: effect.adds.map((duty) => ({ ...duty, id: newId() })) },
      {
        centreId: actor.centreId,
        accountId: by,
        at,
        planId: plan.id,
        named: new Set((await plans.listNamed(tx)).map(({ id }) => id)),
      },
    );
    await plans.closeDraft(tx, plan.id, { state: 'saved', accepted, at, by });
    await record(
      tx,
      actor,
      {
        action: 'duty-plan.saved',
        subjectType: 'centre',
        subjectId: actor.centreId,
        detail: {
          no: plan.no,
          from: plan.validFrom,
          decision: plan.decisionNo,
          ends: effect.ends.length + effect.removes.length,
          adds: effect.adds.length,
          accepted: accepted.map(({ key, reason }) => ({ key, reason })),
        },
      },
      at,
    );
    return plan.no;
  });
}
