import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { weekday } from '#platform/time.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, Fold, Notice } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { appointmentMessages } from '../appointment-messages.ts';
import { savePlan, saveRules } from '../commands/save-plan.ts';
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

/** A refused form: whose it is, what was typed, what is wrong. */
interface Refused {
  readonly form: string;
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

function PlanSection({ line, refused }: { line: PlanOverview; refused: Refused | undefined }) {
  const { group, plan, seats, outcomes } = line;
  const mine = refused?.form === group.id ? refused : undefined;
  const status = !plan.enabled
    ? t('admin.off')
    : seats === 0
      ? t('admin.no-seats')
      : t('admin.on', { seats, minutes: plan.slotMinutes });
  return (
    <section class="stack-s" id={`nhom-${group.letter}`}>
      <h2>
        {group.letter}: {group.name}
      </h2>
      <p>{status}</p>
      <p class="soft small">{t('admin.outcomes', { ...outcomes })}</p>
      <Fold title={t('admin.save')} open={mine !== undefined} id={`sua-${group.letter}`}>
        <form method="post" action={`${BASE}/${group.id}`} class="stack" novalidate>
          <PlanFields values={mine?.values ?? stored(plan)} errors={mine?.errors ?? []} />
          <p>
            <Button look="primary">{t('admin.save')}</Button>
          </p>
        </form>
      </Fold>
    </section>
  );
}

function RulesSection({ rules, refused }: { rules: RulesInput; refused: Refused | undefined }) {
  const mine = refused?.form === 'rules' ? refused : undefined;
  const values: FormValues =
    mine?.values ?? Object.fromEntries(RULE_FIELDS.map((name) => [name, String(rules[name])]));
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
            error={errorFor(mine?.errors, name)}
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
      {plans.map((line) => (
        <PlanSection key={line.group.id} line={line} refused={refused} />
      ))}
      <RulesSection rules={rules} refused={refused} />
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

/** What can be booked in each line, and the rules for arriving: the administrator's page. */
export function mountAppointmentAdmin(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: BASE, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: BASE,
    handler: async (request, reply) => {
      const form = parseForm(Rules, request.body);
      if (!form.ok) {
        return show(ctx, request, reply, { form: 'rules', values: form.values, errors: form.fields });
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
        return show(ctx, request, reply, {
          form: groupId,
          values: formValues(request.body),
          errors: form.fields,
        });
      }
      await savePlan(ctx, staffOf(request), groupId, form.data);
      return reply.redirect(`${BASE}?xong=1`, 303);
    },
  });
}
