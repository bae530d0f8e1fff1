import type { ComponentChildren } from 'preact';
import { useContext } from 'preact/hooks';
import type { StaffActor } from '#platform/actor.ts';
import { FrameContext } from '#platform/http/frame.ts';
import type { Lang } from '#platform/i18n.ts';
import { Document } from './document.tsx';
import { Star } from './icon.tsx';
import { InstallButton } from './keep.tsx';
import { LookButtons } from './look.tsx';
import { uiMessages } from './messages.ts';
import { type NavItem, officerNav } from './nav.ts';
import { unbroken } from './unbroken.tsx';

/** What the frame says about the centre. */
export interface CentreFace {
  /** "Trung tâm Phục vụ hành chính công xã Hoa Lộc" */
  readonly name: string;
  readonly address?: string | undefined;
  readonly phone?: string | undefined;
}

function NavLinks({ items, path }: { items: readonly NavItem[]; path: string | undefined }) {
  return (
    <>
      {items.map((item) => (
        <a key={item.href} href={item.href} aria-current={item.href === path ? 'page' : undefined}>
          {item.label}
          {item.count ? <span class="count">{item.count}</span> : null}
        </a>
      ))}
    </>
  );
}

function MorePlaces(props: { items: readonly NavItem[]; path: string | undefined; label: string }) {
  return (
    <>
      <button
        type="button"
        class="nav-more"
        popovertarget="more-places"
        aria-current={props.items.some(({ href }) => href === props.path) ? 'true' : undefined}
      >
        {props.label}
      </button>
      <div id="more-places" class="menu" popover="auto">
        <ul>
          {props.items.map((item) => (
            <li key={item.href}>
              <a href={item.href} aria-current={item.href === props.path ? 'page' : undefined}>
                {item.label}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

export interface CitizenLayoutProps {
  /** Page title; the centre's name is added for the browser's tab. */
  readonly title: string;
  readonly lang: Lang;
  readonly centre: CentreFace;
  /** Path of the current page, to mark the place in the navigation. */
  readonly path?: string | undefined;
  /** Names for `assetUrl`, e.g. `queue/ticket.js`. Pages must work without them. */
  readonly islands?: readonly string[] | undefined;
  /** Style sheets of the module for this page, e.g. `dossiers/intake.css`. */
  readonly styles?: readonly string[] | undefined;
  /** Larger type and targets for elderly readers. */
  readonly large?: boolean | undefined;
  /** Reload after so many seconds: for live facts where script is off. */
  readonly refreshSeconds?: number | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every citizens' page: works without script, 18 px, one column first. */
export function CitizenLayout(props: CitizenLayoutProps) {
  const t = uiMessages(props.lang);
  const nav: NavItem[] = [
    { href: '/thu-tuc', label: t('procedures') },
    { href: '/tra-cuu', label: t('lookup') },
    { href: '/lay-so', label: t('takeNumber') },
    { href: '/dat-lich', label: t('book') },
  ];
  const otherLang = props.lang === 'vi' ? 'en' : 'vi';
  // The same question is asked on the way to a number and to an appointment: the title says on which.
  const place = nav.find(({ href }) => href === props.path)?.label ?? '';
  const title = [props.title, ...(place === '' || place === props.title ? [] : [place]), props.centre.name];
  return (
    <Document
      title={title.join(' · ')}
      description={t('description', { title: props.title, centre: props.centre.name })}
      lang={props.lang}
      audience="citizen"
      sheet="citizen.css"
      bodyClass="frame-citizen"
      islands={['ui/keep.js', ...(props.islands ?? [])]}
      styles={props.styles}
      large={props.large}
      refreshSeconds={props.refreshSeconds}
    >
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <header class="site-head">
        <div class="site-head-in">
          <a class="site-name" href="/">
            <Star />
            <span lang="vi">{props.centre.name}</span>
          </a>
          <nav class="site-nav" aria-label={t('mainNav')}>
            <NavLinks items={nav} path={props.path} />
            <a href={`?lang=${otherLang}`} lang={otherLang} hreflang={otherLang}>
              {t('otherLanguage')}
            </a>
          </nav>
        </div>
      </header>
      <main id="main" class="site-main" tabindex={-1}>
        {props.children}
      </main>
      <footer class="site-foot">
        <div class="site-foot-in">
          <p>
            <strong lang="vi">{props.centre.name}</strong>
          </p>
          {props.centre.address ? (
            <p>
              {t('centreAddress')}: <span lang="vi">{props.centre.address}</span>
            </p>
          ) : null}
          {props.centre.phone ? (
            <p>
              {t('centrePhone')}: <a href={`tel:${props.centre.phone}`}>{props.centre.phone}</a>
            </p>
          ) : null}
          <p>{t('askOfficer')}</p>
          <LookButtons lang={props.lang} />
          <InstallButton lang={props.lang} />
          <p class="small">
            <a href="/niem-yet">{t('postedList')}</a> · <a href="/so-lieu">{t('publicFigures')}</a> ·{' '}
            <a href="/phan-cong">{t('dutyBoard')}</a> · <a href="/tin-tuc">{t('news')}</a> ·{' '}
            <a href="/phan-anh">{t('petitions')}</a> · <a href="/can-bo">{t('officerSite')}</a>
          </p>
        </div>
      </footer>
    </Document>
  );
}

export interface OfficerLayoutProps {
  readonly title: string;
  /** Defaults to Vietnamese. */
  readonly lang?: Lang | undefined;
  /** The signed-in officer; `null` on the sign-in pages, which then have no navigation. */
  readonly actor: StaffActor | null;
  readonly centre?: CentreFace | undefined;
  /** Path of the current section, to mark the place in the navigation. */
  readonly path?: string | undefined;
  /** Overrides the navigation that the roles give. */
  readonly nav?: readonly NavItem[] | undefined;
  readonly islands?: readonly string[] | undefined;
  /** Style sheets of the module for this page, e.g. `dossiers/intake.css`. */
  readonly styles?: readonly string[] | undefined;
  readonly scheme?: 'light' | 'dark' | undefined;
  readonly children: ComponentChildren;
}

/** What waits for the officer's eye, on every page; the island keeps the figure fresh. */
function NoticeCount({ actor, lang }: { actor: StaffActor; lang: Lang }) {
  const { notices, since } = useContext(FrameContext);
  return notices === undefined ? null : (
    <a
      class="notice-count"
      href="/can-bo/nhac-viec"
      data-notice-count="/can-bo/nhac-viec/so"
      data-notice-topic={`staff:${actor.centreId}`}
      data-live-since={since}
    >
      {uiMessages(lang)('notices')}{' '}
      <span class="count" hidden={notices === 0}>
        {notices}
      </span>
    </a>
  );
}

/** The frame of every officers' page: compact, keyboard first, light or dark. */
export function OfficerLayout(props: OfficerLayoutProps) {
  const lang = props.lang ?? 'vi';
  const t = uiMessages(lang);
  const frame = useContext(FrameContext);
  const layer = useContext(FrameContext).layer === true;
  const places = props.actor ? officerNav(props.actor, lang, layer) : { main: [], more: [] };
  const nav = props.nav ?? places.main;
  return (
    <Document
      title={`${props.title} · Một Cửa`}
      lang={lang}
      audience="officer"
      sheet="officer.css"
      bodyClass="frame-officer"
      islands={props.actor ? ['ui/officer.js', ...(props.islands ?? [])] : (props.islands ?? [])}
      styles={props.styles}
      scheme={props.scheme}
    >
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <header class="desk-head">
        <a class="site-name" href="/can-bo">
          <Star />
          <span>{props.centre?.name ?? frame.centre ?? 'Một Cửa'}</span>
        </a>
        <nav class="desk-nav" aria-label={t('mainNav')}>
          <div class="nav-places">
            <NavLinks items={nav} path={props.path} />
          </div>
          {places.more.length > 0 ? (
            <MorePlaces items={places.more} path={props.path} label={t('more')} />
          ) : null}
        </nav>
        {props.actor ? (
          <>
            <NoticeCount actor={props.actor} lang={lang} />
            <button type="button" class="btn btn-quiet" popovertarget="account-menu">
              {props.actor.displayName}
            </button>
            <div id="account-menu" class="menu" popover="auto">
              <p class="soft small">{props.actor.position}</p>
              <ul>
                <li>
                  <a href="/can-bo/tai-khoan">{t('account')}</a>
                </li>
                <li>
                  <form method="post" action="/can-bo/dang-xuat">
                    <button type="submit">{t('signOut')}</button>
                  </form>
                </li>
              </ul>
            </div>
          </>
        ) : null}
      </header>
      <main id="main" class="desk-main" tabindex={-1}>
        {props.children}
      </main>
      {props.actor ? <footer class="desk-foot no-print">{t('keysHint')}</footer> : null}
    </Document>
  );
}

export interface DeviceLayoutProps {
  readonly title: string;
  readonly lang: Lang;
  readonly kind: 'kiosk' | 'board';
  readonly centre: CentreFace;
  /** Right end of the head: clock, language, elder mode. */
  readonly aside?: ComponentChildren;
  readonly islands?: readonly string[] | undefined;
  /** Style sheets of the module for this page, e.g. `dossiers/intake.css`. */
  readonly styles?: readonly string[] | undefined;
  readonly refreshSeconds?: number | undefined;
  readonly children: ComponentChildren;
}

/** The frame of kiosk (touch, 28 px) and board (read from 12 m) screens. */
export function DeviceLayout(props: DeviceLayoutProps) {
  return (
    <Document
      title={`${props.title} · ${props.centre.name}`}
      lang={props.lang}
      audience={props.kind}
      sheet="device.css"
      bodyClass={`frame-device frame-${props.kind}`}
      islands={props.islands ?? []}
      styles={props.styles}
      refreshSeconds={props.refreshSeconds}
    >
      <header class="device-head">
        <span class="site-name">
          <Star />
          <span>{props.centre.name}</span>
        </span>
        {props.aside}
      </header>
      <main id="main" class="device-main">
        {props.children}
      </main>
    </Document>
  );
}

/** Letters of a code that fit on the line of a heading on the narrowest phone. */
const ON_ONE_LINE = 20;

/** Where am I, and one line why. Every page starts with it. */
export function PageHead(props: {
  title: string;
  /** A code that belongs to the title: it wraps where a phone is narrower than it. */
  code?: string;
  /** Language of the title where it is data: a procedure's name stays Vietnamese on an English page. */
  titleLang?: Lang;
  why?: ComponentChildren;
  children?: ComponentChildren;
}) {
  return (
    <div class="page-head">
      <h1 lang={props.titleLang}>
        {unbroken(props.title)}
        {props.code === undefined ? null : (
          <>
            {' '}
            <span class={props.code.length > ON_ONE_LINE ? 'code code-long' : 'code'}>{props.code}</span>
          </>
        )}
      </h1>
      {props.why ? <p class="page-why">{props.why}</p> : null}
      {props.children}
    </div>
  );
}
