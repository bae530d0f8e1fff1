import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OPEN_PREPARED, spokenCode } from '#modules/dossiers/rules/prepared-code.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import { beginAssist } from '#modules/national-portal/commands/assist.ts';
import { AssistInput } from '#modules/national-portal/schema-inbox.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime, localDay } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { openAtCounter } from '../commands/open-at-counter.ts';
import { deskMessages } from '../messages-desk.ts';
import { pageMessages } from '../messages-pages.ts';
import { getPreparation, type Held, listUsedPreparations, type UsedLine } from '../queries.ts';
import { formLines, peopleLines } from '../rules/summary.ts';
import { preparedBy } from '../rules/words.ts';
import { CodeInput } from '../schema.ts';
import { shortName } from './frame.tsx';

const URL = '/can-bo/ho-so-chuan-bi';
/** Codes that one address may try in a minute: a busy counter, not a machine that guesses. */
const PER_MINUTE = 40;
const Params = z.object({ id: z.uuid() });

function Clock({ line, lang }: { line: UsedLine; lang: Lang }) {
  const t = deskMessages(lang);
  const { clocks } = line.preparation;
  if (clocks === null) {
    return <>{t('no-clock')}</>;
  }
  if (clocks.answeredAt !== null) {
    return <>{t('answered', { at: formatDateTime(clocks.answeredAt, lang) })}</>;
  }
  const at = clocks.respondBy === null ? '' : formatDateTime(clocks.respondBy, lang);
  const words = t(`clock-${line.level}`, { at });
  return line.level === 0 ? (
    <span>{words}</span>
  ) : (
    <StatusTag tone={line.level === 2 ? 'soon' : 'late'}>{words}</StatusTag>
  );
}

function List({ lines, lang }: { lines: readonly UsedLine[]; lang: Lang }) {
  const t = deskMessages(lang);
  return (
    <Table
      caption={t('list')}
      captionHidden
      walk
      rows={lines}
      rowKey={({ preparation }) => preparation.id}
      href={({ preparation }) => `${URL}/${preparation.id}`}
      empty={
        <Empty title={t('none')}>
          <p>{t('none-why')}</p>
        </Empty>
      }
      columns={[
        {
          key: 'code',
          header: t('col-code'),
          primary: true,
          cell: ({ preparation }) => <span class="code">{spokenCode(preparation.code)}</span>,
        },
        { key: 'who', header: t('col-who'), cell: ({ preparation }) => preparation.body.applicant.name },
        {
          key: 'what',
          header: t('col-what'),
          cell: ({ preparation }) => shortName(preparation.procedureName),
        },
        {
          key: 'how',
          header: t('col-how'),
          cell: ({ preparation: { use, state } }) =>
            use === null
              ? ''
              : t(state === 'filed' ? 'how-filed' : 'how-opened', {
                  at: formatDateTime(use.at, lang),
                  by: use.by,
                }),
        },
        {
          key: 'dossier',
          header: t('col-dossier'),
          cell: ({ number }) => number ?? t('at-counter'),
        },
        { key: 'clock', header: t('col-clock'), cell: (line) => <Clock line={line} lang={lang} /> },
      ]}
    />
  );
}

/** What a used code became, and the way there. */
function Used({ held, lang }: { held: Held; lang: Lang }) {
  const t = deskMessages(lang);
  const { use, state } = held.preparation;
  if (use === null) {
    return null;
  }
  const number = held.became?.number ?? null;
  const draft = held.became?.status === STATUS.new;
  const words = { at: formatDateTime(use.at, lang), by: use.by };
  return (
    <Notice title={t(state === 'filed' ? 'used-filed' : 'used', words)}>
      <p class="row">
        {draft ? (
          <ButtonLink look="primary" href={`/can-bo/ho-so/moi?nhap=${use.dossierId}`}>
            {t('to-intake')}
          </ButtonLink>
        ) : (
          <ButtonLink look="primary" href={`/can-bo/ho-so/${encodeURIComponent(number ?? use.dossierId)}`}>
            {t('to-dossier', { number: number ?? '' })}
          </ButtonLink>
        )}
      </p>
    </Notice>
  );
}

