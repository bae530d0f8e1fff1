import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { findCentreFace, listCounters } from '#modules/agencies/queries.ts';
import type { Counter } from '#modules/agencies/schema.ts';
import type { Actor, StaffActor } from '#platform/actor.ts';
import { isStaff } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem, Problem } from '#platform/errors.ts';
import { formValues, parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { can } from '#platform/policy.ts';
import { Button, Empty, ErrorSummary, Fold, Notice, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { endNotice, saveBoard, saveHallSettings, saveNotice } from '../commands/screens.ts';
import { messages as refusals } from '../messages.ts';
import { SCREEN_POLICY } from '../policy-screens.ts';
import { listOpenGroups } from '../queries.ts';
import { getHallSettings, listKioskFunctions, reviewScreens } from '../queries-screens.ts';
import { FUNCTION_OF_LAW } from '../rules/kiosk-functions.ts';
import type { ServiceGroup } from '../schema.ts';
import {
  type Board,
  BoardInput,
  type HallNotice,
  type HallSettings,
  HallSettingsInput,
  NoticeInput,
} from '../schema-screens.ts';
import { kioskMessages } from './kiosk-messages.ts';
import { BoardForm, NoticeForm, type Refused, SettingsForm } from './screens-forms.tsx';
import { screensMessages } from './screens-messages.ts';

const t = screensMessages('vi');
const k = kioskMessages('vi');
const HOME = '/can-bo/quan-tri/man-hinh';
const Query = z.object({
  xong: z.string().optional().catch(undefined),
  sua: z.uuid().optional().catch(undefined),
});
const Id = z.object({ id: z.uuid() });

interface ScreensProps {
  readonly actor: StaffActor;
  readonly centre: { name: string } | undefined;
  readonly boards: readonly Board[];
  readonly notices: readonly HallNotice[];
  readonly settings: HallSettings;
  readonly groups: readonly ServiceGroup[];
  readonly counters: readonly Counter[];
  readonly functions: Awaited<ReturnType<typeof listKioskFunctions>>;
  readonly saved: boolean;
  /** The board whose form is open. */
  readonly editing: Board | undefined;
  readonly refused: Refused | undefined;
}

/** "A, B và quầy 3": what a board shows. */
function shows(board: Board, props: ScreensProps): string {
  const letters = props.groups.filter(({ id }) => board.groups.includes(id)).map(({ letter }) => letter);
  const counters = props.counters
    .filter(({ id }) => board.counters.includes(id))
    .map(({ number }) => t('counter', { number }));
  return [...letters, ...counters].join(', ') || t('boards.all');
}

function Boards({ props, mayChange }: { props: ScreensProps; mayChange: boolean }) {
  const { editing, refused } = props;
  const mine = refused?.form === 'board' ? refused : undefined;
  return (
    <section class="stack">
      <h2>{t('boards.title')}</h2>
      <Table
        caption={t('boards.title')}
        captionHidden
        rows={props.boards}
        rowKey={(board) => board.id}
        empty={<Empty title={t('boards.none')} />}
        columns={[
          { key: 'name', header: t('board.name'), primary: true, cell: (board) => board.name },
          { key: 'shows', header: t('boards.shows'), cell: (board) => shows(board, props) },
          {
            key: 'sound',
            header: t('boards.sound'),
            cell: (board) =>
              board.voice ? t('boards.spoken', { count: board.repeats }) : t('boards.silent'),
          },
          {
            key: 'do',
            header: t('boards.open'),
            cell: (board) => (
              <span class="actions">
                {board.active ? (
                  <a href={`/bang-goi?bang=${board.id}`}>
                    {t('boards.open')}
                    <span class="sr-only"> {board.name}</span>
                  </a>
                ) : (
                  <StatusTag tone="neutral">{t('boards.off')}</StatusTag>
                )}
                {mayChange ? (
                  <a href={`${HOME}?sua=${board.id}`}>{t('boards.change', { name: board.name })}</a>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      {mayChange ? (
        <Fold
          title={editing === undefined ? t('boards.add') : t('boards.change', { name: editing.name })}
          open={editing !== undefined || mine !== undefined}
        >
          <BoardForm board={editing} groups={props.groups} counters={props.counters} refused={mine} />
        </Fold>
      ) : null}
    </section>
  );
}

function when(notice: HallNotice): string {
  const days =
    notice.firstDay === null && notice.lastDay === null
      ? t('notices.every-day')
      : [notice.firstDay, notice.lastDay].map((day) => (day ?? '…').split('-').reverse().join('/')).join('–');
  return `${notice.fromTime}–${notice.toTime}, ${days}`;
}

function Notices({ props, mayChange }: { props: ScreensProps; mayChange: boolean }) {
  const mine = props.refused?.form === 'notice' ? props.refused : undefined;
  const end = {
    key: 'end',
    header: t('notices.end'),
    cell: (notice: HallNotice) => (
      <form method="post" action={`${HOME}/thong-bao/${notice.id}/dung`}>
        <Button look="quiet">
          {t('notices.end')}
          <span class="sr-only"> {notice.body}</span>
        </Button>
      </form>
    ),
  };
  return (
    <section class="stack">
      <h2>{t('notices.title')}</h2>
      <Table
        caption={t('notices.title')}
        captionHidden
        rows={props.notices}
        rowKey={(notice) => notice.id}
        empty={<Empty title={t('notices.none')} />}
        columns={[
          { key: 'body', header: t('notice.body'), primary: true, cell: (notice) => notice.body },
          { key: 'when', header: t('notices.when'), cell: when },
          {
            key: 'spoken',
            header: t('boards.sound'),
            cell: (notice) =>
              notice.spoken ? t('notices.spoken', { count: notice.everyMinutes }) : t('notices.shown'),
          },
          ...(mayChange ? [end] : []),
        ]}
      />
      {mayChange ? (
        <Fold title={t('notices.add')} open={mine !== undefined}>
          <NoticeForm refused={mine} />
        </Fold>
      ) : null}
    </section>
  );
}

function Functions({ functions }: Pick<ScreensProps, 'functions'>) {
  const tones = { ready: 'ok', guided: 'waiting', absent: 'neutral', failing: 'late' } as const;
  return (
    <section class="stack">
      <h2>{t('functions.title')}</h2>
      <p class="soft">{t('functions.why')}</p>
      <Table
        caption={t('functions.title')}
        captionHidden
        rows={functions}
        rowKey={({ kind }) => kind}
        empty={<Empty title={t('boards.none')} />}
        columns={[
          { key: 'what', header: t('functions.what'), primary: true, cell: ({ kind }) => k(`fn.${kind}`) },
          { key: 'law', header: t('functions.law'), cell: ({ kind }) => FUNCTION_OF_LAW[kind] ?? '–' },
          {
            key: 'state',
            header: t('functions.state'),
            cell: ({ state }) => <StatusTag tone={tones[state]}>{k(`state.${state}`)}</StatusTag>,
          },
        ]}
      />
    </section>
  );
}

function ScreensPage(props: ScreensProps) {
  const { actor, refused } = props;
  const mayChange = can(SCREEN_POLICY, actor, 'screens.change', actor);
  return (
    <OfficerLayout title={t('title')} actor={actor} centre={props.centre} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('why')} />
      {props.saved ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} /> : null}
      <div class="stack-l">
        <Boards props={props} mayChange={mayChange} />
        <Notices props={props} mayChange={mayChange} />
        {mayChange ? (
          <section class="stack">
            <h2>{t('wifi.title')}</h2>
            <SettingsForm
              settings={props.settings}
              refused={refused?.form === 'settings' ? refused : undefined}
            />
          </section>
        ) : null}
        <Functions functions={props.functions} />
      </div>
    </OfficerLayout>
  );
}

function staffOf(request: FastifyRequest): StaffActor {
  if (!isStaff(request.actor)) {
    throw new Problem('unauthenticated', { detail: refusals('vi')('sign-in') });
  }
  return request.actor;
}

async function show(
  ctx: AppContext,
  request: FastifyRequest,
  reply: FastifyReply,
  refused?: Refused,
): Promise<FastifyReply> {
  const actor = staffOf(request);
  const { boards, notices } = await reviewScreens(ctx, actor);
  const query = Query.parse(request.query);
  const editing = refused?.form === 'board' ? refused.values['id'] : query.sua;
  return reply.html(
    <ScreensPage
      actor={actor}
      centre={await findCentreFace(ctx, actor.centreId)}
      boards={boards}
      notices={notices}
      settings={await getHallSettings(ctx, actor)}
      groups={await listOpenGroups(ctx, actor)}
      counters={(await listCounters(ctx, actor)).filter(({ active }) => active)}
      functions={await listKioskFunctions(ctx, actor)}
      saved={query.xong !== undefined}
      editing={boards.find(({ id }) => id === editing)}
      refused={refused}
    />,
    refused === undefined ? 200 : 422,
  );
}

/** One form of the page: its schema, and the command that takes what was typed. */
function mountForm<S extends z.ZodType>(
  app: FastifyInstance,
  ctx: AppContext,
  form: {
    readonly kind: Refused['form'];
    readonly url: string;
    readonly schema: S;
    readonly run: (ctx: AppContext, actor: Actor, input: z.output<S>) => Promise<unknown>;
  },
): void {
  page(app, {
    method: 'POST',
    url: form.url,
    handler: async (request, reply) => {
      const actor = staffOf(request);
      const parsed = parseForm(form.schema, request.body);
      const values = formValues(request.body);
      if (!parsed.ok) {
        return show(ctx, request, reply, {
          form: form.kind,
          values,
          fields: parsed.fields,
          detail: t('fix'),
        });
      }
      try {
        await form.run(ctx, actor, parsed.data);
      } catch (error) {
        if (!isProblem(error, 'validation')) {
          throw error;
        }
        const { fields = [], detail } = error.details;
        return show(ctx, request, reply, { form: form.kind, values, fields, detail });
      }
      return reply.redirect(`${HOME}?xong=1`, 303);
    },
  });
}

/** Mounts /can-bo/quan-tri/man-hinh: boards, announcements, Wi-Fi and portal, and the state of the kiosk's functions. */
export function mountScreensAdmin(app: FastifyInstance, ctx: AppContext): void {
  page(app, { url: HOME, handler: (request, reply) => show(ctx, request, reply) });
  mountForm(app, ctx, { kind: 'board', url: `${HOME}/bang`, schema: BoardInput, run: saveBoard });
  mountForm(app, ctx, { kind: 'notice', url: `${HOME}/thong-bao`, schema: NoticeInput, run: saveNotice });
  mountForm(app, ctx, {
    kind: 'settings',
    url: `${HOME}/wifi`,
    schema: HallSettingsInput,
    run: saveHallSettings,
  });
  page(app, {
    method: 'POST',
    url: `${HOME}/thong-bao/:id/dung`,
    handler: async (request, reply) => {
      await endNotice(ctx, staffOf(request), Id.parse(request.params).id);
      return reply.redirect(`${HOME}?xong=1`, 303);
    },
  });
}
