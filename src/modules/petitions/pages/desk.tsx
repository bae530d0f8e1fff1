import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { deskMessages, words } from '../messages-pages.ts';
import { countsOf, listPetitions, type PetitionLine } from '../queries.ts';
import { VIEW_WORDS, VIEWS, type View, viewOf } from '../rules/views.ts';
import { HOME, TONES } from './frame.tsx';

/** Where officers work on petitions. */
export const DESK = '/can-bo/phan-anh';
const LEAD = 90;
const t = deskMessages('vi');
const Query = z.object({ xem: z.string().max(40).optional().catch(undefined) });

/** The running clock in words; colour never alone. */
export function DueCell({ petition, overdue }: Pick<PetitionLine, 'petition' | 'overdue'>) {
  if (petition.dueAt === null) {
    return <span class="soft">{t(petition.state === 'waiting' ? 'clock-stands' : 'no-due')}</span>;
  }
  const at = formatDateTime(petition.dueAt);
  return overdue ? (
    <StatusTag tone="late">
      {t('overdue')}: {at}
    </StatusTag>
  ) : (
    <span class="code">{at}</span>
  );
}

function Lines({ lines, view }: { lines: readonly PetitionLine[]; view: View }) {
  return (
    <Table
      caption={t('title')}
      captionHidden
      walk
      rows={lines}
      rowKey={({ petition }) => petition.id}
      href={({ petition }) => `${DESK}/${petition.id}`}
      empty={
        <Empty title={t('none')}>
          <p>{view === 'open' ? t('none-why') : <a href={DESK}>{t('to-open')}</a>}</p>
        </Empty>
      }
      columns={[
        {
          key: 'number',
          header: t('col-number'),
          primary: true,
          cell: ({ petition }) => petition.number,
        },
        {
          key: 'what',
          header: t('col-what'),
          cell: ({ petition: { kind, said } }) =>
            said.text === ''
              ? t('erased-short')
              : `${words('vi')(`short-${kind}`)}: ${said.text.length <= LEAD ? said.text : `${said.text.slice(0, LEAD).replace(/\s+\S*$/, '')} …`}`,
        },
        {
          key: 'state',
          header: t('col-state'),
          cell: ({ petition: { state } }) => (
            <StatusTag tone={TONES[state]}>{words('vi')(`state-${state}`)}</StatusTag>
          ),
        },
        { key: 'due', header: t('col-due'), cell: (line) => <DueCell {...line} /> },
        {
          key: 'unit',
          header: t('col-unit'),
          cell: ({ unitName }) => unitName || <span class="code">{t('unclassified')}</span>,
        },
      ]}
    />
  );
}

function places(actor: StaffActor): readonly { readonly href: string; readonly label: string }[] {
  const has = (...roles: readonly StaffActor['roles'][number][]) =>
    actor.roles.some((role) => roles.includes(role));
  return [
    { href: HOME, label: t('note') },
    ...(has('unit-head', 'centre-director', 'commune-leader', 'administrator', 'auditor')
      ? [{ href: `${DESK}/so-lieu`, label: t('figures') }]
      : []),
    ...(has('administrator', 'centre-director', 'auditor')
      ? [{ href: `${DESK}/tiep-cong-dan`, label: t('settings') }]
      : []),
  ];
}

/** The lists and how much stands in each; the one that is shown is named. */
function Places({ view, counts }: { view: View; counts: Readonly<Record<View, number>> }) {
  return (
    <nav class="places" aria-label={t('views')}>
      {VIEWS.map((one) => (
        <a
          key={one}
          href={one === 'open' ? DESK : `${DESK}?xem=${VIEW_WORDS[one]}`}
          aria-current={one === view ? 'page' : undefined}
        >
          {t(`view-${one}`)} <span class="count">{counts[one]}</span>
        </a>
      ))}
    </nav>
  );
}

/** Mounts the officers' list: what is due first. */
export function deskPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: DESK,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const view = viewOf(Query.parse(request.query).xem);
      const lines = await listPetitions(ctx, actor, { view });
      const counts = await countsOf(ctx, actor);
      return reply.html(
        <OfficerLayout title={t('title')} actor={actor} path={DESK} styles={['petitions/petitions.css']}>
          <PageHead title={t('title')} why={t('why')} />
          <p class="row">
            {places(actor).map(({ href, label }) => (
              <ButtonLink key={href} href={href}>
                {label}
              </ButtonLink>
            ))}
          </p>
          <Places view={view} counts={counts} />
          <Lines lines={lines} view={view} />
        </OfficerLayout>,
      );
    },
  });
}
