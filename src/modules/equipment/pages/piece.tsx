import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { listCounters } from '#modules/agencies/queries.ts';
import { findAccountIn } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly } from '#platform/db/tx.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { formatDate, formatDateTime, localDay } from '#platform/time.ts';
import { Button, ButtonLink, Empty, Fold, LiveRegion, SummaryList, Table } from '#ui/components.ts';
import { drawLabels } from '../commands/draw-labels.ts';
import { lookAt } from '../commands/look.ts';
import { endEnrolment } from '../commands/pair-device.ts';
import { equipmentTopic } from '../commands/shared.ts';
import { EQUIPMENT_POLICY } from '../policy.ts';
import { type EquipmentFile, FIGURE_DAYS, getEquipmentFile, listEquipment, mayEdit } from '../queries.ts';
import { underWarranty } from '../rules/faults.ts';
import { EquipmentPage, type Frame, frameOf, HOME, lasting, StateTag, whereIs } from './frame.tsx';
import { pageMessages } from './messages.ts';
import { RepairTable } from './repair-table.tsx';

const Params = z.object({ id: z.uuid() });
const SHOWN_STATES = 30;

interface PieceProps extends Frame {
  readonly file: EquipmentFile;
  readonly counters: Awaited<ReturnType<typeof listCounters>>;
  readonly keeper: string | undefined;
  readonly today: Temporal.PlainDate;
}

function Facts({ file, counters, keeper, today, lang }: PieceProps) {
  const t = pageMessages(lang);
  const { piece, broken, cost } = file;
  const { connection, warrantyUntil } = piece;
  const warranty =
    warrantyUntil === null
      ? null
      : underWarranty(piece, today)
        ? formatDate(warrantyUntil)
        : t('warranty.over', { date: formatDate(warrantyUntil) });
  return (
    <SummaryList
      items={[
        { term: t('kind'), value: t(`kind.${piece.kind}`) },
        { term: t('place'), value: whereIs(piece, counters, lang) },
        { term: t('keeper'), value: keeper ?? t('keeper.none') },
        { term: t('model'), value: piece.model },
        { term: t('serial'), value: piece.serial },
        {
          term: t('protocol'),
          value:
            connection === null
              ? null
              : `${t(`protocol.${connection.protocol}`)}, ${connection.host}:${connection.port}${connection.path}`,
        },
        { term: t('bought'), value: piece.boughtOn === null ? null : formatDate(piece.boughtOn) },
        { term: t('warranty'), value: warranty },
        {
          term: t('broken', { days: FIGURE_DAYS }),
          value:
            broken.times === 0
              ? t('broken.never')
              : t('broken.value', { times: broken.times, time: lasting(broken.seconds, lang) }),
        },
        {
          term: t('cost'),
          value: cost === 0 ? null : t('dong', { amount: cost.toLocaleString('vi-VN') }),
        },
      ]}
    />
  );
}

function Now({ file, lang }: PieceProps) {
  const t = pageMessages(lang);
  const { piece } = file;
  return (
    <SummaryList
      items={[
        { term: t('state'), value: <StateTag piece={piece} lang={lang} /> },
        {
          term: t('since'),
          value: piece.checkedAt === null ? null : formatDateTime(piece.stateSince, lang),
        },
        {
          term: t('checked-at'),
          value: piece.checkedAt === null ? t('checked.never') : formatDateTime(piece.checkedAt, lang),
        },
      ]}
    />
  );
}

function Enrolment({ file, actor, lang }: PieceProps) {
  const t = pageMessages(lang);
  const { piece } = file;
  if (piece.kind !== 'kiosk' && piece.kind !== 'board') {
    return null;
  }
  const may = can(EQUIPMENT_POLICY, actor, 'equipment.enrol', actor);
  return (
    <section class="stack">
      <h2>{t('enrolled')}</h2>
      <p>{t(piece.enrolmentId === null ? 'enrolled.no' : 'enrolled.yes')}</p>
      {may && piece.enrolmentId === null ? (
        <p>
          <ButtonLink href={`${HOME}/ghep-may`}>{t('pair.title')}</ButtonLink>
        </p>
      ) : null}
      {may && piece.enrolmentId !== null ? (
        <Fold title={t('enrol.end')} id="ngung-ghep">
          <p>{t('enrol.end.sure')}</p>
          <form method="post" action={`${HOME}/${piece.id}/ngung-ghep`}>
            <Button look="danger">{t('enrol.end')}</Button>
          </form>
        </Fold>
      ) : null}
    </section>
  );
}

