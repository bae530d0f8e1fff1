import type { StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, LiveRegion, Notice, RequestId, StatusTag, Table } from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import { printMessages } from '../messages-prints.ts';
import type { Printer, PrintJobView, PrintState } from '../schema.ts';

export const PRINTS_PATH = '/can-bo/in-an';

const TONES = {
  queued: 'waiting',
  printing: 'waiting',
  done: 'done',
  failed: 'late',
  waiting: 'soon',
  unknown: 'late',
  cancelled: 'neutral',
} as const satisfies Record<PrintState, string>;

export interface PrintsProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly jobs: readonly PrintJobView[];
  readonly printers: readonly Printer[];
  readonly mayEdit: boolean;
  /** Topic on which changes are told. */
  readonly topic: string;
  readonly requestId: string;
}

function stateWords(job: PrintJobView, lang: Lang): string {
  const t = messages(lang);
  const p = printMessages(lang);
  switch (job.state) {
    case 'waiting':
    case 'unknown':
    case 'cancelled':
      return p(`state.${job.state}`);
    case 'done':
      return job.confirmed ? p('state.done-confirmed') : t('prints.done');
    case 'queued':
    case 'printing':
    case 'failed':
      return t(`prints.${job.state}`);
    default:
      return job.state satisfies never;
  }
}

function State({ job, lang }: { job: PrintJobView; lang: Lang }) {
  return (
    <>
      <StatusTag tone={TONES[job.state]}>{stateWords(job, lang)}</StatusTag>
      {job.error ? <p class="small">{job.error}</p> : null}
    </>
  );
}

function Decision(props: { job: PrintJobView; name: string; label: string }) {
  return (
    <form method="post" action={`${PRINTS_PATH}/${props.job.id}/${props.name}`}>
      <Button>
        {props.label}
        <span class="sr-only"> {props.job.title}</span>
      </Button>
    </form>
  );
}

function Again({ job, lang }: { job: PrintJobView; lang: Lang }) {
  const t = messages(lang);
  const p = printMessages(lang);
  if (job.printer === null) {
    return job.href === null ? null : <a href={job.href}>{t('prints.open')}</a>;
  }
  if (job.state === 'printing') {
    return null;
  }
  return (
    <div class="row">
      {job.state === 'unknown' ? <Decision job={job} name="da-ra" label={p('action.came-out')} /> : null}
      {job.state === 'queued' ? null : <Decision job={job} name="in-lai" label={t('prints.again')} />}
      {job.cancellable ? <Decision job={job} name="huy" label={p('action.cancel')} /> : null}
    </div>
  );
}

function Waiting({ jobs, lang }: { jobs: readonly PrintJobView[]; lang: Lang }) {
  const p = printMessages(lang);
  const count = jobs.filter(({ state }) => state === 'waiting').length;
  return count === 0 ? null : (
    <Notice tone="soon" title={p('waiting', { count })}>
      <p>{p('waiting.why')}</p>
    </Notice>
  );
}

function Jobs({ jobs, lang }: { jobs: readonly PrintJobView[]; lang: Lang }) {
  const t = messages(lang);
  return (
    <Table
      caption={t('prints.caption')}
      rows={jobs}
      rowKey={(job) => job.id}
      empty={<Empty title={t('prints.none')} />}
      columns={[
        { key: 'what', header: t('prints.what'), primary: true, cell: (job) => job.title },
        { key: 'printer', header: t('prints.printer'), cell: (job) => job.printer ?? t('prints.dialogue') },
        {
          key: 'when',
          header: t('prints.when'),
          cell: (job) => formatDateTime(Temporal.Instant.from(job.requestedAt), lang),
        },
        { key: 'state', header: t('prints.state'), cell: (job) => <State job={job} lang={lang} /> },
        { key: 'again', header: t('prints.next'), cell: (job) => <Again job={job} lang={lang} /> },
      ]}
    />
  );
}

function Printers({
  printers,
  lang,
  mayEdit,
  requestId,
}: Pick<PrintsProps, 'printers' | 'lang' | 'mayEdit' | 'requestId'>) {
  const t = messages(lang);
  const test = {
    key: 'test',
    header: t('printers.test'),
    cell: (printer: Printer) => (
      <form method="post" action={`${PRINTS_PATH}/may-in/${printer.id}/in-thu`}>
        <RequestId value={requestId} />
        <Button>
          {t('printers.test')}
          <span class="sr-only"> {printer.name}</span>
        </Button>
      </form>
    ),
  };
  return (
    <Table
      caption={t('printers.caption')}
      rows={printers}
      rowKey={(printer) => printer.id}
      empty={<Empty title={t('printers.none')} />}
      columns={[
        { key: 'name', header: t('printers.name'), primary: true, cell: (printer) => printer.name },
        { key: 'kind', header: t('printers.kind'), cell: (printer) => t(`printers.${printer.kind}`) },
        {
          key: 'address',
          header: t('printers.address'),
          cell: (printer) => `${printer.host}:${printer.port}`,
        },
        ...(mayEdit ? [test] : []),
      ]}
    />
  );
}

/** Print jobs with their state and what a person can do about them; the printers, which live in the equipment. */
export function PrintsPage(props: PrintsProps) {
  const { lang } = props;
  const t = messages(lang);
  return (
    <OfficerLayout
      title={t('prints.title')}
      lang={lang}
      actor={props.actor}
      centre={props.centre}
      path={PRINTS_PATH}
    >
      <PageHead title={t('prints.title')} why={t('prints.why')} />
      <LiveRegion id="print-jobs" topics={[props.topic]}>
        <Waiting jobs={props.jobs} lang={lang} />
        <Jobs jobs={props.jobs} lang={lang} />
      </LiveRegion>
      <Printers printers={props.printers} lang={lang} mayEdit={props.mayEdit} requestId={props.requestId} />
      <p>
        <a href="/can-bo/trang-thiet-bi">{printMessages(lang)('printer-list')}</a>
      </p>
    </OfficerLayout>
  );
}
