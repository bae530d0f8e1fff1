import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { ButtonLink, Empty, ErrorSummary, LiveRegion, Notice, StatusTag, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { inboxMessages } from '../messages-inbox.ts';
import type { ArrivalLine, Inbox } from '../queries-inbox.ts';

/** Where officers see what was filed on the portal. */
export const INBOX = '/can-bo/ho-so-tu-cong';

/** Whether somebody opened it, or until when somebody should (2 hours). */
export function OpenClock({ line, lang }: { line: ArrivalLine; lang: Lang }) {
  const t = inboxMessages(lang);
  if (line.openedAt !== null) {
    return <>{t('opened-at', { name: line.openedBy ?? '', at: formatDateTime(line.openedAt, lang) })}</>;
  }
  if (line.answeredAt !== null) {
    return <>–</>;
  }
  return line.level === 1 || line.escalated >= 1 ? (
    <StatusTag tone="late">{t('open-late')}</StatusTag>
  ) : (
    t('open-by', { at: formatDateTime(line.alertBy, lang) })
  );
}

/** When it was answered, or until when it has to be (8 working hours). */
export function AnswerClock({ line, lang }: { line: ArrivalLine; lang: Lang }) {
  const t = inboxMessages(lang);
  if (line.answeredAt !== null) {
    return <>{t('answered-at', { at: formatDateTime(line.answeredAt, lang) })}</>;
  }
  if (line.respondBy === null) {
    return <>{t('answer-none')}</>;
  }
  const at = formatDateTime(line.respondBy, lang);
  switch (line.level) {
    case 3:
      return <StatusTag tone="late">{t('answer-late', { at })}</StatusTag>;
    case 2:
      return <StatusTag tone="soon">{t('answer-soon', { at })}</StatusTag>;
    case 0:
    case 1:
      return <>{t('answer-by', { at })}</>;
    default:
      return line.level satisfies never;
  }
}

/** What is the matter with it, in a word. */
export function ArrivalTag({ line, lang }: { line: ArrivalLine; lang: Lang }) {
  const t = inboxMessages(lang);
  if (line.state === 'quarantined') {
    return <StatusTag tone="late">{t('state-quarantined')}</StatusTag>;
  }
  if (line.state === 'dismissed') {
    return <StatusTag tone="neutral">{t('state-dismissed')}</StatusTag>;
  }
  return line.answeredAt === null ? (
    <StatusTag tone="waiting">{t(`state-${line.state}`)}</StatusTag>
  ) : (
    <StatusTag tone="done">{t('state-answered')}</StatusTag>
  );
}

function Lines(props: {
  readonly lines: readonly ArrivalLine[];
  readonly lang: Lang;
  readonly caption: string;
  readonly empty: { readonly title: string; readonly why: string };
}) {
  const { lang } = props;
  const t = inboxMessages(lang);
  return (
    <Table
      caption={props.caption}
      captionHidden
      walk
      rows={props.lines}
      rowKey={(row) => row.id}
      href={(row) => `${INBOX}/${row.id}`}
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
          cell: (row) => (
            <>
              {row.number === '' ? t('unreadable') : row.number}
              {row.version > 1 ? (
                <span class="soft"> {t('update-version', { n: row.version - 1 })}</span>
              ) : null}
            </>
          ),
        },
        { key: 'who', header: t('col-who'), cell: (row) => row.owner },
        { key: 'procedure', header: t('col-procedure'), cell: (row) => row.procedureCode },
        { key: 'arrived', header: t('col-arrived'), cell: (row) => formatDateTime(row.arrivedAt, lang) },
        { key: 'open', header: t('col-open'), cell: (row) => <OpenClock line={row} lang={lang} /> },
        { key: 'answer', header: t('col-answer'), cell: (row) => <AnswerClock line={row} lang={lang} /> },
        {
          key: 'files',
          header: t('col-files'),
          cell: (row) => (row.files.all === 0 ? t('files-none') : t('files-of', row.files)),
        },
        { key: 'state', header: t('col-state'), cell: (row) => <ArrivalTag line={row} lang={lang} /> },
      ]}
    />
  );
}

/** The list: what waits first, by when it has to be answered. */
export function InboxView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly inbox: Inbox;
  readonly maySet: boolean;
  readonly mayAssist: boolean;
  readonly errors: readonly FieldError[];
}) {
  const { lang, actor, inbox } = props;
  const t = inboxMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} path={INBOX}>
      <PageHead title={t('title')} why={`${t('lead')} ${t('basis')}.`}>
        {props.mayAssist ? <ButtonLink href="/can-bo/ho-tro-nop">{t('assist')}</ButtonLink> : null}
        {props.maySet ? <ButtonLink href="/can-bo/quan-tri/ho-so-tu-cong">{t('settings')}</ButtonLink> : null}
      </PageHead>
      <ErrorSummary errors={props.errors} lang={lang} />
      {inbox.on ? null : <Notice title={t('off')} />}
      <LiveRegion id="portal-inbox" topics={[`staff:${actor.centreId}`]}>
        <h2>{t('waiting')}</h2>
        <Lines
          lines={inbox.waiting}
          lang={lang}
          caption={t('waiting')}
          empty={{ title: t('waiting-none'), why: t('waiting-none-why') }}
        />
        <h2>{t('settled')}</h2>
        <Lines
          lines={inbox.settled}
          lang={lang}
          caption={t('settled')}
          empty={{ title: t('settled-none'), why: '' }}
        />
      </LiveRegion>
    </OfficerLayout>
  );
}
