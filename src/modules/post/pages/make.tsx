import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { askedIn, Button, ErrorSummary, Field, Notice, RequestId } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { askPickUp } from '../commands/pick-up.ts';
import { shipResult } from '../commands/ship.ts';
import { pageMessages } from '../messages-pages.ts';
import { postPolicy } from '../policy.ts';
import { shipStart } from '../queries.ts';
import { PickUpInput, ShipInput } from '../schema.ts';
import { POST_HOME } from './paths.ts';

const t = pageMessages('vi');
const Id = z.object({ id: z.uuid() });
const ADDRESS = ['name', 'tel', 'village', 'commune', 'province'] as const;

/** What a form shows beside its fields. */
interface Shown {
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  /** Why the whole was refused. */
  readonly refusal: string | null;
}

interface Question {
  readonly name: 'itemCode' | 'cod' | 'procedureCode' | 'note' | (typeof ADDRESS)[number];
  readonly hint?: string;
  readonly optional?: true;
  readonly kind?: 'tel' | 'numeric';
}

/** A form of the post: the fields in their order, what was typed, what is wrong. */
function Form(props: { action: string; fields: readonly Question[]; shown: Shown; go: string }) {
  const { values, errors } = props.shown;
  const asked = askedIn(values, errors, 'vi');
  return (
    <>
      {props.shown.refusal === null ? null : <Notice tone="late" role="alert" title={props.shown.refusal} />}
      <ErrorSummary errors={errors} />
      <form method="post" action={props.action} class="stack" data-guard="">
        <RequestId value={asked('requestId').value ?? newRequestId()} />
        {props.fields.map(({ name, hint, optional, kind }) => (
          <Field
            key={name}
            {...asked(name)}
            label={t(name)}
            hint={hint}
            autocomplete="off"
            optional={optional}
            {...(kind === undefined ? {} : { inputmode: kind, width: 'mid' as const })}
          />
        ))}
        <div class="row">
          <Button look="primary">{props.go}</Button>
          <a href={POST_HOME}>{t('back')}</a>
        </div>
      </form>
    </>
  );
}

const ADDRESS_FIELDS: readonly Question[] = ADDRESS.map((name) =>
  name === 'tel' ? { name, kind: 'tel' } : { name },
);

/** A refusal of a command as the form shows it again; anything else is thrown on. */
function shownOf(error: unknown, values: FormValues): Shown {
  if (isProblem(error, 'validation')) {
    return { values, errors: error.details.fields ?? [], refusal: null };
  }
  if (isProblem(error, 'conflict') || isProblem(error, 'not-allowed-now')) {
    return { values, errors: [], refusal: error.details.detail };
  }
  throw error;
}

async function showShip(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown | null,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { id } = Id.parse(request.params);
  const { dossier, address, owed } = await shipStart(ctx, actor, id);
  const amount = owed.toLocaleString('vi-VN');
  const fields: readonly Question[] = [
    ...ADDRESS_FIELDS,
    { name: 'itemCode', hint: t('itemCode-hint'), optional: true },
    { name: 'cod', hint: t('cod-hint', { amount }), optional: true, kind: 'numeric' },
    { name: 'note', optional: true },
  ];
  const start = { ...address, ...(owed === 0 ? {} : { cod: amount }) };
  return reply.html(
    <OfficerLayout title={t('ship-title')} actor={actor} path={POST_HOME}>
      <PageHead title={t('ship-title')} why={t('ship-why', { number: dossier.number ?? '' })} />
      <Form
        action={`${POST_HOME}/gui/${id}`}
        fields={fields}
        shown={shown ?? { values: start, errors: [], refusal: null }}
        go={t('ship-go')}
      />
    </OfficerLayout>,
    shown === null ? 200 : 422,
  );
}

async function showPickUp(
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown | null,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  authorise(postPolicy, actor, 'ship', { centreId: actor.centreId });
  const fields: readonly Question[] = [
    { name: 'procedureCode', hint: t('procedureCode-hint') },
    ...ADDRESS_FIELDS,
    { name: 'note', optional: true },
  ];
  return reply.html(
    <OfficerLayout title={t('pick-title')} actor={actor} path={POST_HOME}>
      <PageHead title={t('pick-title')} why={t('pick-why')} />
      <Form
        action={`${POST_HOME}/lay-giay-to`}
        fields={fields}
        shown={shown ?? { values: {}, errors: [], refusal: null }}
        go={t('pick-go')}
      />
    </OfficerLayout>,
    shown === null ? 200 : 422,
  );
}

/** Mounts giving a result to the post, and having papers fetched at home. */
export function makePages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${POST_HOME}/gui/:id`,
    handler: (request, reply) => showShip(ctx, request, reply, null),
  });
  page(app, {
    method: 'POST',
    url: `${POST_HOME}/gui/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const form = parseForm(ShipInput, request.body);
      if (!form.ok) {
        return showShip(ctx, request, reply, { values, errors: form.fields, refusal: null });
      }
      try {
        const shipmentId = await shipResult(ctx, actor, Id.parse(request.params).id, form.data);
        return reply.redirect(`${POST_HOME}/${shipmentId}`, 303);
      } catch (error) {
        return showShip(ctx, request, reply, shownOf(error, values));
      }
    },
  });
  page(app, {
    url: `${POST_HOME}/lay-giay-to`,
    handler: (request, reply) => showPickUp(request, reply, null),
  });
  page(app, {
    method: 'POST',
    url: `${POST_HOME}/lay-giay-to`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      const form = parseForm(PickUpInput, request.body);
      if (!form.ok) {
        return showPickUp(request, reply, { values, errors: form.fields, refusal: null });
      }
      try {
        const shipmentId = await askPickUp(ctx, actor, form.data);
        return reply.redirect(`${POST_HOME}/${shipmentId}`, 303);
      } catch (error) {
        return showPickUp(request, reply, shownOf(error, values));
      }
    },
  });
}
