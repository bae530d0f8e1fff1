import type { ComponentChildren } from 'preact';
import { formatDate, localDay } from '#platform/time.ts';
import { Button, ButtonLink, Empty, Field, Fold, Notice, RequestId, Table } from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import type { Missed, SearchWords } from '../schema/words.ts';
import { wordsMessages } from '../words-messages.ts';
import { ASKED_DAYS, type WordsView } from '../words-queries.ts';
import { type AdminPage, faceOf } from './admin-list.tsx';

/** Where the words of the search are tended. */
export const WORDS_PATH = '/can-bo/quan-tri/tu-khoa';

/** A procedure that may be meant. */
interface Offered {
  readonly code: string;
  readonly title: string;
}

interface WordsPageProps extends AdminPage {
  readonly view: WordsView;
  readonly mayTend: boolean;
  readonly requestId: string;
  /** What was typed so far: words, and by what the procedure is looked for. */
  readonly typed: { readonly words: string; readonly find: string };
  /** Procedures found for it; null before anything was looked for. */
  readonly offered: readonly Offered[] | null;
  readonly error?: string | undefined;
  readonly titles: ReadonlyMap<string, string>;
}

/** A part of the page under its own heading; the table's caption says the same to those who do not see it. */
function Headed({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="stack-s" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function MissedTable({
  rows,
  title,
  page,
}: {
  rows: readonly Missed[];
  title: string;
  page: WordsPageProps;
}) {
  const t = wordsMessages(page.lang);
  return (
    <Table
      caption={title}
      captionHidden
      columns={[
        { key: 'words', header: t('colWords'), primary: true, cell: ({ words }) => words },
        { key: 'asked', header: t('colAsked'), align: 'end', cell: ({ asked }) => asked },
        { key: 'last', header: t('colLast'), cell: ({ last }) => formatDate(last) },
        ...(page.mayTend
          ? [
              {
                key: 'do',
                header: t('colDo'),
                cell: ({ words }: Missed) => (
                  <a href={`${WORDS_PATH}?tu=${encodeURIComponent(words)}#them`}>{t('giveTo')}</a>
                ),
              },
            ]
          : []),
      ]}
      rows={rows}
      rowKey={({ words }) => words}
      empty={
        <Empty title={t('none')}>
          <p>{t('noneNext')}</p>
        </Empty>
      }
    />
  );
}

/** One press: these words for this procedure. */
function Give(props: { page: WordsPageProps; code: string; words: string; children: ComponentChildren }) {
  return (
    <form method="post" action={WORDS_PATH}>
      <RequestId value={props.page.requestId} />
      <input type="hidden" name="code" value={props.code} autocomplete="off" />
      <input type="hidden" name="words" value={props.words} autocomplete="off" />
      <Button look="plain">{props.children}</Button>
    </form>
  );
}

/** Words and the procedure they mean: first look for it, then press it. */
function AddWords({ page }: { page: WordsPageProps }) {
  const t = wordsMessages(page.lang);
  const { typed, offered } = page;
  return (
    <section class="stack-s" aria-labelledby="them">
      <h2 id="them">{t('addTitle')}</h2>
      {page.error ? (
        <Notice tone="late">
          <p>{page.error}</p>
        </Notice>
      ) : null}
      <form method="get" action={WORDS_PATH} class="stack-s">
        <Field name="tu" label={t('wordsLabel')} hint={t('wordsHint')} value={typed.words} lang={page.lang} />
        <Field name="tim" label={t('findLabel')} value={typed.find} lang={page.lang} />
        <Button look="plain">{t('find')}</Button>
      </form>
      {offered === null ? null : offered.length === 0 ? (
        <p>{t('notFound')}</p>
      ) : typed.words === '' ? (
        <p>{t('typeWords')}</p>
      ) : (
        <>
          <p>{t('choose', { words: typed.words })}</p>
          <ul class="plain-list stack-s">
            {offered.map(({ code, title }) => (
              <li key={code}>
                <Give page={page} code={code} words={typed.words}>
                  {t('give', { name: `${title} (${code})` })}
                </Give>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function InUse({ page }: { page: WordsPageProps }) {
  const t = wordsMessages(page.lang);
  const nameOf = ({ code }: SearchWords) => `${page.titles.get(code) ?? ''} (${code})`.trim();
  const day = (at: Temporal.Instant) => formatDate(localDay(at));
  const rows = page.view.words;
  return (
    <>
      <Table
        caption={t('inUse')}
        captionHidden
        columns={[
          { key: 'words', header: t('colWords'), primary: true, cell: ({ words }) => words },
          { key: 'procedure', header: t('colProcedure'), cell: nameOf },
          { key: 'by', header: t('colBy'), cell: ({ addedBy, addedAt }) => `${addedBy}, ${day(addedAt)}` },
          ...(page.mayTend
            ? [
                {
                  key: 'do',
                  header: t('colDo'),
                  cell: ({ id, words }: SearchWords) => (
                    <form method="post" action={`${WORDS_PATH}/${id}/bo`}>
                      <Button look="quiet">
                        {t('remove')} <span class="sr-only">{words}</span>
                      </Button>
                    </form>
                  ),
                },
              ]
            : []),
        ]}
        rows={rows.filter(({ removedAt }) => removedAt === null)}
        rowKey={({ id }) => id}
        empty={
          <Empty title={t('noWords')}>
            <p>{t('noWordsNext')}</p>
          </Empty>
        }
      />
      {rows.some(({ removedAt }) => removedAt !== null) ? (
        <Fold title={t('history')}>
          <ul class="plain-list stack-s">
            {rows.flatMap((row) =>
              row.removedAt === null
                ? []
                : [
                    <li key={row.id}>
                      <strong>{row.words}</strong>: {nameOf(row)}. {t('colBy')}: {row.addedBy},{' '}
                      {day(row.addedAt)}. {t('colRemoved')}: {row.removedBy}, {day(row.removedAt)}.
                      {page.mayTend ? (
                        <Give page={page} code={row.code} words={row.words}>
                          {t('addAgain')} <span class="sr-only">{row.words}</span>
                        </Give>
                      ) : null}
                    </li>,
                  ],
            )}
          </ul>
        </Fold>
      ) : null}
    </>
  );
}

/** `/can-bo/quan-tri/tu-khoa`: what people asked in vain, and the words given since. */
export function WordsPage(page: WordsPageProps) {
  const t = wordsMessages(page.lang);
  const { sums, empty, givenUp } = page.view;
  return (
    <OfficerLayout
      title={t('title')}
      lang={page.lang}
      actor={page.actor}
      centre={faceOf(page.centre)}
      path="/can-bo/quan-tri"
    >
      <PageHead title={t('title')} why={t('why')} />
      <p>{t('summary', { days: ASKED_DAYS, asked: sums.asked, empty: sums.empty, opened: sums.opened })}</p>
      {page.mayTend ? <AddWords page={page} /> : null}
      <Headed id="khong-thay" title={t('nothingTitle')}>
        <MissedTable rows={empty} title={t('nothingTitle')} page={page} />
      </Headed>
      <Headed id="bo-do" title={t('givenUpTitle')}>
        <MissedTable rows={givenUp} title={t('givenUpTitle')} page={page} />
      </Headed>
      <Headed id="dang-dung" title={t('inUse')}>
        <InUse page={page} />
      </Headed>
      {page.mayTend ? null : <ButtonLink href="/can-bo/quan-tri/thu-tuc">{t('colProcedure')}</ButtonLink>}
    </OfficerLayout>
  );
}
