import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  Field,
  Fold,
  LiveRegion,
  Notice,
  RequestId,
  StatusTag,
  SummaryList,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { obstacleWords } from '../commands/open.ts';
import { deskMessages } from '../messages/desk.ts';
import { newsMessages } from '../messages.ts';
import type { NewsFile } from '../queries.ts';
import { estimatedSeconds } from '../rules/duration.ts';
import { fillOf, LIMITS } from '../rules/limits.ts';
import type { Version } from '../schema.ts';
import { Airings, Paste, Results } from './results.tsx';
import { Sound } from './sound.tsx';
import { DESK, figure, lengthWords, standing } from './words.ts';

/** What the signed-in officer may do here. */
export interface Abilities {
  readonly write: boolean;
  readonly approve: boolean;
  readonly resend: boolean;
}

interface ViewProps {
  readonly file: NewsFile;
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly may: Abilities;
  readonly errors: readonly FieldError[];
  readonly detail: string | undefined;
  readonly now: Temporal.Instant;
  /** Whether a voice is set up. */
  readonly hasVoice: boolean;
}

/** "120/240 ký tự", and how much too long. */
export function Count({ version, file, lang }: { version: Version; file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  const { text } = fillOf(version.channel, version.title, version.text);
  const limit = LIMITS[version.channel].text;
  const over = text - limit;
  return (
    <p class={over > 0 ? 'small news-over' : 'small soft'}>
      {t('count-line', { used: figure(text), limit: figure(limit) })}
      {over > 0 ? ` · ${t('count-over', { over })}` : ''}
      {version.channel === 'loudspeaker'
        ? ` · ${t('air-length', { time: lengthWords(estimatedSeconds(file.spoken.text), lang) })}`
        : ''}
    </p>
  );
}

function VersionCard({ version, file, lang }: { version: Version; file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  const name = newsMessages(lang)(version.channel);
  const { state } = file.revision;
  const origin =
    state === 'approved' ? 'version-approved' : version.edited ? 'version-own' : 'version-proposed';
  const open = t(state === 'draft' ? 'version-open' : 'version-look');
  return (
    <li class={version.on ? 'news-version' : 'news-version news-version-off'}>
      <h3>{name}</h3>
      <p class="small soft">
        {version.on ? '' : `${t('channel-off')} · `}
        {t(origin)}
      </p>
      {version.title === '' ? null : <strong>{version.title}</strong>}
      <pre>{version.text}</pre>
      <Count version={version} file={file} lang={lang} />
      <a href={`${DESK}/${file.news.id}/kenh/${version.channel}`} aria-label={`${open}: ${name}`}>
        {open}
      </a>
    </li>
  );
}

function Findings({ file, lang }: { file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  return file.findings.length === 0 || file.revision.state === 'approved' ? null : (
    <Notice tone="soon" title={t('findings')}>
      <p>{t('findings-why')}</p>
      <ul>
        {file.findings.map(({ kind, words, severity, channel }) => (
          <li key={`${kind}-${words}`}>
            <strong>{t(`kind-${kind}`)}</strong> “{words}” ({newsMessages(lang)(channel)}):{' '}
            {t(`finding-${severity}`)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Reason(props: {
  action: string;
  label: string;
  lang: Lang;
  danger?: boolean;
  id: string;
  why?: string;
}) {
  const t = deskMessages(props.lang);
  return (
    <Fold title={props.label} id={props.id}>
      <form method="post" action={props.action} class="stack-s">
        <RequestId value={newRequestId()} />
        {props.why === undefined ? null : <p>{props.why}</p>}
        <Field
          name="reason"
          label={`${props.label}: ${t('reason').toLowerCase()}`}
          required
          autocomplete="off"
        />
        <Button look={props.danger ? 'danger' : 'plain'}>{props.label}</Button>
      </form>
    </Fold>
  );
}

function Acts({ file, may, lang }: ViewProps) {
  const t = deskMessages(lang);
  const { news, revision, obstacles, approvals } = file;
  const base = `${DESK}/${news.id}`;
  const edits = <input type="hidden" name="edits" value={revision.edits} />;
  if (news.withdrawnAt !== null) {
    return null;
  }
  switch (revision.state) {
    case 'draft':
      return may.write ? (
        <div class="news-actions">
          <form method="post" action={`${base}/trinh`}>
            {edits}
            <Button look="primary" disabled={obstacles.length > 0}>
              {t('submit')}
            </Button>
          </form>
          <ButtonLink href={`${base}/sua`}>{t('edit')}</ButtonLink>
          <Fold title={t('drop')} id="bo">
            <form method="post" action={`${base}/bo`} class="stack-s">
              <p>{t('drop-why')}</p>
              <Button look="danger">{t('drop')}</Button>
            </form>
          </Fold>
        </div>
      ) : null;
    case 'submitted': {
      const count = approvals.filter((one) => one.edits === revision.edits).length;
      return (
        <div class="stack-s">
          {count > 0 ? <Notice tone="waiting" title={t('waits-second', { count })} /> : null}
          {may.approve ? (
            <form method="post" action={`${base}/duyet`} class="stack-s">
              <RequestId value={newRequestId()} />
              {edits}
              {file.findings.length === 0 ? null : (
                <Field
                  name="reason"
                  label={t('approve-reason')}
                  hint={t('approve-reason-hint')}
                  autocomplete="off"
                />
              )}
              <Button look="primary">{t('approve')}</Button>
            </form>
          ) : null}
          {may.approve ? (
            <Reason action={`${base}/tra-lai`} label={t('send-back')} lang={lang} id="tra-lai" />
          ) : null}
          {may.write ? (
            <form method="post" action={`${base}/rut`}>
              <Button look="quiet">{t('take-back')}</Button>
            </form>
          ) : null}
        </div>
      );
    }
    case 'approved':
      return (
        <div class="stack-s">
          <p>
            <a href={`/tin-tuc/${news.slug}`}>{t('public')}</a>
          </p>
          {may.write ? (
            <Reason
              action={`${base}/dinh-chinh`}
              label={t('correct')}
              lang={lang}
              id="dinh-chinh"
              why={t('f-correction')}
            />
          ) : null}
          {may.approve ? (
            <Reason
              action={`${base}/thu-hoi`}
              label={t('withdraw')}
              lang={lang}
              id="thu-hoi"
              why={t('withdraw-why')}
              danger
            />
          ) : null}
        </div>
      );
    case 'dropped':
      return null;
    default:
      return revision.state satisfies never;
  }
}

function Facts({ file, lang }: { file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  const { content } = file.revision;
  const { news } = file;
  return (
    <SummaryList
      items={[
        { term: t('f-priority'), value: t(`priority-${content.priority}`) },
        { term: t('f-from'), value: formatDateTime(content.validFrom) },
        { term: t('f-to'), value: formatDateTime(content.validTo) },
        { term: t('f-villages'), value: content.villages.join(', ') || t('villages-all') },
        { term: t('f-place'), value: content.place },
        { term: t('f-times'), value: content.airTimes.join(', ') },
        { term: t('col-who'), value: news.authorName },
        { term: t('f-correction'), value: content.correction ?? '' },
        {
          term: t('approved-by'),
          value: file.approvals
            .map(({ name, position, at }) => t('approval-line', { name, position, at: formatDateTime(at) }))
            .join('; '),
        },
      ]}
    />
  );
}

/** One piece of news for officers: what goes where, what is missing, who approves, what came of it. */
export function FileView(props: ViewProps) {
  const { file, actor, lang, may } = props;
  const t = deskMessages(lang);
  const { news, revision } = file;
  const { key, tone } = standing(news, revision, props.now);
  const writable = may.write && revision.state === 'draft' && news.withdrawnAt === null;
  const speaks = file.versions.some(({ channel, on }) => channel === 'loudspeaker' && on);
  return (
    <OfficerLayout
      title={revision.content.title}
      lang={lang}
      actor={actor}
      path={DESK}
      styles={['announcements/news.css']}
      islands={['announcements/desk.js']}
    >
      <PageHead title={revision.content.title}>
        <p>
          <StatusTag tone={tone}>{t(`state-${key}`)}</StatusTag>
        </p>
      </PageHead>
      <ErrorSummary errors={props.errors} detail={props.detail} lang={lang} />
      {news.withdrawnAt === null ? null : (
        <Notice
          tone="late"
          title={t('withdrawn-line', {
            name: news.withdrawnBy ?? '',
            at: formatDateTime(news.withdrawnAt),
            reason: news.withdrawReason ?? '',
          })}
        />
      )}
      {revision.returnedWhy === null ? null : (
        <Notice tone="soon" title={t('returned')}>
          <p>{revision.returnedWhy}</p>
        </Notice>
      )}
      <Findings file={file} lang={lang} />
      {writable && file.obstacles.length > 0 ? (
        <Notice tone="waiting" title={t('obstacles')}>
          <ul>
            {file.obstacles.map((obstacle) => (
              <li key={`${obstacle.kind}-${obstacle.channel}-${obstacle.words}`}>
                {obstacleWords(obstacle)}
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      <Acts {...props} />
      <LiveRegion id="ket-qua-tin" topics={[`staff:${actor.centreId}`]}>
        {revision.state === 'draft' && file.deliveries.length === 0 ? null : (
          <Results file={file} lang={lang} mayResend={may.resend} />
        )}
        <Airings file={file} lang={lang} />
      </LiveRegion>
      {may.resend ? <Paste file={file} lang={lang} /> : null}
      <section class="stack-s" aria-labelledby="kenh">
        <h2 id="kenh">{t('channels')}</h2>
        {writable ? (
          <form method="post" action={`${DESK}/${news.id}/kenh`} class="news-actions">
            <input type="hidden" name="edits" value={revision.edits} />
            {file.versions.map(({ channel, on }) => (
              <label key={channel}>
                <input type="checkbox" name="channels" value={channel} checked={on} />{' '}
                {newsMessages(lang)(channel)}
              </label>
            ))}
            <Button>{t('channels-save')}</Button>
          </form>
        ) : null}
        <ul class="news-versions">
          {file.versions.map((version) => (
            <VersionCard key={version.channel} version={version} file={file} lang={lang} />
          ))}
        </ul>
      </section>
      {speaks ? <Sound file={file} lang={lang} writable={writable} hasVoice={props.hasVoice} /> : null}
      <section class="stack-s" aria-labelledby="ve-tin">
        <h2 id="ve-tin">{t('facts')}</h2>
        <Facts file={file} lang={lang} />
        <Fold title={t('history')} id="cac-ban">
          <ul>
            {file.revisions.map((one) => (
              <li key={one.revision}>
                {t('history-line', {
                  number: one.revision,
                  state: t(`state-${one.state}`),
                  name: one.editorName,
                  at: formatDateTime(one.changedAt),
                })}
              </li>
            ))}
          </ul>
        </Fold>
      </section>
    </OfficerLayout>
  );
}
