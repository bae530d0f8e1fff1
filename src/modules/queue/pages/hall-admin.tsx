import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import { z } from 'zod';
import { saveCounter } from '#modules/agencies/commands/save-counter.ts';
import { findCentreFace } from '#modules/agencies/queries.ts';
import { CounterInput } from '#modules/agencies/schema.ts';
import { listFieldGroups } from '#modules/procedures/queries.ts';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { localDay } from '#platform/time.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { savePauseReasons, setHallRules } from '../commands/hall-rules.ts';
import { openGroup } from '../commands/open-group.ts';
import { saveGroup } from '../commands/save-group.ts';
import { messages } from '../messages.ts';
import { type HallPlan, hallPlan } from '../queries-hall.ts';
import { hallGaps } from '../rules/hall-check.ts';
import { GROUP_LETTERS } from '../rules/numbers.ts';
import { GroupInput } from '../schema.ts';
import { HallRulesInput, PauseReasonsInput } from '../schema-hall.ts';
import { GroupForm, PausesForm, RulesForm, type Shown } from './hall-admin-forms.tsx';
import { hallAdminMessages } from './hall-admin-messages.ts';
import { HALL, HallOverview, type NewCounter } from './hall-admin-view.tsx';

const t = hallAdminMessages('vi');
const NEW = 'moi';
const Query = z.object({ xong: z.string().optional().catch(undefined) });
const Letter = z.object({ letter: z.union([z.enum(GROUP_LETTERS), z.literal(NEW)]) });

const Tick = z
  .literal('co')
  .optional()
  .transform((value) => value === 'co');
/** One box ticked comes as text, several as a list. */
const asList = (value: unknown) => (typeof value === 'string' ? [value] : (value ?? []));
/** Counters come as `counters.q3 = own`. */
const GroupTyped = GroupInput.extend({
  active: Tick,
  fields: z.preprocess(asList, z.array(z.string())),
  sortOrder: z.coerce.number(t('order-number')).int(t('order-number')).default(0),
  counters: z
    .record(z.string().regex(/^q\d{1,2}$/), z.enum(['own', 'helps']))
    .default({})
    .transform((chosen) =>
      Object.entries(chosen).map(([key, how]) => ({ number: Number(key.slice(1)), helps: how === 'helps' })),
    ),
});
const RulesTyped = z.preprocess(
  (typed) =>
    typeof typed === 'object' && typed !== null
      ? {
          ...typed,
          keepsHours: 'keepsHours' in typed && typed.keepsHours === 'co',
          numbersOverLunch: 'numbersOverLunch' in typed && typed.numbersOverLunch === 'co',
        }
      : typed,
  HallRulesInput,
);

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: messages('vi')('sign-in') });
  }
  return request.actor;
}

async function frame(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: { readonly title: string; readonly status: number; readonly body: ComponentChildren },
) {
  const actor = staffOf(request);
  const centre = await findCentreFace(ctx, actor.centreId);
  return reply.html(
    <OfficerLayout
      title={shown.title}
      actor={actor}
      centre={centre}
      path="/can-bo/quan-tri"
      styles={['queue/hall.css']}
    >
      <PageHead title={shown.title} why={t('why')} />
      {shown.body}
    </OfficerLayout>,
    shown.status,
  );
}

const tick = (on: boolean) => (on ? 'co' : '');

function groupValues(plan: HallPlan, letter: string | undefined): FormValues {
  const group = plan.groups.find((one) => one.letter === letter);
  if (group === undefined) {
    const free = GROUP_LETTERS.find((one) => plan.groups.every((other) => other.letter !== one));
    const last = plan.groups.length + 1;
    return { letter: free ?? '', active: 'co', firstNumber: '1', sortOrder: String(last) };
  }
  const counters = group.counters.map(({ number, helps }) => [
    `counters.q${number}`,
    helps ? 'helps' : 'own',
  ]);
  return {
    ...Object.fromEntries(counters),
    letter: group.letter,
    name: group.name,
    nameEn: group.nameEn === group.name ? '' : group.nameEn,
    hint: group.hint,
    fields: group.fields,
    firstNumber: String(group.firstNumber),
    sortOrder: String(plan.groups.indexOf(group) + 1),
    active: tick(group.active),
  };
}

