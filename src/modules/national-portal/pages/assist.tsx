import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readPreparedCode } from '#modules/dossiers/rules/prepared-code.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { formPage, formPost, type SentForm, UNSENT } from '#platform/http/form-page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  RequestId,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { beginAssist, dropAssist, noteFiled } from '../commands/assist.ts';
import { assistMessages } from '../messages-assist.ts';
import { INBOX_POLICY } from '../policy-inbox.ts';
import { type AssistDesk, assistDesk } from '../queries-inbox.ts';
import { type Assist, AssistInput, DropInput, FiledInput } from '../schema-inbox.ts';

const URL = '/can-bo/ho-tro-nop';
const Params = z.object({ id: z.uuid() });

function BeginForm({ sent, lang }: { sent: SentForm; lang: Lang }) {
  const t = assistMessages(lang);
  const asked = askedIn(sent.typed ?? {}, sent.errors, lang);
  return (
    <form method="post" action={URL} class="stack">
      <h2>{t('begin-title')}</h2>
      <RequestId value={asked('requestId').value ?? newRequestId()} />
      <Field
        {...asked('procedureCode')}
        label={t('procedure')}
        hint={t('procedure-hint')}
        width="mid"
        required
        autocomplete="off"
      />
      <Field {...asked('citizenName')} label={t('citizen')} optional autocomplete="off" />
      <Field
        {...asked('citizenId')}
        label={t('citizen-id')}
        width="mid"
        inputmode="numeric"
        optional
        autocomplete="off"
      />
      <Field {...asked('note')} label={t('note')} optional autocomplete="off" />
      <Button look="primary">{t('begin')}</Button>
    </form>
  );
}

function OpenAssist(props: {
  readonly assist: Assist;
  readonly procedurePage: string;
  readonly sent: SentForm;
  readonly lang: Lang;
}) {
  const { assist, sent, lang } = props;
  const t = assistMessages(lang);
  const asked = askedIn(sent.typed ?? {}, sent.errors, lang);
  const href = props.procedurePage.replaceAll('{code}', encodeURIComponent(assist.procedureCode));
  const who = assist.citizenName === '' ? t('unnamed') : assist.citizenName;
  return (
    <section class="stack" aria-labelledby={`luot-${assist.id}`}>
      <h3 id={`luot-${assist.id}`}>
        {who}: {assist.procedureName}
      </h3>
      <p class="soft">{t('since', { at: formatDateTime(assist.startedAt, lang) })}</p>
      <p>
        <a class="btn" href={href} target="_blank" rel="noopener noreferrer">
          {t('open-page')}
        </a>
      </p>
      {readPreparedCode(assist.note) === null ? null : (
        <p>
          <a href={`/can-bo/ho-so-chuan-bi/ho-tro/${assist.id}`}>{t('prepared')}</a>
        </p>
      )}
      <form method="post" action={`${URL}/${assist.id}/da-nop`} class="stack-s">
        <RequestId value={newRequestId()} />
        <Field {...asked('number')} label={t('number')} width="mid" required autocomplete="off" />
        <Button look="primary">{t('filed')}</Button>
      </form>
      <Fold
        title={t('drop')}
        id={`chua-nop-${assist.id}`}
        open={errorFor(sent.errors, 'reason') !== undefined}
      >
        <form method="post" action={`${URL}/${assist.id}/chua-nop`} class="stack-s">
          <RequestId value={newRequestId()} />
          <Field
            name="reason"
            label={t('drop-reason')}
            error={errorFor(sent.errors, 'reason')}
            required
            autocomplete="off"
          />
          <Button look="danger">{t('drop')}</Button>
        </form>
      </Fold>
    </section>
  );
}

