import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { getCentre } from '#modules/agencies/queries.ts';
import { listScanners, NetworkScanInput, scanFromNetwork } from '#modules/documents/commands/scan-network.ts';
import type { Equipment } from '#modules/equipment/schema.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  RequestId,
  Select,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { execute } from '../commands/execute.ts';
import { getDossier } from '../queries.ts';
import { dossierMessages } from './dossier-messages.ts';
import { dossierHref, refOf } from './dossier-view.ts';
import { readRef } from './refs.ts';
import { scanMessages } from './scan-messages.ts';

const URL_PATH = '/can-bo/ho-so/:ref/quet';
const Params = z.object({ ref: z.string().min(1).max(60) });
const Form = NetworkScanInput.omit({ title: true, purpose: true }).extend({
  paperKey: z.string().max(80).optional(),
});

type Detail = Awaited<ReturnType<typeof getDossier>>;

interface ScanProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly dossier: Detail['dossier'];
  readonly scanners: readonly Equipment[];
  readonly refused:
    | { readonly values: FormValues; readonly fields: readonly FieldError[]; readonly detail: string }
    | undefined;
}

function ScanForm({ dossier, scanners, refused, lang }: ScanProps) {
  const t = scanMessages(lang);
  const d = dossierMessages(lang);
  const value = (name: string, usual: string | undefined) => {
    const typed = refused?.values[name];
    return typeof typed === 'string' ? typed : usual;
  };
  return (
    <form method="post" action={`${dossierHref(refOf(dossier))}/quet`} class="stack measure">
      <RequestId value={newRequestId()} />
      <Select
        name="paperKey"
        label={d('filePaper')}
        value={value('paperKey', undefined)}
        blank={d('fileOther')}
        options={dossier.papers.map((paper) => ({ value: paper.key, label: paper.name }))}
      />
      <Select
        name="scannerId"
        label={t('scanner')}
        value={value('scannerId', scanners[0]?.id)}
        error={errorFor(refused?.fields, 'scannerId')}
        options={scanners.map(({ id, name, place }) => ({
          value: id,
          label: place === '' ? name : `${name}, ${place}`,
        }))}
      />
      <Choices
        name="source"
        label={t('source')}
        value={value('source', 'feeder')}
        options={[
          { value: 'feeder', label: t('feeder') },
          { value: 'platen', label: t('platen') },
        ]}
      />
      <Choices
        name="sides"
        label={t('sides')}
        value={value('sides', 'one')}
        options={[
          { value: 'one', label: t('one') },
          { value: 'both', label: t('both') },
        ]}
      />
      <Choices
        name="colour"
        label={t('colour')}
        value={value('colour', 'colour')}
        options={[
          { value: 'colour', label: t('coloured') },
          { value: 'grey', label: t('grey') },
        ]}
      />
      <p>
        <Button look="primary">{t('go')}</Button>
      </p>
    </form>
  );
}

function ScanPage(props: ScanProps) {
  const { lang, refused, dossier } = props;
  const t = scanMessages(lang);
  return (
    <OfficerLayout
      title={t('title')}
      lang={lang}
      actor={props.actor}
      centre={props.centre}
      path="/can-bo/ho-so"
    >
      <PageHead title={t('title')} why={t('why')} />
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} /> : null}
      {props.scanners.length === 0 ? <Empty title={t('none')} /> : <ScanForm {...props} />}
      <p>
        <ButtonLink look="quiet" href={`${dossierHref(refOf(dossier))}#tep`}>
          {dossierMessages(lang)('files')}
        </ButtonLink>
      </p>
    </OfficerLayout>
  );
}

/** The dossier, when the actor may add files to it. @throws Problem `forbidden` */
async function open(ctx: AppContext, request: FastifyRequest) {
  const actor = requireStaff(request.actor);
  const { dossier, abilities } = await getDossier(ctx, actor, readRef(Params.parse(request.params).ref));
  if (!abilities.includes('add-file')) {
    const detail = dossierMessages('vi')('fileForbidden', { holder: dossier.holder.unitName });
    throw new Problem('forbidden', { detail });
  }
  return { actor, dossier };
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: ScanProps['refused'],
): Promise<FastifyReply> {
  const { actor, dossier } = await open(ctx, request);
  const { name } = await getCentre(ctx, actor.centreId);
  return reply.html(
    <ScanPage
      actor={actor}
      lang={request.lang}
      centre={{ name }}
      dossier={dossier}
      scanners={await listScanners(ctx, actor)}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  );
}

async function scan(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { actor, dossier } = await open(ctx, request);
  const values = formValues(request.body);
  const form = parseForm(Form, request.body);
  if (!form.ok) {
    return show(ctx, request, reply, { values, fields: form.fields, detail: '' });
  }
  const { paperKey, ...order } = form.data;
  const paper = dossier.papers.find(({ key }) => key === paperKey);
  const title = paper?.name.slice(0, 200) ?? dossierMessages('vi')('fileOther');
  try {
    const subject = { type: 'dossier', id: dossier.id };
    const stored = await scanFromNetwork(ctx, actor, { ...order, title, purpose: 'component', subject });
    const file = { id: stored.id, name: stored.name };
    const command = { type: 'add-file', file, paperKey: paper?.key ?? null } as const;
    await execute(ctx, actor, { id: dossier.id }, command, order.requestId);
  } catch (error) {
    if (!isProblem(error, 'unavailable')) {
      throw error;
    }
    return show(ctx, request, reply, { values, fields: [], detail: error.details.detail });
  }
  return reply.redirect(`${dossierHref(refOf(dossier))}?xong=add-file#tep`, 303);
}

/** Mounts scanning from a network scanner straight into a dossier's paper. */
export function registerScanIn(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: URL_PATH, handler: (request, reply) => show(ctx, request, reply) });
  page(app, { method: 'POST', url: URL_PATH, handler: (request, reply) => scan(ctx, request, reply) });
}
