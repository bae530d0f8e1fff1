import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, LiveRegion, Notice, SummaryList, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { drawLabel } from '../commands/draw.ts';
import { closeDelivered } from '../commands/follow.ts';
import { postTopic } from '../commands/line.ts';
import { takeIn } from '../commands/pick-up.ts';
import { dropOrder, resendOrder, settleAttention } from '../commands/send.ts';
import { pageMessages } from '../messages-pages.ts';
import { postPolicy } from '../policy.ts';
import { getShipment } from '../queries.ts';
import { sameItem } from '../rules/tracking.ts';
import type { PostEvent, Shipment } from '../schema.ts';
import { eventFace } from '../words.ts';
import { State } from './list.tsx';
import { POST_HOME } from './paths.ts';

const t = pageMessages('vi');
const Id = z.object({ id: z.uuid() });

function partyText({ name, address, tel }: Shipment['parcel']['sender']): string {
  return `${name}, ${tel}, ${address}`;
}

function Advice({ shipment }: { shipment: Shipment }) {
  const { attention } = shipment;
  if (attention === null) {
    return null;
  }
  const why = shipment.lastWhy ?? '';
  return <Notice tone="late" title={t(`advice-${attention}`, { why })} />;
}

function Press({ id, verb, text }: { id: string; verb: string; text: string }) {
  return (
    <form method="post" action={`${POST_HOME}/${id}/${verb}`}>
      <Button>{text}</Button>
    </form>
  );
}

/** What an officer may do with the shipment as it stands. */
function Deeds({ shipment }: { shipment: Shipment }) {
  const { id, sending, tries, direction, attention, tracking, dossierId, settledAt } = shipment;
  const open = sending === 'waiting' || sending === 'refused';
  const seenTo = attention !== null && attention !== 'not-closed' && !open;
  return (
    <div class="row">
      <a class="btn" href={`${POST_HOME}/${id}/nhan.pdf`} target="_blank" rel="noopener">
        {t('label')}
      </a>
      {direction === 'in' && dossierId === null && sending !== 'cancelled' ? (
        <Press id={id} verb="tiep-nhan" text={t('take-in')} />
      ) : null}
      {open ? <Press id={id} verb="gui-lai" text={t('resend')} /> : null}
      {sending === 'refused' || (sending === 'waiting' && tries === 0) ? (
        <Press id={id} verb="bo" text={t('drop')} />
      ) : null}
      {tracking === 'delivered' && direction === 'out' && settledAt === null ? (
        <Press id={id} verb="tra-ket-qua" text={t('close')} />
      ) : null}
      {tracking === 'returned' || tracking === 'lost' ? (
        <a class="btn" href={`${POST_HOME}/gui/${dossierId}`}>
          {t('ship-again')}
        </a>
      ) : null}
      {seenTo ? <Press id={id} verb="da-xu-ly" text={t('seen-to')} /> : null}
    </div>
  );
}

function Facts({ shipment, personal }: { shipment: Shipment; personal: boolean }) {
  const { parcel, dossierId, dossierNumber, itemCode, settledAt, direction } = shipment;
  const settledTerm = t(direction === 'in' ? 'settled-in' : 'f-settled');
  return (
    <SummaryList
      items={[
        { term: t('col-state'), value: <State shipment={shipment} /> },
        {
          term: t('f-item'),
          value: itemCode === null ? t('item-later') : <span class="code">{itemCode}</span>,
        },
        { term: t('f-order'), value: <span class="code">{shipment.orderCode}</span> },
        {
          term: t('col-dossier'),
          value:
            dossierId === null ? null : (
              <a href={`/can-bo/ho-so/${encodeURIComponent(dossierNumber || dossierId)}`}>
                {dossierNumber === '' ? t('open-intake') : t('open-dossier', { number: dossierNumber })}
              </a>
            ),
        },
        { term: t('col-what'), value: parcel.contents },
        { term: t('f-sender'), value: personal ? partyText(parcel.sender) : parcel.sender.name },
        { term: t('f-receiver'), value: personal ? partyText(parcel.receiver) : parcel.receiver.name },
        {
          term: t('f-cod'),
          value: parcel.codVnd === 0 ? null : t('dong', { amount: parcel.codVnd.toLocaleString('vi-VN') }),
        },
        { term: t('f-note'), value: parcel.note },
        { term: t('f-received'), value: shipment.receivedBy },
        { term: settledTerm, value: settledAt === null ? null : formatDateTime(settledAt) },
        { term: t('f-made'), value: `${formatDateTime(shipment.madeAt)}, ${shipment.madeBy}` },
      ]}
    />
  );
}

