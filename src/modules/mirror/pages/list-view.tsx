import { statusName } from '#modules/dossiers/rules/refuse.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  Notice,
  Pagination,
  RequestId,
  SearchBox,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { mirrorMessages } from '../messages.ts';
import { type DoubtView, type MirrorOverview, type MirrorStanding, PAGE_ROWS } from '../queries.ts';
import { isLate } from '../rules/figures.ts';
import { MIRROR_DOSSIER, MIRROR_HOME, MIRROR_SETTINGS } from './paths.ts';
import { Said } from './said.tsx';

/** What the list is narrowed by, as it stands in the address. */
export interface Narrowed {
  readonly q: string;
  readonly xem: 'all' | 'open' | 'late';
  readonly trang: number;
}

function Standing({ found, lang }: { found: MirrorStanding; lang: Lang }) {
  const t = mirrorMessages(lang);
  const { circuit, figures } = found;
  const line =
    found.kind === 'off'
      ? t('line-off')
      : found.circuitState === 'open' && circuit.openUntil !== null
        ? t('line-open', { at: formatDateTime(circuit.openUntil, lang) })
        : t(found.circuitState === 'closed' ? 'line-closed' : 'line-half-open');
  const moment = (at: Temporal.Instant | null) => (at === null ? t('never') : formatDateTime(at, lang));
  return (
    <SummaryList
      items={[
        { term: t('figure-open'), value: figures.open },
        { term: t('figure-late'), value: figures.late },
        { term: t('figure-soon'), value: figures.soon },
        { term: t('figure-finished'), value: figures.finished },
        { term: t('figure-finished-late'), value: figures.finishedLate },
        { term: t('figure-linked'), value: figures.linked },
        { term: t('line'), value: line },
        { term: t('last-ok'), value: moment(circuit.lastOkAt) },
        ...(circuit.lastWhy === null ? [] : [{ term: t('last-why'), value: circuit.lastWhy }]),
        ...(found.kind === 'off' ? [] : [{ term: t('passed-at'), value: moment(found.passedAt) }]),
        ...(found.folder === null
          ? []
          : [{ term: t('folder'), value: <span class="code code-long">{found.folder}</span> }]),
      ]}
    />
  );
}

function DoubtForm(props: { doubt: DoubtView; lang: Lang; errors: readonly FieldError[] }) {
  const { doubt, lang, errors } = props;
  const t = mirrorMessages(lang);
  const options = doubt.candidates.map((id) => {
    const name = doubt.names.get(id);
    return { value: id, label: [name?.number, name?.applicant, name?.procedure].filter(Boolean).join(' · ') };
  });
  return (
    <form method="post" action={`${MIRROR_HOME}/ma/${doubt.id}`} class="stack-s">
      <RequestId value={newRequestId()} />
      <Choices
        name="dossierId"
        label={t('doubt-of', { number: doubt.number })}
        hint={[doubt.told?.applicantName, doubt.told?.procedureName].filter(Boolean).join(' · ')}
        error={errorFor(errors, 'dossierId')}
        options={[...options, { value: 'none', label: t('doubt-none') }]}
      />
      <Field
        name="reason"
        label={t('doubt-reason')}
        hint={t('doubt-reason-hint')}
        error={errorFor(errors, 'reason')}
        autocomplete="off"
        optional
        lang={lang}
      />
      <Button>{t('doubt-do')}</Button>
    </form>
  );
}

/** Files of the last days that could not be read, with why: somebody has to export them again. */
function FailedFiles({ found, lang }: { found: MirrorOverview; lang: Lang }) {
  const t = mirrorMessages(lang);
  const lastTaken = found.batches.find(({ kind, state }) => kind === 'file' && state === 'taken')?.at ?? null;
  const failed = found.batches.filter(
    ({ state, at }) =>
      state === 'failed' && (lastTaken === null || Temporal.Instant.compare(at, lastTaken) > 0),
  );
  return failed.length === 0 ? null : (
    <Notice tone="late" title={t('failed-files')}>
      <ul>
        {failed.map(({ id, name, at, why }) => (
          <li key={id}>{t('failed-file', { name, at: formatDateTime(at, lang), why: why ?? '' })}</li>
        ))}
      </ul>
      <p>{t('failed-next')}</p>
    </Notice>
  );
}

