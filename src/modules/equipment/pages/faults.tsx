import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { type FormResult, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import {
  Button,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  LiveRegion,
  RequestId,
  Select,
  StatusTag,
  SummaryList,
  Table,
  TextArea,
} from '#ui/components.ts';
import { assignFault, closeFault, faultSubject, logRepair } from '../commands/faults.ts';
import { equipmentTopic } from '../commands/shared.ts';
import { messages } from '../messages.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import { getFault, listFaults } from '../queries.ts';
import { type FaultStage, faultStage } from '../rules/faults.ts';
import { AssignInput, CloseInput, FAULT_OUTCOMES, type Fault, type Repair, RepairInput } from '../schema.ts';
import { EquipmentPage, type Frame, frameOf, HOME, type Refused, refusedBy, typed } from './frame.tsx';
import { pageMessages } from './messages.ts';
import { RepairTable } from './repair-table.tsx';

const PATH = `${HOME}/bao-hong`;
const Params = z.object({ id: z.uuid() });
const TONES = { new: 'soon', assigned: 'waiting', overdue: 'late', closed: 'done' } as const;

type People = ReadonlyMap<string, string>;

async function people(ctx: AppContext, frame: Frame): Promise<People> {
  const accounts = await readOnly(ctx, frame.actor, (tx) => listAccountsIn(tx));
  return new Map(accounts.filter(({ active }) => active).map(({ id, displayName }) => [id, displayName]));
}

function Stage({ fault, now, lang }: { fault: Fault; now: Temporal.Instant; lang: Lang }) {
  const t = pageMessages(lang);
  const stage: FaultStage = faultStage(fault, now);
  return (
    <StatusTag tone={TONES[stage]}>
      {fault.outcome === null ? t(`stage.${stage}`) : t(`outcome.${fault.outcome}`)}
    </StatusTag>
  );
}

/** The last day on which it is still in time; `dueAt` is the midnight after it. */
function dueDay(fault: Fault): string | null {
  return fault.dueAt === null ? null : formatDate(localDay(fault.dueAt.subtract({ seconds: 1 })));
}

function ListPage(props: Frame & { faults: readonly Fault[]; who: People; now: Temporal.Instant }) {
  const { lang } = props;
  const t = pageMessages(lang);
  return (
    <EquipmentPage {...props} title={t('faults.title')} why={t('faults.why')}>
      <LiveRegion id="faults" topics={[equipmentTopic(props.actor.centreId)]}>
        <Table
          caption={t('faults.caption')}
          captionHidden
          rows={props.faults}
          rowKey={(fault) => fault.id}
          href={(fault) => `${PATH}/${fault.id}`}
          walk
          empty={<Empty title={t('faults.none')} />}
          columns={[
            {
              key: 'thing',
              header: t('fault.thing'),
              primary: true,
              cell: (fault) => [fault.equipmentName, fault.place].filter((part) => part !== '').join(', '),
            },
            { key: 'words', header: t('fault.words'), cell: (fault) => fault.words },
            { key: 'when', header: t('fault.when'), cell: (fault) => formatDateTime(fault.reportedAt, lang) },
            {
              key: 'who',
              header: t('fault.who'),
              cell: (fault) => (fault.assignedTo === null ? '—' : (props.who.get(fault.assignedTo) ?? '—')),
            },
            { key: 'due', header: t('fault.due'), cell: (fault) => dueDay(fault) ?? '—' },
            {
              key: 'stage',
              header: t('state'),
              cell: (fault) => <Stage fault={fault} now={props.now} lang={lang} />,
            },
          ]}
        />
      </LiveRegion>
    </EquipmentPage>
  );
}

interface FaultProps extends Frame {
  readonly fault: Fault;
  readonly repairs: readonly Repair[];
  readonly who: People;
  readonly now: Temporal.Instant;
  readonly requestId: string;
  readonly refused: Refused | undefined;
}

function AssignForm({ fault, who, refused, lang, now }: FaultProps) {
  const t = pageMessages(lang);
  return (
    <form method="post" action={`${PATH}/${fault.id}/giao`} class="stack measure">
      <h2>{t('assign.title')}</h2>
      <Select
        name="assignedTo"
        label={t('assign.to')}
        value={typed(refused, 'assignedTo', fault.assignedTo ?? fault.keeperId ?? undefined)}
        error={errorFor(refused?.fields, 'assignedTo')}
        blank="—"
        options={[...who].map(([value, label]) => ({ value, label }))}
        required
      />
      <Field
        name="dueOn"
        label={t('assign.due')}
        type="date"
        width="mid"
        value={typed(refused, 'dueOn', localDay(now).add({ days: 3 }).toString())}
        error={errorFor(refused?.fields, 'dueOn')}
        required
      />
      <p>
        <Button>{t('assign.go')}</Button>
      </p>
    </form>
  );
}

function RepairForm({ fault, requestId, refused, lang }: FaultProps) {
  const t = pageMessages(lang);
  const value = (name: string) => typed(refused, name, undefined);
  const error = (name: string) => errorFor(refused?.fields, name);
  return (
    <form method="post" action={`${PATH}/${fault.id}/nhat-ky`} class="stack measure">
      <RequestId value={requestId} />
      <TextArea name="what" label={t('repair.what')} value={value('what')} error={error('what')} required />
      <Field
        name="doneBy"
        label={t('repair.by')}
        hint={t('repair.by.hint')}
        value={value('doneBy')}
        error={error('doneBy')}
      />
      <Field
        name="cost"
        label={t('repair.cost')}
        inputmode="numeric"
        width="mid"
        value={value('cost')}
        error={error('cost')}
      />
      <p>
        <Button>{t('repair.go')}</Button>
      </p>
    </form>
  );
}

function CloseForm({ fault, refused, lang }: FaultProps) {
  const t = pageMessages(lang);
  return (
    <form method="post" action={`${PATH}/${fault.id}/dong`} class="stack measure">
      <h2>{t('close.title')}</h2>
      <Choices
        name="outcome"
        label={t('close.outcome')}
        value={typed(refused, 'outcome', undefined)}
        error={errorFor(refused?.fields, 'outcome')}
        options={FAULT_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) }))}
        required
      />
      <p>
        <Button look="primary">{t('close.go')}</Button>
      </p>
    </form>
  );
}