function detailOf({ receiver, reason, itemCode }: PostEvent, shipment: Shipment): string {
  const other = shipment.itemCode !== null && itemCode !== '' && !sameItem(itemCode, shipment.itemCode);
  return [
    receiver === '' ? '' : t('who-received', { name: receiver }),
    reason,
    other ? t('other-item', { code: itemCode }) : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function News({ shipment, events }: { shipment: Shipment; events: readonly PostEvent[] }) {
  return (
    <section class="stack-s">
      <h2>{t('news')}</h2>
      <Table
        caption={t('news')}
        captionHidden
        rows={events}
        rowKey={({ key }) => key}
        empty={
          <Empty title={t('no-news')}>
            <p>{t('no-news-next')}</p>
          </Empty>
        }
        columns={[
          { key: 'at', header: t('col-when'), primary: true, cell: ({ at }) => formatDateTime(at) },
          { key: 'news', header: t('col-news'), cell: (event) => eventFace(event, 'vi') },
          { key: 'place', header: t('col-place'), cell: ({ place }) => place },
          { key: 'detail', header: t('col-detail'), cell: (event) => detailOf(event, shipment) },
        ]}
      />
    </section>
  );
}

type Deed = (ctx: AppContext, actor: StaffActor, id: string) => Promise<string | undefined>;

/** The presses of a shipment's page; each says where to go on, or back to the page. */
const DEEDS: Readonly<Record<string, Deed>> = {
  'gui-lai': async (ctx, actor, id) => {
    await resendOrder(ctx, actor, id);
    return undefined;
  },
  bo: async (ctx, actor, id) => {
    await dropOrder(ctx, actor, id);
    return POST_HOME;
  },
  'da-xu-ly': async (ctx, actor, id) => {
    await settleAttention(ctx, actor, id);
    return undefined;
  },
  'tra-ket-qua': async (ctx, actor, id) => {
    await closeDelivered(ctx, actor, id);
    return undefined;
  },
  'tiep-nhan': async (ctx, actor, id) => `/can-bo/ho-so/moi?nhap=${await takeIn(ctx, actor, id)}`,
};

/** Mounts the page of one shipment, its label and what may be done with it. */
export function shipmentPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: `${POST_HOME}/:id`,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { shipment, events } = await getShipment(ctx, actor, Id.parse(request.params).id);
      const may = can(postPolicy, actor, 'ship', { centreId: actor.centreId });
      const title = t('shipment-title', { code: shipment.itemCode ?? shipment.orderCode });
      return reply.html(
        <OfficerLayout title={title} actor={actor} path={POST_HOME}>
          <PageHead title={t('shipment-name')} code={shipment.itemCode ?? shipment.orderCode} />
          <LiveRegion id="buu-gui" topics={[postTopic(actor.centreId)]}>
            <Advice shipment={shipment} />
            {may ? <Deeds shipment={shipment} /> : null}
            <Facts shipment={shipment} personal={may} />
            <News shipment={shipment} events={events} />
          </LiveRegion>
          <p>
            <a href={POST_HOME}>{t('back')}</a>
          </p>
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    url: `${POST_HOME}/:id/nhan.pdf`,
    async handler(request, reply) {
      const pdf = await drawLabel(ctx, requireStaff(request.actor), Id.parse(request.params).id);
      return reply
        .header('content-disposition', 'inline; filename="nhan-buu-gui.pdf"')
        .header('cache-control', 'no-store')
        .type('application/pdf')
        .send(Buffer.from(pdf));
    },
  });
  for (const [verb, deed] of Object.entries(DEEDS)) {
    page(app, {
      method: 'POST',
      url: `${POST_HOME}/:id/${verb}`,
      async handler(request, reply) {
        const { id } = Id.parse(request.params);
        const next = await deed(ctx, requireStaff(request.actor), id);
        return reply.redirect(next ?? `${POST_HOME}/${id}`, 303);
      },
    });
  }
}
