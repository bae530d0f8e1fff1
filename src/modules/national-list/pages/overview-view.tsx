import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  Fold,
  Notice,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import type { Decided } from '../commands/decide.ts';
import { nationalListMessages } from '../messages.ts';
import type { Gap, ListOverview } from '../queries.ts';
import type { CatalogueDifference, DifferenceKind, Fetch } from '../schema.ts';
import { DecideFields } from './decide-form.tsx';
import { LIST_HOME, LIST_SOURCE } from './paths.ts';

const TONES = { new: 'ok', changed: 'waiting', moved: 'soon', abolished: 'late' } as const;

/** "Mới", "Bãi bỏ" …, in its colour. */
export function KindTag({ kind, lang }: { kind: DifferenceKind; lang: Lang }) {
  return <StatusTag tone={TONES[kind]}>{nationalListMessages(lang)(`kind-${kind}`)}</StatusTag>;
}

/** "thời hạn, phí, lệ phí": where it differs. */
export function partsText(one: CatalogueDifference, lang: Lang): string {
  const t = nationalListMessages(lang);
  return one.parts.map((part) => t(`part-${part}`)).join('; ');
}

/** What was decided, in words. */
export function decisionText(one: CatalogueDifference, lang: Lang): string {
  const t = nationalListMessages(lang);
  switch (one.state) {
    case 'accepted':
      return t(one.kind === 'abolished' ? 'decided-stops' : 'decided-accepted', {
        day: one.effectiveFrom === null ? '' : formatDate(one.effectiveFrom),
      });
    case 'postponed':
      return t('decided-postponed', { day: one.postponedTo === null ? '' : formatDate(one.postponedTo) });
    case 'refused':
    case 'overtaken':
    case 'open':
      return t(`decided-${one.state}`);
    default:
      return one.state satisfies never;
  }
}

function readingText(fetch: Fetch | null, lang: Lang): string {
  const t = nationalListMessages(lang);
  if (fetch === null) {
    return t('reading-none');
  }
  const by = fetch.askedBy;
  const begun = formatDateTime(fetch.begunAt, lang);
  const at = fetch.endedAt === null ? begun : formatDateTime(fetch.endedAt, lang);
  switch (fetch.state) {
    case 'running':
      return fetch.listed === null
        ? t('reading-listing', { at: begun, by })
        : t('reading-running', { at: begun, by, read: fetch.read, left: fetch.left });
    case 'done':
      return t('reading-done', { at, by, listed: fetch.listed ?? 0, read: fetch.read, found: fetch.found });
    case 'failed':
      return t('reading-failed', { at, why: fetch.why ?? '' });
    case 'short':
      return t('reading-short', { at });
    default:
      return fetch.state satisfies never;
  }
}

function Standing({ found, lang }: { found: ListOverview; lang: Lang }) {
  const t = nationalListMessages(lang);
  const { circuit } = found;
  const line =
    found.circuitState === 'open' && circuit.openUntil !== null
      ? t('line-open', { at: formatDateTime(circuit.openUntil, lang) })
      : t(found.circuitState === 'closed' ? 'line-closed' : 'line-half-open');
  return (
    <SummaryList
      items={[
        { term: t('line'), value: line },
        {
          term: t('last-ok'),
          value: circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt, lang),
        },
        ...(circuit.lastWhy === null ? [] : [{ term: t('last-why'), value: circuit.lastWhy }]),
        { term: t('reading'), value: readingText(found.fetch, lang) },
      ]}
    />
  );
}

function Held({ fetch, lang, mayDecide }: { fetch: Fetch; lang: Lang; mayDecide: boolean }) {
  const t = nationalListMessages(lang);
  return (
    <Notice tone="soon" title={t('short-title')}>
      <p>
        {fetch.why} {t('short-next')}
      </p>
      {mayDecide ? (
        <form method="post" action={`${LIST_HOME}/doc/${fetch.id}/xac-nhan`}>
          <Button>{t('short-confirm')}</Button>
        </form>
      ) : null}
    </Notice>
  );
}

