import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime } from '#platform/time.ts';
import { Button, Empty, Field, Fold, Notice, RequestId, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import type { ImportRun } from '../import-repo.ts';
import type { ImportView } from '../queries.ts';
import type { Change, Difference } from '../rules/difference.ts';
import { type AdminPage, faceOf } from './admin-list.tsx';
import { adminMessages, partsInWords } from './admin-messages.ts';

const HOME = '/can-bo/quan-tri/thu-tuc/nhap';

function Frame(props: AdminPage & { title: string; why?: string; children: ComponentChildren }) {
  return (
    <OfficerLayout
      title={props.title}
      lang={props.lang}
      actor={props.actor}
      centre={faceOf(props.centre)}
      path="/can-bo/quan-tri"
    >
      <PageHead title={props.title} why={props.why} />
      {props.children}
    </OfficerLayout>
  );
}

function State({ run, lang }: { run: ImportRun; lang: Lang }) {
  const t = adminMessages(lang);
  switch (run.status) {
    case 'read':
      return <StatusTag tone="waiting">{t('state.read')}</StatusTag>;
    case 'applied':
      return (
        <StatusTag tone="done">
          {t('state.applied', { day: run.effectiveFrom ? formatDate(run.effectiveFrom) : '' })}
        </StatusTag>
      );
    case 'discarded':
      return <StatusTag tone="neutral">{t('state.discarded')}</StatusTag>;
    default:
      return run.status satisfies never;
  }
}

/** The form to send a file, and the last imports. */
export function ImportList(
  props: AdminPage & {
    runs: readonly ImportRun[];
    mayImport: boolean;
    requestId: string;
    error: string | undefined;
  },
) {
  const { lang } = props;
  const t = adminMessages(lang);
  return (
    <Frame {...props} title={t('importTitle')} why={t('importWhy')}>
      {props.error === undefined ? null : <Notice tone="late" title={props.error} role="alert" />}
      {props.mayImport ? (
        <form method="post" action={HOME} enctype="multipart/form-data" class="stack">
          <RequestId value={props.requestId} />
          <div>
            <label class="question-label" for="f-file">
              {t('file')}
            </label>
            <input id="f-file" type="file" name="file" accept=".jsonl,.ndjson,.json,.txt" required />
          </div>
          <Button look="primary">{t('readFile')}</Button>
        </form>
      ) : null}
      <Table
        caption={t('runs')}
        columns={[
          { key: 'file', header: t('colFile'), primary: true, cell: (run) => run.fileName },
          { key: 'when', header: t('colWhen'), cell: (run) => formatDateTime(run.createdAt, lang) },
          { key: 'by', header: t('colBy'), cell: (run) => run.createdBy },
          { key: 'state', header: t('colState'), cell: (run) => <State run={run} lang={lang} /> },
          { key: 'accepted', header: t('colAccepted'), align: 'end', cell: (run) => run.accepted },
          { key: 'refused', header: t('colRefused'), align: 'end', cell: (run) => run.refused },
        ]}
        rows={props.runs}
        rowKey={(run) => run.id}
        {...(props.mayImport ? { href: (run: ImportRun) => `${HOME}/${run.id}` } : {})}
        empty={<Empty title={t('noRuns')} />}
      />
    </Frame>
  );
}

function Changed({ changes, lang }: { changes: readonly Change[]; lang: Lang }) {
  const t = adminMessages(lang);
  return (
    <section class="stack-s" aria-labelledby="thay-doi">
      <h2 id="thay-doi">{t('changedList')}</h2>
      <p class="soft">{t('changedHint')}</p>
      <ul class="plain-list">
        {changes.map((change) => (
          <li key={change.code}>
            <input type="hidden" name="offered" value={change.code} />
            <label>
              <input type="checkbox" name="chosen" value={change.code} checked />{' '}
              <span class="code">{change.code}</span> {change.name}{' '}
              <span class="soft">({partsInWords(change.parts)})</span>
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Names({ title, names }: { title: string; names: readonly { code: string; name: string }[] }) {
  return names.length === 0 ? null : (
    <Fold title={title}>
      <ul>
        {names.map(({ code, name }) => (
          <li key={code}>
            <span class="code">{code}</span> {name}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function Waiting(props: { difference: Difference; run: ImportRun; lang: Lang; today: Temporal.PlainDate }) {
  const { difference, run, lang, today } = props;
  const t = adminMessages(lang);
  const changed = difference.changes.filter(({ kind }) => kind === 'changed');
  const added = difference.changes.filter(({ kind }) => kind === 'added');
  return (
    <>
      <p>
        {t('summary', {
          added: added.length,
          changed: changed.length,
          unchanged: difference.unchanged,
          absent: difference.absent.length,
        })}
      </p>
      <form method="post" action={`${HOME}/${run.id}/ap-dung`} class="stack">
        {difference.changes.length === 0 ? <Notice title={t('nothingToDo')} /> : null}
        {changed.length > 0 ? <Changed changes={changed} lang={lang} /> : null}
        <Field
          name="from"
          type="date"
          label={t('from')}
          value={today.toString()}
          min={today.toString()}
          width="short"
          required
          lang={lang}
        />
        <Button look="primary">{t('apply')}</Button>
      </form>
      <form method="post" action={`${HOME}/${run.id}/bo`}>
        <Button look="quiet">{t('discard')}</Button>
      </form>
      <Names title={t('addedList', { count: added.length })} names={added} />
      <Names title={t('absentList', { count: difference.absent.length })} names={difference.absent} />
    </>
  );
}

/** One import: what it would change and the button to apply it; afterwards what it did. */
export function ImportRunView(props: AdminPage & { view: ImportView; today: Temporal.PlainDate }) {
  const { lang, view, today } = props;
  const { run, refusals, difference } = view;
  const t = adminMessages(lang);
  return (
    <Frame {...props} title={run.fileName} why={`${formatDateTime(run.createdAt, lang)} · ${run.createdBy}`}>
      <p>
        <State run={run} lang={lang} />
      </p>
      {difference ? (
        <Waiting difference={difference} run={run} lang={lang} today={today} />
      ) : run.status === 'applied' ? (
        <p>
          {t('appliedSummary', {
            added: run.added ?? 0,
            changed: run.changed ?? 0,
            unchanged: run.unchanged ?? 0,
          })}
        </p>
      ) : null}
      {refusals.length > 0 ? (
        <Fold title={t('refusedList', { count: run.refused })} open>
          <ul>
            {refusals.map(({ line, code, reasons }) => (
              <li key={line}>{t('refusedLine', { line, code: code ?? '', reasons: reasons.join('; ') })}</li>
            ))}
          </ul>
        </Fold>
      ) : null}
    </Frame>
  );
}
