import { statusName } from '#modules/dossiers/rules/refuse.ts';
import { Status } from '#modules/dossiers/schema.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Field,
  Fold,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { portalMessages } from '../messages.ts';
import { fileMessages } from '../messages-files.ts';
import type { DossierExchange, Exchange, PortalOverview, ToldRatings } from '../queries.ts';
import { inPlainWords } from '../rules/plain.ts';
import { type OutboxItem, PortalDossier } from '../schema.ts';
import { PortalState } from '../schema-inbox.ts';

/** Where officers see what the portal was told. */
export const PORTAL = '/can-bo/cong-dvcqg';

const StatusOnly = PortalDossier.pick({ TrangThaiHoSo: true }).loose();

/** The status that an item tells: "4 đang xử lý". */
function statusOf(item: OutboxItem): string {
  if (item.kind === 'state') {
    const state = PortalState.safeParse(item.payload);
    return state.success ? state.data.TrangThai : '';
  }
  const read = StatusOnly.safeParse(item.payload);
  const code = Status.safeParse(read.success ? Number(read.data.TrangThaiHoSo) : undefined);
  return code.success ? `${code.data} ${statusName(code.data)}` : '';
}

function dossierHref(number: string): string {
  return `${PORTAL}/ho-so/${encodeURIComponent(number)}`;
}

function Decide({ item, lang }: { item: OutboxItem; lang: Lang }) {
  const t = portalMessages(lang);
  return (
    <div class="stack-s">
      <form method="post" action={`${PORTAL}/${item.seq}/gui-lai`}>
        <Button>{t('resend')}</Button>
      </form>
      <Fold title={t('skip')} id={`bo-qua-${item.seq}`}>
        <form method="post" action={`${PORTAL}/${item.seq}/bo-qua`} class="stack-s">
          <RequestId value={newRequestId()} />
          <Field name="reason" label={`${t('skip-reason')} ${item.number}`} required autocomplete="off" />
          <Button look="danger">{t('skip')}</Button>
        </form>
      </Fold>
    </div>
  );
}

function ItemTable(props: {
  readonly items: readonly OutboxItem[];
  readonly lang: Lang;
  readonly caption: string;
  readonly decide: boolean;
  readonly empty: { readonly title: string; readonly why: string };
}) {
  const { items, lang } = props;
  const t = portalMessages(lang);
  return (
    <Table
      caption={props.caption}
      captionHidden
      rows={items}
      rowKey={(row) => String(row.seq)}
      empty={
        <Empty title={props.empty.title}>
          <p>{props.empty.why}</p>
        </Empty>
      }
      columns={[
        {
          key: 'number',
          header: t('col-number'),
          primary: true,
          cell: (row) => <a href={dossierHref(row.number)}>{row.number}</a>,
        },
        { key: 'change', header: t('col-change'), cell: (row) => formatDateTime(row.createdAt) },
        { key: 'status', header: t('col-status'), cell: statusOf },
        {
          key: 'state',
          header: t('col-state'),
          cell: (row) => (
            <StatusTag tone={row.state === 'stuck' ? 'late' : row.state === 'sent' ? 'done' : 'neutral'}>
              {t(`state-${row.state}`)}
            </StatusTag>
          ),
        },
        { key: 'tries', header: t('col-tries'), align: 'end', cell: (row) => String(row.attempts) },
        {
          key: 'why',
          header: t('col-why'),
          cell: (row) => (
            <>
              {inPlainWords(row.lastWhy ?? '')}
              {row.trimmed.length === 0 ? null : (
                <span class="soft"> {t('trimmed', { fields: row.trimmed.join(', ') })}</span>
              )}
            </>
          ),
        },
        ...(props.decide
          ? [
              {
                key: 'do',
                header: t('col-do'),
                cell: (row: OutboxItem) => <Decide item={row} lang={lang} />,
              },
            ]
          : [
              {
                key: 'next',
                header: t('col-next'),
                cell: (row: OutboxItem) =>
                  row.state === 'waiting' || row.state === 'pushed' ? formatDateTime(row.nextAt) : '',
              },
            ]),
      ]}
    />
  );
}

