import { ButtonLink, Empty, SearchBox } from '#ui/components.ts';
import { CitizenLayout, PageHead } from '#ui/layout.tsx';
import type { LifeEvent } from '../rules/listing.ts';
import type { Question } from '../rules/questions.ts';
import type { Procedure } from '../schema.ts';
import type { PublicPage } from './data.ts';
import { LifeEvents, Part } from './home.tsx';
import { listingMessages } from './messages.ts';
import { feeInWords, ordinaryTerm, titleOf } from './words.ts';

/** What the list shows. */
export interface ListView {
  readonly page: PublicPage;
  readonly query: string;
  readonly fieldGroup: string | undefined;
  readonly lifeEvent: LifeEvent | undefined;
  /** Null where nothing was asked yet: the page then offers ways to browse. */
  readonly found: readonly Procedure[] | null;
  /** Tells the first answers apart; null where there is nothing to ask. */
  readonly question: Question | null;
  readonly groups: readonly { readonly name: string; readonly count: number }[];
}

function Entry({ procedure, lang }: { procedure: Procedure; lang: PublicPage['lang'] }) {
  const t = listingMessages(lang);
  const title = titleOf(procedure);
  const fee = procedure.fees[0];
  return (
    <li class="entry">
      <h3>
        <a href={`/thu-tuc/${procedure.code}`} lang="vi">
          {title}
        </a>
      </h3>
      {procedure.summary ? <p lang="vi">{procedure.summary}</p> : null}
      {procedure.plainName ? <p class="small soft">{t('officialName', { name: procedure.name })}</p> : null}
      <p class="small soft">
        {[ordinaryTerm(procedure, lang), ...(fee ? [feeInWords(fee, lang)] : []), procedure.fieldGroup].join(
          ' · ',
        )}
      </p>
    </li>
  );
}

/** One question, a button an answer: each leads to its procedure. */
function AskApart({ question, lang }: { question: Question; lang: PublicPage['lang'] }) {
  return (
    <section class="ask stack-s" aria-labelledby="hoi-lai">
      <h2 id="hoi-lai">{question.asks[lang]}</h2>
      <ul class="ask-answers">
        {question.choices.map(({ code, says }) => (
          <li key={code}>
            <ButtonLink href={`/thu-tuc/${code}`}>{says[lang]}</ButtonLink>
          </li>
        ))}
      </ul>
      <p class="small soft">{listingMessages(lang)('askElse')}</p>
    </section>
  );
}

const heading = ({ page, query, fieldGroup, lifeEvent, found }: ListView): string => {
  const t = listingMessages(page.lang);
  const count = found?.length ?? 0;
  if (query !== '') {
    return count === 0 ? t('nothing', { query }) : t('results', { count, query });
  }
  const name = fieldGroup ?? (lifeEvent ? t(`life.${lifeEvent}`) : t('allProcedures'));
  return count === 0 ? t('emptyGroup') : t('inGroup', { count, name });
};

/** `/thu-tuc`: search results, or a group, or ways to browse. Plain GET, no script. */
export function ListPage(view: ListView) {
  const { page, found, groups } = view;
  const { lang } = page;
  const t = listingMessages(lang);
  return (
    <CitizenLayout
      title={view.query === '' ? t('listTitle') : view.query}
      lang={lang}
      centre={page.centre}
      path="/thu-tuc"
      styles={['procedures/listing.css']}
    >
      <PageHead title={t('listTitle')} why={t('listWhy')} />
      <SearchBox
        action="/thu-tuc"
        label={t('searchLabel')}
        placeholder={t('searchHint')}
        value={view.query}
        lang={lang}
        large
      />
      {view.question ? <AskApart question={view.question} lang={lang} /> : null}
      {found === null ? null : (
        <Part id="ket-qua" title={heading(view)}>
          {found.length === 0 ? (
            <Empty title={heading(view)}>
              <p>{t('nothingNext')}</p>
            </Empty>
          ) : (
            <ol class="plain-list entries">
              {found.map((procedure) => (
                <Entry key={procedure.code} procedure={procedure} lang={lang} />
              ))}
            </ol>
          )}
        </Part>
      )}
      <Part id="viec-trong-doi" title={t('byLife')}>
        <LifeEvents lang={lang} current={view.lifeEvent} />
      </Part>
      <Part id="linh-vuc" title={t('byField')}>
        <ul class="choices-columns">
          {groups.map(({ name, count }) => (
            <li key={name}>
              <a
                href={`/thu-tuc?linh-vuc=${encodeURIComponent(name)}`}
                aria-current={name === view.fieldGroup ? 'page' : undefined}
                lang="vi"
              >
                {name}
              </a>{' '}
              <span class="soft">({count})</span>
            </li>
          ))}
        </ul>
        <p>
          <a href="/niem-yet">{t('posted')}</a> · <a href="/niem-yet/thay-doi">{t('changedLately')}</a>
        </p>
      </Part>
    </CitizenLayout>
  );
}
