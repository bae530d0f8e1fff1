import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { getPublicProcedure } from '#modules/procedures/queries.ts';
import type { Procedure } from '#modules/procedures/schema.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { WorkGate } from '#platform/http/proof-of-work.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Notice,
  RequestId,
  SearchBox,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { WorkProof } from '#ui/work.tsx';
import { startPreparation } from '../commands/start.ts';
import { pageMessages } from '../messages-pages.ts';
import { keepDays, listMyPreparations, type MyPreparation } from '../queries.ts';
import { StartInput } from '../schema.ts';
import { draftHref, type Frame, HOME, openFrame, sendPage, shortName } from './frame.tsx';

const PER_MINUTE = 30;
const Query = z.object({
  'thu-tuc': z.string().max(20).optional().catch(undefined),
  xong: z.literal('xoa').optional().catch(undefined),
});

function MyDrafts({ frame, drafts }: { frame: Frame; drafts: readonly MyPreparation[] }) {
  const t = pageMessages(frame.lang);
  return (
    <section class="stack-s" aria-labelledby="ban-nhap">
      <h2 id="ban-nhap">{t('mine-title')}</h2>
      <Table
        caption={t('mine-title')}
        captionHidden
        rows={drafts}
        rowKey={({ preparation }) => preparation.id}
        href={({ token }) => draftHref(token)}
        empty={
          <Empty title={t('mine-none')}>
            <p>{t('mine-none-why')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'what',
            header: t('col-what'),
            primary: true,
            cell: ({ preparation }) => shortName(preparation.procedureName),
          },
          {
            key: 'state',
            header: t('col-state'),
            cell: ({ preparation: { state } }) => (
              <StatusTag tone={state === 'draft' ? 'waiting' : 'done'}>{t(`state-${state}`)}</StatusTag>
            ),
          },
          {
            key: 'changed',
            header: t('col-changed'),
            cell: ({ preparation }) => formatDateTime(preparation.changedAt, frame.lang),
          },
        ]}
      />
    </section>
  );
}

function Begin(props: {
  readonly frame: Frame;
  readonly procedure: Procedure;
  readonly days: number;
  readonly challenge: string;
  readonly requestId: string;
}) {
  const { procedure, challenge, requestId } = props;
  const t = pageMessages(props.frame.lang);
  return (
    <section class="stack">
      <p>{t('start-for')}</p>
      <p class="sentence">
        <strong>{procedure.plainName ?? procedure.name}</strong>
      </p>
      <p>{t('begin-facts', { count: procedure.components.length, days: props.days })}</p>
      <p class="soft">{t('no-account')}</p>
      <form method="post" action={HOME} class="stack">
        <RequestId value={requestId} />
        <input type="hidden" name="procedureCode" value={procedure.code} />
        <WorkProof challenge={challenge} />
        <Button look="primary" wide>
          {t('begin')}
        </Button>
      </form>
    </section>
  );
}

/** Mounts the front of preparing at home: choose, begin, and the list of a citizen who signed in. */
export function beginPages(app: FastifyInstance, ctx: AppContext, gate: () => Promise<WorkGate>): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    shown: {
      readonly code?: string | undefined;
      readonly errors?: readonly FieldError[];
      readonly detail?: string;
      readonly requestId?: string;
    },
    status = 200,
  ) => {
    const frame = await openFrame(ctx, request);
    const t = pageMessages(frame.lang);
    const procedure =
      shown.code === undefined
        ? undefined
        : (
            await getPublicProcedure(ctx, request.actor, shown.code).catch((error: unknown) => {
              if (isProblem(error, 'not-found')) {
                return undefined;
              }
              throw error;
            })
          )?.body;
    const drafts = frame.citizen === undefined ? [] : await listMyPreparations(ctx, frame.citizen);
    const gone = Query.parse(request.query).xong === 'xoa';
    return sendPage(
      reply,
      frame,
      {
        title: t('title'),
        why: t('why'),
        islands: ['ui/work.js'],
        children: (
          <>
            {gone ? <Notice tone="ok" role="status" title={t('discarded')} /> : null}
            <ErrorSummary errors={shown.errors ?? []} detail={shown.detail} lang={frame.lang} />
            {procedure === undefined ? (
              <SearchBox
                action="/thu-tuc"
                label={t('choose-first')}
                placeholder={t('choose-example')}
                lang={frame.lang}
                large
              />
            ) : (
              <Begin
                frame={frame}
                procedure={procedure}
                days={await keepDays(ctx, request.actor)}
                challenge={(await gate()).challenge(ctx.clock.now())}
                requestId={shown.requestId ?? newRequestId()}
              />
            )}
            {frame.citizen === undefined ? (
              <p>
                <ButtonLink
                  look="quiet"
                  href={`/cong-dan/dang-nhap?tiep=${encodeURIComponent(procedure === undefined ? HOME : `${HOME}?thu-tuc=${procedure.code}`)}`}
                >
                  {t('sign-in')}
                </ButtonLink>
              </p>
            ) : (
              <MyDrafts frame={frame} drafts={drafts} />
            )}
          </>
        ),
      },
      status,
    );
  };

  page(app, {
    url: HOME,
    handler: (request, reply) => show(request, reply, { code: Query.parse(request.query)['thu-tuc'] }),
  });

  page(app, {
    method: 'POST',
    url: HOME,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const form = parseForm(StartInput, request.body);
      const values = formValues(request.body);
      const text = (name: string) => {
        const value = values[name];
        return typeof value === 'string' ? value : undefined;
      };
      if (!form.ok) {
        return show(request, reply, { errors: form.fields }, 422);
      }
      try {
        const given = { work: text('work'), workAnswer: text('workAnswer') };
        (await gate()).admit(request.ip, given, ctx.clock.now());
        const citizen = (await openFrame(ctx, request)).citizen;
        const token = await startPreparation(ctx, request.actor, form.data, citizen);
        return reply.redirect(draftHref(token, 'hoi/cho-ai'), 303);
      } catch (error) {
        if (isProblem(error) && error.status < 500 && error.code !== 'forbidden') {
          const { procedureCode: code, requestId } = form.data;
          const { fields: errors = [], detail, retryAfter } = error.details;
          if (retryAfter !== undefined) {
            reply.header('retry-after', String(retryAfter));
          }
          return show(request, reply, { code, requestId, errors, detail }, error.status);
        }
        throw error;
      }
    },
  });
}