const nameCell = (one: CatalogueDifference) => (
  <>
    <span class="code">{one.code}</span> <a href={`${LIST_HOME}/${one.id}`}>{one.name}</a>
  </>
);

function Waiting(props: {
  readonly waiting: readonly CatalogueDifference[];
  readonly lang: Lang;
  readonly mayDecide: boolean;
  readonly typed: FormValues | undefined;
  readonly errors: readonly FieldError[];
}) {
  const { waiting, lang, typed } = props;
  const t = nationalListMessages(lang);
  const marked = new Set([typed?.['ids'] ?? []].flat());
  const table = (
    <Table
      caption={t('waiting', { count: waiting.length })}
      captionHidden
      rows={waiting}
      rowKey={({ id }) => id}
      empty={
        <Empty title={t('waiting-none')}>
          <p>{t('waiting-none-why')}</p>
        </Empty>
      }
      columns={[
        ...(props.mayDecide
          ? [
              {
                key: 'mark',
                header: t('col-mark'),
                width: 'narrow' as const,
                cell: (one: CatalogueDifference) => (
                  <input
                    type="checkbox"
                    name="ids"
                    value={one.id}
                    checked={marked.has(one.id)}
                    aria-label={t('mark-one', { code: one.code })}
                  />
                ),
              },
            ]
          : []),
        { key: 'name', header: t('col-name'), primary: true, width: 'wide', cell: nameCell },
        {
          key: 'kind',
          header: t('col-kind'),
          width: 'narrow',
          cell: ({ kind }) => <KindTag kind={kind} lang={lang} />,
        },
        {
          key: 'parts',
          header: t('col-parts'),
          width: 'medium',
          cell: (one) => partsText(one, lang),
        },
        {
          key: 'from',
          header: t('col-from'),
          width: 'narrow',
          cell: ({ suggestedFrom }) => (suggestedFrom === null ? t('from-today') : formatDate(suggestedFrom)),
        },
      ]}
    />
  );
  if (!props.mayDecide || waiting.length === 0) {
    return table;
  }
  return (
    <form method="post" action={`${LIST_HOME}/quyet-dinh`} class="stack">
      {table}
      <section class="stack-s" aria-labelledby="quyet-dinh">
        <h3 id="quyet-dinh">{t('decide')}</h3>
        <DecideFields lang={lang} typed={typed} errors={props.errors} />
      </section>
    </form>
  );
}

function Gaps({ gaps, lang }: { gaps: readonly Gap[]; lang: Lang }) {
  const t = nationalListMessages(lang);
  const lacks = (gap: Gap) =>
    (['process', 'duty', 'term'] as const).filter((what) => gap[what]).map((what) => t(`gap-${what}`));
  return (
    <section class="stack-s" aria-labelledby="con-thieu">
      <h2 id="con-thieu">{t('gaps')}</h2>
      <p class="soft">{t('gaps-why')}</p>
      <Table
        caption={t('gaps')}
        captionHidden
        rows={gaps}
        rowKey={({ code }) => code}
        empty={null}
        columns={[
          {
            key: 'name',
            header: t('col-name'),
            primary: true,
            cell: (gap) => (
              <>
                <span class="code">{gap.code}</span> {gap.name}
              </>
            ),
          },
          { key: 'lacks', header: t('col-gap'), cell: (gap) => lacks(gap).join(', ') },
          {
            key: 'do',
            header: t('col-decision'),
            cell: (gap) => (
              <span class="row">
                {gap.process ? <a href="/can-bo/quan-tri/quy-trinh">{t('make-process')}</a> : null}
                {gap.duty ? <a href="/can-bo/quan-tri/phan-cong">{t('give-duty')}</a> : null}
              </span>
            ),
          },
        ]}
      />
    </section>
  );
}

