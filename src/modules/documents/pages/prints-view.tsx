import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  LiveRegion,
  Notice,
  RequestId,
  Select,
  StatusTag,
  Table,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import type { Printer, PrintJobView, PrintState } from '../schema.ts';

export const PRINTS_PATH = '/can-bo/in-an';

const TONES = {
  queued: 'waiting',
  printing: 'waiting',
  done: 'done',
  failed: 'late',
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
  /** Name of the printer that was just saved. */
  readonly saved?: string | undefined;
  readonly refused?: {
    readonly values: FormValues;
    readonly fields: readonly FieldError[];
    readonly detail: string;
  };
}

function State({ job, lang }: { job: PrintJobView; lang: Lang }) {
  const t = messages(lang);
  return (
    <>
      <StatusTag tone={TONES[job.state]}>{t(`prints.${job.state}`)}</StatusTag>
      {job.error ? <p class="small">{job.error}</p> : null}
    </>
  );
}

function Again({ job, lang }: { job: PrintJobView; lang: Lang }) {
  const t = messages(lang);
  if (job.printer === null && job.href !== null) {
    return <a href={job.href}>{t('prints.open')}</a>;
  }
  if (job.printer === null || job.state === 'queued' || job.state === 'printing') {
    return null;
  }
  return (
    <form method="post" action={`${PRINTS_PATH}/${job.id}/in-lai`}>
      <Button>
        {t('prints.again')}
        <span class="sr-only"> {job.title}</span>
      </Button>
    </form>
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

function PrinterForm({ lang, refused }: Pick<PrintsProps, 'lang' | 'refused'>) {
  const t = messages(lang);
  const value = (name: string) => {
    const typed = refused?.values[name];
    return typeof typed === 'string' ? typed : undefined;
  };
  const error = (name: string) => errorFor(refused?.fields, name);
  return (
    <form method="post" action={`${PRINTS_PATH}/may-in`} class="stack">
      <Field name="name" label={t('printers.name')} value={value('name')} error={error('name')} required />
      <Select
        name="kind"
        label={t('printers.kind')}
        value={value('kind')}
        error={error('kind')}
        options={[
          { value: 'escpos', label: t('printers.escpos') },
          { value: 'pdf', label: t('printers.pdf') },
        ]}
      />
      <Field
        name="host"
        label={t('printers.host')}
        placeholder="192.168.1.50"
        value={value('host')}
        error={error('host')}
        required
      />
      <Field
        name="port"
        label={t('printers.port')}
        type="number"
        width="short"
        value={value('port') ?? '9100'}
        error={error('port')}
      />
      <Select
        name="dots"
        label={t('printers.dots')}
        value={value('dots')}
        error={error('dots')}
        options={[
          { value: '576', label: t('printers.80') },
          { value: '512', label: t('printers.80-narrow') },
          { value: '384', label: t('printers.58') },
          { value: '', label: t('printers.no-dots') },
        ]}
      />
      <p>
        <Button look="primary">{t('printers.save')}</Button>
      </p>
    </form>
  );
}

/** Print jobs with their state, printers, and for administrators a form to add one. */
export function PrintsPage(props: PrintsProps) {
  const { lang, refused } = props;
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
      {props.saved ? (
        <Notice tone="ok" title={t('printers.saved', { name: props.saved })} role="status" />
      ) : null}
      {refused ? <ErrorSummary errors={refused.fields} detail={refused.detail} lang={lang} /> : null}
      <LiveRegion id="print-jobs" topics={[props.topic]}>
        <Jobs jobs={props.jobs} lang={lang} />
      </LiveRegion>
      <Printers printers={props.printers} lang={lang} mayEdit={props.mayEdit} requestId={props.requestId} />
      {props.mayEdit ? (
        <Fold title={t('printers.add')} open={refused !== undefined}>
          <PrinterForm lang={lang} {...(refused ? { refused } : {})} />
        </Fold>
      ) : null}
    </OfficerLayout>
  );
}
