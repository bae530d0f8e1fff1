import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { figuresInWords } from '#modules/duties/rules/load.ts';
import { requireStaff } from '#modules/identity/queries.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { isProblem } from '#platform/errors.ts';
import { parseForm } from '#platform/http/form.ts';
import { page } from '#platform/http/page.ts';
import { newRequestId } from '#platform/id.ts';
import { can } from '#platform/policy.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  Empty,
  LiveRegion,
  Notice,
  Progress,
  RequestId,
  Select,
  StatusTag,
  Table,
  type Tone,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { dossierTopic } from '../announce.ts';
import { placeItem, takeBack } from '../commands/place-item.ts';
import { handOnMessages } from '../hand-on-messages.ts';
import { PlaceItemInput, type RunState, TakeBackInput } from '../hand-on-schema.ts';
import { DOSSIER_POLICY } from '../policy.ts';
import { findHandOnOfLeave, getHandOn, listHandOns, type RunLine, type RunView } from '../queries-hand-on.ts';

const t = handOnMessages('vi');
const URL = '/can-bo/ban-giao';
const Params = z.object({ id: z.uuid() });
const ItemParams = Params.extend({ dossier: z.uuid() });

const STATES: Readonly<Record<RunState, { readonly tone: Tone; readonly key: Parameters<typeof t>[0] }>> = {
  waiting: { tone: 'waiting', key: 'stateWaiting' },
  running: { tone: 'soon', key: 'stateRunning' },
  done: { tone: 'ok', key: 'stateDone' },
  cancelled: { tone: 'neutral', key: 'stateCancelled' },
};

function State({ state }: { state: RunState }) {
  return <StatusTag tone={STATES[state].tone}>{(t as (key: string) => string)(STATES[state].key)}</StatusTag>;
}

function ListPage({ actor, runs }: { actor: StaffActor; runs: readonly RunLine[] }) {
  return (
    <OfficerLayout title={t('title')} actor={actor} path="/can-bo/nghi">
      <PageHead title={t('title')} why={t('listLead')} />
      <LiveRegion id="ban-giao" topics={[dossierTopic(actor.centreId)]}>
        <Table
          caption={t('title')}
          captionHidden
          rows={runs}
          rowKey={({ run }) => run.id}
          href={({ run }) => `${URL}/${run.id}`}
          columns={[
            { key: 'who', header: t('colPerson'), primary: true, cell: ({ run }) => run.personName },
            { key: 'when', header: t('colWhen'), cell: ({ run }) => formatDateTime(run.startsAt) },
            { key: 'state', header: t('colState'), cell: ({ run }) => <State state={run.state} /> },
            { key: 'moved', header: t('colMoved'), align: 'end', cell: ({ counts }) => counts.moved ?? 0 },
            {
              key: 'unplaced',
              header: t('colUnplaced'),
              align: 'end',
              cell: ({ counts }) => counts.unplaced ?? 0,
            },
          ]}
          empty={
            <Empty title={t('listEmpty')}>
              <p>{t('listEmptyHint')}</p>
            </Empty>
          }
        />
      </LiveRegion>
    </OfficerLayout>
  );
}

type Item = RunView['items'][number];

function dossierLink(item: Item) {
  return (
    <a href={`/can-bo/ho-so/${encodeURIComponent(item.number ?? item.dossierId)}`}>{item.number ?? '…'}</a>
  );
}

const dossierColumn = {
  key: 'dossier',
  header: t('colDossier'),
  primary: true,
  cell: (item: Item) => (
    <>
      {dossierLink(item)}
      <div class="soft small">{item.procedureName}</div>
    </>
  ),
} as const;
const dueColumn = {
  key: 'due',
  header: t('colDue'),
  cell: (item: Item) => (item.due === null || item.due === undefined ? '' : formatDateTime(item.due)),
} as const;

