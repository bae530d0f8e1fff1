import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, Field, LiveRegion, Notice, RequestId, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { drawHandOver } from '../commands/draw.ts';
import { makeHandOver } from '../commands/hand-over.ts';
import { postTopic } from '../commands/line.ts';
import { postMessages } from '../messages.ts';
import { pageMessages } from '../messages-pages.ts';
import { postPolicy } from '../policy.ts';
import { findScanned, type PostOverview, postOverview } from '../queries.ts';
import type { Shipment } from '../schema.ts';
import { faceOf, toneOf } from '../words.ts';
import { POST_HOME } from './paths.ts';

const t = pageMessages('vi');
const words = postMessages('vi');

/** How the line stands, in one sentence. */
function Line({ found }: { found: PostOverview }) {
  const { circuit } = found;
  const why = circuit.lastWhy ?? '';
  if (found.mode === 'off') {
    return <Notice title={t('line-off')} />;
  }
  switch (found.circuitState) {
    case 'closed':
      return (
        <p class="soft">
          {circuit.lastOkAt === null ? t('line-new') : t('line-ok', { at: formatDateTime(circuit.lastOkAt) })}
        </p>
      );
    case 'half-open':
      return <Notice tone="late" title={t('line-half', { why })} />;
    case 'open': {
      const until = circuit.openUntil === null ? '' : formatDateTime(circuit.openUntil);
      return <Notice tone="late" title={t('line-open', { why, until })} />;
    }
    default:
      return found.circuitState satisfies never;
  }
}

/** Where a shipment stands, why a person is needed, and what was tried. */
export function State({ shipment }: { shipment: Shipment }) {
  const { attention, sending, tries, nextTryAt, lastWhy } = shipment;
  const tried = [
    tries > 0 ? t('tries', { count: tries }) : '',
    nextTryAt === null ? '' : t('next-try', { at: formatDateTime(nextTryAt) }),
    lastWhy ?? '',
  ];
  return (
    <>
      <StatusTag tone={toneOf(shipment)}>
        {attention === null ? faceOf(shipment, 'vi') : words(`need-${attention}`)}
      </StatusTag>
      {sending === 'waiting' && tries > 0 ? (
        <span class="soft small"> {tried.filter(Boolean).join(', ')}</span>
      ) : null}
    </>
  );
}

function Shipments(props: { title: string; rows: readonly Shipment[]; empty?: boolean }) {
  if (props.rows.length === 0 && props.empty !== true) {
    return null;
  }
  return (
    <section class="stack-s">
      <h2>{props.title}</h2>
      <Table
        caption={props.title}
        captionHidden
        walk
        rows={props.rows}
        rowKey={({ id }) => id}
        href={({ id }) => `${POST_HOME}/${id}`}
        empty={
          <Empty title={t('none-way')}>
            <p>{t('none-way-next')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'code',
            header: t('col-code'),
            primary: true,
            width: 'medium',
            cell: ({ itemCode, orderCode }) => <span class="code">{itemCode ?? orderCode}</span>,
          },
          { key: 'what', header: t('col-what'), width: 'long', cell: ({ parcel }) => parcel.contents },
          {
            key: 'who',
            header: t('col-who'),
            width: 'medium',
            cell: ({ direction, parcel }) => (direction === 'out' ? parcel.receiver : parcel.sender).name,
          },
          {
            key: 'state',
            header: t('col-state'),
            width: 'long',
            cell: (row) => <State shipment={row} />,
          },
          {
            key: 'when',
            header: t('col-when'),
            width: 'medium',
            cell: ({ trackedAt, madeAt }) => formatDateTime(trackedAt ?? madeAt),
          },
        ]}
      />
    </section>
  );
}

function Ready({ found, may }: { found: PostOverview; may: boolean }) {
  return (
    <section class="stack-s">
      <h2>{t('h-ready')}</h2>
      <Table
        caption={t('h-ready')}
        captionHidden
        walk
        rows={found.ready}
        rowKey={({ id }) => id}
        href={({ id, number }) =>
          may ? `${POST_HOME}/gui/${id}` : `/can-bo/ho-so/${encodeURIComponent(number ?? id)}`
        }
        empty={
          <Empty title={t('none-ready')}>
            <p>{t('none-ready-next')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'dossier',
            header: t('col-dossier'),
            primary: true,
            width: 'medium',
            cell: ({ id, number }) => <span class="code">{number ?? id}</span>,
          },
          {
            key: 'who',
            header: t('col-who'),
            width: 'medium',
            cell: ({ parties }) => parties.applicant.name,
          },
          {
            key: 'procedure',
            header: t('col-procedure'),
            width: 'wide',
            cell: ({ procedure }) => procedure.name,
          },
        ]}
      />
    </section>
  );
}

