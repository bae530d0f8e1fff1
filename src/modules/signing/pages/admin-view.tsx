import { hasRole } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, toLocal } from '#platform/time.ts';
import {
  Button,
  Empty,
  ErrorSummary,
  Field,
  Fold,
  Notice,
  StatusTag,
  SummaryList,
  Table,
  type Tone,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { signingPageMessages } from '../messages-pages.ts';
import type { CertificateView, LineView, SigningOverview } from '../queries.ts';
import type { Validity } from '../rules/words.ts';
import { SettingsForm } from './settings-form.tsx';
import type { Frame } from './sign-view.tsx';

/** Where signing is administered. */
export const ADMIN_PATH = '/can-bo/quan-tri/ky-so';

const TONES: Readonly<Record<Validity, Tone>> = {
  valid: 'ok',
  'ends-soon': 'soon',
  expired: 'late',
  'not-yet': 'neutral',
};

interface AdminProps extends Frame {
  readonly overview: SigningOverview;
  readonly typed: FormValues | undefined;
  readonly errors: readonly FieldError[];
  readonly detail: string | undefined;
  readonly done: boolean;
}

interface PartProps {
  readonly lang: Lang;
  readonly overview: SigningOverview;
  readonly mayChange: boolean;
}

function ValidityTag({ view, lang }: { view: CertificateView; lang: Lang }) {
  const t = signingPageMessages(lang);
  const day = formatDate(toLocal(view.facts.validTo));
  return view.row.retiredAt === null ? (
    <StatusTag tone={TONES[view.validity]}>{t(`valid-${view.validity}`, { day })}</StatusTag>
  ) : (
    <StatusTag tone="neutral">{t('retired')}</StatusTag>
  );
}

function IdForm({ action, id, label }: { action: string; id: string; label: string }) {
  return (
    <form method="post" action={`${ADMIN_PATH}/${action}`}>
      <input type="hidden" name="id" value={id} />
      <Button look="quiet">{label}</Button>
    </form>
  );
}

function Certificates({ lang, overview, mayChange }: PartProps) {
  const t = signingPageMessages(lang);
  return (
    <Table
      caption={t('certificates')}
      captionHidden
      rows={overview.certificates}
      rowKey={({ row }) => row.id}
      empty={<Empty title={t('no-certificates')} />}
      columns={[
        { key: 'holder', header: t('holder'), primary: true, cell: ({ facts }) => facts.holder },
        { key: 'person', header: t('person'), cell: ({ person }) => person ?? t('organisation') },
        { key: 'method', header: t('method'), cell: ({ row }) => t(`method-${row.method}`) },
        { key: 'validity', header: t('validity'), cell: (view) => <ValidityTag view={view} lang={lang} /> },
        { key: 'issuer', header: t('issuer'), cell: ({ facts }) => facts.issuer },
        {
          key: 'serial',
          header: t('serial'),
          cell: ({ facts }) => <span class="code code-long">{facts.serial}</span>,
        },
        ...(mayChange
          ? [
              {
                key: 'action',
                header: t('action'),
                cell: ({ row }: CertificateView) =>
                  row.retiredAt === null ? <IdForm action="ngung" id={row.id} label={t('retire')} /> : null,
              },
            ]
          : []),
      ]}
    />
  );
}

/** A file in a form of its own; `accept` as file inputs name kinds. */
function FileField({
  id,
  label,
  accept,
  hint,
}: {
  id: string;
  label: string;
  accept: string;
  hint?: string;
}) {
  return (
    <div class="question">
      <label for={id}>{label}</label>
      {hint === undefined ? null : (
        <p class="question-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        class="input"
        type="file"
        id={id}
        name="file"
        accept={accept}
        required
        aria-describedby={hint && `${id}-hint`}
      />
    </div>
  );
}

/** A choice of people; every form on the page needs an address of its own for its label. */
function PersonSelect({
  id,
  overview,
  lang,
  organisation,
}: {
  id: string;
  overview: SigningOverview;
  lang: Lang;
  organisation?: boolean;
}) {
  const t = signingPageMessages(lang);
  return (
    <div class="question">
      <label for={id}>{t('person')}</label>
      <select class="input" id={id} name="accountId" required={!organisation}>
        <option value="">{organisation ? t('organisation') : ' '}</option>
        {overview.people.map((person) => (
          <option key={person.id} value={person.id}>
            {person.name}
          </option>
        ))}
      </select>
    </div>
  );
}

const CERTIFICATE_KINDS = '.cer,.crt,.pem,.der';

function Additions({ lang, overview }: PartProps) {
  const t = signingPageMessages(lang);
  return (
    <div class="stack-s">
      <Fold title={t('add-store')} id="them-khoa">
        <form method="post" action={`${ADMIN_PATH}/khoa`} enctype="multipart/form-data" class="stack-s">
          <FileField id="f-khoa" label={t('store-file')} accept=".p12,.pfx" hint={t('store-hint')} />
          <Field name="passphrase" type="password" label={t('passphrase')} autocomplete="off" lang={lang} />
          <PersonSelect id="f-khoa-nguoi" overview={overview} lang={lang} organisation />
          <Button>{t('add')}</Button>
        </form>
      </Fold>
      {overview.settings.remote === null ? null : (
        <Fold title={t('add-remote')} id="them-tu-xa">
          <form method="post" action={`${ADMIN_PATH}/tu-xa`} class="stack-s">
            <Field name="userId" label={t('remote-user')} autocomplete="off" width="mid" lang={lang} />
            <PersonSelect id="f-xa-nguoi" overview={overview} lang={lang} />
            <Button>{t('add')}</Button>
          </form>
        </Fold>
      )}
      {overview.settings.agentPort === null ? null : (
        <Fold title={t('add-token')} id="them-token">
          <form method="post" action={`${ADMIN_PATH}/token`} enctype="multipart/form-data" class="stack-s">
            <FileField id="f-token" label={t('certificate-file')} accept={CERTIFICATE_KINDS} />
            <PersonSelect id="f-token-nguoi" overview={overview} lang={lang} />
            <Button>{t('add')}</Button>
          </form>
        </Fold>
      )}
    </div>
  );
}

function Anchors({ lang, overview, mayChange }: PartProps) {
  const t = signingPageMessages(lang);
  return (
    <>
      <Table
        caption={t('anchors')}
        captionHidden
        rows={overview.anchors}
        rowKey={({ id }) => id}
        empty={
          <Empty title={t('no-anchors')}>
            <p>{t('no-anchors-next')}</p>
          </Empty>
        }
        columns={[
          { key: 'holder', header: t('holder'), primary: true, cell: ({ facts }) => facts.holder },
          {
            key: 'end',
            header: t('validity'),
            cell: ({ facts }) => t('valid-valid', { day: formatDate(toLocal(facts.validTo)) }),
          },
          {
            key: 'print',
            header: 'SHA-256',
            cell: ({ facts }) => <span class="code code-long">{facts.fingerprint}</span>,
          },
          ...(mayChange
            ? [
                {
                  key: 'action',
                  header: t('action'),
                  cell: ({ id }: { readonly id: string }) => (
                    <IdForm action="bo-tin" id={id} label={t('remove-anchor')} />
                  ),
                },
              ]
            : []),
        ]}
      />
      {mayChange ? (
        <Fold title={t('add-anchor')} id="them-ca">
          <form method="post" action={`${ADMIN_PATH}/ca`} enctype="multipart/form-data" class="stack-s">
            <FileField id="f-ca" label={t('certificate-file')} accept={CERTIFICATE_KINDS} />
            <Button>{t('add')}</Button>
          </form>
        </Fold>
      ) : null}
    </>
  );
}

function lineText({ on, circuit, state }: LineView, lang: Lang): string {
  const t = signingPageMessages(lang);
  if (!on) {
    return t('line-off');
  }
  const at = circuit.lastOkAt === null ? t('never') : formatDateTime(circuit.lastOkAt, lang);
  return [t(`line-${state}`), t('last-ok', { at }), circuit.lastWhy].filter(Boolean).join('; ');
}

/** Certificates, authorities, lines and settings of signing. Auditor and director see them without forms. */
export function AdminView(props: AdminProps) {
  const { actor, lang, centre, overview, typed, errors, detail, done } = props;
  const t = signingPageMessages(lang);
  const mayChange = hasRole(actor, 'administrator');
  const part = { lang, overview, mayChange };
  return (
    <OfficerLayout title={t('admin-title')} lang={lang} actor={actor} centre={centre} path="/can-bo/quan-tri">
      <PageHead title={t('admin-title')} why={t('admin-why')} />
      <ErrorSummary errors={errors} detail={detail} lang={lang} />
      {done ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
      <section class="stack" aria-labelledby="s-chung-thu">
        <h2 id="s-chung-thu">{t('certificates')}</h2>
        <Certificates {...part} />
        {mayChange ? <Additions {...part} /> : null}
      </section>
      <section class="stack" aria-labelledby="s-ket-noi">
        <h2 id="s-ket-noi">{t('lines')}</h2>
        <SummaryList
          items={[
            { term: t('line-remote'), value: lineText(overview.lines.remote, lang) },
            { term: t('line-tsa'), value: lineText(overview.lines.tsa, lang) },
            { term: t('line-revocation'), value: lineText(overview.lines.revocation, lang) },
          ]}
        />
      </section>
      <section class="stack" aria-labelledby="s-ca">
        <h2 id="s-ca">{t('anchors')}</h2>
        <Anchors {...part} />
      </section>
      {mayChange ? (
        <section class="stack" aria-labelledby="s-thiet-lap">
          <h2 id="s-thiet-lap">{t('settings')}</h2>
          <SettingsForm lang={lang} overview={overview} typed={typed} errors={errors} />
        </section>
      ) : null}
    </OfficerLayout>
  );
}
