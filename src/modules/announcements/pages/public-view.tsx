import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, Notice, StatusTag } from '#ui/components.ts';
import type { CentreFace } from '#ui/layout.tsx';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import { ReadAloud } from '#ui/look.tsx';
import { publicMessages } from '../messages/public.ts';
import type { Article } from '../queries.ts';
import { shorten } from '../rules/propose.ts';
import type { News } from '../schema.ts';

/** Where the public reads news. */
export const NEWS = '/tin-tuc';
const LEAD = 180;

interface Frame {
  readonly lang: Lang;
  readonly centre: CentreFace;
}

function Mark({ article, lang }: { article: Article; lang: Lang }) {
  const { priority } = article.revision.content;
  return priority === 'normal' ? null : (
    <StatusTag tone={priority === 'urgent' ? 'late' : 'soon'}>{publicMessages(lang)(priority)}</StatusTag>
  );
}

function Dates({ article, lang }: { article: Article; lang: Lang }) {
  const t = publicMessages(lang);
  const { news, revision } = article;
  const at = formatDateTime(news.publishedAt ?? news.createdAt, lang);
  return (
    <p class="soft small">
      {t('from-to', { at, to: formatDateTime(revision.content.validTo, lang) })}
      {revision.content.villages.length === 0
        ? ''
        : `. ${t('place', { villages: revision.content.villages.join(', ') })}`}
    </p>
  );
}

/** The offer to be told of news by the phone itself; hidden until the script finds that the browser can. */
function Offer({ lang }: { lang: Lang }) {
  const t = publicMessages(lang);
  return (
    <div class="stack-s no-print" data-push="/api/v1/news/push" hidden>
      <p>
        <button class="btn" type="button" data-push-on="" hidden>
          {t('offer-on')}
        </button>
        <button class="btn" type="button" data-push-off="" hidden>
          {t('offer-off')}
        </button>
      </p>
      <p class="soft small" role="status" data-push-note="" />
      <template data-push-words="">
        <span data-word="on">{t('offer-is-on')}</span>
        <span data-word="is-off">{t('offer-is-off')}</span>
        <span data-word="denied">{t('offer-denied')}</span>
        <span data-word="failed">{t('offer-failed')}</span>
      </template>
    </div>
  );
}

/** What holds now, or what has ended. */
export function NewsListPage(
  props: Frame & { articles: readonly Article[]; archive: boolean; olderHref: string | undefined },
) {
  const { lang, articles, archive } = props;
  const t = publicMessages(lang);
  const title = archive ? t('archive') : t('title');
  return (
    <CitizenLayout
      title={title}
      lang={lang}
      centre={props.centre}
      path={NEWS}
      styles={['announcements/news-public.css']}
      islands={['queue/push.js']}
    >
      <PageHead title={title} why={archive ? undefined : t('why')} />
      {articles.length === 0 ? (
        <Empty title={archive ? t('archive-none') : t('none')}>
          {archive ? null : <p>{t('none-why')}</p>}
        </Empty>
      ) : (
        <ul class="news-list">
          {articles.map((article) => (
            <li key={article.news.id}>
              <h2>
                <a href={`${NEWS}/${article.news.slug}`} lang="vi">
                  {article.version.title}
                </a>{' '}
                <Mark article={article} lang={lang} />
              </h2>
              <p lang="vi">{shorten(article.version.text, LEAD)}</p>
              <Dates article={article} lang={lang} />
            </li>
          ))}
        </ul>
      )}
      {props.olderHref === undefined ? null : (
        <p>
          <a href={props.olderHref}>{t('older')}</a>
        </p>
      )}
      <Offer lang={lang} />
      <p>
        {archive ? <a href={NEWS}>{t('current')}</a> : <a href={`${NEWS}?luu-tru=1`}>{t('archive')}</a>} ·{' '}
        <a href="/tin-tuc.xml">{t('feed')}</a>
      </p>
    </CitizenLayout>
  );
}

/** One article, with its corrections in sight. */
export function ArticlePage(props: Frame & { article: Article; over: boolean }) {
  const { article, lang } = props;
  const t = publicMessages(lang);
  const { content } = article.revision;
  const to = formatDateTime(content.validTo, lang);
  return (
    <CitizenLayout
      title={article.version.title}
      lang={lang}
      centre={props.centre}
      path={NEWS}
      styles={['announcements/news-public.css']}
      islands={['ui/read-aloud.js']}
    >
      <article class="news-article stack">
        <PageHead title={article.version.title} titleLang="vi">
          <Mark article={article} lang={lang} />
          <p class="no-print">
            <ReadAloud lang="vi" label={lang} />
          </p>
        </PageHead>
        <Dates article={article} lang={lang} />
        {props.over ? <Notice tone="soon" title={t('over', { to })} /> : null}
        {article.corrections.map(({ what, at }) => (
          <Notice
            key={at.epochMilliseconds}
            tone="waiting"
            title={t('corrected', { at: formatDateTime(at, lang) })}
          >
            <p lang="vi">{what}</p>
          </Notice>
        ))}
        {content.picture === null ? null : (
          <img
            src={`${NEWS}/${article.news.slug}/anh.jpg`}
            alt={content.picture.alt}
            width={content.picture.width}
            height={content.picture.height}
          />
        )}
        <div class="stack" lang="vi" data-read-aloud="">
          {article.version.text
            .split(/\n+/)
            .filter((part) => part.trim() !== '')
            .map((part, index) => (
              <p key={`${index}-${part.slice(0, 20)}`}>{part}</p>
            ))}
        </div>
      </article>
      <p>
        <a href={NEWS}>{t('more')}</a>
      </p>
    </CitizenLayout>
  );
}

/** What stands where an article was called back. */
export function WithdrawnPage(props: Frame & { news: News; title: string }) {
  const { lang, news } = props;
  const t = publicMessages(lang);
  const at = news.withdrawnAt === null ? '' : formatDateTime(news.withdrawnAt, lang);
  return (
    <CitizenLayout title={t('withdrawn')} lang={lang} centre={props.centre} path={NEWS}>
      <PageHead title={t('withdrawn')} why={props.title} />
      <p>{t('withdrawn-why', { at, reason: news.withdrawReason ?? '' })}</p>
      <p>
        <a href={NEWS}>{t('more')}</a>
      </p>
    </CitizenLayout>
  );
}

/** Ending the news by mail or SMS. */
export function EndPage(props: Frame & { action: string; done: boolean }) {
  const t = publicMessages(props.lang);
  return (
    <CitizenLayout title={t('end-title')} lang={props.lang} centre={props.centre} path={NEWS}>
      <PageHead title={t('end-title')} why={props.done ? undefined : t('end-why')} />
      {props.done ? (
        <Notice tone="ok" role="status" title={t('end-done')} />
      ) : (
        <form method="post" action={props.action}>
          <Button look="primary">{t('end-press')}</Button>
        </form>
      )}
      <p>
        <a href={NEWS}>{t('more')}</a>
      </p>
    </CitizenLayout>
  );
}
