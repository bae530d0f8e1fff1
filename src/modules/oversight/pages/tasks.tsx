import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  askedIn,
  Button,
  ButtonLink,
  DueChip,
  Empty,
  ErrorSummary,
  Field,
  LiveRegion,
  RequestId,
  Select,
  StatusTag,
  Table,
  TextArea,
  type Tone,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { openTask } from '../commands/open-task.ts';
import { taskMessages } from '../messages/tasks.ts';
import { getTask, getTaskBoard, taskChoices } from '../queries/tasks.ts';
import { type TaskStanding, taskStanding } from '../rules/tasks.ts';
import { OpenTaskInput, type Task } from '../schema/tasks.ts';
import { noticeTopic } from '../subscribe.ts';

export const TASKS = '/can-bo/cong-viec';

const TONE = {
  'in-time': 'ok',
  overdue: 'late',
  'done-in-time': 'done',
  'done-late': 'late',
  cancelled: 'neutral',
} as const satisfies Record<TaskStanding, Tone>;

/** Where a task's page is. */
export function taskHref(id: string): string {
  return `${TASKS}/${id}`;
}

/** Who does it, or the unit that has named nobody. */
export function taskPerson(task: Pick<Task, 'personName' | 'unitName'>, lang: Lang): string {
  return task.personName === '' ? taskMessages(lang)('nobody', { unit: task.unitName }) : task.personName;
}

/** How it stands, in a word with its shape. */
export function TaskState({ task, now, lang }: { task: Task; now: Temporal.Instant; lang: Lang }) {
  const t = taskMessages(lang);
  const standing = taskStanding(task, now);
  return task.state === 'reported' ? (
    <StatusTag tone="waiting">{t('waitsForHead')}</StatusTag>
  ) : (
    <StatusTag tone={TONE[standing]}>{t(`standing-${standing}`)}</StatusTag>
  );
}

/** Tasks as a table; the whole row is its link. */
export function TaskTable(props: {
  tasks: readonly Task[];
  now: Temporal.Instant;
  lang: Lang;
  caption: string;
}) {
  const { tasks, now, lang, caption } = props;
  const t = taskMessages(lang);
  return (
    <Table
      caption={caption}
      captionHidden
      walk
      columns={[
        { key: 'work', header: t('colWork'), primary: true, width: 'wide', cell: (task) => task.work },
        {
          key: 'code',
          header: t('colCode'),
          width: 'narrow',
          cell: (task) => <span class="code">{task.code}</span>,
        },
        { key: 'person', header: t('colPerson'), width: 'medium', cell: (task) => taskPerson(task, lang) },
        {
          key: 'due',
          header: t('colDue'),
          width: 'medium',
          cell: (task) => (
            <DueChip tone={TONE[taskStanding(task, now)]} text={formatDateTime(task.due, lang)} />
          ),
        },
        {
          key: 'state',
          header: t('colState'),
          width: 'medium',
          cell: (task) => <TaskState task={task} now={now} lang={lang} />,
        },
      ]}
      rows={tasks}
      rowKey={(task) => task.id}
      href={(task) => taskHref(task.id)}
      empty={
        <Empty title={t('none')}>
          <p>{t('noneHint')}</p>
        </Empty>
      }
    />
  );
}

interface FormProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly choices: Awaited<ReturnType<typeof taskChoices>>;
  readonly parent: Task | null;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  readonly requestId: string;
}