function rulesValues({ rules }: HallPlan, today: Temporal.PlainDate): FormValues {
  const { hours, shares } = rules;
  return {
    fromDay: today.toString(),
    keepsHours: tick(hours.keepsHours),
    opensBefore: String(hours.opensBefore),
    lastNumbersBefore: String(hours.lastNumbersBefore),
    numbersOverLunch: tick(hours.numbersOverLunch),
    ...Object.fromEntries(Object.entries(shares).map(([lane, share]) => [`shares.${lane}`, String(share)])),
  };
}

/** Fields of the catalogue, and those that groups already name though no procedure in force is in them: saving a form must not lose them. */
async function fieldsToChoose(ctx: AppContext, actor: StaffActor, plan: HallPlan) {
  const catalogue = await listFieldGroups(ctx, actor);
  const named = new Set(plan.groups.flatMap(({ fields }) => fields));
  for (const { name } of catalogue) {
    named.delete(name);
  }
  return [
    ...catalogue,
    ...[...named].sort((a, b) => a.localeCompare(b, 'vi')).map((name) => ({ name, count: 0 })),
  ];
}

/** One form of the hall: where it stands, what it is called, how it is shown and saved. */
interface Editor {
  readonly url: string;
  title(letter: string | undefined): string;
  values(plan: HallPlan, letter: string | undefined): FormValues;
  body(
    actor: StaffActor,
    plan: HallPlan,
    shown: Shown,
    letter: string | undefined,
  ): Promise<ComponentChildren>;
  /** What is wrong with the form, or nothing when it was saved. */
  save(actor: StaffActor, values: FormValues, letter: string | undefined): Promise<Shown['errors']>;
}

function editors(ctx: AppContext): readonly Editor[] {
  return [
    {
      url: `${HALL}/nhom/:letter`,
      title: (letter) => (letter === undefined ? t('group.new') : t('group.change', { letter })),
      values: groupValues,
      async body(actor, plan, shown, letter) {
        const fields = await fieldsToChoose(ctx, actor, plan);
        return <GroupForm shown={shown} letter={letter} plan={plan} fields={fields} />;
      },
      async save(actor, values, letter) {
        const form = parseForm(GroupTyped, letter === undefined ? values : { ...values, letter });
        if (!form.ok) {
          return form.fields;
        }
        const taken =
          letter === undefined
            ? (await hallPlan(ctx, actor)).groups.find((group) => group.letter === form.data.letter)
            : undefined;
        if (taken !== undefined) {
          const message = t('group.letter.taken', { letter: taken.letter, name: taken.name });
          return [{ path: 'letter', message }];
        }
        await saveGroup(ctx, actor, form.data);
        return [];
      },
    },
    {
      url: `${HALL}/quy-tac`,
      title: () => t('rules.change'),
      values: (plan) => rulesValues(plan, localDay(ctx.clock.now())),
      body: async (_actor, _plan, shown) => <RulesForm shown={shown} />,
      async save(actor, values) {
        const form = parseForm(RulesTyped, values);
        if (!form.ok) {
          return form.fields;
        }
        await setHallRules(ctx, actor, form.data);
        return [];
      },
    },
    {
      url: `${HALL}/ly-do`,
      title: () => t('pauses'),
      values: (plan) => ({ names: plan.pauseReasons.join('\n') }),
      body: async (_actor, _plan, shown) => <PausesForm shown={shown} />,
      async save(actor, values) {
        const typed = typeof values['names'] === 'string' ? values['names'] : '';
        const names = typed
          .split(/\r?\n/)
          .map((name) => name.trim())
          .filter((name) => name !== '');
        const parsed = PauseReasonsInput.safeParse({ names });
        if (!parsed.success) {
          return [{ path: 'names', message: parsed.error.issues[0]?.message ?? '' }];
        }
        await savePauseReasons(ctx, actor, parsed.data);
        return [];
      },
    },
  ];
}

