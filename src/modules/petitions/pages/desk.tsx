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
import { listPetitions, type PetitionLine } from '../queries.ts';
import { HOME, TONES } from './frame.tsx';

/** Where officers work on petitions. */
export const DESK = '/can-bo/phan-anh';
const LEAD = 90;
const t = deskMessages('vi');
const Query = z.object({ xem: z.literal('xong').optional().catch(undefined) });

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
    <span>{at}</span>
  );
}

function Lines({ lines }: { lines: readonly PetitionLine[] }) {
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
          <p>{t('none-why')}</p>
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
            `${words('vi')(`short-${kind}`)}: ${said.text.length <= LEAD ? said.text : `${said.text.slice(0, LEAD).replace(/\s+\S*$/, '')} …`}`,
        },
        {
          key: 'state',
          header: t('col-state'),
          cell: ({ petition: { state } }) => (
            <StatusTag tone={TONES[state]}>{words('vi')(`state-${state}`)}</StatusTag>
          ),
        },
        { key: 'due', header: t('col-due'), cell: (line) => <DueCell {...line} /> },
        { key: 'unit', header: t('col-unit'), cell: ({ unitName }) => unitName || t('unclassified') },
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

/** Mounts the officers' list: what is due first. */
export function deskPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: DESK,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const done = Query.parse(request.query).xem === 'xong';
      const lines = await listPetitions(ctx, actor, { open: !done });
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
          <nav aria-label={t('views')}>
            <ul class="plain-list">
              <li>
                <a href={DESK} aria-current={done ? undefined : 'page'}>
                  {t('open')}
                </a>
              </li>
              <li>
                <a href={`${DESK}?xem=xong`} aria-current={done ? 'page' : undefined}>
                  {t('done')}
                </a>
              </li>
            </ul>
          </nav>
          <Lines lines={lines} />
        </OfficerLayout>,
      );
    },
  });
}