function Others({ found, lang }: { found: ListOverview; lang: Lang }) {
  const t = nationalListMessages(lang);
  const columns = [
    { key: 'name', header: t('col-name'), primary: true, cell: nameCell },
    {
      key: 'kind',
      header: t('col-kind'),
      cell: ({ kind }: CatalogueDifference) => <KindTag kind={kind} lang={lang} />,
    },
    {
      key: 'decision',
      header: t('col-decision'),
      cell: (one: CatalogueDifference) => decisionText(one, lang),
    },
    {
      key: 'who',
      header: t('col-who'),
      cell: (one: CatalogueDifference) =>
        one.decidedAt === null ? '' : `${one.decidedBy ?? ''}, ${formatDateTime(one.decidedAt, lang)}`,
    },
    { key: 'why', header: t('col-why'), cell: (one: CatalogueDifference) => one.reason ?? '' },
  ];
  return (
    <>
      {(['postponed', 'decided'] as const).map((which) =>
        found[which].length === 0 ? null : (
          <Fold key={which} title={`${t(which)} (${found[which].length})`} id={which}>
            <Table
              caption={t(which)}
              captionHidden
              rows={found[which]}
              rowKey={({ id }) => id}
              empty={null}
              columns={columns}
            />
          </Fold>
        ),
      )}
    </>
  );
}

/** The line and the newest reading, what waits for a decision, what accepted procedures lack, what was decided. */
export function ListOverviewView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly found: ListOverview;
  readonly mayFetch: boolean;
  readonly mayDecide: boolean;
  readonly maySet: boolean;
  readonly typed?: FormValues | undefined;
  readonly errors: readonly FieldError[];
  readonly result?: Decided | undefined;
}) {
  const { lang, actor, found, errors, result } = props;
  const t = nationalListMessages(lang);
  const { fetch } = found;
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} centre={props.centre} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('lead')}>
        <ButtonLink href="/can-bo/quan-tri/thu-tuc">{t('catalogue')}</ButtonLink>
        {props.maySet ? <ButtonLink href={LIST_SOURCE}>{t('settings')}</ButtonLink> : null}
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      {result !== undefined && result.done.length > 0 ? (
        <Notice tone="ok" role="status" title={t('done-title', { count: result.done.length })} />
      ) : null}
      {result !== undefined && result.not.length > 0 ? (
        <Notice tone="late" role="alert" title={t('not-title')}>
          <ul>
            {result.not.map(({ code, why }) => (
              <li key={code}>
                <span class="code">{code}</span> {why}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {found.source.kind === 'off' ? (
        <Notice title={t('off')}>
          <p>{t('off-next')}</p>
        </Notice>
      ) : null}
      <div class="stack" data-live-topics={`staff:${actor.centreId}`}>
        <div class="stack" data-live-region="national-list">
          <Standing found={found} lang={lang} />
        </div>
        {props.mayFetch && found.source.kind !== 'off' ? (
          <form method="post" action={`${LIST_HOME}/doc`}>
            <Button>{t('fetch-now')}</Button>
          </form>
        ) : null}
        {fetch?.state === 'short' ? <Held fetch={fetch} lang={lang} mayDecide={props.mayDecide} /> : null}
        {fetch !== null && fetch.unreadable.length > 0 ? (
          <Fold title={t('unreadable-title', { count: fetch.unreadable.length })} id="khong-doc-duoc">
            <ul>
              {fetch.unreadable.map(({ code, why }) => (
                <li key={code}>
                  <span class="code">{code}</span> {why}
                </li>
              ))}
            </ul>
          </Fold>
        ) : null}
        <h2>{t('waiting', { count: found.waiting.length })}</h2>
        <Waiting
          waiting={found.waiting}
          lang={lang}
          mayDecide={props.mayDecide}
          typed={props.typed}
          errors={errors}
        />
        {found.gaps.length === 0 ? null : <Gaps gaps={found.gaps} lang={lang} />}
        <Others found={found} lang={lang} />
      </div>
    </OfficerLayout>
  );
}
