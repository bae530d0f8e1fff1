import { STATUS } from '#modules/dossiers/schema.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  ButtonLink,
  ErrorSummary,
  errorFor,
  Fold,
  Notice,
  Question,
  RequestId,
  SummaryList,
  TextArea,
  WhyList,
} from '#ui/components.ts';
import { WorkProof } from '#ui/work.tsx';
import { pageMessages } from '../messages-pages.ts';
import type { Following } from '../queries.ts';
import type { Message, Sending } from '../schema.ts';
import { followHref, type Said } from './frame.tsx';

/** What the parts of the follow page are drawn from. */
interface FollowProps {
  readonly lang: Lang;
  /** The key of the address. */
  readonly at: string;
  readonly found: Following;
  readonly said: Said;
  readonly challenge: string;
}
type Part = Pick<FollowProps, 'lang' | 'at' | 'found'>;

/** What is asked of the citizen now, and what they sent that waits for an officer. */
function Asked({ lang, at, found }: Part) {
  const t = pageMessages(lang);
  const { view, asked, open } = found;
  const waits = open.supplement?.state === 'sent' ? open.supplement : null;
  const by = view.completeBy === null ? '' : formatDateTime(view.completeBy, lang);
  const rows = [
    ...(asked.length > 0 && waits === null
      ? [
          by === ''
            ? t('asked-supplement-open', { count: asked.length })
            : t('asked-supplement', { count: asked.length, by }),
        ]
      : []),
    ...(view.owed > 0 ? [t('asked-pay')] : []),
    ...(view.status === STATUS.finished ? [t('asked-collect')] : []),
  ];
  return (
    <section class="stack-s" aria-labelledby="viec-can-lam">
      <h2 id="viec-can-lam">{t('asked-title')}</h2>
      {waits?.sentAt ? (
        <Notice role="status" title={t('sent-supplement', { at: formatDateTime(waits.sentAt, lang) })} />
      ) : null}
      {open.withdrawal?.sentAt ? (
        <Notice
          role="status"
          title={t('sent-withdrawal', { at: formatDateTime(open.withdrawal.sentAt, lang) })}
        />
      ) : null}
      {rows.length === 0 ? (
        <p>{t('asked-none')}</p>
      ) : (
        <ul class="plain-list stack-s">
          {rows.map((row) => (
            <li key={row}>
              <strong>{row}</strong>
            </li>
          ))}
        </ul>
      )}
      {asked.length > 0 && waits === null ? (
        <p>
          {asked.every(({ onlyShown }) => onlyShown) ? (
            t('to-bring-all')
          ) : (
            <ButtonLink look="primary" wide href={followHref(at, 'bo-sung')}>
              {t('to-supplement')}
            </ButtonLink>
          )}
        </p>
      ) : null}
    </section>
  );
}

function Where({ lang, found }: Pick<Part, 'lang' | 'found'>) {
  const t = pageMessages(lang);
  const { view, at } = found;
  return (
    <>
      <SummaryList
        items={[
          { term: t('where'), value: at?.unit ?? view.statusText },
          ...(at === null || at.role === null ? [] : [{ term: t('who'), value: t(`role-${at.role}`) }]),
          { term: t('due'), value: view.due === null ? t('no-due') : formatDateTime(view.due, lang) },
        ]}
      />
      {view.why.length === 0 ? null : (
        <Fold title={t('due-why')} id="vi-sao">
          <WhyList why={view.why} />
        </Fold>
      )}
    </>
  );
}

function settledText(sending: Sending, lang: Lang): string {
  const t = pageMessages(lang);
  const at = sending.settledAt === null ? '' : formatDateTime(sending.settledAt, lang);
  switch (sending.state) {
    case 'taken':
    case 'overtaken':
      return t(`settled-${sending.kind}-${sending.state}`, { at });
    case 'sent-back':
      return t(`settled-${sending.kind}-sent-back`, { at, why: sending.settledWhy ?? '' });
    case 'draft':
    case 'sent':
      return '';
    default:
      return sending.state satisfies never;
  }
}

