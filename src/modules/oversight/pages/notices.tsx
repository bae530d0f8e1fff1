import type { FastifyInstance } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { FORMS } from '#modules/reports/rules/forms.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  LiveRegion,
  Notice,
  StatusTag,
  Table,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { answerAsk } from '../commands/ask.ts';
import { askMessages } from '../messages/asks.ts';
import { taskMessages } from '../messages/tasks.ts';
import { messages } from '../messages.ts';
import { type Notices, readNotices } from '../queries.ts';
import { AnswerInput, type Ask } from '../schema/asks.ts';
import type { StoredWarning } from '../schema.ts';
import { noticeTopic } from '../subscribe.ts';
import { holderInWords, kindInWords } from '../words.ts';
import { TaskTable } from './tasks.tsx';

const URL = '/can-bo/nhac-viec';

/** Where a dossier's page is. */
export function dossierHref(number: string): string {
  return `/can-bo/ho-so/${encodeURIComponent(number)}`;
}

function hrefOf(warning: StoredWarning): string {
  return warning.subject === 'task'
    ? `/can-bo/cong-viec/${warning.dossierId}`
    : dossierHref(warning.label.number);
}

function Warnings({ warnings, lang }: { warnings: Notices['warnings']; lang: Lang }) {
  const t = messages(lang);
  return (
    <Table
      caption={t('noticesTitle')}
      captionHidden
      walk
      columns={[
        { key: 'number', header: t('colDossier'), primary: true, cell: (w) => w.label.number },
        {
          key: 'what',
          header: t('colWhat'),
          cell: (w) => (
            <StatusTag tone={w.kind === 'overdue' ? 'late' : w.kind === 'closing' ? 'waiting' : 'soon'}>
              {kindInWords(w.kind, lang)}
            </StatusTag>
          ),
        },
        { key: 'procedure', header: t('colProcedure'), cell: (w) => w.label.procedureName },
        { key: 'step', header: t('colStep'), cell: (w) => w.label.stepName },
        { key: 'holder', header: t('colHolder'), cell: (w) => holderInWords(w.label, lang) },
        { key: 'due', header: t('colDue'), cell: (w) => formatDateTime(w.due, lang) },
      ]}
      rows={warnings}
      rowKey={(w) => w.id}
      href={hrefOf}
      empty={
        <Empty title={t('noticesNone')}>
          <p>
            {t('noticesNoneNext')} <a href="/can-bo">{t('myWork')}</a>
          </p>
        </Empty>
      }
    />
  );
}