function mountEditor(app: FastifyInstance, ctx: AppContext, editor: Editor): void {
  const letterOf = (request: FastifyRequest) => {
    const { letter } = editor.url.endsWith(':letter') ? Letter.parse(request.params) : { letter: NEW };
    return letter === NEW ? undefined : letter;
  };
  const show = async (request: FastifyRequest, reply: FastifyReply, refused?: Shown) => {
    const actor = staffOf(request);
    const letter = letterOf(request);
    const plan = await hallPlan(ctx, actor);
    if (letter !== undefined && !plan.groups.some((group) => group.letter === letter)) {
      throw new Problem('not-found', { detail: messages('vi')('group.unknown') });
    }
    const shown = refused ?? { values: editor.values(plan, letter), errors: [] };
    return frame(ctx, request, reply, {
      title: editor.title(letter),
      status: refused === undefined ? 200 : 422,
      body: await editor.body(actor, plan, shown, letter),
    });
  };
  page(app, { url: editor.url, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: editor.url,
    handler: async (request, reply) => {
      const values = formValues(request.body);
      const errors = await editor
        .save(staffOf(request), values, letterOf(request))
        .catch((error: unknown) => {
          if (isProblem(error, 'validation')) {
            return error.details.fields ?? [];
          }
          throw error;
        });
      return errors.length === 0
        ? reply.redirect(`${HALL}?xong=1`, 303)
        : show(request, reply, { values, errors });
    },
  });
}

/** Mounts /can-bo/quan-tri/sanh: everything of a hall from nothing: counters, groups, hours, order, reasons for a pause. */
export function mountHallAdmin(app: FastifyInstance, ctx: AppContext): void {
  const overview = async (request: FastifyRequest, reply: FastifyReply, typed?: NewCounter) => {
    const actor = staffOf(request);
    const plan = await hallPlan(ctx, actor);
    const fields = await listFieldGroups(ctx, actor);
    const gaps = hallGaps(
      plan.groups,
      plan.counters,
      fields.map(({ name }) => name),
    );
    const saved = Query.parse(request.query).xong !== undefined;
    return frame(ctx, request, reply, {
      title: t('title'),
      status: typed === undefined ? 200 : 422,
      body: <HallOverview plan={plan} gaps={gaps} saved={saved} typed={typed} />,
    });
  };
  page(app, { url: HALL, handler: (request, reply) => overview(request, reply) });
  page(app, {
    method: 'POST',
    url: `${HALL}/quay`,
    handler: async (request, reply) => {
      const values = formValues(request.body);
      const typed = (errors: NewCounter['errors']) =>
        overview(request, reply, {
          number: typeof values['number'] === 'string' ? values['number'] : '',
          name: typeof values['name'] === 'string' ? values['name'] : '',
          errors,
        });
      const form = parseForm(CounterInput.pick({ number: true, name: true }), values);
      if (!form.ok) {
        return typed(form.fields);
      }
      try {
        await saveCounter(ctx, staffOf(request), CounterInput.parse(form.data));
      } catch (error) {
        if (isProblem(error, 'validation')) {
          return typed(error.details.fields ?? []);
        }
        throw error;
      }
      return reply.redirect(`${HALL}?xong=1`, 303);
    },
  });
  for (const [path, open] of [
    ['mo', true],
    ['dong', false],
  ] as const) {
    page(app, {
      method: 'POST',
      url: `${HALL}/nhom/:letter/${path}`,
      handler: async (request, reply) => {
        await openGroup(ctx, staffOf(request), Letter.parse(request.params).letter, open);
        return reply.redirect(`${HALL}?xong=1`, 303);
      },
    });
  }
  for (const editor of editors(ctx)) {
    mountEditor(app, ctx, editor);
  }
}
