import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { type FieldError, isProblem, type Problem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { execute } from '../commands/execute.ts';
import type { IntakeFact } from '../intake-facts.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { OPEN_PREPARED, readPreparedCode } from '../rules/prepared-code.ts';
import type { Command } from '../schema.ts';
import { readAction } from './action-parse.ts';
import { fillFromCard } from './card-fill.ts';
import { dossierHref, refOf } from './dossier-view.ts';
import { INTAKE_PATH, IntakePage } from './intake.tsx';
import { feeRows } from './intake-fee-rows.ts';
import { IntakeDeed, openedAt, readIntake, text } from './intake-form.ts';
import { hitsFor, previewOf } from './intake-preview.ts';
import type { IntakeView } from './intake-view.ts';
import { intakeMessages } from './messages.ts';

const t = intakeMessages('vi');
const Uuid = z.uuid();

type Shown = Partial<Pick<IntakeView, 'errors' | 'refusal' | 'cardNote' | 'panel'>>;

/** What modules above know of a dossier that was kept at the counter. */
async function factsOf(ctx: AppContext, actor: StaffActor, typed: string): Promise<readonly IntakeFact[]> {
  const draftId = Uuid.safeParse(typed);
  const facts: IntakeFact[] = [];
  if (draftId.success) {
    const wanted = { draftId: draftId.data, add: (fact: IntakeFact) => facts.push(fact) };
    const at = ctx.clock.now();
    await readOnly(ctx, actor, (tx) => ctx.events.emit('intake.facts', wanted, { tx, actor, at }));
  }
  return facts;
}

/** The page for what was typed so far. */
async function viewOf(
  ctx: AppContext,
  actor: StaffActor,
  values: FormValues,
  shown: Shown = {},
): Promise<IntakeView> {
  const query = text(values, 'q');
  const preview = await previewOf(ctx, actor, {
    code: text(values, 'procedureCode'),
    channel: text(values, 'channel'),
    termIndex: text(values, 'termIndex'),
  });
  const requestId = Uuid.safeParse(text(values, 'requestId'));
  return {
    requestId: requestId.success ? requestId.data : newRequestId(),
    openedAt: openedAt(values, ctx.clock.now()).toString(),
    values,
    errors: [],
    refusal: null,
    cardNote: null,
    panel: null,
    ticket: text(values, 'ticketNumber') || null,
    query,
    hits: preview.procedure === null ? await hitsFor(ctx, actor, query) : [],
    fees: preview.procedure === null ? [] : feeRows(preview.procedure, values, localDay(ctx.clock.now())),
    facts: await factsOf(ctx, actor, text(values, 'draftId')),
    ...preview,
    ...shown,
  };
}

interface Typed {
  readonly values: FormValues;
  readonly body: unknown;
}

type Outcome = { readonly command: Command } | { readonly shown: Shown };

/** The command that a button asks for, or what has to be shown first: an open slip, wrong fields. */
function readDeed(
  deed: IntakeDeed,
  { values, body }: Typed,
  stamp: { at: Temporal.Instant; by: string },
): Outcome {
  const panel = deed.startsWith('supplement') ? 'supplement' : deed.startsWith('refuse') ? 'refuse' : null;
  if (deed === 'refresh' || deed === 'supplement' || deed === 'refuse') {
    return { shown: { panel } };
  }
  const read = readIntake(body, stamp);
  if (!read.ok) {
    return { shown: { panel, errors: read.errors } };
  }
  const { intake } = read;
  if (deed === 'keep') {
    return { command: { type: 'keep-draft', intake } };
  }
  if (deed === 'receive') {
    return { command: { type: 'receive', intake } };
  }
  const action = readAction(deed === 'refuse-issue' ? 'refuse-at-reception' : 'request-supplement', values);
  if (!action.ok) {
    return { shown: { panel, errors: action.errors.map(worded) } };
  }
  const { command } = action;
  return command.type === 'refuse-at-reception' || command.type === 'request-supplement'
    ? { command: { ...command, intake } }
    : { shown: { panel } };
}

function worded(error: FieldError): FieldError {
  if (error.path === 'items') {
    return { path: 'items.0.content', message: t('itemsMissing') };
  }
  return error.path === 'reason' ? { path: 'reason', message: t('reasonMissing') } : error;
}

/** A refusal of the rules as the page shows it: at its field where it names one. */
function shownProblem(problem: Problem): Shown {
  const fields = (problem.details.fields ?? []).map(({ path, message }) => ({
    path: path.replace(/^intake\./, ''),
    message,
  }));
  return {
    refusal: problem.details.detail,
    errors: fields.filter((field) => field.message !== problem.details.detail),
  };
}

async function answer(
  ctx: AppContext,
  actor: StaffActor,
  typed: Typed,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { values } = typed;
  const now = ctx.clock.now();
  const deed = IntakeDeed.catch('refresh').parse(text(values, 'do'));
  const stamp = { at: openedAt(values, now), by: actor.displayName };
  const outcome = readDeed(deed, typed, stamp);
  const show = async (shown: Shown, status: number) =>
    reply.html(<IntakePage actor={actor} view={await viewOf(ctx, actor, values, shown)} />, status);
  if ('shown' in outcome) {
    return show(outcome.shown, outcome.shown.errors === undefined ? 200 : 422);
  }
  const draft = Uuid.safeParse(text(values, 'draftId'));
  try {
    const { dossier } = await execute(
      ctx,
      actor,
      draft.success ? { id: draft.data } : 'new',
      outcome.command,
      Uuid.parse(text(values, 'requestId')),
    );
    return reply.redirect(`${dossierHref(refOf(dossier))}?xong=${outcome.command.type}`, 303);
  } catch (error) {
    if (isProblem(error) && error.status < 500) {
      const panel = deed === 'supplement-issue' ? 'supplement' : deed === 'refuse-issue' ? 'refuse' : null;
      return show({ ...shownProblem(error), panel }, error.status);
    }
    throw error;
  }
}

const Start = z.object({
  phieu: z.uuid().optional().catch(undefined),
  so: z.string().max(20).optional().catch(undefined),
  viec: z.string().max(300).optional().catch(undefined),
  'thu-tuc': z.string().max(20).optional().catch(undefined),
});

/** What a link may bring along: the ticket with its number and need, or a procedure. */
function startValues(query: unknown): FormValues {
  const start = Start.parse(query);
  const flat = {
    ticketId: start.phieu,
    ticketNumber: start.so,
    q: start.viec,
    procedureCode: start['thu-tuc'],
  };
  return Object.fromEntries(
    Object.entries(flat).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Buttons besides the deeds: a procedure was picked from the list, a card was scanned into its box. */
function applyPicks(values: FormValues): { values: FormValues; cardNote: IntakeView['cardNote'] } {
  // The charges of another procedure are not those of this one.
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith('fee.lines.')));
  const picked =
    'choose' in values ? { ...kept, procedureCode: text(values, 'choose'), termIndex: '', q: '' } : values;
  const scan = text(values, 'scan');
  if (scan === '') {
    return { values: picked, cardNote: null };
  }
  const { values: filled, message, tone } = fillFromCard(picked, scan);
  return { values: filled, cardNote: { message, tone } };
}

/** Mounts the intake page. `startFrom` gives the values of a dossier kept at the counter. */
export function registerIntake(
  app: FastifyInstance,
  ctx: AppContext,
  startFrom: (actor: StaffActor, draftId: string) => Promise<FormValues>,
): void {
  page(app, {
    url: INTAKE_PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      authorise(DOSSIER_POLICY, actor, 'receive', { centreId: actor.centreId, unitId: actor.centreId });
      const { nhap } = z.object({ nhap: z.uuid().optional().catch(undefined) }).parse(request.query);
      const values = nhap === undefined ? startValues(request.query) : await startFrom(actor, nhap);
      return reply.html(<IntakePage actor={actor} view={await viewOf(ctx, actor, values)} />);
    },
  });
  page(app, {
    method: 'POST',
    url: INTAKE_PATH,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      authorise(DOSSIER_POLICY, actor, 'receive', { centreId: actor.centreId, unitId: actor.centreId });
      const typed = formValues(request.body);
      if (readPreparedCode(text(typed, 'scan')) !== null) {
        // Not a card: a dossier prepared at home. The module above takes the same form on.
        return reply.redirect(OPEN_PREPARED, 307);
      }
      const { values, cardNote } = applyPicks(typed);
      if ('choose' in typed || cardNote !== null) {
        return reply.html(<IntakePage actor={actor} view={await viewOf(ctx, actor, values, { cardNote })} />);
      }
      return answer(ctx, actor, { values, body: request.body }, reply);
    },
  });
}
