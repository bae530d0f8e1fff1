import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { requireStaff } from '#modules/identity/queries.ts';
import { MIRROR_FIGURES } from '#modules/mirror/rules/figures.ts';
import { saidInWords } from '#modules/mirror/rules/said.ts';
import type { MirroredDossier } from '#modules/mirror/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import type { Lang } from '#platform/i18n.ts';
import { ButtonLink, Chart, Empty, LiveRegion, Notice, Pagination, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { boardMessages } from '../messages/board.ts';
import { layerMessages } from '../messages/layer.ts';
import { getLayerBoard, type LayerBoard, listLayerFigure } from '../queries/layer.ts';
import { noticeTopic } from '../subscribe.ts';
import { BOARD, boardHref } from './board-links.ts';
import { Hall } from './board-parts.tsx';
import {
  LayerFigures,
  LayerUnits,
  layerColumns,
  layerListHref,
  mirroredHref,
  Stale,
} from './layer-parts.tsx';

const SHOWN = 10;
const PAGE_SIZE = 50;

const Query = z.object({
  'don-vi-nguon': z.string().trim().max(200).default('').catch(''),
  xem: z.enum(MIRROR_FIGURES).default('late').catch('late'),
  trang: z.coerce.number().int().min(1).max(1000).default(1).catch(1),
});

function Trend({ board, lang }: { board: LayerBoard; lang: Lang }) {
  const b = boardMessages(lang);
  const { days } = board;
  const sum = (pick: (day: (typeof days)[number]) => number) => days.reduce((n, day) => n + pick(day), 0);
  return days.length === 0 ? null : (
    <Chart
      kind="line"
      lang={lang}
      title={layerMessages(lang)('trend', {
        n: days.length,
        said: saidInWords(board.said, lang),
        received: sum((day) => day.received),
        settled: sum((day) => day.settled),
        late: sum((day) => day.settledLate),
      })}
      labels={days.map(({ day }) => `${day.day}/${day.month}`)}
      series={[
        { name: b('received'), tone: 'waiting', values: days.map((day) => day.received) },
        { name: b('settled'), tone: 'ok', values: days.map((day) => day.settled) },
        { name: b('settledLate'), tone: 'late', values: days.map((day) => day.settledLate) },
      ]}
    />
  );
}

function Pressing({
  board,
  rows,
  lang,
}: {
  board: LayerBoard;
  rows: readonly MirroredDossier[];
  lang: Lang;
}) {
  const t = layerMessages(lang);
  const more = (['late', 'soon'] as const).filter((figure) => board.total[figure] > SHOWN);
  return (
    <section class="stack-s">
      <h2>{t('pressing')}</h2>
      <Table
        caption={t('pressing')}
        captionHidden
        walk
        columns={layerColumns(board.at, lang)}
        rows={rows}
        rowKey={(row) => row.number}
        href={(row) => mirroredHref(row.number)}
        empty={
          <Empty title={t('pressingNone')}>
            <p>{t('pressingNext')}</p>
          </Empty>
        }
      />
      {more.map((figure) => (
        <p key={figure}>
          <a href={layerListHref(figure, board.unitName)}>
            {t(`fig-${figure}`)}: {boardMessages(lang)('all', { n: board.total[figure] })}
          </a>
        </p>
      ))}
    </section>
  );
}

interface BoardProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly board: LayerBoard;
  readonly pressing: readonly MirroredDossier[];
}

