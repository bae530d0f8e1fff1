import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Field,
  Fold,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { inboxMessages } from '../messages-inbox.ts';
import type { ArrivalDetail } from '../queries-inbox.ts';
import type { ArrivedFile, FiledDossier } from '../schema-inbox.ts';
import { AnswerClock, ArrivalTag, INBOX, OpenClock } from './inbox-view.tsx';

/** "20260511073000" → "07:30 11/05/2026". */
function stampInWords(stamp: string): string {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})/.exec(stamp) ?? [];
  return year === undefined ? stamp : `${hour}:${minute} ${day}/${month}/${year}`;
}

function facts(filed: FiledDossier, procedureName: string | null, lang: Lang) {
  const t = inboxMessages(lang);
  const by = filed.ThongTinNguoiNop;
  const rows = [
    { term: t('applicant'), value: filed.ChuHoSo },
    { term: t('id-number'), value: filed.SoGiayToChuHoSo },
    { term: t('phone'), value: filed.SoDienThoai },
    { term: t('address'), value: filed.DiaChi },
    { term: t('filed-by'), value: by === null ? '' : `${by.TenNguoiNop} ${by.QuanHe}`.trim() },
    {
      term: t('col-procedure'),
      value: procedureName === null ? filed.MaTTHC : `${procedureName} (${filed.MaTTHC})`,
    },
    { term: t('content'), value: filed.TrichYeuHoSo },
    { term: t('note'), value: filed.GhiChu },
    { term: t('filed-at'), value: stampInWords(filed.NgayNopHoSo) },
    { term: t('verified'), value: t(filed.TaiKhoanDuocXacThucVoiVNeID === '1' ? 'yes' : 'no') },
  ];
  return rows.filter(({ value }) => value !== '');
}

function FileState({ file, lang }: { file: ArrivedFile; lang: Lang }) {
  const t = inboxMessages(lang);
  switch (file.state) {
    case 'kept':
      return <StatusTag tone="done">{t('file-kept')}</StatusTag>;
    case 'waiting':
      return (
        <StatusTag tone="waiting">{t('file-waiting', { at: formatDateTime(file.nextAt, lang) })}</StatusTag>
      );
    case 'refused':
      return <StatusTag tone="late">{t('file-refused')}</StatusTag>;
    default:
      return file.state satisfies never;
  }
}

/** The paper as the catalogue names it; a key that it does not have is shown as the portal sent it. */
function paperOf(detail: ArrivalDetail, { paperKey }: ArrivedFile, lang: Lang): string {
  const t = inboxMessages(lang);
  if (paperKey === '') {
    return t('paper-other');
  }
  return detail.paperNames.get(paperKey) ?? t('paper-unknown', { key: paperKey });
}

function Files(props: { readonly detail: ArrivalDetail; readonly maySettle: boolean; readonly lang: Lang }) {
  const { detail, lang } = props;
  const t = inboxMessages(lang);
  const short = detail.files.some(({ state }) => state !== 'kept');
  return (
    <section class="stack" aria-labelledby="tep">
      <h2 id="tep">{t('files')}</h2>
      <Table
        caption={t('files')}
        captionHidden
        rows={detail.files}
        rowKey={(row) => row.id}
        empty={<p>{t('files-none')}</p>}
        columns={[
          { key: 'name', header: t('col-name'), primary: true, cell: (row) => row.name },
          { key: 'paper', header: t('col-paper'), cell: (row) => paperOf(detail, row, lang) },
          {
            key: 'state',
            header: t('col-state'),
            cell: (row) => (
              <>
                <FileState file={row} lang={lang} /> {row.why ?? ''}
              </>
            ),
          },
        ]}
      />
      {short && props.maySettle ? (
        <form method="post" action={`${INBOX}/${detail.line.id}/tai-lai`}>
          <Button>{t('fetch-again')}</Button>
        </form>
      ) : null}
    </section>
  );
}

function Quarantine(props: {
  readonly detail: ArrivalDetail;
  readonly errors: readonly FieldError[];
  readonly lang: Lang;
}) {
  const { line } = props.detail;
  const t = inboxMessages(props.lang);
  return (
    <section class="stack" aria-labelledby="cho-xu-ly">
      <h2 id="cho-xu-ly">{t('release-title')}</h2>
      <p>{t('release-why')}</p>
      <form method="post" action={`${INBOX}/${line.id}/dua-vao`}>
        <Button look="primary">{t('release')}</Button>
      </form>
      <Fold title={t('dismiss')} id="khong-nhan" open={props.errors.length > 0}>
        <form method="post" action={`${INBOX}/${line.id}/khong-nhan`} class="stack-s">
          <RequestId value={newRequestId()} />
          <Field
            name="reason"
            label={t('dismiss-reason')}
            error={errorFor(props.errors, 'reason')}
            required
            autocomplete="off"
          />
          <Button look="danger">{t('dismiss')}</Button>
        </form>
      </Fold>
    </section>
  );
}

/** One arrival: clocks, what was filed, files, and what to do next. */
export function ArrivalView(props: {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly detail: ArrivalDetail;
  readonly maySettle: boolean;
  readonly errors: readonly FieldError[];
}) {
  const { lang, actor, detail } = props;
  const { line, filed } = detail;
  const t = inboxMessages(lang);
  const title = t('detail-title', { number: line.number === '' ? t('unreadable') : line.number });
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} path={INBOX}>
      <PageHead title={title} why={t('detail-why')}>
        {line.dossierId === null ? null : (
          <>
            {line.answeredAt === null && props.maySettle ? (
              <ButtonLink href={`/can-bo/ho-so/moi?nhap=${line.dossierId}`} look="primary">
                {t('go-intake')}
              </ButtonLink>
            ) : null}
            <ButtonLink href={`/can-bo/ho-so/${line.dossierId}`}>{t('go-dossier')}</ButtonLink>
          </>
        )}
      </PageHead>
      <ErrorSummary errors={props.errors} lang={lang} />
      {line.state === 'quarantined' || line.state === 'dismissed' ? (
        <Notice tone="late" title={line.why ?? ''} />
      ) : null}
      {detail.doubts.length === 0 ? null : (
        <Notice
          title={t('doubts', { fields: detail.doubts.map((doubt) => t(`doubt-${doubt}`)).join(', ') })}
        />
      )}
      <SummaryList
        items={[
          { term: t('col-state'), value: <ArrivalTag line={line} lang={lang} /> },
          { term: t('arrived'), value: formatDateTime(line.arrivedAt, lang) },
          { term: t('col-open'), value: <OpenClock line={line} lang={lang} /> },
          { term: t('col-answer'), value: <AnswerClock line={line} lang={lang} /> },
          ...(detail.assist === null ? [] : [{ term: t('helped'), value: detail.assist.helperName }]),
          ...(filed === null ? [] : facts(filed, detail.procedureName, lang)),
        ]}
      />
      {line.state === 'quarantined' && props.maySettle ? (
        <Quarantine detail={detail} errors={props.errors} lang={lang} />
      ) : null}
      <Files detail={detail} maySettle={props.maySettle} lang={lang} />
      {filed === null ? (
        <Fold title={t('raw')} id="noi-dung-gui">
          <pre class="code">{JSON.stringify(line.body, null, 2).slice(0, 20_000)}</pre>
        </Fold>
      ) : null}
    </OfficerLayout>
  );
}
