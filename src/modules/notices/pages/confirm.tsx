import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import type { PublicActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { Button, ButtonLink, Notice } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { CONFIRM, confirmEmail, readConfirmation } from '../commands/confirm-email.ts';
import { choiceMessages } from '../messages-choice.ts';

const PER_MINUTE = 30;
const Params = z.object({ key: z.string().min(1).max(100) });

/**
 * Mounts `/nhan-tin/xac-nhan/:key`: whoever got the question says that the e-mail address is theirs. By a press of a button, never by opening the page:
 * programs that look into mails open every address in them.
 */
export function confirmPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, act: boolean) => {
    const { lang } = request;
    const t = choiceMessages(lang);
    const actor: PublicActor = { kind: 'public', centreId: request.actor.centreId };
    const centre = (await findCentreFace(ctx, actor.centreId)) ?? { name: '' };
    const { key } = Params.parse(request.params);
    const frame = { title: t('confirm-title'), lang, centre, path: '/tra-cuu' } as const;
    try {
      if (act) {
        await confirmEmail(ctx, actor, key);
      }
      const { address, confirmed } = await readConfirmation(ctx, actor, key);
      return reply.html(
        <CitizenLayout {...frame}>
          <div class="measure stack">
            <PageHead
              title={t('confirm-title')}
              why={confirmed ? undefined : t('confirm-why', { address })}
            />
            {confirmed ? (
              <>
                <Notice tone="ok" role="status" title={t('confirm-done', { address })} />
                <p>
                  <ButtonLink href={`/nhan-tin/${key}`}>{t('confirm-choose')}</ButtonLink>
                </p>
              </>
            ) : (
              <>
                <form method="post" action={`${CONFIRM}/${key}`}>
                  <Button look="primary">{t('confirm-yes')}</Button>
                </form>
                <p class="soft">{t('confirm-no')}</p>
              </>
            )}
          </div>
        </CitizenLayout>,
      );
    } catch (error) {
      if (!isProblem(error, 'not-found')) {
        throw error;
      }
      return reply.html(
        <CitizenLayout {...frame}>
          <div class="measure stack">
            <PageHead title={t('confirm-title')} />
            <Notice tone="late" role="alert" title={error.details.detail} />
            <p>
              <ButtonLink href="/tra-cuu">{t('look-up')}</ButtonLink>
            </p>
          </div>
        </CitizenLayout>,
        error.status,
      );
    }
  };
  const url = `${CONFIRM}/:key`;
  page(app, { url, perMinute: PER_MINUTE, handler: (request, reply) => show(request, reply, false) });
  page(app, {
    method: 'POST',
    url,
    perMinute: PER_MINUTE,
    handler: (request, reply) => show(request, reply, true),
  });
}
