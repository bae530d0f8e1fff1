import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { isStaff, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { authorise, can } from '#platform/policy.ts';
import { changeCentre } from '../commands/change-centre.ts';
import { saveCounter } from '../commands/save-counter.ts';
import { saveUnit } from '../commands/save-unit.ts';
import { messages } from '../messages.ts';
import { AGENCY_POLICY, type AgencyAction } from '../policy.ts';
import { findCentreFace, getCentre, listCounters, listUnits } from '../queries.ts';
import { CentreInput, CounterInput, UnitInput } from '../schema.ts';
import {
  AGENCIES,
  centreAsks,
  counterAsks,
  EditView,
  OverviewView,
  type PageFrame,
  type Refused,
  unitAsks,
} from './views.tsx';

const NEW = 'moi';
const Params = z.object({ id: z.union([z.uuid(), z.literal(NEW)]).default(NEW) });
const Query = z.object({ xong: z.string().optional().catch(undefined) });

const Tick = z
  .literal('co')
  .optional()
  .transform((value) => value === 'co');
const UnitForm = UnitInput.extend({ active: Tick });
const CounterForm = CounterInput.extend({ active: Tick, priority: Tick });

/** The frame of an administrator's page. @throws Problem `unauthenticated`, `forbidden` */
async function frameOf(ctx: AppContext, request: FastifyRequest, action?: AgencyAction): Promise<PageFrame> {
  const { actor, lang } = request;
  if (!isStaff(actor)) {
    throw new Problem('unauthenticated', { detail: messages(lang)('sign-in-first') });
  }
  if (action !== undefined) {
    authorise(AGENCY_POLICY, actor, action, actor);
  }
  return { actor, lang, centre: await findCentreFace(ctx, actor.centreId) };
}

/** Text and ticks of a form from what is stored; null and undefined become empty. */
function valuesOf(facts: object): FormValues {
  return Object.fromEntries(
    Object.entries(facts).map(([key, value]) => [
      key,
      typeof value === 'boolean' ? (value ? 'co' : '') : String(value ?? ''),
    ]),
  );
}

/** One kind of thing that this page edits: how to ask, find and save it. */
interface Editor {
  readonly path: string;
  readonly action: AgencyAction;
  readonly asks: typeof unitAsks;
  readonly schema: z.ZodType;
  title(lang: PageFrame['lang'], current: FormValues | undefined): string;
  find(ctx: AppContext, actor: StaffActor, id: string): Promise<object | undefined>;
  save(ctx: AppContext, actor: StaffActor, input: unknown): Promise<unknown>;
}

const byId = (all: readonly { readonly id: string }[], id: string) => all.find((one) => one.id === id);

const EDITORS: readonly Editor[] = [
  {
    path: 'trung-tam',
    action: 'agencies.edit',
    asks: centreAsks,
    schema: CentreInput,
    title: (lang) => messages(lang)('change-centre'),
    find: (ctx, actor) => getCentre(ctx, actor.centreId),
    save: (ctx, actor, input) => changeCentre(ctx, actor, CentreInput.parse(input)),
  },
  {
    path: 'phong',
    action: 'agencies.edit',
    asks: unitAsks,
    schema: UnitForm,
    title: (lang, current) =>
      current
        ? messages(lang)('change-unit', { name: String(current['shortName']) })
        : messages(lang)('add-unit'),
    find: async (ctx, actor, id) => byId(await listUnits(ctx, actor), id),
    save: (ctx, actor, input) => saveUnit(ctx, actor, UnitInput.parse(input)),
  },
  {
    path: 'quay',
    action: 'counters.edit',
    asks: counterAsks,
    schema: CounterForm,
    title: (lang, current) =>
      current
        ? messages(lang)('change-counter', { number: String(current['number']) })
        : messages(lang)('add-counter'),
    find: async (ctx, actor, id) => byId(await listCounters(ctx, actor), id),
    save: (ctx, actor, input) => saveCounter(ctx, actor, CounterInput.parse(input)),
  },
];

function mountEditor(app: FastifyInstance, ctx: AppContext, editor: Editor): void {
  const base = `${AGENCIES}/${editor.path}`;
  const url = editor.path === 'trung-tam' ? base : `${base}/:id`;

  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    typed?: { readonly values: FormValues; readonly refused: Refused },
  ) => {
    const frame = await frameOf(ctx, request, editor.action);
    const { id } = Params.parse(request.params);
    const isNew = id === NEW && editor.path !== 'trung-tam';
    const stored = isNew ? undefined : await editor.find(ctx, frame.actor, id);
    if (!isNew && stored === undefined) {
      throw new Problem('not-found', {
        detail: messages(frame.lang)(editor.path === 'quay' ? 'counter-not-found' : 'unit-not-found'),
      });
    }
    const current = stored && valuesOf(stored);
    return reply.html(
      <EditView
        {...frame}
        title={editor.title(frame.lang, current)}
        action={editor.path === 'trung-tam' ? base : `${base}/${id}`}
        asks={editor.asks(frame.lang)}
        values={typed?.values ?? current ?? { active: 'co' }}
        refused={typed?.refused}
      />,
      typed ? 422 : 200,
    );
  };

  page(app, { url, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request, editor.action);
      const { id } = Params.parse(request.params);
      const values = formValues(request.body);
      const form = parseForm(editor.schema, id === NEW ? values : { ...values, id });
      if (!form.ok) {
        return show(request, reply, { values, refused: { detail: '', fields: form.fields } });
      }
      try {
        await editor.save(ctx, frame.actor, form.data);
        return reply.redirect(`${AGENCIES}?xong=1`, 303);
      } catch (error) {
        if (isProblem(error, 'validation')) {
          const { detail, fields = [] } = error.details;
          return show(request, reply, { values, refused: { detail, fields } });
        }
        throw error;
      }
    },
  });
}

/** Mounts /can-bo/quan-tri/co-quan: centre, units, counters, and a form for each. */
export function agencyPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: AGENCIES,
    async handler(request, reply) {
      const frame = await frameOf(ctx, request);
      const { actor } = frame;
      const mayEdit = can(AGENCY_POLICY, actor, 'agencies.edit', actor);
      const mayEditCounters = can(AGENCY_POLICY, actor, 'counters.edit', actor);
      return reply.html(
        <OverviewView
          {...frame}
          self={await getCentre(ctx, actor.centreId)}
          units={await listUnits(ctx, actor)}
          counters={await listCounters(ctx, actor)}
          saved={Query.parse(request.query).xong !== undefined}
          mayEdit={mayEdit}
          mayEditCounters={mayEditCounters}
        />,
      );
    },
  });
  for (const editor of EDITORS) {
    mountEditor(app, ctx, editor);
  }
}