function NewTask({ actor, lang, choices, parent, values, errors, requestId }: FormProps) {
  const t = taskMessages(lang);
  const field = askedIn(values, errors, lang);
  const unitName = new Map(choices.units.map((unit) => [unit.id, unit.name]));
  const shown = choices.units.length === 1 ? '' : ', ';
  return (
    <OfficerLayout title={t('newTitle')} lang={lang} actor={actor} path={TASKS}>
      <PageHead title={t('newTitle')} why={t('newWhy')}>
        {parent === null ? null : (
          <p>
            <a href={taskHref(parent.id)}>{t('childOf', { code: parent.code })}</a>
          </p>
        )}
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      <form class="stack" method="post" action={TASKS} data-guard="">
        <RequestId value={requestId} />
        {parent === null ? null : <input type="hidden" name="parentId" value={parent.id} />}
        <TextArea {...field('work')} label={t('work')} rows={2} />
        <Select
          {...field('unitId')}
          label={t('unit')}
          blank={t('chooseUnit')}
          value={
            field('unitId').value ??
            parent?.unitId ??
            (choices.units.length === 1 ? choices.units[0]?.id : undefined)
          }
          options={choices.units.map((unit) => ({ value: unit.id, label: unit.name }))}
        />
        <Select
          {...field('accountId')}
          label={t('person')}
          blank={t('personLater')}
          options={choices.people.map((person) => ({
            value: person.id,
            label: shown === '' ? person.name : `${person.name}${shown}${unitName.get(person.unitId) ?? ''}`,
          }))}
        />
        <Field {...field('dueDay')} label={t('dueDay')} type="date" width="short" />
        <Field
          {...field('dueTime')}
          value={field('dueTime').value ?? '17:00'}
          label={t('dueTime')}
          type="time"
          width="short"
        />
        <TextArea {...field('responsibility')} label={t('responsibility')} rows={2} />
        <TextArea {...field('product')} label={t('product')} rows={2} />
        <TextArea {...field('authority')} label={t('authority')} rows={2} />
        <div class="form-foot">
          <Button look="primary" keys="Control+Enter">
            {t('give')}
          </Button>
          <a href={TASKS}>{t('title')}</a>
        </div>
      </form>
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/cong-viec`: the board of tasks, and giving one. */
export function taskPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: TASKS,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const lang = request.lang;
      const t = taskMessages(lang);
      const board = await getTaskBoard(ctx, actor);
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path={TASKS}>
          <PageHead title={t('title')} why={t('why')} />
          {board.mayOpen ? (
            <p>
              <ButtonLink href={`${TASKS}/moi`} look="primary">
                {t('give')}
              </ButtonLink>
            </p>
          ) : null}
          <LiveRegion id="tasks" topics={[noticeTopic(actor.centreId)]}>
            <section class="stack-s">
              <h2>{t('mine')}</h2>
              <TaskTable tasks={board.mine} now={board.at} lang={lang} caption={t('mine')} />
            </section>
            {board.units
              .filter((unit) => unit.tasks.length > 0 || board.units.length === 1)
              .map((unit) => (
                <section key={unit.id} class="stack-s">
                  <h2>{t('ofUnit', { unit: unit.name })}</h2>
                  <TaskTable
                    tasks={unit.tasks}
                    now={board.at}
                    lang={lang}
                    caption={t('ofUnit', { unit: unit.name })}
                  />
                </section>
              ))}
          </LiveRegion>
        </OfficerLayout>,
      );
    },
  });
  const form = async (
    request: FastifyRequest,
    reply: FastifyReply,
    shown: { parentId: string | null; values: FormValues; errors: readonly FieldError[]; requestId: string },
  ) => {
    const actor = requireStaff(request.actor);
    const choices = await taskChoices(ctx, actor);
    const parent = shown.parentId === null ? null : (await getTask(ctx, actor, shown.parentId)).task;
    return reply.html(
      <NewTask actor={actor} lang={request.lang} choices={choices} {...shown} parent={parent} />,
      shown.errors.length > 0 ? 422 : 200,
    );
  };
  page(app, {
    url: `${TASKS}/moi`,
    handler(request, reply) {
      const asked = z.object({ thuoc: z.uuid() }).safeParse(request.query);
      const parentId = asked.success ? asked.data.thuoc : null;
      return form(request, reply, { parentId, values: {}, errors: [], requestId: newRequestId() });
    },
  });
  page(app, {
    method: 'POST',
    url: TASKS,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const requestId = z.uuid().parse(values['requestId']);
      const parsed = parseForm(OpenTaskInput.omit({ source: true, sourceRef: true }), request.body);
      const parentId = z.uuid().safeParse(values['parentId']);
      const again = (errors: readonly FieldError[]) =>
        form(request, reply, {
          parentId: parentId.success ? parentId.data : null,
          values,
          errors,
          requestId,
        });
      if (!parsed.ok) {
        return again(parsed.fields);
      }
      try {
        const task = await openTask(ctx, actor, OpenTaskInput.parse(parsed.data), requestId);
        return reply.redirect(`${taskHref(task.id)}?xong=1`, 303);
      } catch (error) {
        if (isProblem(error) && error.details.fields !== undefined) {
          return again(error.details.fields);
        }
        throw error;
      }
    },
  });
}
