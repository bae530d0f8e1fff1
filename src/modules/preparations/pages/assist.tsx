import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { spokenCode } from '#modules/dossiers/rules/prepared-code.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, ButtonLink, Field, Notice, RequestId } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { makeAssistedPackage } from '../commands/make-package.ts';
import { assistMessages } from '../messages-assist.ts';
import { getAssisted } from '../queries.ts';
import { sendPackage } from './ways.tsx';

/** Where the officer who files together with a citizen has what was prepared. */
export const ASSIST = '/can-bo/ho-so-chuan-bi/ho-tro';
/** Where the number that the portal gave is noted. */
const NOTED = '/can-bo/ho-tro-nop';
const Params = z.object({ id: z.uuid() });

function idOf(request: FastifyRequest): string {
  const params = Params.safeParse(request.params);
  return params.success ? params.data.id : newRequestId();
}

/** Mounts the guidance desk's page of a prepared dossier: the package, the portal's page, the number that it gave. */
export function assistPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${ASSIST}/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { lang } = request;
      const t = assistMessages(lang);
      const id = idOf(request);
      const { preparation, files, portalHref } = await getAssisted(ctx, actor, id);
      const { name } = preparation.body.applicant;
      const waiting = files.filter(({ state }) => state === 'waiting').length;
      return reply.html(
        <OfficerLayout
          title={t('title')}
          lang={lang}
          actor={actor}
          path={NOTED}
          styles={['preparations/prepare.css']}
        >
          <PageHead
            title={t('title')}
            why={
              <>
                {name === '' ? t('unnamed') : name} · {preparation.procedureName} ·{' '}
                <span class="code">{spokenCode(preparation.code)}</span>
              </>
            }
          />
          <ol class="stack ways">
            <li class="stack-s">
              <h2>{t('package')}</h2>
              <p>{t('package-why')}</p>
              {waiting > 0 ? <Notice tone="soon" title={t('waiting', { count: waiting })} /> : null}
              <p>
                <ButtonLink look="primary" href={`${ASSIST}/${id}/goi.zip`}>
                  {t('package-go')}
                </ButtonLink>
              </p>
            </li>
            <li class="stack-s">
              <h2>{t('open')}</h2>
              <p>{t('open-why')}</p>
              <p>
                <a class="btn btn-primary" href={portalHref} target="_blank" rel="noopener noreferrer">
                  {t('open-go')}
                </a>
              </p>
            </li>
            <li class="stack-s">
              <h2>{t('number')}</h2>
              <form method="post" action={`${NOTED}/${id}/da-nop`} class="stack-s">
                <RequestId value={newRequestId()} />
                <Field name="number" label={t('number-label')} width="mid" required autocomplete="off" />
                <div>
                  <Button look="primary">{t('number-go')}</Button>
                </div>
              </form>
            </li>
          </ol>
          <p>
            <a href={NOTED}>{t('all')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });

  page(app, {
    url: `${ASSIST}/:id/goi.zip`,
    handler: async (request, reply) =>
      sendPackage(
        reply,
        await makeAssistedPackage(ctx, requireStaff(request.actor), idOf(request), request.lang),
      ),
  });
}
