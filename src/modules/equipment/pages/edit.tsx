import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listCounters } from '#modules/agencies/queries.ts';
import { listAccountsIn } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { authorise } from '#platform/policy.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, Select } from '#ui/components.ts';
import { saveEquipment } from '../commands/save-equipment.ts';
import { messages } from '../messages.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import { getEquipmentFile } from '../queries.ts';
import { EQUIPMENT_KINDS, type Equipment, EquipmentInput, PROTOCOLS } from '../schema.ts';
import { EquipmentPage, type Frame, frameOf, HOME, type Refused, refusedBy, typed } from './frame.tsx';
import { pageMessages } from './messages.ts';

const Params = z.object({ id: z.uuid() });

interface EditProps extends Frame {
  readonly piece: Equipment | undefined;
  readonly counters: Awaited<ReturnType<typeof listCounters>>;
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly refused: Refused | undefined;
}

function Basics({ piece, counters, people, refused, lang }: EditProps) {
  const t = pageMessages(lang);
  const value = (name: string, stored: string | undefined) => typed(refused, name, stored);
  const error = (name: string) => errorFor(refused?.fields, name);
  return (
    <>
      <Select
        name="kind"
        label={t('kind')}
        value={value('kind', piece?.kind)}
        error={error('kind')}
        options={EQUIPMENT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <Field
        name="name"
        label={t('name')}
        value={value('name', piece?.name)}
        error={error('name')}
        required
      />
      <Field
        name="place"
        label={t('place')}
        hint={t('place.hint')}
        value={value('place', piece?.place)}
        error={error('place')}
      />
      <Select
        name="counterId"
        label={t('counter')}
        value={value('counterId', piece?.counterId ?? undefined)}
        error={error('counterId')}
        blank={t('counter.none')}
        options={counters.map((counter) => ({
          value: counter.id,
          label: `${t('counter.is', { number: counter.number })}: ${counter.name}`,
        }))}
      />
      <Select
        name="keeperId"
        label={t('keeper')}
        value={value('keeperId', piece?.keeperId ?? undefined)}
        error={error('keeperId')}
        blank={t('keeper.none')}
        options={people.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Field name="model" label={t('model')} value={value('model', piece?.model)} error={error('model')} />
      <Field
        name="serial"
        label={t('serial')}
        value={value('serial', piece?.serial)}
        error={error('serial')}
      />
      <Field
        name="boughtOn"
        label={t('bought')}
        type="date"
        width="mid"
        value={value('boughtOn', piece?.boughtOn?.toString())}
        error={error('boughtOn')}
      />
      <Field
        name="warrantyUntil"
        label={t('warranty')}
        type="date"
        width="mid"
        value={value('warrantyUntil', piece?.warrantyUntil?.toString())}
        error={error('warrantyUntil')}
      />
    </>
  );
}

function Network({ piece, refused, lang }: EditProps) {
  const t = pageMessages(lang);
  const value = (name: string, stored: string | undefined) => typed(refused, name, stored);
  const error = (name: string) => errorFor(refused?.fields, name);
  const connection = piece?.connection ?? undefined;
  return (
    <>
      <Select
        name="protocol"
        label={t('protocol')}
        value={value('protocol', connection?.protocol)}
        error={error('protocol')}
        blank={t('protocol.none')}
        options={PROTOCOLS.map((protocol) => ({ value: protocol, label: t(`protocol.${protocol}`) }))}
      />
      <Field
        name="host"
        label={t('host')}
        hint={t('host.hint')}
        value={value('host', connection?.host)}
        error={error('host')}
      />
      <Field
        name="port"
        label={t('port')}
        hint={t('port.hint')}
        inputmode="numeric"
        width="short"
        value={value('port', connection?.port.toString())}
        error={error('port')}
      />
      <Field
        name="path"
        label={t('path')}
        hint={t('path.hint')}
        width="mid"
        value={value('path', connection?.path || undefined)}
        error={error('path')}
      />
      <Select
        name="dots"
        label={t('dots')}
        value={value('dots', connection?.dots?.toString())}
        error={error('dots')}
        blank={t('dots.none')}
        options={(['576', '512', '384'] as const).map((dots) => ({ value: dots, label: t(`dots.${dots}`) }))}
      />
      <Choices
        name="tls"
        label={t('tls')}
        value={value('tls', connection?.tls === true ? 'true' : 'false')}
        error={error('tls')}
        options={[
          { value: 'false', label: t('no') },
          { value: 'true', label: t('yes') },
        ]}
      />
      <Choices
        name="active"
        label={t('active')}
        value={value('active', piece?.active === false ? 'false' : 'true')}
        error={error('active')}
        options={[
          { value: 'true', label: t('yes') },
          { value: 'false', label: t('no') },
        ]}
      />
    </>
  );
}

function EditPage(props: EditProps) {
  const { piece, refused, lang } = props;
  const t = pageMessages(lang);
  return (
    <EquipmentPage {...props} title={t(piece === undefined ? 'add' : 'edit-title')} why={t('form-why')}>
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} /> : null}
      <form
        method="post"
        action={piece === undefined ? `${HOME}/moi` : `${HOME}/${piece.id}/sua`}
        class="stack measure"
      >
        <Basics {...props} />
        <Network {...props} />
        <p>
          <Button look="primary">{t('save')}</Button>
        </p>
      </form>
    </EquipmentPage>
  );
}

async function form(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const frame = await frameOf(ctx, request);
  authorise(EQUIPMENT_POLICY, frame.actor, 'equipment.edit', frame.actor);
  const params = Params.safeParse(request.params);
  const piece = params.success ? (await getEquipmentFile(ctx, frame.actor, params.data.id)).piece : undefined;
  const counters = await listCounters(ctx, frame.actor);
  const accounts = await readOnly(ctx, frame.actor, (tx) => listAccountsIn(tx));
  const people = accounts
    .filter(({ active, id }) => active || id === piece?.keeperId)
    .map(({ id, displayName }) => ({ id, name: displayName }));
  return reply.html(
    <EditPage {...frame} piece={piece} counters={counters} people={people} refused={refused} />,
    refused === undefined ? 200 : 422,
  );
}

async function save(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, lang } = await frameOf(ctx, request);
  const values = formValues(request.body);
  const input = parseForm(EquipmentInput, request.body);
  if (!input.ok) {
    return form(ctx, request, reply, { values, fields: input.fields, detail: messages(lang)('form-fix') });
  }
  const params = Params.safeParse(request.params);
  const { id: _, ...typedIn } = input.data;
  try {
    await saveEquipment(ctx, actor, params.success ? { ...typedIn, id: params.data.id } : typedIn);
    return reply.redirect(`${HOME}?xong=${encodeURIComponent(input.data.name)}`, 303);
  } catch (error) {
    return form(ctx, request, reply, refusedBy(error, values));
  }
}

/** Mounts adding and changing a piece of equipment. */
export function mountEdit(app: FastifyInstance, ctx: AppContext): void {
  for (const url of [`${HOME}/moi`, `${HOME}/:id/sua`]) {
    page(app, { url, handler: (request, reply) => form(ctx, request, reply) });
    page(app, { method: 'POST', url, handler: (request, reply) => save(ctx, request, reply) });
  }
}
