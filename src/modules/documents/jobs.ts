import { z } from 'zod';
import { noteHealthIn } from '#modules/equipment/commands/note-health.ts';
import { findEquipmentIn } from '#modules/equipment/queries.ts';
import { systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import type { TaskHandler } from '#platform/module.ts';
import { askIppJob, type IppJobState } from '#platform/print/ipp-printer.ts';
import { PRINT_TASK, printsTopic, sendLater } from './commands/request-print.ts';
import { printMessages } from './messages-prints.ts';
import * as repo from './repo/prints.ts';
import { printerFrom } from './rules/printers.ts';
import { afterSending, backOff, isTooLate, STALE } from './rules/printing.ts';
import type { Printer, PrintJob } from './schema.ts';
import { type Sending, sendJob } from './sending.ts';

const Payload = z.object({ centreId: z.uuid(), jobId: z.uuid() });
const p = printMessages('vi');
/** Seconds until a printer that is at another job is tried again. */
const TURN = 2;

interface Task {
  readonly job: PrintJob;
  readonly printer: Printer;
}

async function change(ctx: AppContext, tx: Tx, centreId: string, job: PrintJob): Promise<void> {
  await repo.updateJob(tx, job);
  const scope = { tx, actor: systemActor(centreId, 'print'), at: ctx.clock.now() };
  await ctx.events.emit('documents.print-changed', { jobId: job.id, state: job.state }, scope);
  await ctx.live.publish(tx, printsTopic(centreId), { printJob: job.id });
}

async function printerOf(tx: Tx, job: PrintJob): Promise<Printer | undefined> {
  const piece = job.printerId === null ? undefined : await findEquipmentIn(tx, job.printerId);
  return piece?.active === true ? printerFrom(piece) : undefined;
}

/** Takes the job, unless it was taken or withdrawn meanwhile, waits in vain, or the printer is at another one. */
async function begin(ctx: AppContext, centreId: string, jobId: string): Promise<Task | undefined> {
  return inTransaction(ctx, { centreId }, async (tx) => {
    const job = await repo.lockJob(tx, jobId);
    const now = ctx.clock.now();
    if (job?.printerId === undefined || job.printerId === null) {
      return undefined;
    }
    const printer = await printerOf(tx, job);
    if (job.partnerJob !== null && printer !== undefined) {
      return job.state === 'printing' || job.state === 'waiting' ? { job, printer } : undefined;
    }
    if (job.state !== 'queued' && job.state !== 'waiting') {
      return undefined;
    }
    if (printer === undefined || (job.state === 'waiting' && isTooLate(job, now))) {
      const error =
        printer === undefined ? p('no-printer') : p('too-late', { reason: job.error ?? '' }).trim();
      await change(ctx, tx, centreId, { ...job, state: 'failed', error, changedAt: now });
      return undefined;
    }
    if (await repo.isBusy(tx, printer.id, job.id, now.subtract(STALE))) {
      await sendLater(tx, ctx, centreId, job.id, TURN);
      return undefined;
    }
    const printing: PrintJob = {
      ...job,
      state: 'printing',
      error: null,
      attempts: job.attempts + 1,
      changedAt: now,
    };
    await change(ctx, tx, centreId, printing);
    return { job: printing, printer };
  });
}

/** Writes down what the sending showed of the printer; a mended one is told to all jobs that wait for it. */
async function noteCondition(
  tx: Tx,
  ctx: AppContext,
  centreId: string,
  printer: Printer,
  { sent, failure, paperLow }: Sending,
): Promise<void> {
  if (failure !== undefined) {
    await noteHealthIn(tx, ctx, { centreId, id: printer.id }, { state: 'down', trouble: failure });
  } else if (sent.kind === 'printed') {
    await noteHealthIn(
      tx,
      ctx,
      { centreId, id: printer.id },
      paperLow ? { state: 'warning', trouble: 'paper-low' } : { state: 'ok', trouble: null },
    );
  }
}

async function finish(ctx: AppContext, centreId: string, task: Task, sending: Sending): Promise<void> {
  await inTransaction(ctx, { centreId }, async (tx) => {
    const job = await repo.lockJob(tx, task.job.id);
    // Somebody settled it by hand while it was stuck: their word stands.
    if (job?.state !== 'printing' || job.attempts !== task.job.attempts) {
      return;
    }
    const next = afterSending(job, sending.sent, ctx.clock.now());
    await change(ctx, tx, centreId, next);
    await noteCondition(tx, ctx, centreId, task.printer, sending);
    if (next.state === 'waiting' || next.partnerJob !== null) {
      await sendLater(tx, ctx, centreId, next.id, next.partnerJob === null ? backOff(next.attempts) : TURN);
    }
  });
}

function afterAsking(job: PrintJob, state: IppJobState | null, now: Temporal.Instant): PrintJob {
  const moved = { ...job, changedAt: now };
  switch (state) {
    case 'completed':
      return { ...moved, state: 'done', error: null, confirmed: true };
    case 'ended':
      return { ...moved, state: 'failed', error: p('ended-at-printer') };
    case 'waiting':
      return { ...moved, state: 'printing', error: null };
    case 'stopped':
    case null:
      return isTooLate(job, now)
        ? { ...moved, state: 'unknown', error: p('unknown', { reason: p('inside-printer') }) }
        : { ...moved, state: 'waiting', error: p('inside-printer') };
    default:
      return state satisfies never;
  }
}

/** Asks the office printer how a job goes that it took; it holds the paper, so nothing is ever sent twice from here. */
async function follow(ctx: AppContext, centreId: string, { job, printer }: Task, partnerJob: number) {
  const state = await askIppJob(printer, partnerJob).catch((error: unknown) => {
    ctx.log.info({ err: error, printJob: job.id }, 'the printer does not say how the job goes');
    return null;
  });
  await inTransaction(ctx, { centreId }, async (tx) => {
    const current = await repo.lockJob(tx, job.id);
    if (current === undefined || current.partnerJob !== partnerJob) {
      return;
    }
    const next = afterAsking(current, state, ctx.clock.now());
    if (next.state !== current.state || next.error !== current.error) {
      await change(ctx, tx, centreId, next);
    }
    if (next.state === 'printing' || next.state === 'waiting') {
      await sendLater(tx, ctx, centreId, next.id, next.state === 'printing' ? TURN : 15);
    }
  });
}

/**
 * Sends one job and writes down how it went. What surely did not begin waits for the printer and is tried again, by the
 * clock and as soon as the printer is seen to work; what broke off in the middle waits for a person.
 */
const print: TaskHandler = async (ctx, payload) => {
  const { centreId, jobId } = Payload.parse(payload);
  const task = await begin(ctx, centreId, jobId);
  if (task === undefined) {
    return;
  }
  if (task.job.partnerJob !== null) {
    return follow(ctx, centreId, task, task.job.partnerJob);
  }
  await finish(ctx, centreId, task, await sendJob(ctx, centreId, task.job, task.printer));
};

/** A machine works again: what waits for it goes on, oldest first. */
export async function resumeWaiting(
  tx: Tx,
  ctx: AppContext,
  centreId: string,
  printerId: string,
): Promise<void> {
  for (const jobId of await repo.listWaitingJobs(tx, printerId)) {
    await sendLater(tx, ctx, centreId, jobId);
  }
}

export const documentTasks: Readonly<Record<string, TaskHandler>> = { [PRINT_TASK]: print };
