import type { FastifyInstance } from 'fastify';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { page } from '#platform/http/page.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Empty, LiveRegion, Notice, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { boardMessages } from '../messages/board.ts';
import { type DailyBoard, getDailyBoard, listWatched, type WatchedLine } from '../queries/daily.ts';
import { noticeTopic } from '../subscribe.ts';
import { BOARD, boardHref, listHref, ScopeQuery, scopeOf } from './board-links.ts';
import { Figures, Hall, People, Steps, Trend, Units, watchedColumns } from './board-parts.tsx';
import { showLayerBoard } from './layer-board.tsx';
import { dossierHref } from './notices.tsx';

/** The most pressing of each kind on the board itself; the rest is one click away. */
const SHOWN = 10;

interface BoardProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly board: DailyBoard;
  readonly late: readonly WatchedLine[];
  readonly soon: readonly WatchedLine[];
}

function sentence(board: DailyBoard, lang: Lang): string {
  const t = boardMessages(lang);
  const { late, 'will-be-late': soon } = board.total;
  if (late + soon === 0) {
    return t('fine');
  }
  const most = board.people
    .map((one) => ({
      who: one.name || t('unassigned', { unit: one.unitName }),
      n: one.counts.late + one.counts['will-be-late'],
    }))
    .sort((a, b) => b.n - a.n)[0];
  const first = t('notFine', { late, soon });
  return most === undefined || board.people.length < 2 ? first : `${first} ${t('mostBy', most)}`;
}

function Pressing({ board, late, soon, lang }: BoardProps) {
  const t = boardMessages(lang);
  const rows = [...soon, ...late];
  const more = (['will-be-late', 'late'] as const).filter((figure) => board.total[figure] > SHOWN);
  return (
    <section class="stack-s">
      <h2>{t('pressing')}</h2>
      <Table
        caption={t('pressing')}
        captionHidden
        walk
        columns={[
          ...watchedColumns(board.at, lang),
          {
            key: 'when',
            header: t('colWhen'),
            // What is late already can no longer be prevented.
            cell: (line) =>
              line.leaveBy === null || line.standing === 'overdue' ? '' : formatDateTime(line.leaveBy, lang),
          },
        ]}
        rows={rows}
        rowKey={(line) => line.id}
        href={(line) => dossierHref(line.number ?? line.id)}
        empty={
          <Empty title={t('pressingNone')}>
            <p>{t('pressingNext')}</p>
          </Empty>
        }
      />
      {more.map((figure) => (
        <p key={figure}>
          <a href={listHref(figure, board.scope)}>
            {t(`fig-${figure}`)}: {t('all', { n: board.total[figure] })}
          </a>
        </p>
      ))}
    </section>
  );
}

/** The daily board: figures, who can prevent what, units, people, steps, hall, ratings, trend. */
function BoardPage(props: BoardProps) {
  const { actor, lang, board } = props;
  const t = boardMessages(lang);
  const title = board.scopeName === '' ? t('title') : t('titleOf', { name: board.scopeName });
  const calm = board.total.late + board.total['will-be-late'] === 0;
  const narrowed = board.scope.unitId !== undefined || board.scope.accountId !== undefined;
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} path={BOARD} styles={['oversight/board.css']}>
      <PageHead title={title} why={t('at', { when: formatDateTime(board.at, lang) })}>
        {narrowed && !actor.roles.every((role) => role === 'unit-head') ? (
          <p>
            <a href={boardHref({})}>{t('backTo')}</a>
          </p>
        ) : null}
      </PageHead>
      <LiveRegion id="watch" topics={[noticeTopic(actor.centreId)]}>
        <Notice tone={calm ? 'ok' : 'late'} title={sentence(board, lang)} />
        <Figures board={board} lang={lang} />
        <Pressing {...props} />
        <Trend board={board} lang={lang} />
        {board.scope.accountId === undefined ? <People board={board} lang={lang} /> : null}
        {board.scope.unitId === undefined ? <Units board={board} lang={lang} /> : null}
        <div class="board-pair">
          <Steps board={board} lang={lang} />
          <Hall board={board} lang={lang} />
        </div>
        <p>
          <a href="/can-bo/nhac-viec">{t('askedLink')}</a>
        </p>
      </LiveRegion>
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/theo-doi`: the daily board of the centre, a unit or a person. */
export function boardPages(app: FastifyInstance, ctx: AppContext): void {
  page(app, {
    url: BOARD,
    async handler(request, reply) {
      if (ctx.config.role === 'centre-layer') {
        return showLayerBoard(ctx, request, reply);
      }
      const actor = requireStaff(request.actor);
      const scope = scopeOf(ScopeQuery.parse(request.query));
      const board = await getDailyBoard(ctx, actor, scope);
      const first = async (figure: 'late' | 'will-be-late') =>
        board.total[figure] === 0
          ? []
          : (await listWatched(ctx, actor, { figure, scope: board.scope, pageSize: SHOWN })).lines;
      const [late, soon] = [await first('late'), await first('will-be-late')];
      return reply.html(
        <BoardPage actor={actor} lang={request.lang} board={board} late={late} soon={soon} />,
      );
    },
  });
}
