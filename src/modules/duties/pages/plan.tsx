import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { Role, StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { localDay } from '#platform/time.ts';
import { Button, ErrorSummary, errorFor, Field, Fold, Notice, RequestId, Select } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { linkPerson, namePerson } from '../commands/name-person.ts';
import { dropPlan, startPlan, writePlan } from '../commands/write-plan.ts';
import { planMessages } from '../plan-messages.ts';
import { LinkPersonInput, NamePersonInput, PlanHeadInput, WritePlanInput } from '../plan-schema.ts';
import { type DraftSheet, getDraftSheet, getSheet, matrixRole } from '../queries-plan.ts';
import { type Faults, faultsOf, NO_FAULTS, typed } from './faults.ts';
import { Grid } from './grid.tsx';
import { MATRIX_URL, RoleTabs } from './matrix.tsx';

const URL = `${MATRIX_URL}/ban-nhap`;
const Query = z.object({
  vai: z.string().optional().catch(undefined),
  ghi: z.literal('1').optional().catch(undefined),
});

function HeadForm({ sheet, faults, today, lang }: HeadProps) {
  const t = planMessages(lang);
  const field = (name: string, label: string, fallback: string) => ({
    name,
    label,
    value: typed(faults, name) ?? fallback,
    error: errorFor(faults.fields, name),
  });
  const draft = sheet?.draft;
  return (
    <form method="post" action={`${URL}/dau`} class="stack-s">
      <Field
        {...field('validFrom', t('validFrom'), draft?.validFrom ?? today)}
        type="date"
        width="short"
        required
      />
      <Field {...field('decisionNo', t('decisionNo'), draft?.decisionNo ?? '')} width="short" optional />
      <Field {...field('note', t('note'), draft?.note ?? '')} optional />
      <Button look={draft === undefined ? 'primary' : undefined}>
        {draft === undefined ? t('edit') : t('saveHead')}
      </Button>
    </form>
  );
}

interface HeadProps {
  readonly sheet: DraftSheet | null;
  readonly faults: Faults;
  readonly today: string;
  readonly lang: Lang;
}

function NameForm({ sheet, faults, lang }: { sheet: DraftSheet; faults: Faults; lang: Lang }) {
  const t = planMessages(lang);
  const field = (name: string, label: string) => ({
    name,
    label,
    value: typed(faults, name),
    error: errorFor(faults.fields, name),
  });
  return (
    <form method="post" action={`${MATRIX_URL}/nguoi`} class="stack-s">
      <RequestId value={newRequestId()} />
      <p class="soft">{t('personLead')}</p>
      <Field {...field('name', t('personName'))} required />
      <Field {...field('position', t('personPosition'))} optional />
      <Select
        {...field('unitId', t('personUnit'))}
        options={sheet.units.map(({ id, name }) => ({ value: id, label: name }))}
        blank=""
        required
      />
      <Button>{t('personAdd')}</Button>
    </form>
  );
}

interface PlanPageProps {
  readonly actor: StaffActor;
  readonly sheet: DraftSheet;
  readonly role: Role;
  readonly faults: Faults;
  readonly form: 'grid' | 'head' | 'person';
  readonly written: boolean;
  readonly today: string;
  readonly lang: Lang;
}

function PlanPage(props: PlanPageProps) {
  const { actor, sheet, role, faults, form, written, today, lang } = props;
  const t = planMessages(lang);
  const of = (name: typeof form) => (form === name ? faults : NO_FAULTS);
  return (
    <OfficerLayout
      title={t('title')}
      lang={lang}
      actor={actor}
      path="/can-bo/quan-tri"
      styles={['duties/grid.css']}
    >
      <PageHead title={t('title')} why={t('lead')} />
      <ErrorSummary errors={faults.fields} detail={faults.detail} lang={lang} />
      {written ? (
        <Notice tone="ok" role="status" title={t('written', { n: sheet.draft.cells.length })} />
      ) : null}
      <Fold title={t('headTitle')} open={of('head') !== NO_FAULTS}>
        <HeadForm sheet={sheet} faults={of('head')} today={today} lang={lang} />
      </Fold>
      <RoleTabs label={t('title')} current={role} lang={lang} href={(one) => `${URL}?vai=${one}`} />
      <Grid sheet={sheet} role={role} faults={of('grid')} lang={lang} action={`${URL}/ghi`} />
      <Fold title={t('personTitle')} open={of('person') !== NO_FAULTS}>
        <NameForm sheet={sheet} faults={of('person')} lang={lang} />
      </Fold>
      <form method="post" action={`${URL}/bo`}>
        <Button look="danger">{t('drop')}</Button>
      </form>
    </OfficerLayout>
  );
}

/** Mounts the draft of the matrix: its head, the grid of each role, people without an account. */
export function planPages(app: FastifyInstance, ctx: AppContext): void {
  async function show(
    request: FastifyRequest,
    reply: FastifyReply,
    shown: {
      readonly form?: PlanPageProps['form'];
      readonly faults?: Faults;
      readonly role?: string | undefined;
    } = {},
  ) {
    const actor = requireStaff(request.actor);
    const { lang } = request;
    const query = Query.parse(request.query);
    const role = matrixRole(shown.role ?? query.vai);
    const today = localDay(ctx.clock.now()).toString();
    const faults = shown.faults ?? NO_FAULTS;
    const status = faults === NO_FAULTS ? 200 : 422;
    if ((await getSheet(ctx, actor, { role })).draft === null) {
      const t = planMessages(lang);
      return reply.html(
        <OfficerLayout title={t('title')} lang={lang} actor={actor} path="/can-bo/quan-tri">
          <PageHead title={t('title')} why={t('lead')} />
          <ErrorSummary errors={faults.fields} detail={faults.detail} lang={lang} />
          <HeadForm sheet={null} faults={faults} today={today} lang={lang} />
        </OfficerLayout>,
        status,
      );
    }
    const sheet = await getDraftSheet(ctx, actor, role);
    const form = shown.form ?? 'grid';
    const written = query.ghi === '1';
    return reply.html(<PlanPage {...{ actor, sheet, role, faults, form, written, today, lang }} />, status);
  }

  /** Reads the form, gives the command, and shows the page again where it was refused. */
  async function submit<S extends z.ZodType>(
    schema: S,
    form: PlanPageProps['form'],
    command: (input: z.output<S>) => Promise<unknown>,
    to: (input: z.output<S>) => string,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    const parsed = parseForm(schema, request.body);
    const role = z.object({ role: z.string().optional().catch(undefined) }).safeParse(request.body)
      .data?.role;
    if (!parsed.ok) {
      return show(request, reply, { form, role, faults: { fields: parsed.fields, values: parsed.values } });
    }
    try {
      await command(parsed.data);
    } catch (error) {
      if (!isProblem(error, 'validation') && !isProblem(error, 'conflict')) {
        throw error;
      }
      return show(request, reply, { form, role, faults: faultsOf(error, request.body) });
    }
    return reply.redirect(to(parsed.data), 303);
  }

  page(app, { url: URL, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: `${URL}/dau`,
    handler: (request, reply) =>
      submit(
        PlanHeadInput,
        'head',
        (input) => startPlan(ctx, request.actor, input),
        () => URL,
        request,
        reply,
      ),
  });
  page(app, {
    method: 'POST',
    url: `${URL}/ghi`,
    handler: (request, reply) => {
      const next = z.object({ next: z.string().optional().catch(undefined) }).safeParse(request.body).data;
      return submit(
        WritePlanInput,
        'grid',
        (input) => writePlan(ctx, request.actor, input),
        (input) => (next?.next === 'kiem-tra' ? `${URL}/kiem-tra` : `${URL}?vai=${input.role}&ghi=1`),
        request,
        reply,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/bo`,
    async handler(request, reply) {
      await dropPlan(ctx, request.actor);
      return reply.redirect(MATRIX_URL, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${MATRIX_URL}/nguoi`,
    handler: (request, reply) =>
      submit(
        NamePersonInput,
        'person',
        (input) => namePerson(ctx, request.actor, input),
        () => URL,
        request,
        reply,
      ),
  });
  page(app, {
    method: 'POST',
    url: `${MATRIX_URL}/nguoi/:id/noi`,
    handler: (request, reply) => {
      const { id } = z.object({ id: z.uuid() }).parse(request.params);
      return submit(
        LinkPersonInput,
        'person',
        (input) => linkPerson(ctx, request.actor, id, input),
        () => MATRIX_URL,
        request,
        reply,
      );
    },
  });
}
