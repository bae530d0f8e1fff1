import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDate, formatDateTime, formatTime, toLocal } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  Empty,
  ErrorSummary,
  errorFor,
  Fold,
  LiveRegion,
  Notice,
  RequestId,
  Select,
  StatusTag,
  Table,
  type Tone,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { signingTopic } from '../keys.ts';
import { signingPageMessages } from '../messages-pages.ts';
import type { CertificateView, SessionView, SignerDesk } from '../queries.ts';
import { resultFiles, signableFiles } from '../rules/words.ts';
import { type SessionState, SIGNED_LEVELS } from '../schema.ts';

/** Where officers sign. */
export const SIGN_PATH = '/can-bo/ky-so';

/** What every officers' page of this module needs. */
export interface Frame {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace | undefined;
}

const TONES = {
  waiting: 'waiting',
  done: 'ok',
  failed: 'late',
  declined: 'soon',
  expired: 'soon',
  cancelled: 'neutral',
} as const satisfies Record<SessionState, Tone>;

function certificateLabel({ row, facts, validity }: CertificateView, lang: Lang): string {
  const t = signingPageMessages(lang);
  const day = formatDate(toLocal(facts.validTo));
  const whose = row.accountId === null ? `${t('organisation')}: ${facts.holder}` : facts.holder;
  // The way first: a phone cuts the end of a choice off.
  return `${t(`method-${row.method}`)} – ${whose} – ${t(`valid-${validity}`, { day })}`;
}

interface DeskProps extends Frame {
  readonly desk: SignerDesk;
  /** Dossiers that stand chosen. */
  readonly chosen: readonly string[];
  readonly errors: readonly FieldError[];
  readonly detail: string | undefined;
}

