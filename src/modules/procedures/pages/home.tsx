import type { ComponentChildren } from 'preact';
import { Button, ButtonLink, Field, SearchBox } from '#ui/components.ts';
import { CitizenLayout } from '#ui/layout.tsx';
import type { FactPlace, PublicFact } from '../public-facts.ts';
import { LIFE_EVENTS } from '../rules/listing.ts';
import type { PublicPage } from './data.ts';
import { listingMessages } from './messages.ts';

function FactText({ fact: { text, title } }: { fact: PublicFact }) {
  return title === undefined ? (
    text
  ) : (
    <>
      {text} <span lang="vi">{title}</span>
    </>
  );
}

/** Facts of one place, each with its way onward. */
export function Facts({ facts, place }: { facts: readonly PublicFact[]; place: FactPlace }) {
  return (
    <>
      {facts
        .filter((fact) => fact.place === place)
        .map((fact) => (
          <span key={`${fact.text} ${fact.title ?? ''}`}>
            {fact.href ? (
              <a href={fact.href}>
                <FactText fact={fact} />
              </a>
            ) : (
              <FactText fact={fact} />
            )}{' '}
          </span>
        ))}
    </>
  );
}

const POPULAR = [
  ['popular.certify', '/thu-tuc?q=chứng thực'],
  ['popular.birth', '/thu-tuc?q=khai sinh'],
  ['popular.land', '/thu-tuc?linh-vuc=Đất đai'],
  ['popular.business', '/thu-tuc?linh-vuc=Hộ kinh doanh'],
] as const;

/** Links by event of life, in the order of a life. */
export function LifeEvents({ lang, current }: { lang: PublicPage['lang']; current?: string | undefined }) {
  const t = listingMessages(lang);
  return (
    <ul class="choices-row">
      {LIFE_EVENTS.map((event) => (
        <li key={event}>
          <a href={`/thu-tuc?viec=${event}`} aria-current={event === current ? 'page' : undefined}>
            {t(`life.${event}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A part of a page under a hairline, with its heading. */
export function Part(props: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="part stack-s" aria-labelledby={props.id} data-read-aloud="">
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Lookup({ lang }: { lang: PublicPage['lang'] }) {
  const t = listingMessages(lang);
  return (
    <form method="get" action="/tra-cuu" class="lookup">
      <Field
        name="so"
        label={t('lookupNumber')}
        placeholder="H56.…-261123-0042"
        autocomplete="off"
        lang={lang}
      />
      <Field name="ma" label={t('lookupSecret')} width="short" autocomplete="off" lang={lang} />
      <Button>{t('look')}</Button>
    </form>
  );
}

/** The citizens' first page: one question, then today, the look-up, and ways to browse. */
export function HomePage({ page }: { page: PublicPage }) {
  const { lang, facts } = page;
  const t = listingMessages(lang);
  return (
    <CitizenLayout
      title={t('homeTitle')}
      lang={lang}
      centre={page.centre}
      path="/"
      styles={['procedures/listing.css']}
    >
      <h1>{t('homeQuestion')}</h1>
      <SearchBox
        action="/thu-tuc"
        label={t('searchLabel')}
        placeholder={t('searchHint')}
        lang={lang}
        large
        examples={POPULAR.map(([key, href]) => ({ label: t(key), href: encodeURI(href) }))}
      />
      <Part id="hom-nay" title={t('today')}>
        <div class="row-apart">
          <p>
            {page.opening} <Facts facts={facts} place="today" />
          </p>
          <span class="row">
            <ButtonLink href="/lay-so" look={page.isOpen ? 'primary' : 'plain'}>
              {t('takeNumber')}
            </ButtonLink>
            <ButtonLink href="/dat-lich" look={page.isOpen ? 'plain' : 'primary'}>
              {t('book')}
            </ButtonLink>
          </span>
        </div>
      </Part>
      <Part id="tra-cuu" title={t('lookup')}>
        <Lookup lang={lang} />
      </Part>
      <Part id="viec-trong-doi" title={t('byLife')}>
        <LifeEvents lang={lang} />
        <p>
          <a href="/thu-tuc">{t('allProcedures')}</a>
        </p>
      </Part>
      {facts.some((fact) => fact.place === 'announcement') ? (
        <p class="row">
          <Facts facts={facts} place="announcement" />
        </p>
      ) : null}
    </CitizenLayout>
  );
}
