import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { findSignedInCitizen, type SignedInCitizen } from '#modules/identity/queries/sign-on.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, Notice, StatusTag, Table } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, PageHead } from '#ui/layout.tsx';
import { getMine, listMine, MINE_SHOWN, type MyDossier } from '../commands/mine.ts';
import { mineMessages } from '../mine-messages.ts';
import { keyOf } from '../rules/mine.ts';
import { statusTone } from './dossier.tsx';
import { LookUpResult } from './lookup-result.tsx';

const MINE = '/cua-toi';
const PER_MINUTE = 60;
/** The citizen's cookie, as the sign-on sets it. */
const COOKIE = 'cong_dan';
const Params = z.object({ id: z.uuid() });

/** "038056000001" → "0380••••0001": enough to know one's own. */
function masked(number: string): string {
  return `${number.slice(0, 4)}••••${number.slice(-4)}`;
}

interface ViewProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly citizen: SignedInCitizen;
}

function SignedIn({ lang, citizen }: Pick<ViewProps, 'lang' | 'citizen'>) {
  const t = mineMessages(lang);
  return (
    <form method="post" action="/cong-dan/dang-xuat" class="row">
      <span>{t('signed-in', { name: citizen.claims.name })}</span>
      <Button>{t('sign-out')}</Button>
      <span class="soft small">{t('shared-machine')}</span>
    </form>
  );
}

function List({ lang, dossiers }: { lang: Lang; dossiers: readonly MyDossier[] }) {
  const t = mineMessages(lang);
  return (
    <>
      <Table
        caption={t('title')}
        captionHidden
        rows={dossiers}
        rowKey={({ view }) => view.dossierId}
        empty={
          <Empty title={t('none')}>
            <p>{t('none-why')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'procedure',
            header: t('procedure'),
            primary: true,
            cell: ({ view }) => <a href={`${MINE}/${view.dossierId}`}>{view.procedureName}</a>,
          },
          { key: 'number', header: t('number'), cell: ({ view }) => <span class="code">{view.number}</span> },
          {
            key: 'status',
            header: t('status'),
            cell: ({ view }) => <StatusTag tone={statusTone(view.status)}>{view.statusText}</StatusTag>,
          },
          {
            key: 'received',
            header: t('received'),
            cell: ({ view }) => (view.receivedAt === null ? '' : formatDateTime(view.receivedAt, lang)),
          },
          {
            key: 'due',
            header: t('due'),
            cell: ({ view }) => (view.due === null ? t('no-due') : formatDateTime(view.due, lang)),
          },
          { key: 'role', header: t('role'), cell: ({ part }) => t(part) },
        ]}
      />
      {dossiers.length < MINE_SHOWN ? null : <p class="soft">{t('listed', { shown: MINE_SHOWN })}</p>}
    </>
  );
}

function Body({ lang, citizen, dossiers }: ViewProps & { dossiers: readonly MyDossier[] }) {
  const t = mineMessages(lang);
  const { claims, assured, wanted } = citizen;
  if (!assured) {
    return (
      <Notice tone="soon" title={t('not-assured', { wanted, level: claims.assurance })}>
        <p>{t('not-assured-why')}</p>
      </Notice>
    );
  }
  return keyOf(claims) === null ? <Notice title={t('no-key')} /> : <List lang={lang} dossiers={dossiers} />;
}

function MinePage(props: ViewProps & { dossiers: readonly MyDossier[]; refused?: string }) {
  const { lang, centre, citizen, refused } = props;
  const t = mineMessages(lang);
  const key = keyOf(citizen.claims);
  const why =
    key === null || !citizen.assured
      ? undefined
      : t(citizen.claims.kind === 'person' ? 'why' : 'why-organisation', { id: masked(key) });
  return (
    <CitizenLayout title={t('title')} lang={lang} centre={centre} path={MINE}>
      <div class="stack">
        <PageHead title={t('title')} why={why} />
        <SignedIn lang={lang} citizen={citizen} />
        {refused === undefined ? null : <Notice tone="late" role="alert" title={refused} />}
        <Body {...props} />
        <p>
          <a href="/tra-cuu">{t('to-lookup')}</a>
        </p>
      </div>
    </CitizenLayout>
  );
}

/** Mounts "Hồ sơ của tôi": a citizen who signed in by VNeID sees the own dossiers, and nothing of others. Works without script. */
export function registerMine(app: FastifyInstance, ctx: AppContext): void {
  const open = async (
    request: FastifyRequest,
    reply: FastifyReply,
    show: (view: ViewProps) => Promise<FastifyReply>,
  ) => {
    const citizen = await findSignedInCitizen(ctx, request.cookies[COOKIE]);
    if (citizen === undefined) {
      return reply.redirect(`/cong-dan/dang-nhap?tiep=${encodeURIComponent(request.url)}`, 303);
    }
    const centre = (await findCentreFace(ctx, citizen.centreId)) ?? { name: 'Một Cửa' };
    reply.header('referrer-policy', 'same-origin');
    return show({ lang: request.lang, centre, citizen });
  };

  page(app, {
    url: MINE,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      open(request, reply, async (view) => {
        const dossiers = view.citizen.assured ? await listMine(ctx, view.citizen) : [];
        return reply.html(<MinePage {...view} dossiers={dossiers} />);
      }),
  });
  page(app, {
    url: `${MINE}/:id`,
    perMinute: PER_MINUTE,
    handler: (request, reply) =>
      open(request, reply, async (view) => {
        const params = Params.safeParse(request.params);
        try {
          const found = await getMine(ctx, view.citizen, params.success ? params.data.id : '');
          return reply.html(
            <LookUpResult lang={view.lang} centre={view.centre} found={found.view} secret={found.secret} />,
          );
        } catch (error) {
          if (isProblem(error, 'not-found')) {
            const { detail } = error.details;
            return reply.html(
              <MinePage {...view} dossiers={await listMine(ctx, view.citizen)} refused={detail} />,
              404,
            );
          }
          if (isProblem(error, 'forbidden')) {
            return reply.html(<MinePage {...view} dossiers={[]} />, 403);
          }
          throw error;
        }
      }),
  });
}
