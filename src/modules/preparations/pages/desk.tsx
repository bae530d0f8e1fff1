import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { OPEN_PREPARED, spokenCode } from '#modules/dossiers/rules/prepared-code.ts';
import { STATUS } from '#modules/dossiers/schema.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
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
import { assistWith, openAtCounter } from '../commands/open-at-counter.ts';
import { deskMessages } from '../messages-desk.ts';
import { pageMessages } from '../messages-pages.ts';
import { getPreparation, type Held, listUsedPreparations, type UsedLine } from '../queries.ts';
import { formLines, peopleLines } from '../rules/summary.ts';
import { preparedBy } from '../rules/words.ts';
import { CodeInput } from '../schema.ts';
import { ASSIST } from './assist.tsx';
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
          <div class="row">
            <Button look="primary">{t('open')}</Button>
            <Button formaction={ASSIST}>{t('assist-go')}</Button>
          </div>
          <p class="soft small">{t('assist-why')}</p>
        </form>
        <h2>{t('list')}</h2>
        <List lines={lines} lang={lang} />
      </OfficerLayout>,
      status,
    );
  };

  page(app, { url: URL, handler: (request, reply) => list(request, reply) });

  /** Acts on the code that was scanned or typed; a refusal stands at its box. @param act gives the page to go on to */
  const post = (url: string, act: (actor: StaffActor, input: CodeInput) => Promise<string>) =>
    page(app, {
      method: 'POST',
      url,
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
          return reply.redirect(await act(actor, form.data), 303);
        } catch (error) {
          if (isProblem(error) && error.code !== 'forbidden' && error.status < 500) {
            const { fields: errors = [], detail } = error.details;
            return list(request, reply, { code, errors, detail }, error.status);
          }
          throw error;
        }
      },
    });
  post(OPEN_PREPARED, async (actor, input) => {
    const opened = await openAtCounter(ctx, actor, input);
    return opened.used ? `${URL}/${opened.preparationId}` : `/can-bo/ho-so/moi?nhap=${opened.dossierId}`;
  });
  post(ASSIST, async (actor, input) => {
    return `${ASSIST}/${await assistWith(ctx, actor, input)}`;
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
        </OfficerLayout>,
      );
    },
  });
}