function Result({ lang, at, found }: Part) {
  const t = pageMessages(lang);
  if (found.results.length === 0) {
    // The look-up page leads here with a signed result in mind: nobody is left without the next step.
    return found.view.signedDigitally ? <p class="soft">{t('result-closed')}</p> : null;
  }
  return (
    <section class="stack-s" aria-labelledby="ket-qua">
      <h2 id="ket-qua">{t('result-title')}</h2>
      {found.strong ? (
        <ul class="plain-list stack-s">
          {found.results.map(({ id, name }) => (
            <li key={id}>
              <a class="btn btn-primary" href={followHref(at, `ket-qua/${id}`)} download>
                {t('result-get', { name })}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <p>{t('result-weak')}</p>
      )}
      <p>
        <a href="/xac-minh-chu-ky">{t('result-check')}</a>
      </p>
    </section>
  );
}

function MessageLine({
  lang,
  at,
  message,
}: {
  readonly lang: Lang;
  readonly at: string;
  readonly message: Message;
}) {
  const t = pageMessages(lang);
  return (
    <li class="stack-s">
      <p class="small soft">
        {message.author === 'citizen' ? t('you') : message.byPost}, {formatDateTime(message.at, lang)}
      </p>
      <p class="as-typed">{message.words}</p>
      {message.photoId === null ? null : (
        <p>
          <a href={followHref(at, `tep/${message.photoId}`)}>{t('message-see')}</a>
        </p>
      )}
    </li>
  );
}

function Messages({ lang, at, found, said, challenge }: FollowProps) {
  const t = pageMessages(lang);
  return (
    <section class="stack" aria-labelledby="tin-nhan">
      <h2 id="tin-nhan">{t('messages')}</h2>
      <ul class="plain-list stack">
        {found.messages.map((message) => (
          <MessageLine key={message.id} lang={lang} at={at} message={message} />
        ))}
      </ul>
      {found.mayWrite ? (
        <form method="post" action={followHref(at, 'tin')} enctype="multipart/form-data" class="stack">
          <RequestId value={newRequestId()} />
          <WorkProof challenge={challenge} />
          <p class="soft">{t('messages-why', { hours: found.settings.answerHours })}</p>
          <TextArea
            name="words"
            label={t('message')}
            hint={t('message-hint')}
            value={said.typed}
            error={errorFor(said.errors, 'words')}
            lang={lang}
          />
          <Question
            name="file"
            label={t('message-photo')}
            hint={t('photo-kinds')}
            optional
            error={errorFor(said.errors, 'file')}
            lang={lang}
          >
            <input
              class="input"
              type="file"
              id="f-file"
              name="file"
              accept="image/jpeg,image/png,image/webp,application/pdf"
              aria-describedby="f-file-hint"
            />
          </Question>
          <Button wide>{t('message-go')}</Button>
        </form>
      ) : (
        <p>{t('message-closed')}</p>
      )}
    </section>
  );
}

/** The follow page of a dossier: what is asked first, where it is and why, result, messages, other things. */
export function FollowView(props: FollowProps & { readonly done: boolean }) {
  const { lang, at, found, said, done } = props;
  const t = pageMessages(lang);
  return (
    <>
      <ErrorSummary errors={said.errors} detail={said.detail} lang={lang} />
      {done ? <Notice tone="ok" role="status" title={t('sent')} /> : null}
      <Asked lang={lang} at={at} found={found} />
      <Result lang={lang} at={at} found={found} />
      <Where lang={lang} found={found} />
      {found.settled.length === 0 ? null : (
        <section class="stack-s" aria-labelledby="da-gui">
          <h2 id="da-gui">{t('history')}</h2>
          <ul class="plain-list stack-s">
            {found.settled.map((sending) => (
              <li key={sending.id}>{settledText(sending, lang)}</li>
            ))}
          </ul>
        </section>
      )}
      <Messages {...props} />
      <section class="stack-s" aria-labelledby="viec-khac">
        <h2 id="viec-khac">{t('other')}</h2>
        {found.mayWithdraw && found.open.withdrawal === null ? (
          <p>{found.strong ? <a href={followHref(at, 'rut')}>{t('withdraw')}</a> : t('withdraw-weak')}</p>
        ) : null}
        <p>
          <a href="/tra-cuu">{t('to-lookup')}</a>
        </p>
      </section>
      <p class="soft small">{t('private')}</p>
    </>
  );
}