/** Forms to be sent, each with a way to it. */
function Reports({ reports, lang }: { reports: Notices['reports']; lang: Lang }) {
  const t = messages(lang);
  return reports.length === 0 ? null : (
    <Notice tone={reports.some((one) => one.late) ? 'late' : 'soon'} title={t('reports')}>
      <ul>
        {reports.map(({ form, period, by, late }) => (
          <li key={`${form}${period.kind}`}>
            <a href={`/can-bo/thong-ke/bieu/${form}?tu=${period.from}&den=${period.to}`}>
              {t(late ? 'reportLate' : 'reportDue', {
                form: FORMS[form].number,
                from: formatDate(period.from),
                to: formatDate(period.to),
                by: formatDate(by),
              })}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** Dossiers filed online that wait for their first answer (NĐ 118/2025 Đ17 k.2), with the ways to them. */
function Filed({ filed, lang }: { filed: Notices['filed']; lang: Lang }) {
  const t = messages(lang);
  const { portal, here } = filed;
  return portal + here.count === 0 ? null : (
    <Notice tone={here.worst === 3 ? 'late' : 'soon'} title={t('filed')}>
      <ul>
        {portal === 0 ? null : (
          <li>
            <a href="/can-bo/ho-so-tu-cong">{t('filedPortal', { count: portal })}</a>
          </li>
        )}
        {here.count === 0 ? null : (
          <li>
            <a href="/can-bo/ho-so-chuan-bi">{t('filedHere', { count: here.count })}</a>
            {here.worst === 0 ? null : <> ({t(`filedWorst${here.worst}`)})</>}
          </li>
        )}
      </ul>
    </Notice>
  );
}

function WithoutPerson(props: { tasks: Notices['withoutPerson']; now: Temporal.Instant; lang: Lang }) {
  const { tasks, now, lang } = props;
  const t = taskMessages(lang);
  return tasks.length === 0 ? null : (
    <section class="stack-s">
      <h2>{t('withoutPerson')}</h2>
      <p class="soft">{t('withoutPersonWhy')}</p>
      <TaskTable tasks={tasks} now={now} lang={lang} caption={t('withoutPerson')} />
    </section>
  );
}

/** One thing that a leader asks, with the form to answer it. */
function AskedOfMe({
  ask,
  lang,
  typed,
  error,
}: {
  ask: Ask;
  lang: Lang;
  typed: string;
  error?: string | undefined;
}) {
  const t = askMessages(lang);
  return (
    <section class="stack-s panel" id={`yeu-cau-${ask.id}`}>
      <p>
        <strong>{t(`kind-${ask.kind}`)}</strong>{' '}
        <a class="code" href={dossierHref(ask.number)}>
          {ask.number}
        </a>{' '}
        <span class="soft">
          {t('from', { who: ask.askedByName, when: formatDateTime(ask.askedAt, lang) })}
        </span>
      </p>
      <p>{ask.text}</p>
      {ask.answerBy === null ? null : (
        <p class="soft">{t('answerBy', { when: formatDateTime(ask.answerBy, lang) })}</p>
      )}
      <form class="stack-s" method="post" action={`${URL}/${ask.id}/tra-loi`} data-guard="">
        <TextArea name="answer" label={t('answerLabel')} rows={2} value={typed} error={error} />
        <Button>{t('send')}</Button>
      </form>
    </section>
  );
}

function outcome(ask: Ask, now: Temporal.Instant, lang: Lang): string {
  const t = askMessages(lang);
  if (ask.answer !== '') {
    return `${ask.answeredName}: ${ask.answer}`;
  }
  if (ask.outcome !== null) {
    return t(`outcome-${ask.outcome}`);
  }
  const late = ask.answerBy !== null && Temporal.Instant.compare(now, ask.answerBy) > 0;
  return late ? t('lateAnswer') : t('noAnswerYet');
}

function AskedByMe({ asked, now, lang }: { asked: readonly Ask[]; now: Temporal.Instant; lang: Lang }) {
  const t = askMessages(lang);
  return asked.length === 0 ? null : (
    <section class="stack-s">
      <h2>{t('myAsks')}</h2>
      <Table
        caption={t('myAsks')}
        captionHidden
        columns={[
          { key: 'number', header: messages(lang)('colDossier'), primary: true, cell: (ask) => ask.number },
          { key: 'kind', header: t('colAsked'), cell: (ask) => `${t(`kind-${ask.kind}`)}: ${ask.text}` },
          { key: 'to', header: t('colTo'), cell: (ask) => ask.toName },
          { key: 'answer', header: t('colAnswer'), cell: (ask) => outcome(ask, now, lang) },
        ]}
        rows={asked}
        rowKey={(ask) => ask.id}
        href={(ask) => dossierHref(ask.number)}
        empty={null}
      />
    </section>
  );
}

interface Shown {
  readonly askId: string;
  readonly typed: string;
  readonly errors: readonly FieldError[];
}

const NOTHING: Shown = { askId: '', typed: '', errors: [] };

/** Mounts `/can-bo/nhac-viec`: open warnings to the officer, what leaders ask, and what the officer asked of others. */
export function noticePages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: Parameters<Parameters<typeof page>[1]['handler']>[0],
    reply: Parameters<Parameters<typeof page>[1]['handler']>[1],
    shown: Shown,
  ) => {
    const actor = requireStaff(request.actor);
    const lang = request.lang;
    const t = messages(lang);
    const { warnings, asks, asked, reports, filed, withoutPerson } = await readNotices(ctx, actor);
    const sent = z.object({ xong: z.string() }).safeParse(request.query).success;
    return reply.html(
      <OfficerLayout title={t('noticesTitle')} lang={lang} actor={actor} path={URL}>
        <PageHead title={t('noticesTitle')} why={t('noticesLead')} />
        {sent ? <Notice tone="ok" role="status" title={askMessages(lang)('sent')} /> : null}
        <ErrorSummary errors={shown.errors} lang={lang} />
        <LiveRegion id="notices" topics={[noticeTopic(actor.centreId)]}>
          <Filed filed={filed} lang={lang} />
          <Reports reports={reports} lang={lang} />
          {asks.length === 0 ? null : (
            <section class="stack">
              <h2>{askMessages(lang)('title')}</h2>
              {asks.map((ask) => (
                <AskedOfMe
                  key={ask.id}
                  ask={ask}
                  lang={lang}
                  typed={shown.askId === ask.id ? shown.typed : ''}
                  error={shown.askId === ask.id ? shown.errors[0]?.message : undefined}
                />
              ))}
            </section>
          )}
          <WithoutPerson tasks={withoutPerson} now={ctx.clock.now()} lang={lang} />
          <Warnings warnings={warnings} lang={lang} />
          <AskedByMe asked={asked} now={ctx.clock.now()} lang={lang} />
        </LiveRegion>
      </OfficerLayout>,
      shown.errors.length > 0 ? 422 : 200,
    );
  };
  page(app, { url: URL, handler: (request, reply) => show(request, reply, NOTHING) });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/tra-loi`,
    async handler(request, reply) {
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      const form = parseForm(AnswerInput, request.body);
      const typed = String(formValues(request.body)['answer'] ?? '');
      if (!form.ok) {
        return show(request, reply, { askId: id, typed, errors: form.fields });
      }
      try {
        await answerAsk(ctx, request.actor, id, form.data);
      } catch (error) {
        if (!isProblem(error) || error.code !== 'already-done') {
          throw error;
        }
        const errors = [{ path: 'answer', message: error.details.detail }];
        return show(request, reply, { askId: id, typed, errors });
      }
      return reply.redirect(`${URL}?xong=tra-loi`, 303);
    },
  });
}
