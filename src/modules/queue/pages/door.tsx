import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { assetUrl } from '#ui/assets.ts';
import { type CentreFace, CitizenLayout, DeviceLayout } from '#ui/layout.tsx';
import { messages } from './messages.ts';

/** Where a visitor takes a number: the kiosk in the hall or the own phone. Both ask the same questions. */
export interface Door {
  readonly base: '/kiosk' | '/lay-so';
  readonly lang: Lang;
  readonly centre: CentreFace;
  /** Elder mode: larger type and targets. */
  readonly large: boolean;
  /** Path and query of this page, for the switches of language and size. */
  readonly path: string;
}

/** An address of the same door that keeps elder mode. */
export function doorUrl(
  door: Pick<Door, 'base' | 'large'>,
  path: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') {
      search.set(key, value);
    }
  }
  if (door.large) {
    search.set('to', '1');
  }
  const text = search.toString();
  return `${door.base}${path}${text === '' ? '' : `?${text}`}`;
}

function withQuery(path: string, name: string, value: string | undefined): string {
  const url = new URL(path, 'http://hall');
  if (value === undefined) {
    url.searchParams.delete(name);
  } else {
    url.searchParams.set(name, value);
  }
  return `${url.pathname}${url.search}`;
}

function KioskAside({ door }: { door: Door }) {
  const t = messages(door.lang);
  const other = door.lang === 'vi' ? 'en' : 'vi';
  return (
    <span class="kiosk-tools">
      <a class="btn" href={withQuery(door.path, 'to', door.large ? undefined : '1')}>
        {t(door.large ? 'kiosk.normal' : 'kiosk.large')}
      </a>
      <a class="btn" href={withQuery(door.path, 'lang', other)} lang={other}>
        {t('kiosk.lang')}
      </a>
      <span class="clock" data-clock="" aria-hidden="true" />
    </span>
  );
}

/** The frame of one question: kiosk or phone; `back` stands at the same place on every screen. */
export function DoorPage(props: {
  door: Door;
  title: string;
  why?: ComponentChildren;
  back?: string | undefined;
  children: ComponentChildren;
}) {
  const { door } = props;
  const t = messages(door.lang);
  const body = (
    <>
      <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
      <div class="page-head">
        <h1>{props.title}</h1>
        {props.why ? <p class="page-why">{props.why}</p> : null}
      </div>
      {props.children}
      {props.back ? (
        <p class="door-back no-print">
          <a class="btn" href={props.back}>
            ← {t('kiosk.back')}
          </a>
          {door.base === '/kiosk' ? (
            <a class="btn btn-quiet" href={doorUrl({ base: door.base, large: false }, '')}>
              {t('kiosk.restart')}
            </a>
          ) : null}
        </p>
      ) : null}
    </>
  );
  if (door.base === '/lay-so') {
    return (
      <CitizenLayout
        title={props.title}
        lang={door.lang}
        centre={door.centre}
        path="/lay-so"
        large={door.large}
      >
        {body}
      </CitizenLayout>
    );
  }
  return (
    <DeviceLayout
      title={props.title}
      lang={door.lang}
      kind="kiosk"
      centre={door.centre}
      aside={<KioskAside door={door} />}
      islands={['queue/kiosk.js']}
    >
      <div class={door.large ? 'kiosk kiosk-large' : 'kiosk'}>{body}</div>
      <p class="kiosk-help no-print">{t('kiosk.help')}</p>
      <p
        class="kiosk-idle"
        data-idle={t('kiosk.idle', { seconds: '#' })}
        data-home="/kiosk"
        role="status"
        hidden
      />
    </DeviceLayout>
  );
}
