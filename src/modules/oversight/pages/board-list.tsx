import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { BoardFigure } from '#modules/dossiers/schema/board.ts';
import type { ItemResult } from '#modules/dossiers/schema/work.ts';
import { figuresInWords, loadInWords } from '#modules/duties/rules/load.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import { hasRole, type StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { type FieldError, isProblem, Problem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';
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
  Pagination,
  RequestId,
  Select,
  Table,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { askAbout } from '../commands/ask.ts';
import { reassignMany } from '../commands/lead-many.ts';
import { boardMessages } from '../messages/board.ts';
import { type FigureList, listWatched } from '../queries/daily.ts';
import type { RoomFor } from '../queries/room.ts';
import { AskInput } from '../schema/asks.ts';
import { BOARD, boardHref, LIST, ListQuery, listHref, scopeOf } from './board-links.ts';
import { watchedColumns } from './board-parts.tsx';
import { showLayerList } from './layer-board.tsx';
import { dossierHref } from './notices.tsx';
import { Results } from './results.tsx';
import { toldHref } from './told.tsx';

const PAGE_SIZE = 50;

interface ListProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly figure: BoardFigure;
  readonly page: number;
  readonly list: FigureList;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  readonly results: readonly ItemResult[];
  readonly requestId: string;
}

function typed(values: FormValues, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

function chosen(values: FormValues): readonly string[] {
  const value = values['ids'];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}

/**
 * Who is proposed for giving work to another: who has most room in the one unit on the page, and is not the one who holds
 * all of it. Null where several units are shown, as each has its own people.
 */
function proposal({ lines, people }: FigureList): RoomFor | null {
  const units = new Set(lines.map((line) => line.holder.unitId));
  const holders = new Set(lines.map((line) => line.holder.accountId));
  return units.size === 1
    ? (people.find((one) => holders.size > 1 || !holders.has(one.accountId)) ?? null)
    : null;
}

/** Somebody with the figures of the work in hand. */
function roomInWords({ name, load }: RoomFor, proposed: boolean, lang: Lang): string {
  const t = boardMessages(lang);
  const text = load === undefined ? name : t('room', { name, figures: figuresInWords(load, lang) });
  return proposed ? t('roomMost', { text }) : text;
}

/** What a leader does with the chosen dossiers, at the foot of the list. */
function BulkForm({ list, lang, values, errors, requestId }: ListProps) {
  const t = boardMessages(lang);
  const proposed = proposal(list);
  return (
    <section class="stack panel">
      <h2>{t('chooseAll')}</h2>
      <RequestId value={requestId} />
      <Choices
        name="do"
        label={t('doWhat')}
        value={typed(values, 'do') || 'urge'}
        options={(['urge', 'account', 'assign'] as const).map((value) => ({
          value,
          label: t(`do-${value}`),
        }))}
        error={errorFor(errors, 'do')}
      />
      <div class="bulk-foot">
        <Select
          name="accountId"
          label={t('toWhom')}
          hint={
            proposed === null
              ? t('toWhomHint')
              : `${t('toWhomHint')} ${t('toWhomWhy', { name: proposed.name, why: loadInWords(proposed, list.people, lang) })}`
          }
          blank=" "
          value={typed(values, 'accountId') || proposed?.accountId}
          error={errorFor(errors, 'accountId')}
          options={list.people.map((person) => ({
            value: person.accountId,
            label: roomInWords(person, person === proposed, lang),
          }))}
        />
        <TextArea
          name="text"
          label={t('text')}
          hint={t('textHint')}
          rows={2}
          value={typed(values, 'text')}
          error={errorFor(errors, 'text')}
        />
        <Button look="primary">{t('send')}</Button>
      </div>
    </section>
  );
}

function ListPage(props: ListProps) {
  const { actor, lang, figure, list, errors } = props;
  const t = boardMessages(lang);
  const leads = hasRole(actor, 'unit-head', 'centre-director', 'commune-leader');
  const acts = leads && figure !== 'received' && list.lines.length > 0;
  const title = t('listTitle', { figure: t(`fig-${figure}`), n: list.total });
  const from = (props.page - 1) * PAGE_SIZE + 1;
  const to = from + list.lines.length - 1;
  const ids = chosen(props.values);
  const table = (
    <Table
      caption={title}
      captionHidden
      walk
      columns={[
        ...(acts
          ? [
              {
                key: 'choose',
                header: t('chooseCol'),
                cell: (line: FigureList['lines'][number]) => (
                  <label class="bulk-box">
                    <span class="sr-only">{t('choose', { number: line.number ?? line.id })}</span>
                    <input type="checkbox" name="ids" value={line.id} checked={ids.includes(line.id)} />
                  </label>
                ),
              },
            ]
          : []),
        ...watchedColumns(list.at, lang),
        {
          key: 'told',
          header: t('told'),
          cell: (line: FigureList['lines'][number]) => (
            <a class="above" href={toldHref(line.id)}>
              {t('told')}
            </a>
          ),
        },
      ]}
      rows={list.lines}
      rowKey={(line) => line.id}
      href={(line) => dossierHref(line.number ?? line.id)}
      empty={
        <Empty title={t('none')}>
          <ButtonLink href={BOARD}>{t('noneNext')}</ButtonLink>
        </Empty>
      }
    />
  );
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} path={BOARD} styles={['oversight/board.css']}>
      <PageHead title={title}>
        <p>
          <a href={boardHref({})}>{t('noneNext')}</a>
        </p>
      </PageHead>
      {props.results.length > 0 ? <Results results={props.results} lang={lang} /> : null}
      <ErrorSummary errors={errors} lang={lang} />
      {acts ? (
        <form class="stack" method="post" action={listHref(figure, list.scope, props.page)} data-guard="">
          {table}
          <BulkForm {...props} />
        </form>
      ) : (
        table
      )}
      {list.lines.length > 0 ? (
        <Pagination
          lang={lang}
          from={from}
          to={to}
          total={list.total}
          previousHref={props.page > 1 ? listHref(figure, list.scope, props.page - 1) : undefined}
          nextHref={to < list.total ? listHref(figure, list.scope, props.page + 1) : undefined}
        />
      ) : null}
    </OfficerLayout>
  );
}

