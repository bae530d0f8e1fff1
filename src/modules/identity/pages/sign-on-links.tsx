import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, ButtonLink, Empty, Notice, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { unlinkOwn } from '../commands/sign-on/links.ts';
import { signOnPageMessages } from '../messages-sign-on-pages.ts';
import { listOwnLinks, type SignOnOffer, signOnOffer } from '../queries/sign-on.ts';
import { requireStaff } from '../queries.ts';
import type { SignOnLink } from '../schema/sign-on.ts';
import { frameOf } from './shared.ts';
import { LINKS } from './sign-on.tsx';

const DONE = { 'lien-ket': 'links-done', bo: 'links-ended' } as const;
const Query = z.object({ xong: z.enum(['lien-ket', 'bo']).optional().catch(undefined) });
const IdForm = z.object({ id: z.uuid() });

function Begin({ lang, offer }: { lang: Lang; offer: SignOnOffer }) {
  const t = signOnPageMessages(lang);
  if (offer !== 'on') {
    return <Notice title={t(offer === 'off' ? 'links-off' : 'links-down')} />;
  }
  return (
    <>
      <p class="soft">{t('links-begin-why')}</p>
      <p>
        <ButtonLink look="primary" href={`${LINKS}/bat-dau`}>
          {t('links-begin')}
        </ButtonLink>
      </p>
    </>
  );
}

function Links({ lang, links }: { lang: Lang; links: readonly SignOnLink[] }) {
  const t = signOnPageMessages(lang);
  return (
    <Table
      caption={t('links-title')}
      captionHidden
      rows={links}
      rowKey={(row) => row.id}
      empty={<Empty title={t('links-none')} />}
      columns={[
        { key: 'name', header: t('link-name'), primary: true, cell: (row) => row.displayName },
        { key: 'subject', header: t('link-subject'), cell: (row) => <span class="code">{row.subject}</span> },
        { key: 'since', header: t('link-since'), cell: (row) => formatDateTime(row.linkedAt, lang) },
        {
          key: 'used',
          header: t('link-used'),
          cell: (row) => (row.usedAt === null ? t('link-never') : formatDateTime(row.usedAt, lang)),
        },
        {
          key: 'end',
          header: t('link-action'),
          cell: (row) => (
            <form method="post" action={`${LINKS}/bo`}>
              <input type="hidden" name="id" value={row.id} />
              <Button look="quiet">{t('links-end')}</Button>
            </form>
          ),
        },
      ]}
    />
  );
}

/** Mounts the page on which officers link their account with the province's, or end the link. */
export function signOnLinkPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: string, status = 200) => {
    const frame = await frameOf(ctx, request);
    const t = signOnPageMessages(frame.lang);
    const done = Query.parse(request.query).xong;
    const links = await listOwnLinks(ctx, frame.actor);
    const offer = await signOnOffer(ctx, frame.actor, 'staff');
    return reply.html(
      <OfficerLayout title={t('links-title')} path="/can-bo/tai-khoan" {...frame}>
        <PageHead title={t('links-title')} why={t('links-why')} />
        {refused === undefined ? null : <Notice tone="late" role="alert" title={refused} />}
        {done === undefined ? null : <Notice tone="ok" role="status" title={t(DONE[done])} />}
        <Links lang={frame.lang} links={links} />
        {links.length === 0 ? <Begin lang={frame.lang} offer={offer} /> : null}
        <p>
          <a href="/can-bo/tai-khoan">{t('back')}</a>
        </p>
      </OfficerLayout>,
      status,
    );
  };
  page(app, { url: LINKS, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: `${LINKS}/bo`,
    async handler(request, reply) {
      try {
        await unlinkOwn(ctx, requireStaff(request.actor), IdForm.parse(request.body).id);
        return reply.redirect(`${LINKS}?xong=bo`, 303);
      } catch (error) {
        if (isProblem(error, 'not-found')) {
          return show(request, reply, error.details.detail, error.status);
        }
        throw error;
      }
    },
  });
}
