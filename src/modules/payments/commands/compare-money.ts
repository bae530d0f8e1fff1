import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { fromLocal } from '#platform/time.ts';
import { bookMessages } from '../messages-book.ts';
import { paymentPolicy } from '../policy.ts';
import * as repo from '../repo-book.ts';
import { compareLists, readList, type StatementLine } from '../rules/book.ts';
import type { CompareInput, Comparison } from '../schema-book.ts';

function sum(lines: readonly StatementLine[]): number {
  return lines.reduce((all, { amountVnd }) => all + amountVnd, 0);
}

/**
 * Compares a day's list of the bank or of the payment platform with the money that we were told of on that day, and keeps every difference. The request's id becomes the comparison's.
 * @throws Problem `forbidden`, `validation` naming the line that cannot be read
 */
export async function compareMoney(ctx: AppContext, actor: Actor, input: CompareInput): Promise<Comparison> {
  authorise(paymentPolicy, actor, 'compare', { centreId: actor.centreId });
  const read = readList(input.list);
  if (!read.ok) {
    const message = bookMessages('vi')('list-unreadable', { line: read.line, text: read.text });
    throw new Problem('validation', { detail: message, fields: [{ path: 'list', message }] });
  }
  const day = Temporal.PlainDate.from(input.day);
  const from = fromLocal(day, '00:00');
  const to = fromLocal(day.add({ days: 1 }), '00:00');
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const ours = await repo.listTold(tx, input.source, from, to);
    const made: Comparison = {
      id: input.requestId,
      source: input.source,
      day,
      lines: read.lines.length,
      theirsVnd: sum(read.lines),
      oursVnd: sum(ours),
      differences: compareLists(read.lines, ours),
      madeAt: at,
      madeBy: actor.kind === 'staff' ? actor.displayName : actor.kind,
    };
    await repo.insertComparison(tx, actor.centreId, made);
    await record(
      tx,
      actor,
      {
        action: 'payments.compared',
        subjectType: 'money-comparison',
        subjectId: made.id,
        detail: { source: made.source, day: input.day, differences: made.differences.length },
      },
      at,
    );
    return made;
  });
}
