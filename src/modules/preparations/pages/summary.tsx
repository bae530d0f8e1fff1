import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { STATUS } from '#modules/dossiers/schema.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import { Button, ButtonLink, ErrorSummary, Fold, Notice, RequestId } from '#ui/components.ts';
import { KeepDraft } from '#ui/keep.tsx';
import { discardDraft, takeIntoList } from '../commands/answer.ts';
import { fileHere } from '../commands/file-here.ts';
import { pageMessages } from '../messages-pages.ts';
import { getHeld, type Held } from '../queries.ts';
import { DraftLine, draftHref, type Frame, HOME, openFrame, sendPage, tokenOf } from './frame.tsx';
import { Gaps, gapOf, Parts } from './parts.tsx';

const PER_MINUTE = 120;

interface Shown {
  readonly frame: Frame;
  readonly held: Held;
  readonly token: string;
}

function Choice(props: { id: string; title: string; why: string; children: ComponentChildren }) {
  return (
    <section class="stack-s choice-way" aria-labelledby={props.id}>
      <h3 id={props.id}>{props.title}</h3>
      <p>{props.why}</p>
      {props.children}
    </section>
  );
}

function Ways({ frame, held, token }: Shown) {
  const { lang } = frame;
  const t = pageMessages(lang);
  return (
    <>
      <h2>{t('choose-title')}</h2>
      <Choice id="mang-den" title={t('bring-title')} why={t('bring-why')}>
        <ButtonLink
          look={held.missing.length === 0 ? 'primary' : undefined}
          wide
          href={draftHref(token, 'mang-den')}
        >
          {t('bring-go')}
        </ButtonLink>
      </Choice>
      {held.filedHere ? (
        <Choice id="nop-tai-day" title={t('here-title')} why={t('here-why')}>
          {held.missingToFile.length > 0 ? (
            <>
              <p>{t('here-missing', { count: held.missingToFile.length })}</p>
              <Fold title={t('here-see')} id="nop-con-thieu">
                <Gaps gaps={held.missingToFile} token={token} lang={lang} />
              </Fold>
            </>
          ) : (
            <form method="post" action={draftHref(token, 'nop')}>
              <RequestId value={newRequestId()} />
              <Button wide>{t('here-go')}</Button>
            </form>
          )}
        </Choice>
      ) : null}
      <Choice id="tren-cong" title={t('portal-title')} why={t('portal-why')}>
        <ButtonLink wide href={draftHref(token, 'cong')}>
          {t('portal-go')}
        </ButtonLink>
      </Choice>
    </>
  );
}

function Draft({ frame, held, token, today }: Shown & { readonly today: string }) {
  const { lang, citizen } = frame;
  const t = pageMessages(lang);
  const { preparation, missing } = held;
  const next = missing.find(({ kind }) => kind !== 'waiting');
  return (
    <>
      <DraftLine preparation={preparation} lang={lang} />
      {missing.length === 0 ? (
        <Notice tone="ok" title={t('missing-none')} />
      ) : (
        <section class="stack-s" aria-labelledby="con-thieu">
          <h2 id="con-thieu">{t('missing-count', { count: missing.length })}</h2>
          {next === undefined ? null : (
            <>
              <p>{t('missing-first', { what: gapOf(next, lang).words })}</p>
              <p>
                <ButtonLink look="primary" wide href={draftHref(token, gapOf(next, lang).path)}>
                  {t('missing-next')}
                </ButtonLink>
              </p>
            </>
          )}
          <p class="soft">{t('missing-still')}</p>
        </section>
      )}
      <Parts lang={lang} held={held} token={token} today={today} />
      <Ways frame={frame} held={held} token={token} />
      <Notice title={t('keep')} />
      <KeepDraft root={draftHref(token)} pages={[draftHref(token, 'mang-den')]} lang={lang} />
      {citizen === undefined ? null : preparation.ownerKey === null ? (
        <form method="post" action={draftHref(token, 'danh-sach')}>
          <Button>{t('to-list')}</Button>
        </form>
      ) : (
        <p class="soft">{t('in-list')}</p>
      )}
      <Fold title={t('discard')} id="xoa">
        <p>{t('discard-sure')}</p>
        <form method="post" action={draftHref(token, 'xoa')}>
          <Button look="danger">{t('discard-go')}</Button>
        </form>
      </Fold>
    </>
  );
}