function Ended({ desk, lang }: { desk: AssistDesk; lang: Lang }) {
  const t = assistMessages(lang);
  return (
    <Table
      caption={t('today')}
      captionHidden
      rows={desk.mine.filter(({ state }) => state !== 'open')}
      rowKey={(row) => row.id}
      empty={<Empty title={t('today-none')} />}
      columns={[
        {
          key: 'number',
          header: t('col-number'),
          primary: true,
          cell: (row) => row.number ?? '–',
        },
        { key: 'procedure', header: t('col-procedure'), cell: (row) => row.procedureName },
        { key: 'citizen', header: t('col-citizen'), cell: (row) => row.citizenName || t('unnamed') },
        {
          key: 'state',
          header: t('col-state'),
          cell: (row) => (
            <StatusTag tone={row.arrived ? 'done' : row.state === 'filed' ? 'waiting' : 'neutral'}>
              {t(`state-${row.arrived ? 'arrived' : row.state}`)}
            </StatusTag>
          ),
        },
      ]}
    />
  );
}

function Figures({ desk, lang }: { desk: AssistDesk; lang: Lang }) {
  const t = assistMessages(lang);
  return (
    <>
      <h2>{t('figures', { month: `${desk.month.month}/${desk.month.year}` })}</h2>
      <Table
        caption={t('figures', { month: `${desk.month.month}/${desk.month.year}` })}
        captionHidden
        rows={desk.figures}
        rowKey={(row) => row.helperName}
        empty={<Empty title={t('figures-none')} />}
        columns={[
          { key: 'helper', header: t('col-helper'), primary: true, cell: (row) => row.helperName },
          { key: 'filed', header: t('col-filed'), align: 'end', cell: (row) => String(row.filed) },
          { key: 'dropped', header: t('col-dropped'), align: 'end', cell: (row) => String(row.dropped) },
        ]}
      />
    </>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  sent: SentForm,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = assistMessages(lang);
  const desk = await assistDesk(ctx, actor);
  const open = desk.mine.filter(({ state }) => state === 'open');
  const at = Params.safeParse(request.params).data?.id;
  const sentAt = (id: string | undefined) => (at === id ? sent : UNSENT);
  const mayAssist = can(INBOX_POLICY, actor, 'assist', { centreId: actor.centreId });
  return reply.html(
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
      <PageHead title={t('title')} why={t('lead')}>
        <ButtonLink href="/thu-tuc">{t('col-procedure')}</ButtonLink>
      </PageHead>
      <ErrorSummary errors={sent.errors} lang={lang} />
      {mayAssist ? (
        <>
          <BeginForm sent={sentAt(undefined)} lang={lang} />
          <h2>{t('open')}</h2>
          {open.length === 0 ? (
            <Empty title={t('open-none')}>
              <p>{t('open-none-why')}</p>
            </Empty>
          ) : (
            open.map((assist) => (
              <OpenAssist
                key={assist.id}
                assist={assist}
                procedurePage={desk.procedurePage}
                sent={sentAt(assist.id)}
                lang={lang}
              />
            ))
          )}
          <h2>{t('today')}</h2>
          <Ended desk={desk} lang={lang} />
        </>
      ) : null}
      <Figures desk={desk} lang={lang} />
    </OfficerLayout>,
    sent.status,
  );
}

/** Mounts `/can-bo/ho-tro-nop`: begin, open the portal's page, note its number; and how often. */
export function assistPages(app: FastifyInstance, ctx: AppContext): void {
  const form = {
    show: (request: FastifyRequest, reply: FastifyReply, sent: SentForm) => show(ctx, request, reply, sent),
    refusedAt: 'number',
  };
  formPage(app, {
    ...form,
    url: URL,
    schema: AssistInput,
    async save(request, input) {
      await beginAssist(ctx, requireStaff(request.actor), input);
      return URL;
    },
  });
  formPost(app, {
    ...form,
    url: `${URL}/:id/da-nop`,
    schema: FiledInput,
    async save(request, input) {
      await noteFiled(ctx, requireStaff(request.actor), Params.parse(request.params).id, input);
      return URL;
    },
  });
  formPost(app, {
    ...form,
    url: `${URL}/:id/chua-nop`,
    schema: DropInput,
    async save(request, input) {
      await dropAssist(ctx, requireStaff(request.actor), Params.parse(request.params).id, input);
      return URL;
    },
  });
}
