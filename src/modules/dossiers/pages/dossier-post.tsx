import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import { listUnits } from '#modules/agencies/queries.ts';
import { currentCalendar } from '#modules/calendar/queries.ts';
import { documentHref, listDocumentsIn, listFilesIn } from '#modules/documents/queries.ts';
import { formFor } from '#modules/documents/rules/forms.ts';
import { listAccountsIn, requireStaff } from '#modules/identity/queries.ts';
import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { localDay } from '#platform/time.ts';
import type { DossierAside } from '../announce.ts';
import { execute } from '../commands/execute.ts';
import { commandProblems } from '../messages-commands.ts';
import { actsFor, strandsOf } from '../policy.ts';
import { type DossierDetail, getDossier } from '../queries.ts';
import { COMMAND_TYPES, type CommandType, type Dossier } from '../schema.ts';
import type { Targets } from './action-fields.ts';
import { readAction } from './action-parse.ts';
import { DossierPage } from './dossier.tsx';
import { type DossierView, dossierHref, type PrintableForm, refOf } from './dossier-view.ts';
import { text } from './intake-form.ts';
import { figuresFor } from './load-figures.ts';
import { readRef } from './refs.ts';

const Name = z.enum(COMMAND_TYPES);
const Params = z.object({ ref: z.string().min(1).max(60) });
const CommandParams = Params.extend({ command: Name });
const Query = z.object({
  lam: Name.nullable().default(null).catch(null),
  xong: Name.nullable().default(null).catch(null),
});

/** Units and people that a dossier of the centre may be given to. */
async function targetsOf(ctx: AppContext, actor: StaffActor, dossier: Dossier): Promise<Targets> {
  const units = await listUnits(ctx, actor);
  const accounts = await readOnly(ctx, actor, (tx) => listAccountsIn(tx));
  const nameOf = new Map(units.map((unit) => [unit.id, unit.name]));
  return {
    units: units.filter((unit) => unit.active).map(({ id, name }) => ({ id, name })),
    people: accounts
      .filter((account) => account.active)
      .map(({ id, displayName, unitId }) => ({
        id,
        name: displayName,
        unitId,
        unitName: nameOf.get(unitId) ?? '',
      })),
    strands: strandsOf(dossier, 'answer-strand', actor, unitsFor(actor, dossier)).map(({ no }) => no),
  };
}

/** Units for which the officer takes this dossier up. */
function unitsFor(actor: StaffActor, dossier: Dossier): readonly string[] {
  return actsFor(actor, hasRole(actor, 'commune-leader') ? dossier.agencies.competent.id : '');
}

async function formsOf(
  ctx: AppContext,
  actor: StaffActor,
  dossierId: string,
): Promise<readonly PrintableForm[]> {
  const drawn = await readOnly(ctx, actor, (tx) => listDocumentsIn(tx, { type: 'dossier', id: dossierId }));
  return drawn
    .filter((document) => document.state === 'in-force')
    .map((document) => {
      const { title } = formFor(document.form, localDay(document.drawnAt));
      return {
        id: document.id,
        name: [title, document.number].filter(Boolean).join(' '),
        href: documentHref(document.id),
      };
    })
    .reverse();
}

function filesOf(ctx: AppContext, actor: StaffActor, dossierId: string) {
  return readOnly(ctx, actor, (tx) => listFilesIn(tx, { type: 'dossier', id: dossierId }));
}

type Shown = Partial<Pick<DossierView, 'open' | 'values' | 'errors' | 'refusal' | 'done' | 'requestId'>>;

/** What the modules above tell of the dossier. */
async function asidesOf(
  ctx: AppContext,
  actor: StaffActor,
  dossierId: string,
): Promise<readonly DossierAside[]> {
  const asides: DossierAside[] = [];
  const at = ctx.clock.now();
  await readOnly(ctx, actor, (tx) =>
    ctx.events.emit('dossier.asides', { dossierId, add: (aside) => asides.push(aside) }, { tx, actor, at }),
  );
  return asides;
}

async function viewOf(
  ctx: AppContext,
  actor: StaffActor,
  detail: DossierDetail,
  shown: Shown,
): Promise<DossierView> {
  const { dossier } = detail;
  const [calendar, targets, forms, files, asides] = await Promise.all([
    currentCalendar(ctx, actor),
    targetsOf(ctx, actor, dossier),
    formsOf(ctx, actor, dossier.id),
    detail.personal ? filesOf(ctx, actor, dossier.id) : [],
    asidesOf(ctx, actor, dossier.id),
  ]);
  const open = shown.open ?? null;
  const figures = open === 'assign' ? await figuresFor(ctx, actor, dossier) : undefined;
  return {
    detail,
    now: ctx.clock.now(),
    calendar: calendar.compiled,
    targets: figures === undefined ? targets : { ...targets, figures },
    forms,
    files,
    asides,
    uploadId: newRequestId(),
    myUnits: unitsFor(actor, dossier),
    values: {},
    errors: [],
    refusal: null,
    done: null,
    requestId: newRequestId(),
    ...shown,
    open: open !== null && detail.abilities.includes(open) ? open : null,
  };
}

async function run(
  ctx: AppContext,
  actor: StaffActor,
  target: { readonly ref: string; readonly command: CommandType; readonly values: FormValues },
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { ref, command, values } = target;
  const requestId = z.uuid().safeParse(text(values, 'requestId'));
  const again = async (shown: Shown, status: number) => {
    const detail = await getDossier(ctx, actor, readRef(ref));
    const kept = { open: command, values, ...(requestId.success ? { requestId: requestId.data } : {}) };
    return reply.html(
      <DossierPage actor={actor} view={await viewOf(ctx, actor, detail, { ...kept, ...shown })} />,
      status,
    );
  };
  const read = readAction(command, values);
  if (!read.ok) {
    return again({ errors: read.errors }, 422);
  }
  if (!requestId.success) {
    throw new Problem('bad-request', { detail: commandProblems('vi')('page-old') });
  }
  try {
    const { dossier } = await execute(ctx, actor, readRef(ref), read.command, requestId.data);
    return reply.redirect(`${dossierHref(refOf(dossier))}?xong=${command}`, 303);
  } catch (error) {
    if (!isProblem(error) || error.status >= 500 || error.code === 'not-found') {
      throw error;
    }
    const allowed = COMMAND_TYPES.filter((type) => error.details.allowed?.includes(type));
    const fields = (error.details.fields ?? []).filter((field) => field.message !== error.details.detail);
    const detail = await getDossier(ctx, actor, readRef(ref));
    const possible = allowed.filter((type) => detail.abilities.includes(type) && type !== command);
    return again(
      { refusal: { text: error.details.detail, allowed: possible }, errors: fields },
      error.status,
    );
  }
}

/** Mounts the page of a dossier and the forms of its commands. */
export function registerDossier(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: '/can-bo/ho-so/:ref',
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { ref } = Params.parse(request.params);
      const { lam, xong } = Query.parse(request.query);
      const detail = await getDossier(ctx, actor, readRef(ref));
      return reply.html(
        <DossierPage actor={actor} view={await viewOf(ctx, actor, detail, { open: lam, done: xong })} />,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: '/can-bo/ho-so/:ref/lenh/:command',
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { ref, command } = CommandParams.parse(request.params);
      return run(ctx, actor, { ref, command, values: formValues(request.body) }, reply);
    },
  });
}