function Became({ frame, held }: Shown) {
  const { lang } = frame;
  const t = pageMessages(lang);
  const { preparation, became } = held;
  const { use, clocks, state } = preparation;
  const at = use === null ? '' : formatDateTime(use.at, lang);
  const follow =
    became?.number == null
      ? undefined
      : `/tra-cuu?so=${encodeURIComponent(became.number)}${became.lookupCode === null ? '' : `&ma=${became.lookupCode}`}`;
  return (
    <>
      <Notice tone="ok" title={t(state === 'filed' ? 'used-filed' : 'used-opened', { at })}>
        {clocks?.answeredAt ? (
          <p>{t('filed-answered', { at: formatDateTime(clocks.answeredAt, lang) })}</p>
        ) : clocks?.respondBy ? (
          <p>{t('filed-answer', { at: formatDateTime(clocks.respondBy, lang) })}</p>
        ) : null}
        {became?.number == null ? null : <p>{t('used-number', { number: became.number })}</p>}
      </Notice>
      {became?.waitsForCitizen ? (
        <Notice tone="soon" title={t('used-supplement', { what: became.waitsForCitizen })}>
          <p>{t('used-supplement-how')}</p>
        </Notice>
      ) : null}
      {became?.status === STATUS.notReceived ? <Notice tone="late" title={t('used-refused')} /> : null}
      {follow === undefined ? null : (
        <p>
          <ButtonLink look="primary" href={follow}>
            {t('used-follow')}
          </ButtonLink>
        </p>
      )}
    </>
  );
}

/** Mounts the summary of a draft: what is missing, what was answered, the ways to file; or what became of it. */
export function summaryPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, detail?: string, status = 200) => {
    const token = tokenOf(request);
    const held = await getHeld(ctx, request.actor, token);
    const frame = await openFrame(ctx, request);
    const { lang } = frame;
    const t = pageMessages(lang);
    const shown = { frame, held, token };
    const { procedureName, use } = held.preparation;
    const today = localDay(ctx.clock.now()).toString();
    const children = (
      <>
        <ErrorSummary errors={[]} detail={detail} lang={lang} />
        {use === null ? <Draft {...shown} today={today} /> : <Became {...shown} />}
      </>
    );
    const shownPage = { title: t('summary-title'), why: procedureName, keepOf: token, children };
    return sendPage(reply, frame, shownPage, status);
  };

  const url = '/nop-ho-so/:token';
  page(app, { url, perMinute: PER_MINUTE, handler: (request, reply) => show(request, reply) });

  const post = (path: string, work: (request: FastifyRequest, token: string) => Promise<string>) =>
    page(app, {
      method: 'POST',
      url: `${url}/${path}`,
      perMinute: PER_MINUTE,
      async handler(request, reply) {
        try {
          return reply.redirect(await work(request, tokenOf(request)), 303);
        } catch (error) {
          if (isProblem(error) && ['validation', 'not-allowed-now', 'already-done'].includes(error.code)) {
            return show(request, reply, error.details.detail, error.status);
          }
          throw error;
        }
      },
    });
  post('nop', async (request, token) => {
    const requestId = z.uuid().catch(newRequestId).parse(formValues(request.body)['requestId']);
    await fileHere(ctx, request.actor, token, requestId);
    return draftHref(token);
  });
  post('danh-sach', async (request, token) => {
    const { citizen } = await openFrame(ctx, request);
    if (citizen !== undefined) {
      await takeIntoList(ctx, request.actor, token, citizen);
    }
    return draftHref(token);
  });
  post('xoa', async (request, token) => {
    await discardDraft(ctx, request.actor, token);
    return `${HOME}?xong=xoa`;
  });
}