/** The daily board over mirrored dossiers: every figure of theirs with its source; hall and ratings are counted here and say so. */
function LayerBoardPage({ actor, lang, board, pressing }: BoardProps) {
  const t = layerMessages(lang);
  const b = boardMessages(lang);
  const said = saidInWords(board.said, lang);
  const title = board.unitName === null ? b('title') : b('titleOf', { name: board.unitName });
  const { late } = board.total;
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} path={BOARD} styles={['oversight/board.css']}>
      <PageHead title={title} why={t('why')}>
        {board.unitName === null || actor.roles.every((role) => role === 'unit-head') ? null : (
          <p>
            <a href={boardHref({})}>{b('backTo')}</a>
          </p>
        )}
      </PageHead>
      <LiveRegion id="watch" topics={[noticeTopic(actor.centreId)]}>
        <Stale said={board.said} lang={lang} />
        {board.unitName !== null && board.units.length === 0 ? (
          <Empty title={t('unitNone', { unit: board.unitName })}>
            <p>{t('unitNoneWhy')}</p>
            <ButtonLink href="/can-bo/quan-tri/doi-chieu">{t('wholeList')}</ButtonLink>
          </Empty>
        ) : (
          <>
            <Notice
              tone={late === 0 ? 'ok' : 'late'}
              title={late === 0 ? t('fine', { said }) : t('notFine', { late, said })}
            />
            <LayerFigures board={board} lang={lang} />
            {board.withoutCode === null || board.withoutCode === 0 ? null : (
              <p>
                {t('withoutCode', { n: board.withoutCode })}{' '}
                <a href="/can-bo/quan-tri/doi-chieu">{t('withoutCodeNext')}</a>
              </p>
            )}
            <Pressing board={board} rows={pressing} lang={lang} />
            <Trend board={board} lang={lang} />
            <LayerUnits board={board} lang={lang} />
            <p class="soft">{t('notTold')}</p>
          </>
        )}
        <Hall board={board} lang={lang} note={t('here')} />
      </LiveRegion>
    </OfficerLayout>
  );
}

/** Answers the daily board in a centre's layer. @throws Problem `forbidden` */
export async function showLayerBoard(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const asked = Query.parse(request.query)['don-vi-nguon'];
  const unitName = asked === '' ? null : asked;
  const board = await getLayerBoard(ctx, actor, unitName);
  const first = async (figure: 'late' | 'soon') =>
    board.total[figure] === 0
      ? []
      : (await listLayerFigure(ctx, actor, { figure, unitName, page: 1, pageSize: SHOWN })).rows;
  const pressing = [...(await first('late')), ...(await first('soon'))];
  return reply.html(<LayerBoardPage actor={actor} lang={lang} board={board} pressing={pressing} />);
}

/** Answers the dossiers behind a figure in a centre's layer. They are only shown: urging is done where they are handled. @throws Problem `forbidden` */
export async function showLayerList(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const actor = requireStaff(request.actor);
  const { lang } = request;
  const t = layerMessages(lang);
  const b = boardMessages(lang);
  const query = Query.parse(request.query);
  const unitName = query['don-vi-nguon'] === '' ? null : query['don-vi-nguon'];
  const { xem: figure, trang: page } = query;
  const list = await listLayerFigure(ctx, actor, { figure, unitName, page, pageSize: PAGE_SIZE });
  const title = b('listTitle', { figure: t(`fig-${figure}`), n: list.total });
  const from = (page - 1) * PAGE_SIZE + 1;
  const to = from + list.rows.length - 1;
  const said = saidInWords(list.said, lang);
  return reply.html(
    <OfficerLayout title={title} lang={lang} actor={actor} path={BOARD} styles={['oversight/board.css']}>
      <PageHead title={title} why={said.charAt(0).toUpperCase() + said.slice(1)}>
        <p>
          <a href={boardHref({})}>{b('noneNext')}</a>
        </p>
      </PageHead>
      <Stale said={list.said} lang={lang} />
      <Table
        caption={title}
        captionHidden
        walk
        columns={layerColumns(ctx.clock.now(), lang)}
        rows={list.rows}
        rowKey={(row) => row.number}
        href={(row) => mirroredHref(row.number)}
        empty={
          <Empty title={b('none')}>
            <ButtonLink href={BOARD}>{b('noneNext')}</ButtonLink>
          </Empty>
        }
      />
      {list.rows.length > 0 ? (
        <Pagination
          lang={lang}
          from={from}
          to={to}
          total={list.total}
          previousHref={page > 1 ? layerListHref(figure, unitName, page - 1) : undefined}
          nextHref={to < list.total ? layerListHref(figure, unitName, page + 1) : undefined}
        />
      ) : null}
    </OfficerLayout>,
  );
}