function Detail({ held, today, lang }: { held: Held; today: string; lang: Lang }) {
  const t = deskMessages(lang);
  const p = pageMessages(lang);
  const { body } = held.preparation;
  const items = (lines: readonly { readonly label: string; readonly value: string }[]) =>
    lines.map(({ label, value }) => ({ term: label, value }));
  const form = formLines(body, held.form, today, lang);
  return (
    <>
      <SummaryList
        items={[
          { term: t('prepared'), value: preparedBy(held.preparation, lang) },
          ...items(peopleLines(body, lang)),
        ]}
      />
      {form.length === 0 ? null : (
        <>
          <h2>{t('answers')}</h2>
          <SummaryList items={items(form)} />
        </>
      )}
      <h2>{t('papers')}</h2>
      <SummaryList
        items={held.procedure.components.map(({ id, name }) => {
          const own = held.files.filter(({ paperKey }) => paperKey === id);
          const waiting = own.filter(({ state }) => state === 'waiting').length;
          const facts = [
            p(`way-${body.papers[id] ?? 'null'}`),
            own.length > 0 ? t('files', { count: own.length }) : '',
            waiting > 0 ? t('files-waiting', { count: waiting }) : '',
          ];
          return { term: shortName(name), value: facts.filter((fact) => fact !== '').join(' · ') };
        })}
      />
    </>
  );
}

/** Mounts the counter's side: open by code, what came, and what was answered. */
export function deskPages(app: FastifyInstance, ctx: AppContext): void {
  const list = async (
    request: FastifyRequest,
    reply: FastifyReply,
    sent: { readonly code: string; readonly errors: readonly FieldError[]; readonly detail?: string } = {
      code: '',
      errors: [],
    },
    status = 200,
  ) => {
    const actor = requireStaff(request.actor);
    const { lang } = request;
    const t = deskMessages(lang);
    const lines = await listUsedPreparations(ctx, actor);
    return reply.html(
      <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
        <PageHead title={t('title')} why={t('why')} />
        <ErrorSummary errors={sent.errors} detail={sent.detail} lang={lang} />
        <form method="post" action={OPEN_PREPARED} class="stack" autocomplete="off">
          <RequestId value={newRequestId()} />
          <Field
            name="code"
            label={t('code')}
            hint={t('code-hint')}
            value={sent.code}
            error={errorFor(sent.errors, 'code')}
            autocomplete="off"
            width="mid"
            autofocus
          />
          <div>
            <Button look="primary">{t('open')}</Button>
          </div>
        </form>
        <h2>{t('list')}</h2>
        <List lines={lines} lang={lang} />
      </OfficerLayout>,
      status,
    );
  };

  page(app, { url: URL, handler: (request, reply) => list(request, reply) });

  page(app, {
    method: 'POST',
    url: OPEN_PREPARED,
    perMinute: PER_MINUTE,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const text = (name: string) => {
        const value = values[name];
        return typeof value === 'string' && value !== '' ? value : undefined;
      };
      // The intake page hands on what its scan box read, under the box's own name.
      const code = text('code') ?? text('scan') ?? '';
      const form = parseForm(CodeInput, {
        requestId: text('requestId'),
        code,
        ticketId: text('ticketId'),
      });
      if (!form.ok) {
        return list(request, reply, { code, errors: form.fields }, 422);
      }
      try {
        const opened = await openAtCounter(ctx, actor, form.data);
        return reply.redirect(
          opened.used ? `${URL}/${opened.preparationId}` : `/can-bo/ho-so/moi?nhap=${opened.dossierId}`,
          303,
        );
      } catch (error) {
        if (isProblem(error) && error.code !== 'forbidden' && error.status < 500) {
          const { fields: errors = [], detail } = error.details;
          return list(request, reply, { code, errors, detail }, error.status);
        }
        throw error;
      }
    },
  });

  page(app, {
    url: `${URL}/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { lang } = request;
      const t = deskMessages(lang);
      const id = Params.safeParse(request.params);
      const held = await getPreparation(ctx, actor, id.success ? id.data.id : newRequestId());
      const today = localDay(ctx.clock.now()).toString();
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={URL}>
          <PageHead title={spokenCode(held.preparation.code)} why={held.preparation.procedureName} />
          <Used held={held} lang={lang} />
          <Detail held={held} today={today} lang={lang} />
          <h2>{t('assist')}</h2>
          <p>{t('assist-why')}</p>
          <form method="post" action={`${URL}/${held.preparation.id}/ho-tro`}>
            <RequestId value={newRequestId()} />
            <Button>{t('assist-go')}</Button>
          </form>
        </OfficerLayout>,
      );
    },
  });

  page(app, {
    method: 'POST',
    url: `${URL}/:id/ho-tro`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { preparation } = await getPreparation(ctx, actor, Params.parse(request.params).id);
      const { applicant } = preparation.body;
      const input = AssistInput.safeParse({
        requestId: formValues(request.body)['requestId'],
        procedureCode: preparation.procedureCode,
        citizenName: applicant.name,
        citizenId: applicant.idNumber,
        note: spokenCode(preparation.code),
      });
      if (!input.success) {
        throw new Problem('bad-request', { detail: deskMessages(request.lang)('assist-why') });
      }
      await beginAssist(ctx, actor, input.data);
      return reply.redirect('/can-bo/ho-tro-nop', 303);
    },
  });
}
