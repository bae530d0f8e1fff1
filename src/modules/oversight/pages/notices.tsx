import type { FastifyInstance } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDateTime } from '#platform/time.ts';
import { Empty, LiveRegion, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { readNotices } from '../queries.ts';
import { noticeTopic } from '../subscribe.ts';
import { holderInWords, kindInWords } from '../words.ts';

/** Where a dossier's page is. */
export function dossierHref(number: string): string {
  return `/can-bo/ho-so/${encodeURIComponent(number)}`;
}

/** Mounts `/can-bo/nhac-viec`: the open warnings to the officer. */
export function noticePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/can-bo/nhac-viec',
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = messages(lang);
      const warnings = await readNotices(ctx, actor);
      return reply.html(
        <OfficerLayout title={t('noticesTitle')} lang={lang} actor={actor} path="/can-bo/nhac-viec">
          <PageHead title={t('noticesTitle')} why={t('noticesLead')} />
          <LiveRegion id="notices" topics={[noticeTopic(actor.centreId)]}>
            <Table
              caption={t('noticesTitle')}
              captionHidden
              walk
              columns={[
                { key: 'number', header: t('colDossier'), primary: true, cell: (w) => w.label.number },
                {
                  key: 'what',
                  header: t('colWhat'),
                  cell: (w) => (
                    <StatusTag
                      tone={w.kind === 'overdue' ? 'late' : w.kind === 'closing' ? 'waiting' : 'soon'}
                    >
                      {kindInWords(w.kind, lang)}
                    </StatusTag>
                  ),
                },
                { key: 'procedure', header: t('colProcedure'), cell: (w) => w.label.procedureName },
                { key: 'step', header: t('colStep'), cell: (w) => w.label.stepName },
                { key: 'holder', header: t('colHolder'), cell: (w) => holderInWords(w.label, lang) },
                { key: 'due', header: t('colDue'), cell: (w) => formatDateTime(w.due, lang) },
              ]}
              rows={warnings}
              rowKey={(w) => w.id}
              href={(w) => dossierHref(w.label.number)}
              empty={
                <Empty title={t('noticesNone')}>
                  <p>
                    {t('noticesNoneNext')} <a href="/can-bo">{t('myWork')}</a>
                  </p>
                </Empty>
              }
            />
          </LiveRegion>
        </OfficerLayout>,
      );
    },
  });
}
