import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { uploadFile } from '#modules/documents/commands/upload-file.ts';
import { fileView } from '#modules/documents/queries.ts';
import { UPLOAD_LIMITS } from '#modules/documents/rules/upload.ts';
import { figuresInWords, loadInWords } from '#modules/duties/rules/load.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { readUpload } from '#platform/http/upload.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime, formatTime, toLocal } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Field,
  FileTile,
  Fold,
  Notice,
  RequestId,
  Select,
  SummaryList,
  TextArea,
  Timeline,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { doTask } from '../commands/do-task.ts';
import { boardMessages } from '../messages/board.ts';
import { taskMessages } from '../messages/tasks.ts';
import { getTask, type TaskDetail } from '../queries/tasks.ts';
import { TaskCommand, type TaskCommandType } from '../schema/tasks.ts';
import { TASKS, TaskState, TaskTable, taskHref, taskPerson } from './tasks.tsx';

interface Shown {
  /** The command whose form was refused. */
  readonly open: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  readonly refusal: string;
  readonly done: boolean;
}

const NOTHING: Shown = { open: '', values: {}, errors: [], refusal: '', done: false };

interface TaskProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly detail: TaskDetail;
  readonly shown: Shown;
}

/** Somebody with the work in hand, and whether that is least. */
function personInWords(
  { name, load, tasks }: TaskDetail['people'][number],
  first: boolean,
  lang: Lang,
): string {
  const t = taskMessages(lang);
  const text =
    load === undefined ? name : t('personLoad', { name, figures: figuresInWords(load, lang), n: tasks });
  return first ? t('hasRoom', { text }) : text;
}

/** Why the first is proposed; nothing where there is no choice. */
function roomWhy(people: TaskDetail['people'], lang: Lang): string | undefined {
  const [first] = people;
  return first === undefined || people.length < 2
    ? undefined
    : boardMessages(lang)('toWhomWhy', { name: first.name, why: loadInWords(first, people, lang) });
}

/** The day and hour that a task is put off to; the day that holds now stands in it. */
function NewDue(props: {
  detail: TaskDetail;
  lang: Lang;
  values: FormValues;
  errors: readonly FieldError[];
}) {
  const { detail, lang, values, errors } = props;
  const t = taskMessages(lang);
  const due = toLocal(detail.task.due);
  const typed = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return (
    <div class="bulk-foot">
      <Field
        name="dueDay"
        label={t('newDay')}
        type="date"
        width="short"
        value={typed('dueDay') ?? due.toPlainDate().toString()}
        error={errorFor(errors, 'dueDay')}
      />
      <Field
        name="dueTime"
        label={t('dueTime')}
        type="time"
        width="short"
        value={typed('dueTime') ?? formatTime(due)}
        error={errorFor(errors, 'dueTime')}
      />
    </div>
  );
}

function CommandForm({ type, detail, lang, shown }: TaskProps & { type: TaskCommandType }) {
  const t = taskMessages(lang);
  const open = shown.open === type;
  const typed = open ? shown.values['note'] : undefined;
  const errors = open ? shown.errors : [];
  return (
    <form class="stack-s" method="post" action={`${taskHref(detail.task.id)}/lenh`} data-guard="">
      <RequestId value={newRequestId()} />
      <input type="hidden" name="type" value={type} />
      {type === 'reassign' ? (
        <Select
          name="accountId"
          label={t('newPerson')}
          value={open ? String(shown.values['accountId'] ?? '') : detail.people[0]?.accountId}
          hint={roomWhy(detail.people, lang)}
          error={errorFor(errors, 'accountId')}
          options={detail.people.map((person, i) => ({
            value: person.accountId,
            label: personInWords(person, i === 0 && detail.people.length > 1, lang),
          }))}
        />
      ) : null}
      {type === 'extend' ? (
        <NewDue detail={detail} lang={lang} values={open ? shown.values : {}} errors={errors} />
      ) : null}
      <TextArea
        name="note"
        label={t(`note-${type}`)}
        rows={2}
        optional={type === 'close'}
        value={typeof typed === 'string' ? typed : ''}
        error={errorFor(errors, 'note')}
      />
      <Button
        look={type === 'cancel' ? 'danger' : type === 'report' || type === 'close' ? 'primary' : 'plain'}
      >
        {t(`do-${type}`)}
      </Button>
    </form>
  );
}

function Commands(props: TaskProps) {
  const { detail, lang, shown } = props;
  const t = taskMessages(lang);
  // What moves the work on stands open; what changes it is folded away.
  const first = detail.abilities.find((type) => type === 'report' || type === 'close');
  const rest = detail.abilities.filter((type) => type !== first);
  return (
    <section class="stack">
      {first === undefined ? null : <CommandForm {...props} type={first} />}
      {rest.map((type) => (
        <Fold key={type} id={`lam-${type}`} title={t(`do-${type}`)} open={shown.open === type}>
          <CommandForm {...props} type={type} />
        </Fold>
      ))}
      {detail.mayBreakDown ? (
        <ButtonLink href={`${TASKS}/moi?thuoc=${detail.task.id}`}>{t('breakDown')}</ButtonLink>
      ) : null}
    </section>
  );
}

