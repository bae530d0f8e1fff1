import { findCurrentVersion } from '#modules/procedures/queries.ts';
import { computeFees } from '#modules/procedures/rules/fees.ts';
import type { FeeLine, FeeProblem } from '#modules/procedures/schema/fee-choice.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { messages } from '../messages.ts';
import { paymentPolicy } from '../policy.ts';
import type { QuoteInput } from '../schema.ts';

/** What a dossier would owe if it were received now. */
export interface Quote {
  readonly lines: readonly FeeLine[];
  readonly totalVnd: number;
}

function problemInWords(problem: FeeProblem): string {
  const t = messages('vi');
  switch (problem.code) {
    case 'unknown-fee':
      return t('feeUnknown');
    case 'not-in-force':
      return t('feeNotInForce');
    case 'other-channel':
      return t('feeOtherChannel');
    case 'amount-needed':
      return t('feeAmountNeeded', { text: problem.text });
    case 'exemption-not-applicable':
      return t('feeExemption');
    default:
      return problem satisfies never;
  }
}

/**
 * Works out the charges by the fee list in force today, for the counter to show before it receives.
 * @throws Problem `forbidden`, `not-found` (procedure), `validation` with each fee that cannot be worked out
 */
export async function quoteFees(ctx: AppContext, actor: Actor, input: QuoteInput): Promise<Quote> {
  authorise(paymentPolicy, actor, 'quote', { centreId: actor.centreId });
  const today = localDay(ctx.clock.now());
  const version = await readOnly(ctx, actor, (tx) => findCurrentVersion(tx, input.procedureCode, today));
  if (version === null) {
    throw new Problem('not-found', {
      detail: messages('vi')('procedureUnknown', { code: input.procedureCode }),
    });
  }
  const result = computeFees(version.body.fees, input.choices, input.channel, today);
  if (!result.ok) {
    const fields = result.problems.map((problem) => ({
      path: `choices.${input.choices.findIndex((choice) => choice.fee === problem.fee)}`,
      message: problemInWords(problem),
    }));
    throw new Problem('validation', { detail: fields.map((field) => field.message).join(' '), fields });
  }
  return { lines: result.lines, totalVnd: result.totalVnd };
}
