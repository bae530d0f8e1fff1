import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listCounters } from '#modules/agencies/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, FilterBar, Fold, LiveRegion, Notice, Select, Table } from '#ui/components.ts';
import { equipmentTopic } from '../commands/shared.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import { listEquipment, listFaults, mayEdit } from '../queries.ts';
import { faultStage } from '../rules/faults.ts';
import { EQUIPMENT_KINDS, EQUIPMENT_STATES, type Equipment, type Fault } from '../schema.ts';
import { EquipmentPage, type Frame, frameOf, HOME, StateTag, whereIs } from './frame.tsx';
import { pageMessages } from './messages.ts';

const Query = z.object({
  loai: z.enum(EQUIPMENT_KINDS).optional().catch(undefined),
  xong: z.string().max(80).optional().catch(undefined),
});

interface ListProps extends Frame {
  readonly pieces: readonly Equipment[];
  readonly counters: Awaited<ReturnType<typeof listCounters>>;
  readonly kind: z.output<typeof Query>['loai'];
  readonly saved: string | undefined;
  readonly faults: readonly Fault[];
  readonly now: Temporal.Instant;
}

function Things(props: ListProps & { readonly rows: readonly Equipment[] }) {
  const { lang } = props;
  const t = pageMessages(lang);
  return (
    <Table
      caption={t('list.caption')}
      captionHidden
      rows={props.rows}
      rowKey={(piece) => piece.id}
      href={(piece) => `${HOME}/${piece.id}`}
      walk
      empty={
        <Empty title={t(props.kind === undefined ? 'list.none' : 'list.none.kind')}>
          {mayEdit(props.actor) ? <ButtonLink href={`${HOME}/moi`}>{t('add')}</ButtonLink> : null}
        </Empty>
      }
      columns={[
        { key: 'name', header: t('name'), primary: true, cell: (piece) => piece.name },
        { key: 'kind', header: t('kind'), cell: (piece) => t(`kind.${piece.kind}`) },
        { key: 'place', header: t('place'), cell: (piece) => whereIs(piece, props.counters, lang) || '—' },
        { key: 'state', header: t('state'), cell: (piece) => <StateTag piece={piece} lang={lang} /> },
        {
          key: 'since',
          header: t('since'),
          cell: (piece) => (piece.checkedAt === null ? '—' : formatDateTime(piece.stateSince, lang)),
        },
      ]}
    />
  );
}

function Waiting({ faults, now, lang }: Pick<ListProps, 'faults' | 'now' | 'lang'>) {
  const t = pageMessages(lang);
  const stages = faults.map((fault) => faultStage(fault, now));
  const open = stages.filter((stage) => stage !== 'closed').length;
  const overdue = stages.filter((stage) => stage === 'overdue').length;
  return open === 0 ? null : (
    <Notice tone={overdue > 0 ? 'late' : 'soon'} title={t('faults.open', { count: open })}>
      <p>
        {overdue > 0 ? `${t('faults.overdue', { count: overdue })}. ` : ''}
        <a href={`${HOME}/bao-hong`}>{t('faults.title')}</a>
      </p>
    </Notice>
  );
}

function ListPage(props: ListProps) {
  const { lang, actor } = props;
  const t = pageMessages(lang);
  const rank = (piece: Equipment) => EQUIPMENT_STATES.indexOf(piece.state);
  const wanted = props.pieces.filter(({ kind }) => props.kind === undefined || kind === props.kind);
  const inUse = wanted.filter(({ active }) => active).sort((a, b) => rank(a) - rank(b));
  const retired = wanted.filter(({ active }) => !active);
  return (
    <EquipmentPage {...props} title={t('title')} why={t('why')}>
      {props.saved ? <Notice tone="ok" role="status" title={t('saved', { name: props.saved })} /> : null}
      <p class="row">
        {mayEdit(actor) ? (
          <ButtonLink look="primary" href={`${HOME}/moi`}>
            {t('add')}
          </ButtonLink>
        ) : null}
        {can(EQUIPMENT_POLICY, actor, 'equipment.enrol', actor) ? (
          <ButtonLink href={`${HOME}/ghep-may`}>{t('pair.title')}</ButtonLink>
        ) : null}
        <ButtonLink href={`${HOME}/may-in`}>{t('printers.title')}</ButtonLink>
        <ButtonLink href={`${HOME}/bao-hong`}>{t('faults.title')}</ButtonLink>
        {inUse.length > 0 ? <ButtonLink href={`${HOME}/nhan.pdf`}>{t('labels')}</ButtonLink> : null}
      </p>
      <FilterBar action={HOME} lang={lang} active={props.kind !== undefined}>
        <Select
          name="loai"
          label={t('kind')}
          value={props.kind}
          blank={t('all-kinds')}
          options={EQUIPMENT_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
        />
      </FilterBar>
      <LiveRegion id="equipment" topics={[equipmentTopic(actor.centreId)]}>
        <Waiting faults={props.faults} now={props.now} lang={lang} />
        <Things {...props} rows={inUse} />
        {retired.length > 0 ? (
          <Fold title={t('list.retired')} id="ngung-dung">
            <Things {...props} rows={retired} />
          </Fold>
        ) : null}
      </LiveRegion>
    </EquipmentPage>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const frame = await frameOf(ctx, request);
  const query = Query.parse(request.query);
  const [pieces, counters, faults] = await Promise.all([
    listEquipment(ctx, frame.actor),
    listCounters(ctx, frame.actor),
    listFaults(ctx, frame.actor),
  ]);
  return reply.html(
    <ListPage
      {...frame}
      pieces={pieces}
      counters={counters}
      kind={query.loai}
      saved={query.xong}
      faults={faults}
      now={ctx.clock.now()}
    />,
  );
}

/** Mounts /can-bo/trang-thiet-bi: what there is, broken first, live. */
export function mountList(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: HOME, handler: (request, reply) => show(ctx, request, reply) });
}
