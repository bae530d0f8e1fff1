import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { formatDateTime } from '#platform/time.ts';
import { Button, Empty, StatusTag, Table } from '#ui/components.ts';
import { deskMessages } from '../messages/desk.ts';
import { newsMessages } from '../messages.ts';
import type { NewsFile } from '../queries.ts';
import { channelCan } from '../rules/delivery.ts';
import { CHANNELS, type Channel, type Delivery } from '../schema.ts';
import { DESK } from './words.ts';

const TONES = {
  waiting: 'waiting',
  sent: 'ok',
  failed: 'late',
  manual: 'soon',
  cancelled: 'neutral',
} as const;

interface Row {
  readonly key: string;
  readonly channel: Channel;
  readonly deliveries: readonly Delivery[];
  readonly first: Delivery;
}

/** Deliveries of one channel, revision, action and state together: a thousand recipients are one line a state. */
function rowsOf(deliveries: readonly Delivery[]): readonly Row[] {
  const rows = new Map<string, Delivery[]>();
  for (const one of deliveries) {
    const key = [one.channel, one.revision, one.action, one.state].join('-');
    rows.set(key, [...(rows.get(key) ?? []), one]);
  }
  return [...rows]
    .flatMap(([key, list]) => {
      const [first] = list;
      return first === undefined ? [] : [{ key, channel: first.channel, deliveries: list, first }];
    })
    .toSorted((a, b) => CHANNELS.indexOf(a.channel) - CHANNELS.indexOf(b.channel));
}

function Outcome({ row, lang }: { row: Row; lang: Lang }) {
  const t = deskMessages(lang);
  const { first, deliveries } = row;
  const people = first.recipient === '' ? '' : ` · ${t('delivery-people', { count: deliveries.length })}`;
  const why = deliveries.find(({ lastWhy }) => lastWhy !== null)?.lastWhy ?? '';
  const at = first.endedAt === null ? '' : formatDateTime(first.endedAt);
  const ended =
    first.doneBy === null
      ? at === ''
        ? ''
        : t('sent-at', { at })
      : t('done-by', { name: first.doneBy, at });
  return (
    <>
      <StatusTag tone={TONES[first.state]}>{t(`delivery-${first.state}`)}</StatusTag> {ended}
      {people}
      {why === '' ? null : <span class="soft"> {why}</span>}
    </>
  );
}

function next({ deliveries, first }: Row, lang: Lang): string {
  const t = deskMessages(lang);
  if (first.state !== 'waiting') {
    return first.state === 'failed' && first.unsure ? t('next-look') : '';
  }
  const earliest = deliveries.map(({ nextAt }) => nextAt).sort(Temporal.Instant.compare)[0] ?? first.nextAt;
  const at = formatDateTime(earliest);
  const when = first.attempts === 0 ? t('next-first', { at }) : t('next-try', { at });
  return first.unsure && first.attempts > 0 ? `${when}; ${t('next-look')}` : when;
}

function Act({ file, row, lang }: { file: NewsFile; row: Row; lang: Lang }): ComponentChildren {
  const t = deskMessages(lang);
  const base = `${DESK}/${file.news.id}/kenh/${row.channel}`;
  const { first } = row;
  if (first.state === 'failed') {
    return (
      <div class="news-actions">
        <form method="post" action={`${base}/gui-lai`}>
          <Button>{t('resend')}</Button>
        </form>
        {first.unsure ? (
          <>
            <form method="post" action={`${base}/gui-lai`}>
              <Button name="sure" value="1">
                {t('resend-sure')}
              </Button>
            </form>
            <form method="post" action={`${base}/xong`}>
              <Button>{t('mark-arrived')}</Button>
            </form>
          </>
        ) : null}
      </div>
    );
  }
  return first.state === 'manual' ? <a href="#dan-tay">{t('paste')}</a> : null;
}

