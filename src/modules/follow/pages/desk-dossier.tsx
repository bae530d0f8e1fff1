import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, ErrorSummary, errorFor, Fold, RequestId, StatusTag, TextArea } from '#ui/components.ts';
import { PageHead } from '#ui/layout.tsx';
import { deskMessages } from '../messages-desk.ts';
import type { FollowedDossier } from '../queries.ts';
import type { SendingKind, SentFile } from '../schema.ts';
import type { Said } from './frame.tsx';

interface DeskProps {
  readonly lang: Lang;
  readonly base: string;
  readonly followed: FollowedDossier;
  readonly said: Said;
  readonly maySettle: boolean;
}
type Sent = FollowedDossier['sendings'][number];

const TONES = {
  draft: 'neutral',
  sent: 'waiting',
  taken: 'done',
  'sent-back': 'neutral',
  overtaken: 'neutral',
} as const;

function Photos({
  lang,
  base,
  files,
}: {
  readonly lang: Lang;
  readonly base: string;
  readonly files: readonly SentFile[];
}) {
  const t = deskMessages(lang);
  if (files.length === 0) {
    return <p class="soft">{t('no-photo')}</p>;
  }
  return (
    <ol class="photos">
      {files.map((file, index) => {
        const href = `${base}/tep/${file.id}`;
        const name = t('photo-no', { no: index + 1 });
        return (
          <li class="photo" key={file.id}>
            <a href={href} target="_blank" rel="noopener" class="photo-face">
              {file.mediaType === 'image/jpeg' ? (
                <img src={href} alt={name} loading="lazy" width="96" height="128" />
              ) : (
                <span>PDF</span>
              )}
            </a>
            <span>{name}</span>
          </li>
        );
      })}
    </ol>
  );
}

/** The name of the reason's box: a supplement and a withdrawal may wait on one page, each with its own. */
export function whyField(kind: SendingKind): string {
  return `why-${kind}`;
}

function Settle({
  lang,
  base,
  sent,
  said,
}: {
  readonly lang: Lang;
  readonly base: string;
  readonly sent: Sent;
  readonly said: Said;
}) {
  const t = deskMessages(lang);
  const { id, kind } = sent.sending;
  const why = whyField(kind);
  const wrong = errorFor(said.errors, why);
  return (
    <>
      <p>{kind === 'supplement' ? t('check') : t('withdrawal-why')}</p>
      <form method="post" action={`${base}/nhan`} class="row">
        <input type="hidden" name="sendingId" value={id} />
        <button class="btn btn-primary" type="submit" name="complete" value="1">
          {kind === 'supplement' ? t('take') : t('take-withdrawal')}
        </button>
        {kind === 'supplement' ? (
          <button class="btn" type="submit" name="complete" value="0">
            {t('take-part')}
          </button>
        ) : null}
      </form>
      <Fold title={t('back')} id={`tra-lai-${kind}`} open={said.typedIn === why}>
        <form method="post" action={`${base}/tra-lai`} class="stack-s">
          <input type="hidden" name="sendingId" value={id} />
          <input type="hidden" name="kind" value={kind} />
          <TextArea
            name={why}
            label={t('back-why')}
            hint={t('back-hint')}
            value={said.typedIn === why ? said.typed : undefined}
            error={wrong}
            lang={lang}
          />
          <Button>{t('back-go')}</Button>
        </form>
      </Fold>
    </>
  );
}

function SentPart({ lang, base, followed, sent, said, maySettle }: DeskProps & { readonly sent: Sent }) {
  const t = deskMessages(lang);
  const { sending, files } = sent;
  const open = sending.state === 'sent';
  const places = open ? followed.asked.map((content, item) => ({ content, item })) : [];
  return (
    <section class="stack" aria-labelledby={`gui-${sending.id}`}>
      <h2 id={`gui-${sending.id}`}>{t(`kind-${sending.kind}`)}</h2>
      <p class="row">
        <StatusTag tone={TONES[sending.state]}>{t(`state-${sending.state}`)}</StatusTag>
        <span>
          {sending.sentAt === null ? '' : t('sent-at', { at: formatDateTime(sending.sentAt, lang) })}
        </span>
        {sending.settledAt === null ? null : (
          <span>
            {t('settled-line', { by: sending.settledBy ?? '', at: formatDateTime(sending.settledAt, lang) })}
          </span>
        )}
      </p>
      {sending.settledWhy === null ? null : <p>{sending.settledWhy}</p>}
      {sending.words === '' ? null : <p>{t('citizen-says', { words: sending.words })}</p>}
      {sending.kind === 'supplement' && open
        ? places.map(({ content, item }) => (
            <div class="stack-s" key={item}>
              <h3>
                {item + 1}. {content}
              </h3>
              <Photos lang={lang} base={base} files={files.filter((file) => file.item === item)} />
            </div>
          ))
        : null}
      {open && maySettle ? <Settle lang={lang} base={base} sent={sent} said={said} /> : null}
    </section>
  );
}

function Messages({ lang, base, followed, said }: DeskProps) {
  const t = deskMessages(lang);
  return (
    <section class="stack" aria-labelledby="tin-nhan">
      <h2 id="tin-nhan">{t('messages')}</h2>
      {followed.messages.length === 0 ? <p class="soft">{t('no-messages')}</p> : null}
      <ul class="plain-list stack">
        {followed.messages.map((message) => (
          <li key={message.id} class="stack-s">
            <p class="small soft">
              {message.author === 'citizen' ? t('citizen') : message.byPost},{' '}
              {formatDateTime(message.at, lang)}
            </p>
            <p class="as-typed">{message.words}</p>
            {message.photoId === null ? null : (
              <p>
                <a href={`${base}/tep/${message.photoId}`} target="_blank" rel="noopener">
                  {t('photo')}
                </a>
              </p>
            )}
          </li>
        ))}
      </ul>
      <form method="post" action={`${base}/tin`} class="stack-s">
        <RequestId value={newRequestId()} />
        <TextArea
          name="words"
          label={t('answer')}
          hint={t('answer-hint')}
          value={said.typedIn === 'words' ? said.typed : undefined}
          error={errorFor(said.errors, 'words')}
          lang={lang}
        />
        <Button>{t('answer-go')}</Button>
      </form>
    </section>
  );
}

/** What one citizen sent and wrote, with what an officer may do about it. */
export function DeskDossier(props: DeskProps) {
  const { lang, followed, said } = props;
  const t = deskMessages(lang);
  const { dossier } = followed;
  const number = dossier.number ?? dossier.localNumber ?? '';
  return (
    <>
      <PageHead title={number} why={`${dossier.procedure.name} · ${dossier.parties.applicant.name}`} />
      <ErrorSummary errors={said.errors} detail={said.detail} lang={lang} />
      <p class="row">
        <a href={`/can-bo/ho-so/${encodeURIComponent(number === '' ? dossier.id : number)}`}>
          {t('to-dossier')}
        </a>
        <a href="/can-bo/nguoi-dan-gui">{t('to-list')}</a>
      </p>
      {followed.sendings.map((sent) => (
        <SentPart key={sent.sending.id} {...props} sent={sent} />
      ))}
      <Messages {...props} />
    </>
  );
}