function Dossiers(props: { found: MirrorOverview; lang: Lang; now: Temporal.Instant }) {
  const { found, lang, now } = props;
  const t = mirrorMessages(lang);
  const moment = (at: Temporal.Instant | null) => (at === null ? '' : formatDateTime(at, lang));
  return (
    <Table
      caption={t('title')}
      captionHidden
      rows={found.rows}
      rowKey={({ number }) => number}
      empty={
        <Empty title={t('none')}>
          <p>{t('none-why')}</p>
        </Empty>
      }
      columns={[
        {
          key: 'number',
          header: t('col-number'),
          primary: true,
          cell: (row) => (
            <a class="code" href={`${MIRROR_DOSSIER}/${encodeURIComponent(row.number)}`}>
              {row.number}
            </a>
          ),
        },
        { key: 'applicant', header: t('col-applicant'), cell: (row) => row.applicantName },
        { key: 'procedure', header: t('col-procedure'), width: 'long', cell: (row) => row.procedureName },
        {
          key: 'status',
          header: t('col-status'),
          cell: (row) => (
            <>
              {statusName(row.status)}{' '}
              {isLate(row, now) ? <StatusTag tone="late">{t('late')}</StatusTag> : null}
            </>
          ),
        },
        { key: 'unit', header: t('col-unit'), cell: (row) => row.unitName },
        { key: 'due', header: t('col-due'), cell: (row) => moment(row.dueAt) },
        { key: 'asOf', header: t('col-as-of'), cell: (row) => moment(row.asOf) },
        {
          key: 'here',
          header: t('col-here'),
          cell: (row) =>
            row.dossierId === null ? (
              ''
            ) : (
              <a href={`/can-bo/ho-so/${row.dossierId}`}>{row.localNumber ?? row.number}</a>
            ),
        },
      ]}
    />
  );
}

/** The mirrored dossiers with where they come from, what a person has to place, and how reading goes. */
export function MirrorView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly found: MirrorOverview;
  readonly narrowed: Narrowed;
  readonly now: Temporal.Instant;
  readonly maySettle: boolean;
  readonly maySet: boolean;
  readonly errors: readonly FieldError[];
}) {
  const { lang, found, narrowed, errors } = props;
  const t = mirrorMessages(lang);
  const from = (narrowed.trang - 1) * PAGE_ROWS;
  const href = (page: number) =>
    `${MIRROR_HOME}?${new URLSearchParams({ q: narrowed.q, xem: narrowed.xem, trang: String(page) })}`;
  return (
    <OfficerLayout
      title={t('title')}
      lang={lang}
      actor={props.actor}
      centre={props.centre}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t('title')} why={t('lead')}>
        {props.maySet ? <ButtonLink href={MIRROR_SETTINGS}>{t('settings')}</ButtonLink> : null}
      </PageHead>
      <ErrorSummary errors={errors} lang={lang} />
      <Said said={found.said} lang={lang} />
      <FailedFiles found={found} lang={lang} />
      {found.doubts.length > 0 && props.maySettle ? (
        <Notice tone="soon" title={t('doubts')}>
          <p>{t('doubts-why')}</p>
          {found.doubts.map((doubt) => (
            <DoubtForm key={doubt.id} doubt={doubt} lang={lang} errors={errors} />
          ))}
        </Notice>
      ) : null}
      <SearchBox action={MIRROR_HOME} label={t('search')} value={narrowed.q} lang={lang} />
      <nav class="row" aria-label={t('which')}>
        {(['all', 'open', 'late'] as const).map((which) => (
          <a
            key={which}
            href={`${MIRROR_HOME}?xem=${which}`}
            {...(narrowed.xem === which ? { 'aria-current': 'page' } : {})}
          >
            {t(`which-${which}`)}
          </a>
        ))}
      </nav>
      <Dossiers found={found} lang={lang} now={props.now} />
      {found.total > PAGE_ROWS ? (
        <Pagination
          lang={lang}
          from={from + 1}
          to={from + found.rows.length}
          total={found.total}
          previousHref={narrowed.trang > 1 ? href(narrowed.trang - 1) : undefined}
          nextHref={from + found.rows.length < found.total ? href(narrowed.trang + 1) : undefined}
        />
      ) : null}
      <h2>{t('line')}</h2>
      <Standing found={found} lang={lang} />
      {found.batches.length === 0 ? null : (
        <Fold title={t('batches')} id="da-doc">
          <Table
            caption={t('batches')}
            captionHidden
            rows={found.batches}
            rowKey={({ id }) => id}
            empty={null}
            columns={[
              { key: 'name', header: t('col-batch'), primary: true, cell: ({ name }) => name },
              { key: 'at', header: t('col-at'), cell: ({ at }) => formatDateTime(at, lang) },
              { key: 'rows', header: t('col-rows'), align: 'end', cell: ({ rows }) => rows },
              { key: 'changed', header: t('col-changed'), align: 'end', cell: ({ changed }) => changed },
              {
                key: 'quarantined',
                header: t('col-quarantined'),
                align: 'end',
                cell: ({ quarantined }) => quarantined,
              },
              {
                key: 'note',
                header: t('col-note'),
                cell: ({ why, remarks }) =>
                  why === null ? remarks.join(' ') : `${t('batch-failed')}: ${why}`,
              },
            ]}
          />
        </Fold>
      )}
      {found.quarantine.length === 0 ? null : (
        <Fold title={t('quarantine', { count: found.quarantine.length })} id="de-rieng">
          <ul>
            {found.quarantine.map(({ batchName, line, reasons, at }) => (
              <li key={`${batchName} ${line} ${at}`}>
                {t('quarantine-line', { name: batchName, line, reasons: reasons.join('; ') })}
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </OfficerLayout>
  );
}
