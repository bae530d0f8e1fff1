import { z } from 'zod';
import { findAccountIn } from '#modules/identity/queries.ts';
import { type Actor, systemActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly, type Tx } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { enqueue } from '#platform/jobs.ts';
import type { TaskHandler } from '#platform/module.ts';
import { EXPORT_TASK, exportsTopic } from './commands/exports.ts';
import { drawSheet, fileNameOf } from './commands/make-file.ts';
import { fileMessages } from './file-messages.ts';
import { dailyTasks } from './jobs-daily.ts';
import { MAIL_TASK, mailTasks } from './jobs-mail.ts';
import * as repo from './repo/exports.ts';
import { buildSheet, ReportAsked } from './sheets.ts';

const t = fileMessages('vi');
const Payload = z.object({ centreId: z.uuid(), exportId: z.uuid() });
/** Days that a file is kept. */
const KEPT_DAYS = 7;

/** Thrown inside a report that somebody stopped. */
class Cancelled extends Error {}

async function change(
  ctx: AppContext,
  centreId: string,
  id: string,
  from: readonly repo.ExportState[],
  to: repo.ExportChange,
): Promise<boolean> {
  return inTransaction(ctx, { centreId }, async (tx) => {
    const changed = await repo.changeExport(tx, id, from, to);
    await ctx.live.publish(tx, exportsTopic(centreId), { export: id });
    return changed;
  });
}

/** Whose rights the file is made with: the asker's of now, or the product's for a schedule. */
async function askerOf(tx: Tx, centreId: string, file: repo.Export): Promise<Actor> {
  if (file.accountId === null) {
    return systemActor(centreId, 'reports');
  }
  const account = await findAccountIn(tx, file.accountId);
  if (account?.active !== true) {
    throw new Problem('forbidden', { detail: 'Tài khoản đã yêu cầu tệp này không còn hoạt động.' });
  }
  const { id: accountId, unitId, roles, displayName, position } = account;
  return { kind: 'staff', accountId, centreId, unitId, roles, displayName, position };
}

async function make(ctx: AppContext, centreId: string, file: repo.Export): Promise<void> {
  const asked = ReportAsked.parse(file.params);
  const actor = await readOnly(ctx, { centreId }, (tx) => askerOf(tx, centreId, file));
  const sheet = await buildSheet(ctx, actor, asked, async (done, total) => {
    if (!(await change(ctx, centreId, file.id, ['running'], { done, total }))) {
      throw new Cancelled();
    }
  });
  const now = ctx.clock.now();
  const bytes = await drawSheet(sheet, file.format, now);
  const key = `reports/${centreId}/${file.id}.${file.format}`;
  await ctx.storage.put(key, bytes);
  const expiresAt = now.add({ hours: 24 * KEPT_DAYS });
  const done = await inTransaction(ctx, { centreId }, async (tx) => {
    const changed = await repo.changeExport(tx, file.id, ['running'], {
      state: 'done',
      finishedAt: now,
      file: { key, name: fileNameOf(asked, file.format), expiresAt },
    });
    if (changed && file.scheduleId !== null) {
      await enqueue(tx, MAIL_TASK, { centreId, exportId: file.id });
    }
    await ctx.live.publish(tx, exportsTopic(centreId), { export: file.id });
    return changed;
  });
  if (!done) {
    await ctx.storage.delete(key);
  }
}

const runExport: TaskHandler = async (ctx, payload) => {
  const { centreId, exportId } = Payload.parse(payload);
  const file = await readOnly(ctx, { centreId }, (tx) => repo.findExport(tx, exportId));
  if (
    file === null ||
    !(await change(ctx, centreId, exportId, ['waiting', 'running'], { state: 'running' }))
  ) {
    return;
  }
  try {
    await make(ctx, centreId, file);
  } catch (error) {
    if (error instanceof Cancelled) {
      return;
    }
    const reason = isProblem(error) ? error.details.detail : t('file-failed-unknown');
    if (!isProblem(error)) {
      ctx.log.warn({ err: error, export: exportId }, 'report could not be made');
    }
    await change(ctx, centreId, exportId, ['running'], {
      state: 'failed',
      error: t('file-failed', { reason }),
      finishedAt: ctx.clock.now(),
    });
  }
};

export const reportTasks: Readonly<Record<string, TaskHandler>> = {
  [EXPORT_TASK]: runExport,
  ...mailTasks,
  ...dailyTasks,
};
