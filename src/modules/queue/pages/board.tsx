import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { page } from '#platform/http/page.ts';
import { callSentence, callWords } from '#platform/speech/calls.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { DeviceLayout } from '#ui/layout.tsx';
import { messages as refusals } from '../messages.ts';
import { hallState } from '../queries.ts';
import type { HallState } from '../schema.ts';
import { messages } from './messages.ts';

const t = messages('vi');
const Params = z.object({ centre: z.uuid().optional() });
/** Rows that fit a board of 1080 lines at reading size. */
const SHOWN_CALLS = 4;

/** One call: number left, counter right; holds what the voice says. */
function Call({ call }: { call: HallState['calls'][number] }) {
  const words = callWords({ ticket: call.number, counter: call.counter });
  return (
    <li
      class="board-call"
      data-call={call.id}
      data-at={call.at}
      data-say={callSentence({ ticket: call.number, counter: call.counter })}
      data-clips={words.map(({ clip }) => clip).join(' ')}
    >
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
          <dd>{line.next.length === 0 ? t('board.none-waiting') : line.next.join(' · ')}</dd>
        </div>
      ))}
    </dl>
  );
}

function BoardPage(props: { hall: HallState; centreId: string; now: string; publicUrl: string }) {
  const { hall } = props;
  return (
    <DeviceLayout
      title={t('board.title')}
      lang="vi"
      kind="board"
      centre={{ name: hall.centre }}
      islands={['queue/board.js']}
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
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <h1 class="sr-only">{t('board.title')}</h1>
      <p class="board-offline" role="alert" data-offline="" hidden>
        {t('board.offline')} <span data-stopped="" />. {t('board.offline.why')}
      </p>
      <div class="board" data-live-topics={`hall:${props.centreId}`}>
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

/** The board of the hall: who is called where, who is next. Renews itself live; says so when the line is down. */
export function mountBoard(app: FastifyInstance, ctx: AppContext): void {
  for (const url of ['/bang-goi', '/bang-goi/:centre']) {
    page(app, {
      url,
      handler: async (request, reply) => {
        checkCentre(request);
        const hall = await hallState(ctx, request.actor);
        return reply.html(
          <BoardPage
            hall={hall}
            centreId={request.actor.centreId}
            now={formatTime(toLocal(ctx.clock.now()))}
            publicUrl={ctx.config.publicUrl}
          />,
        );
      },
    });
  }
}
