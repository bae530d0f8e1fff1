import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { weekday } from '#platform/time.ts';
import { Button, ButtonLink, Choices, ErrorSummary, errorFor, Field, Notice } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { appointmentMessages } from '../appointment-messages.ts';
import { savePlan, saveRules } from '../commands/save-plan.ts';
import { messages } from '../messages.ts';
import { appointmentPlans, type PlanOverview } from '../queries/appointments.ts';
import { PlanInput, RulesInput as Rules, type RulesInput } from '../schema/appointments.ts';
import { appointmentTexts } from './appointment-messages.ts';

const BASE = '/can-bo/quan-tri/lich-hen';
const t = appointmentTexts('vi');
const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

const Tick = z
  .literal('co')
  .optional()
  .transform((value) => value === 'co');
/** One box ticked comes as text, several as a list. */
const PlanForm = PlanInput.extend({
  enabled: Tick,
  weekdays: z.preprocess((value) => (typeof value === 'string' ? [value] : value), PlanInput.shape.weekdays),
});
const Params = z.object({ groupId: z.uuid() });
const Query = z.object({ xong: z.string().optional().catch(undefined) });

const PLAN_FIELDS = ['slotMinutes', 'capacity', 'sharePercent', 'leadMinutes', 'horizonDays'] as const;
const RULE_FIELDS = ['earlyMinutes', 'graceMinutes', 'reminderMinutes', 'openPerPhone'] as const;

/** A refused form: what was typed, what is wrong. */
interface Refused {
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: appointmentMessages('vi')('sign-in') });
  }
  return request.actor;
}

