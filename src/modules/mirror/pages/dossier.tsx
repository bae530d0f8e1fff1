import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { maskNumber } from '#modules/dossiers/rules/mask.ts';
import { statusName } from '#modules/dossiers/rules/refuse.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Notice, StatusTag, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { mirrorMessages } from '../messages.ts';
import { getMirrored, type MirroredView } from '../queries/dossiers.ts';
import { isLate } from '../rules/figures.ts';
import { FIELD_WORDS, INSTANTS } from '../rules/rows.ts';
import { MIRROR_FIELDS, type MirrorField } from '../schema.ts';
import { MIRROR_DOSSIER, MIRROR_HOME } from './paths.ts';
import { Said } from './said.tsx';

const Params = z.object({ number: z.string().trim().min(1).max(120) });

/** Numbers of people are shown so far that they can be compared. */
const MASKED: ReadonlySet<MirrorField> = new Set(['applicantId', 'phone']);

/** Told by the head of the page, and by the times beside the others. */
const SAID_ELSEWHERE: ReadonlySet<MirrorField> = new Set(['number', 'applicantName', 'status', 'changedAt']);

function inWords(field: MirrorField, value: string, lang: Lang): string {
  if (MASKED.has(field)) {
    return maskNumber(value);
  }
  return INSTANTS.has(field) ? formatDateTime(Temporal.Instant.from(value), lang) : value;
}

function Fields({ view, lang }: { view: MirroredView; lang: Lang }) {
  const t = mirrorMessages(lang);
  const rows = MIRROR_FIELDS.flatMap((field) => {
    const told = view.fields[field];
    if (told === undefined || SAID_ELSEWHERE.has(field)) {
      return [];
    }
    const { name } = FIELD_WORDS[field];
    const value = inWords(field, told.value, lang);
    return [
      {
        field,
        name: name.charAt(0).toUpperCase() + name.slice(1),
        value,
        at: formatDateTime(Temporal.Instant.from(told.at), lang),
      },
    ];
  });
  return (
    <Table
      caption={t('told')}
      rows={rows}
      rowKey={({ field }) => field}
      empty={null}
      columns={[
        { key: 'name', header: t('col-field'), primary: true, cell: ({ name }) => name },
        { key: 'value', header: t('col-value'), width: 'wide', cell: ({ value }) => value },
        { key: 'at', header: t('col-as-of'), cell: ({ at }) => at },
      ]}
    />
  );
}

/** Mounts one mirrored dossier for officers: what the source tells, since when, and where it is handled. */
export function mirrorDossierPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${MIRROR_DOSSIER}/:number`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { lang } = request;
      const t = mirrorMessages(lang);
      const view = await getMirrored(ctx, actor, Params.parse(request.params).number);
      const { dossier } = view;
      return reply.html(
        <OfficerLayout
          title={t('dossier-title', { number: dossier.number })}
          lang={lang}
          actor={actor}
          centre={await findCentreFace(ctx, actor.centreId)}
          path="/can-bo/ho-so"
        >
          <PageHead title={t('dossier-title', { number: dossier.number })} why={dossier.procedureName}>
            <ButtonLink href={MIRROR_HOME}>{t('back')}</ButtonLink>
          </PageHead>
          <Said said={view.said} lang={lang} />
          <SummaryList
            items={[
              {
                term: t('col-status'),
                value: (
                  <>
                    {statusName(dossier.status)}{' '}
                    {isLate(dossier, ctx.clock.now()) ? <StatusTag tone="late">{t('late')}</StatusTag> : null}
                  </>
                ),
              },
              { term: t('col-applicant'), value: dossier.applicantName },
              {
                term: t('col-here'),
                value:
                  dossier.dossierId === null ? (
                    t('not-here')
                  ) : (
                    <a href={`/can-bo/ho-so/${dossier.dossierId}`}>{dossier.localNumber ?? t('open-here')}</a>
                  ),
              },
            ]}
          />
          <Fields view={view} lang={lang} />
          <Notice title={t('dossier-only-read')}>
            <p>{t('dossier-only-read-why')}</p>
          </Notice>
        </OfficerLayout>,
      );
    },
  });
}