function ratingsLine(told: ToldRatings | null, lang: Lang): string {
  const t = fileMessages(lang);
  if (told === null) {
    return t('ratings-none');
  }
  const [year = '', month = ''] = told.month.split('-');
  return t(`ratings-${told.outcome}`, {
    month: `${Number(month)}/${year}`,
    at: formatDateTime(told.at),
    why: told.why ?? '',
  });
}

function Standing({ found, lang }: { found: PortalOverview; lang: Lang }) {
  const t = portalMessages(lang);
  const { circuit, counts } = found;
  const open = counts.waiting + counts.pushed;
  const closed =
    found.mode === 'off' ? 'line-off' : circuit.lastOkAt === null ? 'line-unused' : 'line-closed';
  const rest =
    found.circuitState === 'open' && circuit.openUntil !== null
      ? t('line-open', { at: formatDateTime(circuit.openUntil) })
      : t(found.circuitState === 'closed' ? closed : 'line-half-open');
  return (
    <SummaryList
      items={[
        { term: t('line'), value: rest },
        {
          term: t('last-ok'),
          value: circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt),
        },
        ...(circuit.lastWhy === null ? [] : [{ term: t('last-why'), value: circuit.lastWhy }]),
        {
          term: t('waiting'),
          value:
            found.waitingSince === null
              ? t('waiting-none')
              : t('waiting-since', { count: open, at: formatDateTime(found.waitingSince) }),
        },
        { term: t('stuck'), value: String(counts.stuck) },
        { term: t('sent'), value: String(counts.sent) },
        { term: t('skipped'), value: String(counts.skipped) },
        ...(found.ratings === undefined
          ? []
          : [{ term: fileMessages(lang)('ratings-line'), value: ratingsLine(found.ratings, lang) }]),
      ]}
    />
  );
}

function Comparison({ found, lang }: { found: PortalOverview; lang: Lang }) {
  const t = portalMessages(lang);
  const newest = found.reconciliation;
  if (newest === null) {
    return <p>{t('reconciliation-none')}</p>;
  }
  return (
    <>
      <p>
        {t('reconciliation-line', {
          at: formatDateTime(newest.at),
          checked: newest.checked,
          unanswered: newest.unanswered,
          differences: newest.differences.length,
        })}
      </p>
      {newest.differences.length === 0 ? null : (
        <Table
          caption={t('reconciliation')}
          captionHidden
          rows={newest.differences}
          rowKey={(row) => row.number}
          empty={null}
          columns={[
            {
              key: 'number',
              header: t('col-number'),
              primary: true,
              cell: (row) => <a href={dossierHref(row.number)}>{row.number}</a>,
            },
            { key: 'kind', header: t('col-state'), cell: (row) => t(`difference-${row.kind}`) },
            { key: 'ours', header: t('ours'), cell: (row) => row.ours },
            { key: 'theirs', header: t('theirs'), cell: (row) => row.theirs },
          ]}
        />
      )}
    </>
  );
}

/** What an empty list means: nothing was ever told, or everything was. */
function quiet(found: PortalOverview, list: 'stuck' | 'list', lang: Lang) {
  const t = portalMessages(lang);
  const told = found.counts.sent + found.counts.skipped > 0 || found.circuit.lastOkAt !== null;
  const why = found.mode === 'off' ? 'quiet-off' : told ? (`${list}-none-why` as const) : 'quiet-nothing';
  if (list === 'list' && found.counts.stuck > 0) {
    return { title: t('list-none'), why: t('quiet-stuck', { count: found.counts.stuck }) };
  }
  return { title: t(`${list}-none`), why: t(why) };
}

