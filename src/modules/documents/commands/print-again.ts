import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import * as repo from '../repo/prints.ts';
import { printAgain as decide } from '../rules/printing.ts';
import type { PrintJob } from '../schema.ts';
import { authoriseKind, sendLater } from './request-print.ts';

/**
 * Sends a job to its printer once more, after it failed or when the paper is needed again.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` while it is still running
 */
export async function printAgain(ctx: AppContext, actor: Actor, jobId: string): Promise<PrintJob> {
  const t = messages('vi');
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const job = await repo.lockJob(tx, jobId);
    // Asked before the answer "not found": a stranger must not learn which ids exist.
    authoriseKind(actor, job?.kind ?? 'document');
    if (job === undefined) {
      throw new Problem('not-found', { detail: t('print.not-found') });
    }
    const decision = decide(job, at);
    if (!decision.ok) {
      const detail = t(decision.reason === 'running' ? 'print.running' : 'print.dialogue-only');
      throw new Problem('not-allowed-now', { detail });
    }
    await repo.updateJob(tx, decision.job);
    await sendLater(tx, ctx, actor.centreId, job.id);
    await ctx.events.emit('documents.print-changed', { jobId, state: decision.job.state }, { tx, actor, at });
    const detail = { from: job.state, title: job.title, attempts: job.attempts };
    await record(
      tx,
      actor,
      { action: 'documents.print-again', subjectType: 'print-job', subjectId: jobId, detail },
      at,
    );
    return decision.job;
  });
}
