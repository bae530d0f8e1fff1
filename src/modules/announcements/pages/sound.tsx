import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Notice } from '#ui/components.ts';
import { deskMessages } from '../messages/desk.ts';
import type { NewsFile } from '../queries.ts';
import { judgeDuration, syllables } from '../rules/duration.ts';
import { DESK, lengthWords } from './words.ts';

/** The sound of the loudspeakers' script: hear it, have it made, or put a recording in its place. */
export function Sound({
  file,
  lang,
  writable,
  hasVoice,
}: {
  file: NewsFile;
  lang: Lang;
  writable: boolean;
  hasVoice: boolean;
}) {
  const t = deskMessages(lang);
  const { audio, spoken, news, revision } = file;
  const verdict = audio === undefined ? undefined : judgeDuration(spoken.text, audio.durationMs);
  const time = lengthWords((audio?.durationMs ?? 0) / 1000, lang);
  return (
    <section class="stack-s" aria-labelledby="ban-doc">
      <h2 id="ban-doc">{t('audio')}</h2>
      {audio === undefined ? (
        <p>{t('audio-none')}</p>
      ) : (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: its words stand written on the same page */}
          <audio
            controls
            preload="none"
            src={`${DESK}/${news.id}/am-thanh/${revision.revision}`}
            aria-label={t('audio')}
          />
          <p>{t(`audio-${audio.source}`, { by: audio.madeBy, time, at: formatDateTime(audio.madeAt) })}</p>
          {audio.scriptSha256 === spoken.sha256 && verdict !== 'short' ? (
            <p>
              {verdict === 'long'
                ? t('audio-long')
                : t('audio-fits', { words: syllables(spoken.text), time })}
            </p>
          ) : (
            <Notice tone="soon" title={t('audio-stale')} />
          )}
        </>
      )}
      {writable ? (
        <div class="news-actions">
          {hasVoice ? (
            <form method="post" action={`${DESK}/${news.id}/doc`}>
              <Button>{t('audio-make')}</Button>
            </form>
          ) : (
            <p>{t('audio-off')}</p>
          )}
          <form method="post" action={`${DESK}/${news.id}/ghi-am`} enctype="multipart/form-data" class="row">
            <label>
              {t('audio-file')}{' '}
              <input type="file" name="sound" accept="audio/mpeg,audio/wav,audio/ogg,.opus" required />
            </label>
            <Button>{t('audio-upload')}</Button>
          </form>
        </div>
      ) : null}
    </section>
  );
}
