import type { Lang } from '#platform/i18n.ts';
import { deskMessages } from '../messages/desk.ts';
import { newsMessages } from '../messages.ts';
import type { NewsFile } from '../queries.ts';
import type { Version } from '../schema.ts';
import { DESK } from './words.ts';

function Face({ file, version, lang }: { file: NewsFile; version: Version; lang: Lang }) {
  const { picture } = file.revision.content;
  const image =
    picture !== null && ['web', 'facebook', 'zalo', 'group'].includes(version.channel) ? (
      <img
        src={`${DESK}/${file.news.id}/anh.jpg`}
        alt={picture.alt}
        width={picture.width}
        height={picture.height}
        loading="lazy"
      />
    ) : null;
  return (
    <div class={`news-preview news-preview-${version.channel}`}>
      <p class="soft small">{newsMessages(lang)(version.channel)}</p>
      {version.title === '' ? null : (
        <p>
          <strong>{version.title}</strong>
        </p>
      )}
      {version.channel === 'facebook' ? null : image}
      <pre>{version.text}</pre>
      {version.channel === 'facebook' ? image : null}
    </div>
  );
}

function Readings({ file, lang }: { file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  const seen = new Set<string>();
  const rows = file.readings.filter(({ written }) => !seen.has(written) && seen.add(written));
  return rows.length === 0 ? null : (
    <div class="table-wrap">
      <table class="table">
        <caption>{t('readings')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('reading-written')}</th>
            <th scope="col">{t('reading-said')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ written, said }) => (
            <tr key={written}>
              <th scope="row">{written}</th>
              <td data-label={t('reading-said')}>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A version as its channel will show it, or say it. */
export function Preview({ file, version, lang }: { file: NewsFile; version: Version; lang: Lang }) {
  const t = deskMessages(lang);
  if (version.channel !== 'loudspeaker') {
    return (
      <section class="stack-s" aria-labelledby="xem-truoc">
        <h2 id="xem-truoc">{t('preview')}</h2>
        <Face file={file} version={version} lang={lang} />
      </section>
    );
  }
  return (
    <section class="stack-s" aria-labelledby="xem-truoc">
      <h2 id="xem-truoc">{t('preview-spoken')}</h2>
      <p class="news-said" data-say="">
        {file.spoken.text}
      </p>
      <p>
        <button class="btn" type="button" data-listen="" data-stop={t('listen-stop')} hidden>
          {t('listen')}
        </button>
      </p>
      <p class="soft small" role="status" data-listen-none={t('listen-none')} />
      <Readings file={file} lang={lang} />
    </section>
  );
}
