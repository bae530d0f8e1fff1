import { z } from 'zod';
import { MailError, type MailPort } from '#integrations/mail/port.ts';
import { smtpMail } from '#integrations/mail/smtp.ts';
import { getCentre } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import type { HealthReport, TaskHandler } from '#platform/module.ts';
import { exportsTopic } from './commands/exports.ts';
import { fileMessages } from './file-messages.ts';
import * as repo from './repo/exports.ts';
import { listSchedules } from './repo/schedules.ts';
import { periodInWords, ReportAsked } from './sheets.ts';

const t = fileMessages('vi');
const Payload = z.object({ centreId: z.uuid(), exportId: z.uuid() });

/** The job that mails the file of a schedule. */
export const MAIL_TASK = 'reports.mail';

/** The mail of this installation; null while it is not set up. */
function mailOf(ctx: AppContext): MailPort | null {
  return ctx.config.mail === undefined ? null : smtpMail(ctx.config.mail);
}

async function send(
  ctx: AppContext,
  mail: MailPort,
  centreId: string,
  file: repo.Export,
  to: readonly string[],
): Promise<void> {
  const asked = ReportAsked.parse(file.params);
  const { name: centre } = await getCentre(ctx, centreId);
  const period = periodInWords({
    from: Temporal.PlainDate.from(asked.tu),
    to: Temporal.PlainDate.from(asked.den),
  });
  // What names people is fetched here, with sign-in; a mailbox is no place for it.
  const personal = asked.report === 'register' || asked.report === 'control';
  const words = { title: file.title, period, centre };
  await mail.send({
    to,
    subject: file.title,
    text: personal
      ? t('mail-link', { ...words, url: `${ctx.config.publicUrl}/can-bo/thong-ke/tep` })
      : t('mail-body', words),
    id: file.id,
    ...(personal || file.fileKey === null
      ? {}
      : {
          attachment: {
            name: file.fileName ?? `bao-cao.${file.format}`,
            bytes: await ctx.storage.get(file.fileKey),
          },
        }),
  });
}

/** Mails a finished file and writes down what came of it. What may pass is tried again; what will not is told. */
const runMail: TaskHandler = async (ctx, payload) => {
  const { centreId, exportId } = Payload.parse(payload);
  const { file, schedules } = await readOnly(ctx, { centreId }, async (tx) => ({
    file: await repo.findExport(tx, exportId),
    schedules: await listSchedules(tx),
  }));
  const to = schedules.find((one) => one.id === file?.scheduleId)?.mailTo ?? [];
  if (file === null || file.mail === 'sent') {
    return;
  }
  const note = (mail: NonNullable<repo.ExportChange['mail']>) =>
    inTransaction(ctx, { centreId }, async (tx) => {
      await repo.changeExport(tx, exportId, ['done'], { mail });
      await ctx.live.publish(tx, exportsTopic(centreId), { export: exportId });
    });
  const mail = mailOf(ctx);
  if (to.length === 0) {
    return note({ state: 'not-asked', detail: null });
  }
  if (mail === null) {
    return note({ state: 'not-configured', detail: null });
  }
  try {
    await send(ctx, mail, centreId, file, to);
  } catch (error) {
    if (!(error instanceof MailError)) {
      throw error;
    }
    await note({ state: 'failed', detail: error.message });
    if (error.temporary) {
      throw error;
    }
    return;
  }
  await note({ state: 'sent', detail: to.join(', ') });
};

export const mailTasks: Readonly<Record<string, TaskHandler>> = { [MAIL_TASK]: runMail };

/** Whether outgoing mail works; not being set up is no fault, and is said. */
export async function mailHealth(ctx: AppContext): Promise<HealthReport> {
  const name = t('smtp-name');
  const mail = mailOf(ctx);
  if (mail === null) {
    return { name, ok: true, detail: t('smtp-none') };
  }
  return mail.check().then(
    () => ({ name, ok: true, detail: t('smtp-ok') }),
    (error: unknown) => ({
      name,
      ok: false,
      detail: t('smtp-down', { reason: error instanceof Error ? error.message : String(error) }),
    }),
  );
}