function Unplaced({ view, leads }: { view: RunView; leads: boolean }) {
  const rows = view.items.filter((item) => item.outcome === 'unplaced');
  const options = view.suggestions.map(({ accountId, name, load }) => ({
    value: accountId,
    label: load === undefined ? name : t('suggestion', { name, figures: figuresInWords(load) }),
  }));
  if (rows.length === 0) {
    return null;
  }
  return (
    <section class="stack-s" aria-labelledby="chua-co">
      <h2 id="chua-co">{t('unplacedTitle')}</h2>
      <Table
        caption={t('unplacedTitle')}
        captionHidden
        rows={rows}
        rowKey={(item) => item.dossierId}
        empty={null}
        columns={[
          dossierColumn,
          dueColumn,
          { key: 'why', header: t('colWhy'), cell: (item) => <span class="small">{item.why}</span> },
          ...(leads
            ? [
                {
                  key: 'to',
                  header: t('colTo'),
                  cell: (item: Item) => (
                    <form
                      method="post"
                      action={`${URL}/${view.run.id}/giao/${item.dossierId}`}
                      class="stack-s"
                    >
                      <RequestId value={newRequestId()} />
                      <Select
                        name="toAccountId"
                        label={t('placeTo', { number: item.number ?? '' })}
                        options={options}
                      />
                      <Button>{t('place')}</Button>
                    </form>
                  ),
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

function Moved({ view, back }: { view: RunView; back: boolean }) {
  const rows = view.items.filter((item) => item.outcome !== 'unplaced');
  if (rows.length === 0) {
    return null;
  }
  const table = (
    <Table
      caption={t('movedTitle')}
      captionHidden
      rows={rows}
      rowKey={(item) => item.dossierId}
      empty={null}
      columns={[
        ...(back
          ? [
              {
                key: 'tick',
                header: t('colTick'),
                cell: (item: Item) =>
                  item.outcome === 'moved' && item.stillThere === true ? (
                    <input
                      type="checkbox"
                      name="dossierIds"
                      value={item.dossierId}
                      aria-label={item.number ?? item.dossierId}
                    />
                  ) : null,
              },
            ]
          : []),
        dossierColumn,
        dueColumn,
        {
          key: 'to',
          header: t('colTo'),
          cell: (item: Item) => (
            <>
              {item.toName}
              {item.outcome === 'taken-back' ? <span class="soft"> ({t('takenBack')})</span> : null}
            </>
          ),
        },
        { key: 'why', header: t('colWhy'), cell: (item: Item) => <span class="small">{item.why}</span> },
      ]}
    />
  );
  return (
    <section class="stack-s" aria-labelledby="da-co">
      <h2 id="da-co">{t('movedTitle')}</h2>
      {back ? (
        <form method="post" action={`${URL}/${view.run.id}/nhan-lai`} class="stack-s">
          <RequestId value={newRequestId()} />
          <p>{t('takeBackLead', { name: view.run.personName })}</p>
          {table}
          <Button>{t('takeBack')}</Button>
        </form>
      ) : (
        table
      )}
    </section>
  );
}

function Summary({ view }: { view: RunView }) {
  const { run, counts, left } = view;
  const moved = (counts.moved ?? 0) + (counts['taken-back'] ?? 0);
  const unplaced = counts.unplaced ?? 0;
  if (run.state === 'running' || (run.state === 'waiting' && left > 0 && moved > 0)) {
    const total = moved + unplaced + left;
    return (
      <Progress
        label={t('stateRunning')}
        percent={total === 0 ? 100 : (100 * (moved + unplaced)) / total}
        count={t('progress', { done: moved + unplaced, total })}
      />
    );
  }
  if (unplaced > 0) {
    return <Notice tone="soon" title={t('somePlaced', { n: unplaced })} />;
  }
  return run.state === 'done' ? (
    <Notice tone="ok" title={moved === 0 ? t('nothing') : t('allPlaced', { n: moved })} />
  ) : null;
}

interface Shown {
  readonly said?: readonly string[];
  readonly problem?: string;
}

function RunPage(props: { actor: StaffActor; view: RunView; now: Temporal.Instant; shown: Shown }) {
  const { actor, view, now, shown } = props;
  const { run } = view;
  const leads = can(DOSSIER_POLICY, actor, 'hand-on', { centreId: actor.centreId, unitId: actor.unitId });
  const over = run.endsAt !== null && Temporal.Instant.compare(run.endsAt, now) <= 0;
  const title = t('runTitle', { name: run.personName });
  return (
    <OfficerLayout title={title} actor={actor} path="/can-bo/nghi">
      <PageHead title={title} why={run.because}>
        <p>
          <a href={URL}>{t('toList')}</a>
        </p>
      </PageHead>
      {shown.problem === undefined ? null : <Notice tone="late" role="alert" title={shown.problem} />}
      {(shown.said ?? []).map((text) => (
        <Notice key={text} tone="ok" role="status" title={text} />
      ))}
      <LiveRegion id="ban-giao" topics={[dossierTopic(actor.centreId)]}>
        <p class="row">
          <State state={run.state} />
          <span class="soft small">
            {t('startedBy', { by: run.createdBy, at: formatDateTime(run.createdAt) })}
          </span>
        </p>
        <Summary view={view} />
        <Unplaced view={view} leads={leads} />
        <Moved view={view} back={leads && over} />
      </LiveRegion>
    </OfficerLayout>
  );
}

/** Mounts `/can-bo/ban-giao`: what was handed on for whom, to whom and why, and what still needs a person. */
export function registerHandOn(app: FastifyInstance, ctx: AppContext): void {
  async function show(request: FastifyRequest, reply: FastifyReply, shown: Shown = {}, status = 200) {
    const actor = requireStaff(request.actor);
    const view = await getHandOn(ctx, actor, Params.parse(request.params).id);
    return reply.html(<RunPage actor={actor} view={view} now={ctx.clock.now()} shown={shown} />, status);
  }
  page(app, {
    url: URL,
    async handler(request, reply) {
      const actor = requireStaff(request.actor);
      const { vang } = z.object({ vang: z.uuid().optional().catch(undefined) }).parse(request.query);
      const run = vang === undefined ? null : await findHandOnOfLeave(ctx, actor, vang);
      return run === null
        ? reply.html(<ListPage actor={actor} runs={await listHandOns(ctx, actor)} />)
        : reply.redirect(`${URL}/${run.id}`, 303);
    },
  });
  page(app, { url: `${URL}/:id`, handler: (request, reply) => show(request, reply) });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/giao/:dossier`,
    async handler(request, reply) {
      const { id, dossier } = ItemParams.parse(request.params);
      const parsed = parseForm(PlaceItemInput, request.body);
      if (!parsed.ok) {
        return show(request, reply, { problem: parsed.fields[0]?.message ?? '' }, 422);
      }
      try {
        await placeItem(ctx, request.actor, { runId: id, dossierId: dossier }, parsed.data);
      } catch (error) {
        if (!isProblem(error) || error.status >= 500 || error.code === 'not-found') {
          throw error;
        }
        return show(request, reply, { problem: error.details.detail }, error.status);
      }
      return reply.redirect(`${URL}/${id}`, 303);
    },
  });
  page(app, {
    method: 'POST',
    url: `${URL}/:id/nhan-lai`,
    async handler(request, reply) {
      const { id } = Params.parse(request.params);
      const parsed = parseForm(TakeBackInput, request.body);
      if (!parsed.ok) {
        return show(request, reply, { problem: parsed.fields[0]?.message ?? '' }, 422);
      }
      const { taken, kept } = await takeBack(ctx, request.actor, id, parsed.data);
      const said = [
        ...(taken.length === 0 ? [] : [t('taken', { n: taken.length })]),
        ...(kept.length === 0
          ? []
          : [t('kept', { n: kept.length, why: [...new Set(kept.map(({ why }) => why))].join(' ') })]),
      ];
      return show(request, reply, { said });
    },
  });
}
