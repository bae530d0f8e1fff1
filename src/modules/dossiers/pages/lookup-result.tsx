import type { Lang } from '#platform/i18n.ts';
import { formatDate, formatDateTime, formatTime, toLocal, weekday } from '#platform/time.ts';
import {
  Fold,
  Notice,
  StatusTag,
  SummaryList,
  Timeline,
  type TimelineStep,
  WhyList,
} from '#ui/components.ts';
import { type CentreFace, CitizenLayout } from '#ui/layout.tsx';
import type { LookUp } from '../commands/look-up.ts';
import { statusName } from '../rules/refuse.ts';
import { STATUS } from '../schema.ts';
import { statusTone } from './dossier.tsx';
import { dong } from './dossier-view.ts';
import { lookupMessages } from './lookup-messages.ts';

/** "17:30 thứ Sáu 27/11/2026": as people say a date that they wait for. */
function spoken(at: Temporal.Instant, lang: Lang): string {
  const local = toLocal(at);
  return `${formatTime(local)} ${weekday(local, lang)} ${formatDate(local)}`;
}

/** "đang giải quyết tại Phòng Kinh tế": the stage it is in, within a sentence. */
function stageNow(found: LookUp, lang: Lang): string {
  const text = found.stages.find((stage) => stage.state === 'now')?.text ?? found.statusText;
  return lang === 'vi' ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** The whole answer in one sentence. */
function sentenceOf(found: LookUp, lang: Lang): string {
  const t = lookupMessages(lang);
  switch (found.status) {
    case STATUS.new:
      return t('new');
    case STATUS.received:
    case STATUS.processing:
      if (found.due === null) {
        return t('processingNoDue', { agency: found.agency });
      }
      return found.standing === 'overdue' && found.originalDue === null
        ? t('overdue', { due: spoken(found.due, lang) })
        : t('processing', { stage: stageNow(found, lang), due: spoken(found.due, lang) });
    case STATUS.supplement:
      return found.completeBy === null
        ? t('supplementOpen')
        : t('supplement', { by: spoken(found.completeBy, lang) });
    case STATUS.payment:
      return t('payment', { amount: dong(found.owed) });
    case STATUS.finished:
      return found.owed > 0 ? t('finishedOwed', { amount: dong(found.owed) }) : t('finished');
    case STATUS.returned:
      return found.returnedAt === null
        ? t('finished')
        : t('returned', { at: formatDateTime(found.returnedAt, lang) });
    case STATUS.notReceived:
      return t('notReceived');
    case STATUS.withdrawn:
      return t('withdrawn');
    case STATUS.stopped:
      return t('stopped');
    default:
      return found.status satisfies never;
  }
}

const STATE = { done: 'done', now: 'now', 'to-come': 'next' } as const;

function steps(found: LookUp, lang: Lang): readonly TimelineStep[] {
  return found.stages.map((stage) => ({
    state: stage.key === 'waiting' ? 'wait' : STATE[stage.state],
    what: stage.text,
    ...(stage.who === '' ? {} : { who: stage.who }),
    ...(stage.at === null ? {} : { when: formatDateTime(stage.at, lang) }),
  }));
}

function Missing({ found, lang }: { found: LookUp; lang: Lang }) {
  const t = lookupMessages(lang);
  if (found.missing.length === 0) {
    return null;
  }
  return (
    <Notice title={t('missing')}>
      <ol class="why-list">
        {found.missing.map((item) => (
          <li key={item.content}>
            <strong>{item.content}</strong>
            <br />
            {t('missingWhy', { reason: item.reason })}
            {item.guidance ? (
              <>
                <br />
                {item.guidance}
              </>
            ) : null}
          </li>
        ))}
      </ol>
    </Notice>
  );
}

/** What the post told, newest first, under each shipment. */
function Deliveries({ found, lang }: { found: LookUp; lang: Lang }) {
  return (
    <>
      {found.deliveries
        .map((delivery) => delivery(lang))
        .map(({ title, state, next, news }) => (
          <section class="stack-s" key={title} aria-label={title}>
            <h2>{state}</h2>
            <p>{title}</p>
            {next === '' ? null : <p>{next}</p>}
            {news.length === 0 ? null : (
              <ul class="plain-list">
                {news.map(({ text, place, at }) => (
                  <li key={`${at} ${text}`}>
                    {text}{' '}
                    <span class="soft small">
                      {[formatDateTime(at, lang), place].filter(Boolean).join(', ')}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        ))}
    </>
  );
}

interface ResultProps {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly found: LookUp;
  /** What opened it, so that rating needs no second typing. */
  readonly secret: string;
}

/** What a citizen learns: one sentence, the stages, why that date. No person's name of theirs, no address, no number. */
export function LookUpResult({ lang, centre, found, secret }: ResultProps) {
  const t = lookupMessages(lang);
  const rateable = found.status === STATUS.finished || found.status === STATUS.returned;
  return (
    <CitizenLayout title={`${t('title')} ${found.number}`} lang={lang} centre={centre} path="/tra-cuu">
      <div class="measure stack">
        <p class="row">
          <span class="code">{found.number}</span>
          <StatusTag tone={statusTone(found.status)}>{found.statusText}</StatusTag>
        </p>
        <h1 class="sentence">{sentenceOf(found, lang)}</h1>
        {found.originalDue === null ? null : (
          <p>{t('movedFrom', { due: spoken(found.originalDue, lang) })}</p>
        )}
        {found.mirrored === null ? null : (
          <Notice
            title={t('mirrored', {
              source: found.mirrored.source,
              at: formatDateTime(found.mirrored.asOf, lang),
            })}
          >
            <p>
              {t('mirroredState', {
                number: found.mirrored.number,
                status: statusName(found.mirrored.status),
              })}
            </p>
          </Notice>
        )}
        <Missing found={found} lang={lang} />
        <Deliveries found={found} lang={lang} />
        {found.owed > 0 ? (
          <form method="post" action="/thanh-toan" class="row">
            <input type="hidden" name="so" value={found.number} />
            <input type="hidden" name="ma" value={secret} />
            <button class="btn btn-primary" type="submit">
              {t('pay')}
            </button>
            <span class="soft">{t('payWhy')}</span>
          </form>
        ) : null}
        {rateable ? (
          <form method="post" action="/danh-gia" class="row">
            <input type="hidden" name="so" value={found.number} />
            <input type="hidden" name="ma" value={secret} />
            <button class="btn btn-primary" type="submit">
              {t('rate')}
            </button>
            <span class="soft">{t('rateWhy')}</span>
          </form>
        ) : null}
        {found.signedDigitally && found.owed === 0 ? (
          <form method="post" action="/theo-doi-ho-so" class="row">
            <input type="hidden" name="so" value={found.number} />
            <input type="hidden" name="ma" value={secret} />
            <button class="btn btn-primary" type="submit">
              {t('result')}
            </button>
            <span class="soft">{t('resultWhy')}</span>
          </form>
        ) : null}
        {found.signedDigitally ? (
          <form method="post" action="/xac-minh-chu-ky/ho-so" class="row">
            <input type="hidden" name="so" value={found.number} />
            <input type="hidden" name="ma" value={secret} />
            <button class="btn" type="submit">
              {t('signature')}
            </button>
            <span class="soft">{t('signatureWhy')}</span>
          </form>
        ) : null}
        <form method="post" action="/theo-doi-ho-so" class="row">
          <input type="hidden" name="so" value={found.number} />
          <input type="hidden" name="ma" value={secret} />
          <button class="btn" type="submit">
            {t('follow')}
          </button>
          <span class="soft">{t('followWhy')}</span>
        </form>
        <form method="post" action="/nhan-tin" class="row">
          <input type="hidden" name="so" value={found.number} />
          <input type="hidden" name="ma" value={secret} />
          <button class="btn" type="submit">
            {t('notices')}
          </button>
          <span class="soft">{t('noticesWhy')}</span>
        </form>
        <section class="stack-s" aria-labelledby="qua-trinh">
          <h2 id="qua-trinh">{t('progress')}</h2>
          <Timeline steps={steps(found, lang)} lang={lang} />
        </section>
        {found.why.length === 0 ? null : (
          <Fold
            title={t('dateWhy')}
            id="vi-sao"
            open={found.status === STATUS.received || found.status === STATUS.processing}
          >
            <WhyList why={found.why} />
          </Fold>
        )}
        <SummaryList
          items={[
            {
              term: found.procedureCode,
              value: <a href={`/thu-tuc/${found.procedureCode}`}>{found.procedureName}</a>,
            },
          ]}
        />
        <p class="soft small">{t('private')}</p>
        <p>
          <a href="/tra-cuu">{t('another')}</a>
        </p>
      </div>
    </CitizenLayout>
  );
}
