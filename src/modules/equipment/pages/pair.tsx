import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { authorise } from '#platform/policy.ts';
import { Button, Choices, ErrorSummary, errorFor, Field, Notice, Select } from '#ui/components.ts';
import { claimPairing } from '../commands/pair-device.ts';
import { messages } from '../messages.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import { getEquipmentFile, listEquipment } from '../queries.ts';
import { ClaimInput, type Equipment } from '../schema.ts';
import { EquipmentPage, type Frame, frameOf, HOME, type Refused, refusedBy, typed } from './frame.tsx';
import { pageMessages } from './messages.ts';

const PATH = `${HOME}/ghep-may`;
const Query = z.object({ xong: z.uuid().optional().catch(undefined) });
/** Codes that one address may try in a minute. */
const TRIES = 10;

interface PairProps extends Frame {
  readonly url: string;
  /** Kiosks and boards in the list that are not enrolled. */
  readonly free: readonly Equipment[];
  readonly done: string | undefined;
  readonly refused: Refused | undefined;
}

function PairPage(props: PairProps) {
  const { refused, lang, free } = props;
  const t = pageMessages(lang);
  const value = (name: string) => typed(refused, name, undefined);
  const error = (name: string) => errorFor(refused?.fields, name);
  return (
    <EquipmentPage {...props} title={t('pair.title')} why={t('pair.why', { url: props.url })}>
      {props.done ? <Notice tone="ok" role="status" title={t('pair.done', { name: props.done })} /> : null}
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} /> : null}
      <form method="post" action={PATH} class="stack measure">
        <Field
          name="code"
          label={t('pair.code')}
          inputmode="numeric"
          width="mid"
          value={value('code')}
          error={error('code')}
          autocomplete="off"
          required
        />
        <Choices
          name="purpose"
          label={t('pair.purpose')}
          value={value('purpose')}
          error={error('purpose')}
          options={[
            { value: 'kiosk', label: t('kind.kiosk') },
            { value: 'board', label: t('kind.board') },
          ]}
          required
        />
        {free.length > 0 ? (
          <Select
            name="equipmentId"
            label={t('pair.entry')}
            value={value('equipmentId')}
            error={error('equipmentId')}
            blank={t('pair.entry.new')}
            options={free.map((piece) => ({
              value: piece.id,
              label: `${t(`kind.${piece.kind}`)}: ${piece.name}`,
            }))}
          />
        ) : null}
        <Field
          name="name"
          label={t('pair.name')}
          hint={t('pair.name.hint')}
          value={value('name')}
          error={error('name')}
        />
        <Field
          name="place"
          label={t('place')}
          hint={t('place.hint')}
          value={value('place')}
          error={error('place')}
        />
        <p>
          <Button look="primary">{t('pair.go')}</Button>
        </p>
      </form>
    </EquipmentPage>
  );
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const frame = await frameOf(ctx, request);
  authorise(EQUIPMENT_POLICY, frame.actor, 'equipment.enrol', frame.actor);
  const pieces = await listEquipment(ctx, frame.actor);
  const { xong } = Query.parse(request.query);
  const done = xong === undefined ? undefined : (await getEquipmentFile(ctx, frame.actor, xong)).piece.name;
  return reply.html(
    <PairPage
      {...frame}
      url={`${ctx.config.publicUrl}/ghep-may`}
      free={pieces.filter(
        (piece) =>
          piece.active && piece.enrolmentId === null && (piece.kind === 'kiosk' || piece.kind === 'board'),
      )}
      done={done}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  );
}

/** Mounts typing the code that a waiting screen shows. */
export function mountPair(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: PATH, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: PATH,
    perMinute: TRIES,
    async handler(request, reply) {
      const { actor, lang } = await frameOf(ctx, request);
      const values = formValues(request.body);
      const input = parseForm(ClaimInput, request.body);
      if (!input.ok) {
        return show(ctx, request, reply, {
          values,
          fields: input.fields,
          detail: messages(lang)('form-fix'),
        });
      }
      try {
        const id = await claimPairing(ctx, actor, input.data);
        return reply.redirect(`${PATH}?xong=${id}`, 303);
      } catch (error) {
        return show(ctx, request, reply, refusedBy(error, values));
      }
    },
  });
}