function Lists({ found, may }: { found: PostOverview; may: boolean }) {
  return (
    <section class="stack-s">
      <h2>{t('h-lists')}</h2>
      {may && found.toHandOver > 0 ? (
        <form method="post" action={`${POST_HOME}/bang-ke`}>
          <RequestId value={newRequestId()} />
          <Button>{t('make-list', { count: found.toHandOver })}</Button>
        </form>
      ) : null}
      <Table
        caption={t('h-lists')}
        captionHidden
        rows={found.lists}
        rowKey={({ id }) => id}
        empty={
          <Empty title={t('none-lists')}>
            <p>{t('none-lists-next')}</p>
          </Empty>
        }
        columns={[
          {
            key: 'name',
            header: t('h-lists'),
            primary: true,
            cell: ({ id, no, year }) =>
              may ? (
                <a href={`${POST_HOME}/bang-ke/${id}.pdf`} target="_blank" rel="noopener">
                  {t('list-name', { no, year })}
                </a>
              ) : (
                t('list-name', { no, year })
              ),
          },
          { key: 'when', header: t('col-when'), cell: ({ madeAt }) => formatDateTime(madeAt) },
          { key: 'by', header: t('col-by'), cell: ({ madeBy }) => madeBy },
        ]}
      />
    </section>
  );
}

/** What a scanner types is a code and Enter. */
const Scanned = z.object({ quet: z.string().trim().max(80).optional().catch(undefined) });

/** The field that scanners type into: a label read at the counter opens its shipment. */
function Scan({ missed }: { missed: string }) {
  return (
    <form method="get" action={POST_HOME} class="stack-s">
      <Field
        name="quet"
        label={t('scan-label')}
        hint={t('scan-hint')}
        value={missed}
        error={missed === '' ? undefined : t('scan-none', { code: missed })}
        autocomplete="off"
        width="mid"
      />
      <Button>{t('scan-go')}</Button>
    </form>
  );
}

const ListParams = z.object({ id: z.uuid() });

/** Mounts the list of shipments and the lists of handing over. */
export function listPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: POST_HOME,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { quet = '' } = Scanned.parse(request.query);
      const id = quet === '' ? null : await findScanned(ctx, actor, quet);
      if (id !== null) {
        return reply.redirect(`${POST_HOME}/${id}`, 303);
      }
      const found = await postOverview(ctx, actor);
      const may = can(postPolicy, actor, 'ship', { centreId: actor.centreId });
      return reply.html(
        <OfficerLayout title={t('title')} actor={actor} path={POST_HOME}>
          <PageHead title={t('title')} why={t('why')}>
            {may && found.mode !== 'off' ? (
              <p>
                <a class="btn" href={`${POST_HOME}/lay-giay-to`}>
                  {t('new-pick-up')}
                </a>
              </p>
            ) : null}
          </PageHead>
          <Scan missed={quet} />
          <LiveRegion id="chuyen-phat" topics={[postTopic(actor.centreId)]}>
            <Line found={found} />
            <Shipments title={t('h-attention')} rows={found.attentionList} />
            <Ready found={found} may={may} />
            <Shipments title={t('h-waiting')} rows={found.waitingList} />
            <Shipments title={t('h-way')} rows={found.onWay} empty />
            <Lists found={found} may={may} />
            <Shipments title={t('h-ended')} rows={found.ended} />
          </LiveRegion>
        </OfficerLayout>,
      );
    },
  });
  page(app, {
    method: 'POST',
    url: `${POST_HOME}/bang-ke`,
    async handler(request, reply) {
      const { requestId } = z.object({ requestId: z.uuid() }).parse(request.body);
      await makeHandOver(ctx, requireStaff(request.actor), requestId);
      return reply.redirect(POST_HOME, 303);
    },
  });
  page(app, {
    url: `${POST_HOME}/bang-ke/:id.pdf`,
    async handler(request, reply) {
      const pdf = await drawHandOver(ctx, requireStaff(request.actor), ListParams.parse(request.params).id);
      return reply
        .header('content-disposition', 'inline; filename="bang-ke-ban-giao.pdf"')
        .header('cache-control', 'no-store')
        .type('application/pdf')
        .send(Buffer.from(pdf));
    },
  });
}
