import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { formatDate, localDay, weekday } from '#platform/time.ts';
import { Button, Field, Notice } from '#ui/components.ts';
import { saveHallPlan } from '../commands/save-hall-plan.ts';
import { hallPlanOn } from '../queries-hall-plan.ts';
import { ClockMinutes, HallPlanInput, LettersText } from '../schema-floor.ts';
import { FLOOR, floorPage, floorStaff } from './floor-frame.tsx';
import { Away, PlanForm, PlanTable, planValues } from './floor-plan-form.tsx';
import { planMessages } from './floor-plan-messages.ts';

const t = planMessages('vi');
const Query = z.object({
  ngay: z.iso.date().optional().catch(undefined),
  xong: z.string().optional().catch(undefined),
});

const Typed = z.object({
  note: HallPlanInput.shape.note,
  duties: z
    .record(
      z.string().regex(/^q\d{1,3}[ab]$/),
      z.object({
        officerId: z.uuid().optional(),
        from: ClockMinutes.optional(),
        to: ClockMinutes.optional(),
        lines: LettersText.default([]),
      }),
    )
    .default({}),
});

/** Errors of the n-th duty, at the fields in which it was typed. */
function atFields(errors: readonly FieldError[], keys: readonly string[]): readonly FieldError[] {
  return errors.map(({ path, message }) => {
    const [, index, ...rest] = path.split('.');
    const key = path.startsWith('duties.') ? keys[Number(index)] : undefined;
    return key === undefined ? { path, message } : { path: ['duties', key, ...rest].join('.'), message };
  });
}

/** Stores the plan; what is wrong with it otherwise. */
async function save(
  ctx: AppContext,
  request: FastifyRequest,
  day: Temporal.PlainDate,
): Promise<readonly FieldError[]> {
  const form = parseForm(Typed, request.body);
  if (!form.ok) {
    return form.fields;
  }
  const chosen = Object.entries(form.data.duties).filter(([, { officerId }]) => officerId !== undefined);
  const keys = chosen.map(([key]) => key);
  const input = HallPlanInput.safeParse({
    day: day.toString(),
    note: form.data.note,
    duties: chosen.map(([key, duty]) => ({ ...duty, counter: key.replaceAll(/\D/g, '') })),
  });
  if (!input.success) {
    const errors = input.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
    return atFields(errors, keys);
  }
  try {
    await saveHallPlan(ctx, floorStaff(request), input.data);
    return [];
  } catch (error) {
    if (isProblem(error, 'validation')) {
      return atFields(error.details.fields ?? [], keys);
    }
    throw error;
  }
}

function ChooseDay({ day }: { day: Temporal.PlainDate }) {
  return (
    <form method="get" action={`${FLOOR}/ke-hoach`} class="hall-add row">
      <Field name="ngay" label={t('day')} type="date" value={day.toString()} width="mid" />
      <Button>{t('show')}</Button>
    </form>
  );
}

/** Mounts /can-bo/sanh-truc/ke-hoach: who sits where on a day; tomorrow unless another day is asked for. */
export function mountFloorPlan(app: FastifyInstance, ctx: AppContext): void {
  const dayOf = (request: FastifyRequest) => {
    const { ngay } = Query.parse(request.query);
    return ngay === undefined ? localDay(ctx.clock.now()).add({ days: 1 }) : Temporal.PlainDate.from(ngay);
  };
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused?: { readonly values: FormValues; readonly errors: readonly FieldError[] },
  ) => {
    const day = dayOf(request);
    const plan = await hallPlanOn(ctx, floorStaff(request), day);
    const copied = !plan.saved && plan.earlier.length > 0;
    return floorPage(ctx, request, reply, {
      title: t('title', { day: `${weekday(day)} ${formatDate(day)}` }),
      why: t('why'),
      path: `${FLOOR}/ke-hoach`,
      status: refused === undefined ? 200 : 422,
      body: (
        <div class="stack-l">
          {Query.parse(request.query).xong === undefined ? null : (
            <Notice tone="ok" role="status" title={t('saved')} />
          )}
          <ChooseDay day={day} />
          {plan.saved ? null : <Notice title={t(copied && plan.mayPlan ? 'none.copied' : 'none')} />}
          <Away plan={plan} />
          {plan.mayPlan ? (
            <PlanForm
              plan={plan}
              values={refused?.values ?? planValues(plan)}
              errors={refused?.errors ?? []}
            />
          ) : (
            <PlanTable plan={plan} />
          )}
        </div>
      ),
    });
  };
  page(app, { url: `${FLOOR}/ke-hoach`, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: `${FLOOR}/ke-hoach`,
    handler: async (request, reply) => {
      const day = dayOf(request);
      const errors = await save(ctx, request, day);
      return errors.length === 0
        ? reply.redirect(`${FLOOR}/ke-hoach?ngay=${day.toString()}&xong=1`, 303)
        : show(request, reply, { values: formValues(request.body), errors });
    },
  });
}
