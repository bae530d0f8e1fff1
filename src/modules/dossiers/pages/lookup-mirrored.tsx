import { saidInWords, staleInWords } from '#modules/mirror/rules/said.ts';
import type { MirrorFace } from '#modules/mirror/schema.ts';
import type { Lang } from '#platform/i18n.ts';
import { Notice, StatusTag, SummaryList } from '#ui/components.ts';
import { type CentreFace, CitizenLayout } from '#ui/layout.tsx';
import { mirroredMessages } from '../messages-mirrored.ts';
import { mirroredSentence, promised } from '../rules/mirrored.ts';
import { statusName } from '../rules/refuse.ts';
import { statusTone } from './dossier.tsx';
import { lookupMessages } from './lookup-messages.ts';

/** What a citizen learns of a dossier that only the provincial system has: where it stands, and as of when. No name, no number of a person. */
export function MirroredResult(props: {
  readonly lang: Lang;
  readonly centre: CentreFace;
  readonly face: MirrorFace;
  readonly now: Temporal.Instant;
}) {
  const { lang, face, now } = props;
  const t = lookupMessages(lang);
  const m = mirroredMessages(lang);
  const words = face.said === null ? '' : saidInWords(face.said, lang);
  const stale = face.said === null ? null : staleInWords(face.said, lang, 'public');
  const moment = (at: Temporal.Instant | null) => (at === null ? null : promised(at, lang));
  return (
    <CitizenLayout title={`${t('title')} ${face.number}`} lang={lang} centre={props.centre} path="/tra-cuu">
      <div class="measure stack">
        <p class="row">
          <span class="code">{face.number}</span>
          <StatusTag tone={statusTone(face.status)}>{statusName(face.status)}</StatusTag>
        </p>
        <h1 class="sentence">{mirroredSentence(face, now, lang)}</h1>
        <p class="soft">{words.charAt(0).toUpperCase() + words.slice(1)}</p>
        {stale === null ? null : <Notice tone="soon" title={stale} />}
        <SummaryList
          items={[
            {
              term: m('procedure'),
              value:
                face.procedureCode === null ? (
                  face.procedureName
                ) : (
                  <a href={`/thu-tuc/${encodeURIComponent(face.procedureCode)}`}>
                    {face.procedureName || face.procedureCode}
                  </a>
                ),
            },
            { term: m('received'), value: moment(face.receivedAt) },
            { term: m('due'), value: moment(face.dueAt) },
          ]}
        />
        <p>{m('elsewhere')}</p>
        <p class="soft small">{t('private')}</p>
        <p>
          <a href="/tra-cuu">{t('another')}</a>
        </p>
      </div>
    </CitizenLayout>
  );
}