function text(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

function list(values: FormValues, name: string): readonly string[] {
  const value = values[name];
  return typeof value === 'string' ? [value] : (value ?? []);
}

function stored(plan: PlanInput): FormValues {
  return {
    enabled: plan.enabled ? 'co' : '',
    weekdays: plan.weekdays.map(String),
    ...Object.fromEntries(PLAN_FIELDS.map((name) => [name, String(plan[name])])),
  };
}

function PlanFields({ values, errors }: { values: FormValues; errors: readonly FieldError[] }) {
  return (
    <>
      <Choices
        kind="checkbox"
        name="enabled"
        label={t('admin.title')}
        options={[{ value: 'co', label: t('admin.enabled') }]}
        value={list(values, 'enabled')}
      />
      {PLAN_FIELDS.map((name) => (
        <Field
          key={name}
          name={name}
          label={t(`admin.${name}`)}
          value={text(values, name)}
          error={errorFor(errors, name)}
          inputmode="numeric"
          width="short"
        />
      ))}
      <Choices
        kind="checkbox"
        name="weekdays"
        label={t('admin.weekdays')}
        options={WEEKDAYS.map((day) => ({ value: String(day), label: weekday({ dayOfWeek: day }) }))}
        value={list(values, 'weekdays')}
        error={errorFor(errors, 'weekdays')}
      />
    </>
  );
}

function statusWords({ plan, seats }: PlanOverview): string {
  if (!plan.enabled) {
    return t('admin.off');
  }
  return seats === 0 ? t('admin.no-seats') : t('admin.on', { seats, minutes: plan.slotMinutes });
}

function Plans({ plans }: { plans: readonly PlanOverview[] }) {
  return (
    <dl class="summary">
      {plans.map((line) => (
        <div key={line.group.id}>
          <dt>
            <a href={`${BASE}/${line.group.id}`}>
              {line.group.letter}: {line.group.name}
            </a>
          </dt>
          <dd>
            {statusWords(line)}
            <span class="soft small"> {t('admin.outcomes', { ...line.outcomes })}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function RulesSection({ rules, refused }: { rules: RulesInput; refused: Refused | undefined }) {
  const values: FormValues =
    refused?.values ?? Object.fromEntries(RULE_FIELDS.map((name) => [name, String(rules[name])]));
  return (
    <section class="stack-s">
      <h2>{t('admin.rules')}</h2>
      <form method="post" action={BASE} class="stack" novalidate>
        {RULE_FIELDS.map((name) => (
          <Field
            key={name}
            name={name}
            label={t(`admin.${name}`)}
            hint={name === 'graceMinutes' ? t('admin.graceMinutes.hint') : undefined}
            value={text(values, name)}
            error={errorFor(refused?.errors, name)}
            inputmode="numeric"
            width="short"
          />
        ))}
        <p>
          <Button>{t('admin.save')}</Button>
        </p>
      </form>
    </section>
  );
}

function AdminPage(props: {
  actor: StaffActor;
  centre: CentreFace | undefined;
  plans: readonly PlanOverview[];
  rules: RulesInput;
  saved: boolean;
  refused: Refused | undefined;
}) {
  const { plans, rules, refused } = props;
  return (
    <OfficerLayout title={t('admin.title')} actor={props.actor} centre={props.centre} path="/can-bo/quan-tri">
      <PageHead title={t('admin.title')} why={t('admin.why')} />
      {refused === undefined ? null : <ErrorSummary errors={refused.errors} />}
      {props.saved ? <Notice tone="ok" role="status" title={t('admin.saved')} /> : null}
      <Plans plans={plans} />
      <RulesSection rules={rules} refused={refused} />
    </OfficerLayout>
  );
}

/** One line's plan as a form. */
function EditPage(props: {
  actor: StaffActor;
  centre: CentreFace | undefined;
  line: PlanOverview;
  refused: Refused | undefined;
}) {
  const { line, refused } = props;
  const title = `${line.group.letter}: ${line.group.name}`;
  return (
    <OfficerLayout title={title} actor={props.actor} centre={props.centre} path="/can-bo/quan-tri">
      <PageHead title={title} why={statusWords(line)} />
      {refused === undefined ? null : <ErrorSummary errors={refused.errors} />}
      <form method="post" action={`${BASE}/${line.group.id}`} class="stack" novalidate>
        <PlanFields values={refused?.values ?? stored(line.plan)} errors={refused?.errors ?? []} />
        <p class="row">
          <Button look="primary">{t('admin.save')}</Button>
          <ButtonLink href={BASE}>{t('book.back')}</ButtonLink>
        </p>
      </form>
    </OfficerLayout>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const actor = staffOf(request);
  const { plans, rules } = await appointmentPlans(ctx, actor);
  return reply.html(
    <AdminPage
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      plans={plans}
      rules={rules}
      saved={Query.parse(request.query).xong !== undefined}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  );
}

async function edit(ctx: AppContext, request: FastifyRequest, reply: FastifyReply, refused?: Refused) {
  const actor = staffOf(request);
  const { groupId } = Params.parse(request.params);
  const { plans } = await appointmentPlans(ctx, actor);
  const line = plans.find(({ group }) => group.id === groupId);
  if (line === undefined) {
    throw new Problem('not-found', { detail: messages('vi')('group.unknown') });
  }
  const centre = await findCentreFace(ctx, actor.centreId);
  return reply.html(
    <EditPage actor={actor} centre={centre} line={line} refused={refused} />,
    refused === undefined ? 200 : 422,
  );
}

/** What can be booked in each line, and the rules for arriving: the administrator's pages. */
export function mountAppointmentAdmin(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: BASE, handler: (request, reply) => show(ctx, request, reply) });
  page(app, { url: `${BASE}/:groupId`, handler: (request, reply) => edit(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: BASE,
    handler: async (request, reply) => {
      const form = parseForm(Rules, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, { values: form.values, errors: form.fields });
      }
      await saveRules(ctx, staffOf(request), form.data);
      return reply.redirect(`${BASE}?xong=1`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${BASE}/:groupId`,
    handler: async (request, reply) => {
      const { groupId } = Params.parse(request.params);
      const form = parseForm(PlanForm, request.body);
      if (!form.ok) {
        return edit(ctx, request, reply, { values: formValues(request.body), errors: form.fields });
      }
      await savePlan(ctx, staffOf(request), groupId, form.data);
      return reply.redirect(`${BASE}?xong=1`, 303);
    },
  });
}
