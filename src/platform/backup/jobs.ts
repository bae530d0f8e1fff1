import type pg from 'pg';
import { z } from 'zod';
import { backupMessages } from './messages.ts';

/** One pending job as a backup keeps it, apart from the queue's private tables. */
const SavedJob = z.object({
  task: z.string().min(1),
  payload: z.unknown(),
  queue: z.string().nullable(),
  runAt: z.string(),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  key: z.string().nullable(),
  priority: z.number().int(),
  flags: z.array(z.string()).nullable(),
});
type SavedJob = z.infer<typeof SavedJob>;

/** What became of the jobs that were pending when the backup was taken. */
export interface RestoredJobs {
  /** Will run by themselves at their time. */
  readonly pending: number;
  /** Kept in the queue as failed, with the reason: they run only when a person says so. */
  readonly held: number;
}

async function* linesOf(body: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const bytes of body) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') {
    yield rest;
  }
}

async function addJob(client: pg.Client, job: SavedJob): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id::text AS id FROM graphile_worker.add_job(identifier => $1, payload => $2::json, queue_name => $3,
       run_at => $4::timestamptz, max_attempts => $5, job_key => $6, priority => $7, flags => $8::text[])`,
    [
      job.task,
      JSON.stringify(job.payload),
      job.queue,
      job.runAt,
      job.maxAttempts,
      job.key,
      job.priority,
      job.flags,
    ],
  );
  return rows[0]?.id ?? '';
}

/**
 * Puts the saved jobs back. A job that was due before `now` may have run between the backup and the loss, and printing
 * or sending twice is worse than asking: it is held back, unless `resume` says that the old machine stopped with the
 * backup (a move). A job for a later time cannot have run and is simply pending again.
 */
export async function restoreJobs(
  client: pg.Client,
  body: AsyncIterable<Buffer>,
  options: { readonly now: Temporal.Instant; readonly resume: boolean },
): Promise<RestoredJobs> {
  const held: string[] = [];
  let pending = 0;
  for await (const line of linesOf(body)) {
    const job = SavedJob.parse(JSON.parse(line));
    const id = await addJob(client, job);
    const due = Temporal.Instant.compare(Temporal.Instant.from(job.runAt), options.now) <= 0;
    if (job.attempts >= job.maxAttempts || (due && !options.resume)) {
      held.push(id);
    } else {
      pending += 1;
    }
  }
  await client.query('SELECT graphile_worker.permanently_fail_jobs($1::bigint[], $2)', [
    held,
    backupMessages('vi')('jobs-held'),
  ]);
  return { pending, held: held.length };
}