/** How things stand with the portal: the line first, then what a person must decide, what waits, and the comparison. */
export function OverviewView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly found: PortalOverview;
  readonly mayResend: boolean;
  readonly maySet: boolean;
  readonly errors: readonly FieldError[];
}) {
  const { lang, actor, found } = props;
  const t = portalMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={PORTAL}>
      <PageHead title={t('title')} why={t('lead')}>
        {props.maySet ? <ButtonLink href="/can-bo/quan-tri/cong-dvcqg">{t('settings')}</ButtonLink> : null}
      </PageHead>
      <ErrorSummary errors={props.errors} lang={lang} />
      {found.mode === 'off' ? <Notice title={t('off')} /> : null}
      <div class="stack" data-live-topics={`staff:${actor.centreId}`}>
        <div class="stack" data-live-region="portal">
          <Standing found={found} lang={lang} />
          <h2>{t('stuck')}</h2>
          <ItemTable
            items={found.stuck}
            lang={lang}
            caption={t('stuck')}
            decide={props.mayResend}
            empty={quiet(found, 'stuck', lang)}
          />
          <h2>{t('waiting')}</h2>
          <ItemTable
            items={found.waiting}
            lang={lang}
            caption={t('waiting')}
            decide={false}
            empty={quiet(found, 'list', lang)}
          />
          <h2>{t('reconciliation')}</h2>
          <Comparison found={found} lang={lang} />
        </div>
      </div>
    </OfficerLayout>
  );
}

function outcomeOf(exchange: Exchange, lang: Lang): string {
  const t = portalMessages(lang);
  switch (exchange.outcome) {
    case 'done':
    case 'exists':
    case 'missing':
    case 'session':
    case 'refused':
    case 'unavailable':
      return t(`outcome-${exchange.outcome}`);
    default:
      return exchange.outcome;
  }
}

function Fetches({ fetches, lang }: { fetches: DossierExchange['fetches']; lang: Lang }) {
  const t = fileMessages(lang);
  return (
    <>
      <h2>{t('title')}</h2>
      <Table
        caption={t('title')}
        captionHidden
        rows={fetches}
        rowKey={(row) => row.id}
        empty={null}
        columns={[
          {
            key: 'at',
            header: portalMessages(lang)('col-at'),
            primary: true,
            cell: (row) => formatDateTime(row.at),
          },
          { key: 'caller', header: t('col-caller'), cell: (row) => <span class="code">{row.caller}</span> },
          {
            key: 'file',
            header: t('col-file'),
            cell: (row) => <span class="code">{row.fileId.slice(-12)}</span>,
          },
          {
            key: 'outcome',
            header: portalMessages(lang)('col-state'),
            cell: (row) => t(`outcome-${row.outcome}`),
          },
        ]}
      />
    </>
  );
}

/** Every change, every call and every fetched file of one dossier. */
export function DossierView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly number: string;
  readonly found: DossierExchange;
}) {
  const { lang, actor, number, found } = props;
  const t = portalMessages(lang);
  const title = t('dossier-title', { number });
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} path={PORTAL}>
      <PageHead title={title} why={t('dossier-why')}>
        <ButtonLink href={`/can-bo/ho-so/${encodeURIComponent(found.items[0]?.dossierId ?? number)}`}>
          {number}
        </ButtonLink>
      </PageHead>
      <h2>{t('items')}</h2>
      <ItemTable
        items={found.items}
        lang={lang}
        caption={t('items')}
        decide={false}
        empty={{ title: t('dossier-none'), why: t('dossier-none-why') }}
      />
      {found.exchanges.length === 0 ? null : (
        <>
          <h2>{t('exchanges')}</h2>
          <Table
            caption={t('exchanges')}
            captionHidden
            rows={found.exchanges}
            rowKey={(row) => row.id}
            empty={null}
            columns={[
              { key: 'at', header: t('col-at'), primary: true, cell: (row) => formatDateTime(row.at) },
              {
                key: 'service',
                header: t('col-service'),
                cell: (row) => <span class="code">{row.service}</span>,
              },
              { key: 'outcome', header: t('col-state'), cell: (row) => outcomeOf(row, lang) },
              { key: 'message', header: t('col-why'), cell: (row) => inPlainWords(row.message) },
            ]}
          />
        </>
      )}
      {found.fetches.length === 0 ? null : <Fetches fetches={found.fetches} lang={lang} />}
    </OfficerLayout>
  );
}
