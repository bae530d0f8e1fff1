import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { reportPolicy } from '../policy.ts';
import { insertWeights } from '../repo/score.ts';
import { INDICATORS } from '../rules/score.ts';
import { scoreMessages } from '../score-messages.ts';

const t = scoreMessages('vi');

/**
 * Sets the most points of the indicators from a day on, with where they were read. Earlier days keep theirs.
 * @throws Problem `forbidden`, `validation` naming each field, also when a set begins on that day already
 */
export async function setWeights(
  ctx: AppContext,
  actor: Actor,
  input: {
    readonly from: Temporal.PlainDate;
    readonly source: string;
    /** As typed, by indicator. */
    readonly typed: Readonly<Record<string, string>>;
  },
): Promise<void> {
  authorise(reportPolicy, actor, 'weigh', { centreId: actor.centreId });
  const fields: FieldError[] = [];
  const weights: Record<string, number> = {};
  for (const { code } of INDICATORS) {
    const typed = (input.typed[code] ?? '').trim().replace(',', '.');
    const points = /^\d{1,3}(\.\d{1,2})?$/.test(typed) ? Number(typed) : Number.NaN;
    if (points >= 0 && points <= 100) {
      weights[code] = points;
    } else {
      fields.push({ path: `w.${code}`, message: t('weight-wrong', { typed }) });
    }
  }
  if (input.source.trim() === '') {
    fields.push({ path: 'source', message: t('source-missing') });
  }
  if (fields.length > 0) {
    throw new Problem('validation', { detail: t('mend-fields'), fields });
  }
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const fresh = await insertWeights(tx, {
      centreId: actor.centreId,
      from: input.from,
      weights,
      source: input.source.trim(),
      at,
      by: actor.kind === 'staff' ? actor.accountId : null,
    });
    if (!fresh) {
      const message = t('from-taken');
      throw new Problem('validation', { detail: message, fields: [{ path: 'from', message }] });
    }
    const detail = { from: input.from.toString(), source: input.source.trim(), weights };
    await record(
      tx,
      actor,
      { action: 'reports.weights-set', subjectType: 'reports', subjectId: actor.centreId, detail },
      at,
    );
  });
}