function FaultPage(props: FaultProps) {
  const { fault, lang, actor, refused } = props;
  const t = pageMessages(lang);
  const open = fault.closedAt === null;
  const mayHandle = can(EQUIPMENT_POLICY, actor, 'faults.handle', faultSubject(actor, fault));
  const day = dueDay(fault);
  return (
    <EquipmentPage {...props} title={`${t('report.title')}: ${fault.equipmentName}`}>
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} /> : null}
      <SummaryList
        items={[
          {
            term: t('fault.thing'),
            value: <a href={`${HOME}/${fault.equipmentId}`}>{fault.equipmentName}</a>,
          },
          { term: t('place'), value: fault.place },
          { term: t('fault.words'), value: fault.words },
          {
            term: t('fault.when'),
            value: `${formatDateTime(fault.reportedAt, lang)}, ${t(`fault.source.${fault.source}`)}`,
          },
          { term: t('state'), value: <Stage fault={fault} now={props.now} lang={lang} /> },
          {
            term: t('fault.who'),
            value: fault.assignedTo === null ? null : (props.who.get(fault.assignedTo) ?? null),
          },
          { term: t('fault.due'), value: day === null ? null : t('fault.due.on', { date: day }) },
        ]}
      />
      {open && can(EQUIPMENT_POLICY, actor, 'faults.assign', actor) ? <AssignForm {...props} /> : null}
      <section class="stack">
        <h2>{t('repair.title')}</h2>
        <RepairTable repairs={props.repairs} lang={lang} />
        {open && mayHandle ? <RepairForm {...props} /> : null}
      </section>
      {open && mayHandle ? <CloseForm {...props} /> : null}
    </EquipmentPage>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const frame = await frameOf(ctx, request);
  const { fault, repairs } = await getFault(ctx, frame.actor, Params.parse(request.params).id);
  return reply.html(
    <FaultPage
      {...frame}
      fault={fault}
      repairs={repairs}
      who={await people(ctx, frame)}
      now={ctx.clock.now()}
      requestId={newRequestId()}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  );
}

/** Mounts one form of the fault page: reads it, does it, and shows what was wrong with it. */
function act<T>(
  app: FastifyInstance,
  ctx: AppContext,
  form: {
    readonly name: string;
    readonly read: (body: unknown) => FormResult<T>;
    readonly run: (frame: Frame, id: string, input: T) => Promise<void>;
  },
): void {
  page(app, {
    method: 'POST',
    url: `${PATH}/:id/${form.name}`,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const { id } = Params.parse(request.params);
      const values = formValues(request.body);
      const input = form.read(request.body);
      if (!input.ok) {
        const detail = messages(frame.lang)('form-fix');
        return show(ctx, request, reply, { values, fields: input.fields, detail });
      }
      try {
        await form.run(frame, id, input.data);
        return reply.redirect(`${PATH}/${id}`, 303);
      } catch (error) {
        return show(ctx, request, reply, refusedBy(error, values));
      }
    },
  });
}

/** Mounts the officers' pages of faults: list, one fault, giving it to somebody, repair log, closing. */
export function mountFaults(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: PATH,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const faults = await listFaults(ctx, frame.actor);
      return reply.html(
        <ListPage {...frame} faults={faults} who={await people(ctx, frame)} now={ctx.clock.now()} />,
      );
    },
  });
  page(app, { url: `${PATH}/:id`, handler: (request, reply) => show(ctx, request, reply) });
  act(app, ctx, {
    name: 'giao',
    read: (body) => parseForm(AssignInput, body),
    run: ({ actor }, id, input) => assignFault(ctx, actor, id, input),
  });
  act(app, ctx, {
    name: 'nhat-ky',
    read: (body) => parseForm(RepairInput, body),
    run: ({ actor }, id, input) => logRepair(ctx, actor, id, input),
  });
  act(app, ctx, {
    name: 'dong',
    read: (body) => parseForm(CloseInput, body),
    run: ({ actor }, id, { outcome }) => closeFault(ctx, actor, id, outcome),
  });
}