function Evidence({ detail, lang }: TaskProps) {
  const t = taskMessages(lang);
  const files = detail.evidence.map(fileView);
  return (
    <section class="stack-s">
      <h2>{t('evidence')}</h2>
      {files.length === 0 ? (
        <p class="soft">{t('evidenceNone')}</p>
      ) : (
        <ul class="files">
          {files.map((file) => (
            <FileTile
              key={file.id}
              name={file.name}
              href={`/api/v1/files/${file.id}`}
              kind={file.mediaType.split('/').at(-1)?.toUpperCase() ?? ''}
              pages={file.pages ?? undefined}
              lang={lang}
            />
          ))}
        </ul>
      )}
      {detail.mayAddEvidence ? (
        <form
          class="stack-s"
          method="post"
          action={`${taskHref(detail.task.id)}/tep`}
          enctype="multipart/form-data"
        >
          <RequestId value={newRequestId()} />
          <div class="question">
            <label for="f-file">{t('file')}</label>
            <input
              class="input"
              type="file"
              id="f-file"
              name="file"
              accept="application/pdf,image/jpeg,image/png,image/webp"
              required
            />
          </div>
          <Button>{t('addEvidence')}</Button>
        </form>
      ) : null}
    </section>
  );
}

function TaskPage(props: TaskProps) {
  const { actor, lang, detail, shown } = props;
  const { task } = detail;
  const t = taskMessages(lang);
  return (
    <OfficerLayout title={task.code} lang={lang} actor={actor} path={TASKS}>
      <PageHead title={task.work} why={task.code} />
      {shown.done ? <Notice tone="ok" role="status" title={t('done')} /> : null}
      <ErrorSummary errors={shown.errors} lang={lang} detail={shown.refusal || undefined} />
      <div class="columns">
        <div class="stack">
          <SummaryList
            items={[
              { term: t('colState'), value: <TaskState task={task} now={detail.at} lang={lang} /> },
              { term: t('person'), value: taskPerson(task, lang) },
              { term: t('unit'), value: task.unitName },
              { term: t('colDue'), value: formatDateTime(task.due, lang) },
              { term: t('responsibility'), value: task.responsibility },
              { term: t('product'), value: task.product },
              { term: t('authority'), value: task.authority },
              { term: t('head'), value: task.headName || t('noHead') },
              { term: t('givenBy'), value: `${task.openedByName}, ${formatDateTime(task.openedAt, lang)}` },
              {
                term: t('parent'),
                value:
                  detail.parent === null ? null : (
                    <a href={taskHref(detail.parent.id)}>
                      {detail.parent.code} {detail.parent.work}
                    </a>
                  ),
              },
              { term: t('result'), value: task.result },
            ]}
          />
          {detail.children.length === 0 ? null : (
            <section class="stack-s">
              <h2>{t('children')}</h2>
              <TaskTable tasks={detail.children} now={detail.at} lang={lang} caption={t('children')} />
            </section>
          )}
          <Evidence {...props} />
        </div>
        <div class="quiet stack">
          <Commands {...props} />
          <section class="stack-s">
            <h2>{t('history')}</h2>
            <Timeline
              lang={lang}
              steps={detail.events.map((event) => ({
                state: 'done',
                what: t(`event-${event.type}`),
                who: event.byName,
                when: formatDateTime(event.at, lang),
                note: event.note,
              }))}
            />
          </section>
        </div>
      </div>
    </OfficerLayout>
  );
}

const Params = z.object({ id: z.uuid() });

/** Mounts `/can-bo/cong-viec/:id`: a task, its commands and its evidence. */
export function taskDetailPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (request: FastifyRequest, reply: FastifyReply, shown: Shown, status = 200) => {
    const actor = requireStaff(request.actor);
    const { id } = Params.parse(request.params);
    const detail = await getTask(ctx, actor, id);
    return reply.html(<TaskPage actor={actor} lang={request.lang} detail={detail} shown={shown} />, status);
  };
  page(app, {
    url: `${TASKS}/:id`,
    handler(request, reply) {
      const done = z.object({ xong: z.string() }).safeParse(request.query).success;
      return show(request, reply, { ...NOTHING, done });
    },
  });
  page(app, {
    method: 'POST',
    url: `${TASKS}/:id/lenh`,
    async handler(request, reply) {
      const { id } = Params.parse(request.params);
      const values = formValues(request.body);
      const requestId = z.uuid().parse(values['requestId']);
      const open = String(values['type'] ?? '');
      const form = parseForm(TaskCommand, request.body);
      if (!form.ok) {
        return show(request, reply, { ...NOTHING, open, values, errors: form.fields }, 422);
      }
      try {
        await doTask(ctx, request.actor, id, form.data, requestId);
      } catch (error) {
        if (!isProblem(error) || error.status >= 500 || error.code === 'not-found') {
          throw error;
        }
        const errors = error.details.fields ?? [];
        const refusal = errors.length > 0 ? '' : error.details.detail;
        return show(request, reply, { ...NOTHING, open, values, errors, refusal }, error.status);
      }
      return reply.redirect(`${taskHref(id)}?xong=1`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${TASKS}/:id/tep`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { id } = Params.parse(request.params);
      const detail = await getTask(ctx, actor, id);
      if (!detail.mayAddEvidence) {
        throw new Problem('forbidden', {
          detail: taskMessages(request.lang)('notYours', {
            verb: taskMessages(request.lang)('verbEvidence'),
          }),
        });
      }
      const { files, fields } = await readUpload(request, UPLOAD_LIMITS.attachment);
      const requestId = z.uuid().parse(fields['requestId']);
      const [file] = files;
      if (file === undefined) {
        const message = taskMessages(request.lang)('chooseFile');
        return show(request, reply, { ...NOTHING, errors: [{ path: 'file', message }] }, 422);
      }
      await uploadFile(ctx, actor, {
        bytes: file.bytes,
        name: file.name,
        purpose: 'attachment',
        subject: { type: 'task', id },
        requestId,
      });
      return reply.redirect(`${taskHref(id)}?xong=1`, 303);
    },
  });
}
