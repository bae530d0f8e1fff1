import { record } from '#modules/audit/commands/record.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { printMessages } from '../messages-prints.ts';
import * as repo from '../repo/prints.ts';
import { mayCancel } from '../rules/printing.ts';
import type { PrintJob } from '../schema.ts';
import { authoriseKind, printsTopic } from './request-print.ts';

async function settle(
  ctx: AppContext,
  actor: Actor,
  jobId: string,
  action: string,
  decide: (job: PrintJob) => PrintJob,
): Promise<void> {
  const at = ctx.clock.now();
  await inTransaction(ctx, actor, async (tx) => {
    const job = await repo.lockJob(tx, jobId);
    // Asked before the answer "not found": a stranger must not learn which ids exist.
    authoriseKind(actor, job?.kind ?? 'document');
    if (job === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('print.not-found') });
    }
    const next = { ...decide(job), error: null, changedAt: at };
    await repo.updateJob(tx, next);
    await ctx.events.emit('documents.print-changed', { jobId, state: next.state }, { tx, actor, at });
    await ctx.live.publish(tx, printsTopic(actor.centreId), { printJob: jobId });
    const detail = { from: job.state, title: job.title };
    await record(tx, actor, { action, subjectType: 'print-job', subjectId: jobId, detail }, at);
  });
}

/**
 * Withdraws a job that waits.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` once a printer has it
 */
export async function cancelPrint(ctx: AppContext, actor: Actor, jobId: string): Promise<void> {
  await settle(ctx, actor, jobId, 'documents.cancel-print', (job) => {
    if (!mayCancel(job)) {
      throw new Problem('not-allowed-now', { detail: printMessages('vi')('not-cancellable') });
    }
    return { ...job, state: 'cancelled' };
  });
}

/**
 * Says that the paper of a job that broke off did come out: somebody looked.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` when it is known how the job went
 */
export async function confirmPrint(ctx: AppContext, actor: Actor, jobId: string): Promise<void> {
  await settle(ctx, actor, jobId, 'documents.confirm-print', (job) => {
    if (job.state !== 'unknown') {
      throw new Problem('not-allowed-now', { detail: printMessages('vi')('not-unknown') });
    }
    return { ...job, state: 'done' };
  });
}