/** Everything that the channels were told, on one page. */
export function Results({ file, lang, mayResend }: { file: NewsFile; lang: Lang; mayResend: boolean }) {
  const t = deskMessages(lang);
  const names = newsMessages(lang);
  const rows = rowsOf(file.deliveries);
  const stuck =
    file.news.withdrawnAt === null
      ? []
      : CHANNELS.filter(
          (channel) =>
            channelCan(channel, 'withdraw') === 'cannot' &&
            file.deliveries.some((one) => one.channel === channel && one.state === 'sent'),
        );
  // What was said aloud was heard: taking it off the list ends the airings, not what people know.
  const aired =
    file.news.withdrawnAt === null && file.revision.content.correction === null
      ? 0
      : file.airings.filter(({ result }) => result === 'played').length;
  const out = file.revision.state === 'approved' && file.news.withdrawnAt === null;
  const nobody = file.versions.filter(
    ({ channel, on }) =>
      out &&
      on &&
      !file.deliveries.some((one) => one.channel === channel && one.revision === file.revision.revision),
  );
  return (
    <section class="stack-s" aria-labelledby="ket-qua">
      <h2 id="ket-qua">{t('results')}</h2>
      {nobody.length === 0 ? null : (
        <p>{t('no-recipients', { channels: nobody.map(({ channel }) => names(channel)).join(', ') })}</p>
      )}
      {stuck.length === 0 ? null : (
        <p>{t('cannot-withdraw', { channels: stuck.map((channel) => names(channel)).join(', ') })}</p>
      )}
      {aired === 0 ? null : <p>{t('aired-stays', { count: aired })}</p>}
      <Table
        caption={t('results')}
        captionHidden
        rows={rows}
        rowKey={({ key }) => key}
        empty={<Empty title={t('no-deliveries')} />}
        columns={[
          { key: 'channel', header: t('col-channel'), primary: true, cell: ({ channel }) => names(channel) },
          { key: 'what', header: t('col-what'), cell: ({ first }) => t(`action-${first.action}`) },
          { key: 'result', header: t('col-result'), cell: (row) => <Outcome row={row} lang={lang} /> },
          { key: 'next', header: t('col-next'), cell: (row) => next(row, lang) },
          ...(mayResend
            ? [
                {
                  key: 'do',
                  header: t('col-do'),
                  cell: (row: Row) => <Act file={file} row={row} lang={lang} />,
                },
              ]
            : []),
        ]}
      />
    </section>
  );
}

/** Pasting into ordinary groups, where something waits for it. */
export function Paste({ file, lang }: { file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  const open = file.deliveries.find((one) => one.channel === 'group' && one.state === 'manual');
  const version = file.versions.find(({ channel }) => channel === 'group');
  if (open === undefined || version === undefined) {
    return null;
  }
  const removal = open.action === 'withdraw';
  return (
    <section class="stack-s" aria-labelledby="dan-tay">
      <h2 id="dan-tay">{t('paste')}</h2>
      <p>{removal ? t('paste-withdraw') : t('paste-why')}</p>
      {removal ? null : (
        <>
          <textarea class="input" rows={6} readonly data-copy="" aria-label={t('paste')}>
            {version.text}
          </textarea>
          <p class="row">
            <button class="btn" type="button" data-copy-press="" data-copied={t('paste-copied')} hidden>
              {t('paste-copy')}
            </button>
            {file.revision.content.picture === null ? null : (
              <a class="btn" href={`${DESK}/${file.news.id}/anh.jpg`} download="anh.jpg">
                {t('paste-picture')}
              </a>
            )}
          </p>
          <p role="status" data-copy-note="" />
        </>
      )}
      <form method="post" action={`${DESK}/${file.news.id}/kenh/group/xong`}>
        <Button look="primary">{removal ? t('paste-removed') : t('paste-done')}</Button>
      </form>
    </section>
  );
}

/** What loudspeakers say they played. */
export function Airings({ file, lang }: { file: NewsFile; lang: Lang }) {
  const t = deskMessages(lang);
  return file.airings.length === 0 ? null : (
    <section class="stack-s" aria-labelledby="loa-da-phat">
      <h2 id="loa-da-phat">{t('airings')}</h2>
      <Table
        caption={t('airings')}
        captionHidden
        rows={file.airings}
        rowKey={(row) => `${row.speaker}-${row.startedAt.epochMilliseconds}`}
        empty={null}
        columns={[
          { key: 'speaker', header: t('col-speaker'), primary: true, cell: (row) => row.speaker },
          { key: 'at', header: t('col-at'), cell: (row) => formatDateTime(row.startedAt) },
          {
            key: 'result',
            header: t('col-result'),
            cell: (row) => `${t(`airing-${row.result}`)}${row.note === '' ? '' : `: ${row.note}`}`,
          },
        ]}
      />
    </section>
  );
}
