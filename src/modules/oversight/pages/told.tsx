import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDateTime } from '#platform/time.ts';
import { Empty, StatusTag, Table, type Tone } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { boardMessages } from '../messages/board.ts';
import { settingsMessages } from '../messages/settings.ts';
import { warningsOf } from '../queries.ts';
import { answerOf, type WarningAnswer } from '../rules/answer.ts';
import { kindInWords } from '../words.ts';
import { BOARD } from './board-links.ts';
import { dossierHref } from './notices.tsx';

const TONE = {
  acted: 'ok',
  paused: 'waiting',
  ignored: 'late',
  open: 'soon',
} as const satisfies Record<WarningAnswer, Tone>;

/** Where the warnings of a dossier stand. */
export function toldHref(dossierId: string): string {
  return `${BOARD}/nhac/${dossierId}`;
}

/** Mounts `/can-bo/theo-doi/nhac/:id`: every warning of a dossier with what came of it. */
export function toldPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${BOARD}/nhac/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = boardMessages(lang);
      const level = settingsMessages(lang);
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      const { number, warnings } = await warningsOf(ctx, actor, id);
      const title = t('toldOf', { number });
      return reply.html(
        <OfficerLayout title={title} lang={lang} actor={actor} path={BOARD}>
          <PageHead title={title} why={t('toldWhy')}>
            <p>
              <a href={dossierHref(number)}>{t('colDossier')}</a> · <a href={BOARD}>{t('noneNext')}</a>
            </p>
          </PageHead>
          <Table
            caption={title}
            captionHidden
            columns={[
              { key: 'kind', header: t('told'), primary: true, cell: (one) => kindInWords(one.kind, lang) },
              { key: 'step', header: t('colStep'), cell: (one) => one.label.stepName },
              {
                key: 'to',
                header: t('colTold'),
                cell: (one) =>
                  one.level === 'officer' && one.label.holderName !== ''
                    ? one.label.holderName
                    : level(`level-${one.level}`),
              },
              { key: 'when', header: t('colToldWhen'), cell: (one) => formatDateTime(one.createdAt, lang) },
              {
                key: 'seen',
                header: t('colSeen'),
                cell: (one) => (one.seenAt === null ? t('notSeen') : formatDateTime(one.seenAt, lang)),
              },
              {
                key: 'came',
                header: t('colCame'),
                cell: (one) => {
                  const answer = answerOf(one, warnings);
                  return <StatusTag tone={TONE[answer]}>{t(`answer-${answer}`)}</StatusTag>;
                },
              },
            ]}
            rows={warnings}
            rowKey={(one) => one.id}
            empty={<Empty title={t('toldNone')} />}
          />
        </OfficerLayout>,
      );
    },
  });
}