function FilesOf({ entry, lang }: { entry: SignerDesk['toSign'][number]; lang: Lang }) {
  const t = signingPageMessages(lang);
  const files = resultFiles(entry.dossier, entry.files);
  return files.length === 0 ? (
    <span>{t('no-files')}</span>
  ) : (
    <ul class="plain-list">
      {files.map((file) => (
        <li key={file.id}>
          <a href={`/tep/${file.id}`} target="_blank" rel="noopener">
            {file.name}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** For a single dossier: other PDF files than those that are taken by themselves. */
function OtherFiles({ desk, chosen, lang }: Pick<DeskProps, 'desk' | 'chosen' | 'lang'>) {
  const t = signingPageMessages(lang);
  const entry = chosen.length === 1 ? desk.toSign.find(({ dossier }) => dossier.id === chosen[0]) : undefined;
  const files = entry === undefined ? [] : signableFiles(entry.dossier, entry.files);
  if (entry === undefined || files.length === 0) {
    return null;
  }
  const own = new Set(resultFiles(entry.dossier, entry.files).map(({ id }) => id));
  return (
    <Fold title={t('other-files')} id="tep-khac" open={own.size === 0}>
      <fieldset class="question">
        <legend>{t('choose-files', { number: entry.dossier.number ?? '' })}</legend>
        <div class="choices">
          {files.map((file) => (
            <label key={file.id} class="choice">
              <input type="checkbox" name="fileIds" value={file.id} checked={own.has(file.id)} />
              <span>{file.name}</span>
            </label>
          ))}
        </div>
      </fieldset>
    </Fold>
  );
}

function Waiting({ desk, chosen, errors, lang }: DeskProps) {
  const t = signingPageMessages(lang);
  const usable = desk.certificates.filter(({ validity }) => validity === 'valid' || validity === 'ends-soon');
  return (
    <form method="post" action={SIGN_PATH} class="stack" data-guard="">
      <RequestId value={newRequestId()} />
      <Table
        caption={t('waiting')}
        rows={desk.toSign}
        rowKey={({ dossier }) => dossier.id}
        empty={<Empty title={t('none')} />}
        columns={[
          {
            key: 'choose',
            header: t('choose'),
            width: 'narrow',
            cell: ({ dossier }) => (
              <label class="bulk-box">
                <span class="sr-only">{t('choose-one', { number: dossier.number ?? '' })}</span>
                <input
                  type="checkbox"
                  name="dossierIds"
                  value={dossier.id}
                  checked={chosen.includes(dossier.id)}
                />
              </label>
            ),
          },
          {
            key: 'number',
            header: t('dossier'),
            cell: ({ dossier }) => (
              <>
                <a class="code" href={`/can-bo/ho-so/${dossier.number ?? dossier.id}`}>
                  {dossier.number ?? dossier.localNumber}
                </a>
                <br />
                {dossier.procedure.name}
              </>
            ),
          },
          { key: 'decision', header: t('decision'), cell: ({ dossier }) => dossier.decision?.summary ?? '' },
          { key: 'files', header: t('files'), cell: (entry) => <FilesOf entry={entry} lang={lang} /> },
        ]}
      />
      {desk.toSign.length === 0 ? null : usable.length === 0 ? (
        <Notice tone="soon" title={t('no-certificate')} />
      ) : (
        <>
          <OtherFiles desk={desk} chosen={chosen} lang={lang} />
          <Select
            name="certificateId"
            label={t('certificate')}
            error={errorFor(errors, 'certificateId')}
            options={usable.map((one) => ({ value: one.row.id, label: certificateLabel(one, lang) }))}
          />
          <p>
            <Button look="primary">{t('sign')}</Button>
          </p>
        </>
      )}
    </form>
  );
}

function Sessions({ sessions, lang }: { sessions: readonly SessionView[]; lang: Lang }) {
  const t = signingPageMessages(lang);
  return sessions.length === 0 ? null : (
    <Table
      caption={t('recent')}
      rows={sessions}
      rowKey={({ session }) => session.id}
      href={({ session }) => `${SIGN_PATH}/${session.id}`}
      empty={null}
      columns={[
        {
          key: 'began',
          header: t('began'),
          primary: true,
          cell: ({ session }) => formatDateTime(session.beganAt, lang),
        },
        {
          key: 'dossiers',
          header: t('dossier'),
          cell: ({ items }) => [...new Set(items.map((item) => item.dossierNumber))].join(', '),
        },
        {
          key: 'state',
          header: t('state'),
          cell: ({ session }) => (
            <StatusTag tone={TONES[session.state]}>{t(`state-${session.state}`)}</StatusTag>
          ),
        },
      ]}
    />
  );
}

/** What waits for the signer, with which certificate, and what became of the last presses. */
export function SignView(props: DeskProps) {
  const { actor, lang, centre, desk, errors, detail } = props;
  const t = signingPageMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} centre={centre} path={SIGN_PATH}>
      <PageHead title={t('title')} why={t('why')} />
      <ErrorSummary errors={errors} detail={detail} lang={lang} />
      <Waiting {...props} />
      <LiveRegion id="luot-ky" topics={[signingTopic(actor.accountId)]}>
        <Sessions sessions={desk.sessions} lang={lang} />
      </LiveRegion>
    </OfficerLayout>
  );
}

interface SessionProps extends Frame {
  readonly view: SessionView;
  /** Address of the desk's signing program, for tokens. */
  readonly agent: string | null;
  readonly refused: string;
}

function Todo({ view, agent, lang }: SessionProps) {
  const t = signingPageMessages(lang);
  const { session } = view;
  const time = formatTime(toLocal(session.expiresAt));
  return (
    <div class="stack-s">
      <Notice
        tone="waiting"
        role="status"
        title={t(session.method === 'token' ? 'on-token' : 'on-phone', { time })}
      />
      {session.method === 'token' && agent !== null ? (
        <div
          id="ky-token"
          class="stack-s"
          data-session={session.id}
          data-agent={agent}
          data-busy={t('agent-busy')}
          data-missing={t('agent-missing')}
          data-refused={t('agent-refused')}
          data-done={t('agent-done')}
        >
          <noscript>
            <p>{t('token-no-script')}</p>
          </noscript>
          <p>
            <Button look="primary" type="button">
              {t('use-token')}
            </Button>
          </p>
          <p role="status" aria-live="polite" />
        </div>
      ) : null}
      <form method="post" action={`${SIGN_PATH}/${session.id}/huy`}>
        <Button look="quiet">{t('cancel')}</Button>
      </form>
    </div>
  );
}

/** How long a signed file can be checked, and what is lacking for more. */
function Level(props: { level: { level: string; lacking: string | null } | undefined; lang: Lang }) {
  const t = signingPageMessages(props.lang);
  const level = SIGNED_LEVELS.find((one) => one === props.level?.level);
  return level === undefined ? null : (
    <>
      {t(`level-${level}`)}{' '}
      {props.level?.lacking ? (
        <span class="soft small">{t('lacking', { why: props.level.lacking })}</span>
      ) : null}
    </>
  );
}

/** One press on "Ký số": what to do now, what became of each file, and how to send it again. */
export function SessionPage(props: SessionProps) {
  const { actor, lang, centre, view, refused } = props;
  const t = signingPageMessages(lang);
  const { session, items, certificate } = view;
  const failed = [
    ...new Set(items.filter(({ state }) => state === 'failed').map(({ dossierId }) => dossierId)),
  ];
  const token = session.method === 'token' && session.state === 'waiting';
  return (
    <OfficerLayout
      title={t('title')}
      lang={lang}
      actor={actor}
      centre={centre}
      path={SIGN_PATH}
      islands={token ? ['signing/token.js'] : []}
    >
      <LiveRegion id="luot" topics={[signingTopic(actor.accountId)]}>
        <PageHead title={t('session-title', { time: formatDateTime(session.beganAt, lang) })} />
        <p class="row">
          <StatusTag tone={TONES[session.state]}>{t(`state-${session.state}`)}</StatusTag>
          {certificate === undefined ? null : <span>{certificateLabel(certificate, lang)}</span>}
        </p>
        {refused === '' ? null : (
          <Notice tone="soon" title={t('some-refused')}>
            <p>{refused}</p>
          </Notice>
        )}
        {session.why === null || session.state === 'done' ? null : (
          <Notice tone={session.state === 'failed' ? 'late' : 'soon'} role="alert" title={session.why} />
        )}
        {session.state === 'waiting' ? <Todo {...props} /> : null}
        <Table
          caption={t('items')}
          rows={items}
          rowKey={(item) => item.id}
          empty={null}
          columns={[
            { key: 'file', header: t('item'), primary: true, cell: (item) => item.fileName },
            {
              key: 'number',
              header: t('dossier'),
              cell: (item) => (
                <a class="code" href={`/can-bo/ho-so/${item.dossierNumber}`}>
                  {item.dossierNumber}
                </a>
              ),
            },
            {
              key: 'state',
              header: t('state'),
              cell: (item) => (
                <>
                  {t(`item-${item.state}`)}
                  {item.why === null || item.why === session.why ? null : `: ${item.why}`}
                </>
              ),
            },
            {
              key: 'level',
              header: t('level'),
              cell: (item) => <Level level={view.levels.get(item.id)} lang={lang} />,
            },
            {
              key: 'check',
              header: t('check'),
              cell: (item) =>
                item.state === 'signed' ? (
                  <a class="code" href={`/xac-minh-chu-ky/${item.verifyCode}`}>
                    {item.verifyCode}
                  </a>
                ) : null,
            },
          ]}
        />
        <p class="row">
          {failed.length > 0 && session.state !== 'waiting' ? (
            <ButtonLink look="primary" href={`${SIGN_PATH}?${failed.map((id) => `ho-so=${id}`).join('&')}`}>
              {t('again')}
            </ButtonLink>
          ) : null}
          <a href={SIGN_PATH}>{t('back')}</a>
        </p>
      </LiveRegion>
    </OfficerLayout>
  );
}