function PiecePage(props: PieceProps) {
  const { file, lang, actor } = props;
  const { piece } = file;
  const t = pageMessages(lang);
  return (
    <EquipmentPage {...props} title={piece.name}>
      <LiveRegion id="piece" topics={[equipmentTopic(actor.centreId)]}>
        <Now {...props} />
      </LiveRegion>
      <div class="row">
        {piece.connection !== null && can(EQUIPMENT_POLICY, actor, 'equipment.look', actor) ? (
          <form method="post" action={`${HOME}/${piece.id}/kiem-tra`}>
            <Button>{t('look')}</Button>
          </form>
        ) : null}
        {mayEdit(actor) ? <ButtonLink href={`${HOME}/${piece.id}/sua`}>{t('edit')}</ButtonLink> : null}
        <ButtonLink href={`${HOME}/${piece.id}/nhan.pdf`}>{t('label')}</ButtonLink>
        <ButtonLink href={`/bao-hong/${piece.reportCode}`}>{t('report.title')}</ButtonLink>
      </div>
      {piece.kind === 'camera' ? <p class="soft">{t('camera.privacy')}</p> : null}
      <Facts {...props} />
      <Enrolment {...props} />
      <section class="stack">
        <h2>{t('faults.title')}</h2>
        <Table
          caption={t('faults.title')}
          captionHidden
          rows={file.faults}
          rowKey={(fault) => fault.id}
          href={(fault) => `${HOME}/bao-hong/${fault.id}`}
          empty={<Empty title={t('faults.none')} />}
          columns={[
            { key: 'words', header: t('fault.words'), primary: true, cell: (fault) => fault.words },
            { key: 'when', header: t('fault.when'), cell: (fault) => formatDateTime(fault.reportedAt, lang) },
            {
              key: 'end',
              header: t('state'),
              cell: (fault) => (fault.outcome === null ? t('stage.new') : t(`outcome.${fault.outcome}`)),
            },
          ]}
        />
      </section>
      <section class="stack">
        <h2>{t('repair.title')}</h2>
        <RepairTable repairs={file.repairs} lang={lang} />
      </section>
      <Fold title={t('history')} id="lich-su">
        <Table
          caption={t('history')}
          captionHidden
          rows={file.states.slice(0, SHOWN_STATES)}
          rowKey={(change) => `${change.since}-${change.state}-${change.trouble}`}
          empty={<Empty title={t('history.none')} />}
          columns={[
            {
              key: 'since',
              header: t('since'),
              primary: true,
              cell: (change) => formatDateTime(change.since, lang),
            },
            { key: 'state', header: t('state'), cell: (change) => <StateTag piece={change} lang={lang} /> },
          ]}
        />
      </Fold>
    </EquipmentPage>
  );
}

async function show(ctx: AppContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const frame = await frameOf(ctx, request);
  const file = await getEquipmentFile(ctx, frame.actor, Params.parse(request.params).id);
  const { keeperId } = file.piece;
  const keeper =
    keeperId === null ? undefined : await readOnly(ctx, frame.actor, (tx) => findAccountIn(tx, keeperId));
  return reply.html(
    <PiecePage
      {...frame}
      file={file}
      counters={await listCounters(ctx, frame.actor)}
      keeper={keeper?.displayName}
      today={localDay(ctx.clock.now())}
    />,
  );
}

async function sendLabels(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { actor } = await frameOf(ctx, request);
  const params = Params.safeParse(request.params);
  const pieces = params.success
    ? [(await getEquipmentFile(ctx, actor, params.data.id)).piece]
    : (await listEquipment(ctx, actor)).filter(({ active }) => active);
  const pdf = await drawLabels(ctx, actor, pieces);
  return reply
    .header('content-disposition', 'inline; filename="nhan-bao-hong.pdf"')
    .header('cache-control', 'no-store')
    .type('application/pdf')
    .send(Buffer.from(pdf));
}

/** Mounts the file of one piece, looking at it now, ending its enrolment, and labels. */
export function mountPiece(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: `${HOME}/nhan.pdf`, handler: (request, reply) => sendLabels(ctx, request, reply) });
  page(app, { url: `${HOME}/:id/nhan.pdf`, handler: (request, reply) => sendLabels(ctx, request, reply) });
  page(app, { url: `${HOME}/:id`, handler: (request, reply) => show(ctx, request, reply) });
  page(app, {
    method: 'POST',
    url: `${HOME}/:id/kiem-tra`,
    perMinute: 30,
    async handler(request, reply) {
      const { actor } = await frameOf(ctx, request);
      const { id } = Params.parse(request.params);
      await lookAt(ctx, actor, id);
      return reply.redirect(`${HOME}/${id}`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${HOME}/:id/ngung-ghep`,
    async handler(request, reply) {
      const { actor } = await frameOf(ctx, request);
      const { id } = Params.parse(request.params);
      await endEnrolment(ctx, actor, id);
      return reply.redirect(`${HOME}/${id}`, 303);
    },
  });
}
