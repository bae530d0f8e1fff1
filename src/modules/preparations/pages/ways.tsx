import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { PREPARED_CODE_PATH, spokenCode } from '#modules/dossiers/rules/prepared-code.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { qrSvg } from '#platform/pdf/qr.ts';
import { ButtonLink, Notice } from '#ui/components.ts';
import { makePackage } from '../commands/make-package.ts';
import { pageMessages } from '../messages-pages.ts';
import { DraftLine, draftHref, openFrame, sendPage, tokenOf } from './frame.tsx';
import { openDraft } from './steps.tsx';

const PER_MINUTE = 60;
/** Packages a minute and address: each is read from the store and put together. */
const PACKAGES_PER_MINUTE = 10;
const CodeParams = z.object({ code: z.string().max(20) });

function Code({ code, address, label }: { code: string; address: string; label: string }) {
  return (
    <section class="bring-face stack-s">
      {/* The markup is ours: digits and letters of an SVG path. */}
      <div
        class="bring-qr"
        role="img"
        aria-label={label}
        dangerouslySetInnerHTML={{ __html: qrSvg(address, { margin: 2 }) }}
      />
      <p class="bring-code">{spokenCode(code)}</p>
    </section>
  );
}

/** Sends a package to be kept, and by nobody on the way. */
export function sendPackage(
  reply: FastifyReply,
  made: { readonly name: string; readonly bytes: Buffer },
): FastifyReply {
  return reply
    .type('application/zip')
    .header('content-disposition', `attachment; filename="${made.name}"`)
    .header('cache-control', 'private, no-store')
    .send(made.bytes);
}

/** Mounts the two ways out of a draft that need a page of their own: the code for the counter, the package for the portal. */
export function wayPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/nop-ho-so/:token/mang-den',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const open = await openDraft(ctx, request, reply);
      if (open === null) {
        return reply;
      }
      const { frame, held, token } = open;
      const t = pageMessages(frame.lang);
      const { code, body, procedureCode } = held.preparation;
      if (body.applicant.name === '') {
        return reply.redirect(draftHref(token, 'hoi/ho-ten'), 303);
      }
      const brought = held.procedure.components.filter(({ id }) =>
        ['original', 'copy', 'shown'].includes(body.papers[id] ?? ''),
      );
      const address = `${ctx.config.publicUrl}${PREPARED_CODE_PATH}${code}`;
      const children = (
        <>
          <p class="small no-print">
            <a href={draftHref(token)}>{t('back')}</a>
          </p>
          <p>{t('bring-code')}</p>
          <Code code={code} address={address} label={t('bring-qr', { code: spokenCode(code) })} />
          <p class="soft">{t('bring-safe')}</p>
          <h2>{t('bring-with')}</h2>
          <ul class="stack-s">
            <li>{t('bring-id')}</li>
            {body.who === 'relative' && body.submitter.paper !== '' ? (
              <li>{t('bring-authorisation')}</li>
            ) : null}
            {brought.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
          <div class="stack-s no-print">
            <p>{t('bring-queue')}</p>
            <p class="row">
              <ButtonLink look="primary" href={`/lay-so/viec?thu-tuc=${procedureCode}`}>
                {t('bring-ticket')}
              </ButtonLink>
              <ButtonLink href={`/dat-lich/ngay?thu-tuc=${procedureCode}`}>{t('bring-book')}</ButtonLink>
            </p>
          </div>
          <DraftLine preparation={held.preparation} lang={frame.lang} />
        </>
      );
      return sendPage(reply, frame, {
        title: t('bring-page'),
        why: t('bring-show'),
        keepOf: token,
        children,
      });
    },
  });

  page(app, {
    url: '/nop-ho-so/:token/cong',
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const open = await openDraft(ctx, request, reply);
      if (open === null) {
        return reply;
      }
      const { frame, held, token } = open;
      const t = pageMessages(frame.lang);
      const waiting = held.files.filter(({ state }) => state === 'waiting').length;
      const children = (
        <>
          <p class="small">
            <a href={draftHref(token)}>{t('back')}</a>
          </p>
          <ol class="stack ways">
            <li class="stack-s">
              <h2>{t('portal-1')}</h2>
              <p>{t('portal-1-why')}</p>
              {waiting > 0 ? <Notice tone="soon" title={t('portal-waiting', { count: waiting })} /> : null}
              <p>
                <ButtonLink look="primary" href={draftHref(token, 'goi.zip')}>
                  {t('portal-1-go')}
                </ButtonLink>
              </p>
            </li>
            <li class="stack-s">
              <h2>{t('portal-2')}</h2>
              <p>{t('portal-2-why')}</p>
              <p>
                <a class="btn btn-primary" href={held.portalHref} target="_blank" rel="noopener noreferrer">
                  {t('portal-2-go')}
                </a>
              </p>
            </li>
            <li class="stack-s">
              <h2>{t('portal-3')}</h2>
              <p>{t('portal-3-why', { code: spokenCode(held.preparation.code) })}</p>
            </li>
          </ol>
          <DraftLine preparation={held.preparation} lang={frame.lang} />
        </>
      );
      return sendPage(reply, frame, {
        title: t('portal-page'),
        why: held.preparation.procedureName,
        children,
      });
    },
  });

  page(app, {
    url: '/nop-ho-so/:token/goi.zip',
    perMinute: PACKAGES_PER_MINUTE,
    async handler(request, reply) {
      return sendPackage(reply, await makePackage(ctx, request.actor, tokenOf(request), request.lang));
    },
  });

  // Where a telephone's camera leads that reads the QR itself: it opens nothing, and says so.
  page(app, {
    url: `${PREPARED_CODE_PATH}:code`,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const { code } = CodeParams.parse(request.params);
      const frame = await openFrame(ctx, request);
      const t = pageMessages(frame.lang);
      const shown = /^[1-9]\d{9}$/.test(code) ? <p class="bring-code">{spokenCode(code)}</p> : null;
      return sendPage(reply, frame, {
        title: t('code-page'),
        why: t('code-page-why'),
        islands: [],
        children: shown,
      });
    },
  });
}
