import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { callSentence, callWords } from '#platform/speech/calls.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { DeviceLayout } from '#ui/layout.tsx';
import { messages as refusals } from '../messages.ts';
import { type BoardState, boardState } from '../queries-screens.ts';
import type { HallState } from '../schema.ts';
import { boardMessages } from './board-messages.ts';
import { messages } from './messages.ts';

const t = messages('vi');
const b = boardMessages('vi');
const Params = z.object({ centre: z.uuid().optional() });
const Query = z.object({ bang: z.uuid().optional() });
/** Rows that fit a board of 1080 lines at reading size. */
const SHOWN_CALLS = 3;
/** Earlier calls that still stand small below them. */
const SHOWN_ALSO = 20;

/** What the island needs of a call: its id, when, and what the voice says. */
function spoken(call: HallState['calls'][number]) {
  const words = callWords({ ticket: call.number, counter: call.counter });
  return {
    'data-call': call.id,
    'data-at': call.at,
    'data-say': callSentence({ ticket: call.number, counter: call.counter }),
    'data-clips': words.map(({ clip }) => clip).join(' '),
  };
}

/** One call: number left, counter right. */
function Call({ call }: { call: HallState['calls'][number] }) {
  return (
    <li class="board-call" {...spoken(call)}>
      <span class="board-number">{call.number}</span>
      <span class="board-counter">{call.counter}</span>
    </li>
  );
}

function Calls({ calls }: { calls: HallState['calls'] }) {
  if (calls.length === 0) {
    return <p class="board-empty">{t('board.empty')}</p>;
  }
  return (
    <>
      <div class="board-head" aria-hidden="true">
        <span>{t('board.number')}</span>
        <span>{t('board.counter')}</span>
      </div>
      <ol class="board-calls">
        {calls.slice(0, SHOWN_CALLS).map((call) => (
          <Call key={call.id} call={call} />
        ))}
      </ol>
      {calls.length > SHOWN_CALLS ? (
        <>
          <h2 class="sr-only">{b('also')}</h2>
          <ul class="board-also">
            {calls.slice(SHOWN_CALLS, SHOWN_CALLS + SHOWN_ALSO).map((call) => (
              <li key={call.id} {...spoken(call)}>
                <b>{call.number}</b> {b('counter-short', { number: call.counter })}
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function NextInLine({ lines }: { lines: HallState['lines'] }) {
  return (
    <dl class="board-lines">
      {lines.map((line) => (
        <div key={line.letter}>
          <dt>
            <b>{line.letter}</b> {line.name}
          </dt>
          <dd class={line.next.length === 0 ? 'board-nobody' : undefined}>
            {line.next.length === 0 ? t('board.none-waiting') : line.next.join(' · ')}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Announcements of the day; without script those of this minute stand below each other, with it one at a time. */
function Notices({ notices, slides }: Pick<BoardState, 'notices' | 'slides'>) {
  return notices.length + slides.length === 0 ? null : (
    <section class="board-announce" aria-label={b('notices')}>
      {/* News of the commune, all day while it holds. */}
      {slides.map((slide) => (
        <p key={slide.id} data-notice={slide.id} data-from="00:00" data-to="24:00">
          {slide.text}
        </p>
      ))}
      {notices.map((notice) => (
        <p
          key={notice.id}
          data-notice={notice.id}
          data-from={notice.fromTime}
          data-to={notice.toTime}
          data-every={notice.spoken ? notice.everyMinutes : undefined}
          hidden={!notice.now}
        >
          {notice.body}
        </p>
      ))}
    </section>
  );
}

function BoardPage(props: {
  state: BoardState;
  centreId: string;
  /** The newest live event before the state was read. */
  since: string;
  now: string;
  publicUrl: string;
}) {
  const { hall, board, notices, slides, day } = props.state;
  return (
    <DeviceLayout
      title={board.name ?? t('board.title')}
      lang="vi"
      kind="board"
      centre={{ name: hall.centre }}
      islands={['queue/board.js']}
      styles={['queue/hall.css', 'queue/board.css']}
      aside={
        <span class="board-tools">
          <button class="btn btn-quiet" type="button" data-sound="" hidden>
            {t('board.sound')}
          </button>
          <span class="clock" data-clock="">
            {props.now}
          </span>
        </span>
      }
    >
      <h1 class="sr-only">{board.name ?? t('board.title')}</h1>
      <p class="board-offline" role="alert" data-offline="" hidden>
        {t('board.offline')} <span data-stopped="" />. {t('board.offline.why')}
      </p>
      <div
        class="board"
        data-board=""
        data-voice={board.voice ? '1' : '0'}
        data-repeats={board.repeats}
        data-live-topics={`hall:${props.centreId}`}
        data-live-since={props.since}
      >
        <section aria-live="polite" aria-label={t('board.number')} data-live-region="calls">
          <Calls calls={hall.calls} />
        </section>
        <section class="board-side" aria-label={t('board.next')}>
          <h2>{t('board.next')}</h2>
          <div data-live-region="lines">
            <NextInLine lines={hall.lines} />
          </div>
        </section>
      </div>
      <div data-live-region="notices" aria-live="polite">
        {day === undefined ? null : <p class="board-day">{day}</p>}
        <Notices notices={notices} slides={slides} />
      </div>
      <p class="board-notice">{t('board.notice', { address: `${new URL(props.publicUrl).host}/lay-so` })}</p>
    </DeviceLayout>
  );
}

function checkCentre(request: FastifyRequest): void {
  const { centre } = Params.parse(request.params);
  if (centre !== undefined && centre !== request.actor.centreId) {
    throw new Problem('not-found', { detail: refusals('vi')('board.other') });
  }
}

/**
 * The boards of the hall: who is called where, who is next. `?bang=` names one board, without it all counters are shown. Renews itself live; says
 * so when the line is down.
 */
export function mountBoard(app: FastifyInstance, ctx: AppContext): void {
  for (const url of ['/bang-goi', '/bang-goi/:centre']) {
    page(app, {
      url,
      handler: async (request, reply) => {
        checkCentre(request);
        const { bang } = Query.parse(request.query);
        // Before the state is read, so that no call falls between the page and its live line.
        const since = ctx.live.lastId();
        return reply.html(
          <BoardPage
            state={await boardState(ctx, request.actor, bang)}
            centreId={request.actor.centreId}
            since={since}
            now={formatTime(toLocal(ctx.clock.now()))}
            publicUrl={ctx.config.publicUrl}
          />,
        );
      },
    });
  }
}