const Posted = z.object({
  do: z.enum(['urge', 'account', 'assign'], { error: boardMessages('vi')('choose-act') }),
  requestId: z.uuid(),
});
const Person = z.uuid();

function errorsOf(error: z.ZodError): readonly FieldError[] {
  return error.issues.map((issue) => {
    const path = issue.path[0] === 'dossierIds' ? 'do' : String(issue.path[0] ?? 'do');
    return { path, message: issue.message };
  });
}

/** Does what was chosen; gives the result for each, or what is wrong with the form. */
async function act(
  ctx: AppContext,
  actor: StaffActor,
  values: FormValues,
): Promise<{ readonly results: readonly ItemResult[]; readonly errors: readonly FieldError[] }> {
  const t = boardMessages('vi');
  const posted = Posted.safeParse(values);
  if (!posted.success) {
    throw new Problem('bad-request', { detail: t('stale') });
  }
  const { do: what, requestId } = posted.data;
  const dossierIds = [...chosen(values)];
  const text = typed(values, 'text') || typed(values, 'note');
  const input = AskInput.safeParse({ kind: what === 'account' ? 'account' : 'urge', dossierIds, text });
  const errors = input.success ? [] : errorsOf(input.error);
  if (what !== 'assign') {
    return input.success
      ? { results: await askAbout(ctx, actor, input.data, requestId), errors: [] }
      : { results: [], errors };
  }
  const person = Person.safeParse(values['accountId']);
  const wrong = person.success ? errors : [...errors, { path: 'accountId', message: t('choosePerson') }];
  if (!person.success || wrong.length > 0) {
    return { results: [], errors: wrong };
  }
  const given = { dossierIds, accountId: person.data, note: text };
  return { results: await reassignMany(ctx, actor, given, requestId), errors: [] };
}

/** Mounts `/can-bo/theo-doi/ho-so`: the dossiers behind a figure, and what a leader does with them. */
export function boardListPages(app: FastifyInstance, ctx: AppContext): void {
  const show = async (
    request: FastifyRequest,
    reply: FastifyReply,
    shown: Pick<ListProps, 'values' | 'errors' | 'results'>,
  ) => {
    const actor = requireStaff(request.actor);
    const query = ListQuery.parse(request.query);
    const asked = { figure: query.xem, scope: scopeOf(query), page: query.trang, pageSize: PAGE_SIZE };
    const list = await listWatched(ctx, actor, asked);
    const failed = shown.errors.length > 0;
    const requestId = failed ? typed(shown.values, 'requestId') : newRequestId();
    return reply.html(
      <ListPage
        actor={actor}
        lang={request.lang}
        figure={query.xem}
        page={query.trang}
        list={list}
        requestId={requestId}
        {...shown}
        values={failed ? shown.values : {}}
      />,
      failed ? 422 : 200,
    );
  };
  page(app, {
    url: LIST,
    handler: (request, reply) =>
      ctx.config.role === 'centre-layer'
        ? showLayerList(ctx, request, reply)
        : show(request, reply, { values: {}, errors: [], results: [] }),
  });
  page(app, {
    method: 'POST',
    url: LIST,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const values = formValues(request.body);
      try {
        return await show(request, reply, { values, ...(await act(ctx, actor, values)) });
      } catch (error) {
        if (isProblem(error) && error.details.fields !== undefined) {
          return show(request, reply, { values, results: [], errors: error.details.fields });
        }
        throw error;
      }
    },
  });
}
