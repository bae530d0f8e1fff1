import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, LiveRegion, Progress, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { cancelExport, exportsTopic, openExport, requestExport } from '../commands/exports.ts';
import { makeFile } from '../commands/make-file.ts';
import { fileMessages } from '../file-messages.ts';
import { type Export, FileFormat, listFiles } from '../queries/files.ts';
import { ReportAsked } from '../sheets.ts';
import { count } from './figures.tsx';
import { filledQuery, REPORT_STYLES, REPORTS_URL } from './parts.tsx';

const FILES_URL = `${REPORTS_URL}/tep`;
const Id = z.object({ id: z.uuid() });
const Format = z.object({ dang: FileFormat });
const Order = z.object({ dang: FileFormat, requestId: z.uuid() });

const TYPES: Readonly<Record<FileFormat, string>> = {
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

function State({ file, now, lang }: { file: Export; now: Temporal.Instant; lang: Lang }) {
  const t = fileMessages(lang);
  switch (file.state) {
    case 'waiting':
      return <>{t('state-waiting')}</>;
    case 'running':
      return (
        <Progress
          label={t('state-running')}
          lang={lang}
          percent={file.total === 0 ? undefined : (file.done / file.total) * 100}
          count={
            file.total === 0 ? undefined : t('count', { done: count(file.done), total: count(file.total) })
          }
        />
      );
    case 'done': {
      const gone = file.expiresAt === null || Temporal.Instant.compare(now, file.expiresAt) >= 0;
      const mail =
        file.mail === null || file.mail === 'not-asked'
          ? ''
          : file.mail === 'not-configured'
            ? t('mail-not-configured')
            : t(`mail-${file.mail}`, { detail: file.mailDetail ?? '' });
      return (
        <>
          {gone || file.expiresAt === null
            ? t('state-gone')
            : t('state-done', { until: formatDateTime(file.expiresAt) })}
          {mail === '' ? null : <p class="soft">{mail}</p>}
        </>
      );
    }
    case 'failed':
      return <>{file.error ?? t('state-failed')}</>;
    case 'cancelled':
      return <>{t('state-cancelled')}</>;
    default:
      return file.state satisfies never;
  }
}

function Act({ file, now, lang }: { file: Export; now: Temporal.Instant; lang: Lang }) {
  const t = fileMessages(lang);
  if (file.state === 'waiting' || file.state === 'running') {
    return (
      <form method="post" action={`${FILES_URL}/${file.id}/huy`}>
        <Button look="quiet">{t('cancel')}</Button>
      </form>
    );
  }
  return file.state === 'done' &&
    file.expiresAt !== null &&
    Temporal.Instant.compare(now, file.expiresAt) < 0 ? (
    <a href={`${FILES_URL}/${file.id}`}>
      {t('download')} ({file.format === 'pdf' ? 'PDF' : 'Excel'})
    </a>
  ) : null;
}

/** Mounts the files of reports: order, progress, cancel, download; and small reports at once. */
export function filePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: FILES_URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = fileMessages(lang);
      const now = ctx.clock.now();
      const files = await listFiles(ctx, actor);
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={REPORTS_URL} styles={REPORT_STYLES}>
          <PageHead title={t('title')} why={t('why')} />
          <LiveRegion id="files" topics={[exportsTopic(actor.centreId)]}>
            <Table
              caption={t('title')}
              captionHidden
              columns={[
                { key: 'title', header: t('col-title'), primary: true, cell: (file) => file.title },
                {
                  key: 'asked',
                  header: t('col-asked'),
                  cell: (file) => `${file.askedBy}, ${formatDateTime(file.askedAt)}`,
                },
                {
                  key: 'state',
                  header: t('col-state'),
                  cell: (file) => <State file={file} now={now} lang={lang} />,
                },
                {
                  key: 'do',
                  header: t('col-do'),
                  cell: (file) => <Act file={file} now={now} lang={lang} />,
                },
              ]}
              rows={files}
              rowKey={(file) => file.id}
              empty={
                <Empty title={t('none')}>
                  <p>
                    <a href={REPORTS_URL}>{t('none-next')}</a>
                  </p>
                </Empty>
              }
            />
          </LiveRegion>
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: FILES_URL,
    async handler(request, reply) {
      const { dang, requestId } = Order.parse(request.body);
      const asked = ReportAsked.parse(request.body);
      await requestExport(ctx, requireStaff(request.actor), { asked, format: dang, requestId });
      return reply.redirect(FILES_URL, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${FILES_URL}/:id/huy`,
    async handler(request, reply) {
      await cancelExport(ctx, requireStaff(request.actor), Id.parse(request.params).id);
      return reply.redirect(FILES_URL, 303);
    },
  });
  const send = (
    reply: Parameters<Parameters<typeof page>[1]['handler']>[1],
    file: { readonly bytes: Uint8Array; readonly name: string; readonly format: FileFormat },
  ) =>
    reply
      .type(TYPES[file.format])
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .header('cache-control', 'private, no-store')
      .send(Buffer.from(file.bytes));
  page(app, {
    url: `${FILES_URL}/:id`,
    async handler(request, reply) {
      return send(reply, await openExport(ctx, requireStaff(request.actor), Id.parse(request.params).id));
    },
  });
  page(app, {
    url: `${REPORTS_URL}/tai`,
    async handler(request, reply) {
      const query = filledQuery(request);
      const { dang } = Format.parse(query);
      return send(reply, await makeFile(ctx, requireStaff(request.actor), ReportAsked.parse(query), dang));
    },
  });
}
