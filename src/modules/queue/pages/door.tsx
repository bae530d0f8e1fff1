import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { formatTime, toLocal } from '#platform/time.ts';
import { assetUrl } from '#ui/assets.ts';
import { RequestId } from '#ui/components.ts';
import { type CentreFace, CitizenLayout, DeviceLayout } from '#ui/layout.tsx';
import type { HelpCall } from '../schema-screens.ts';
import { kioskMessages } from './kiosk-messages.ts';
import { messages } from './messages.ts';

/** Where a visitor takes a number: the kiosk in the hall or the own phone. Both ask the same questions. */
export interface Door {
  readonly base: '/kiosk' | '/lay-so';
  readonly lang: Lang;
  readonly centre: CentreFace;
  /** Elder mode: larger type and targets, fewer choices, read aloud. */
  readonly large: boolean;
  /** Path and query of this page, for the switches of language and size. */
  readonly path: string;
  /** Live topic of the hall. */
  readonly hallTopic: string;
  /** The enrolled kiosk and its open call for help; absent on phones and on machines that are no kiosk. */
  readonly help: { readonly kiosk: string; readonly call: HelpCall | undefined } | undefined;
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
  const k = kioskMessages(door.lang);
  const other = door.lang === 'vi' ? 'en' : 'vi';
  return (
    <span class="kiosk-tools">
      <button class="btn" type="button" data-say-again="" hidden>
        {k('say.again')}
      </button>
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

function helpWords(call: HelpCall, lang: Lang): string {
  const k = kioskMessages(lang);
  return call.acknowledgedBy === null
    ? k('help.called', { time: formatTime(toLocal(call.calledAt)) })
    : k('help.coming', { name: call.acknowledgedBy });
}

/** Calls an officer, or says that one is coming. Live. */
function HelpBar({ door }: { door: Door }) {
  const k = kioskMessages(door.lang);
  if (door.help === undefined) {
    return <p class="kiosk-help no-print">{messages(door.lang)('kiosk.help')}</p>;
  }
  const { kiosk, call } = door.help;
  return (
    <section class="kiosk-help no-print" data-live-topics={`device:${kiosk}`} aria-label={k('help.call')}>
      <div data-live-region="help" aria-live="polite">
        {call === undefined ? (
          <form method="post" action={`${door.base}/goi-can-bo`}>
            <RequestId value={newRequestId()} />
            <input type="hidden" name="ve" value={door.path} />
            <button class="btn" type="submit">
              {k('help.call')}
            </button>
          </form>
        ) : (
          <p class="kiosk-help-called" data-help={call.acknowledgedAt === null ? 'called' : 'coming'}>
            {helpWords(call, door.lang)}
          </p>
        )}
      </div>
    </section>
  );
}

/** What the card reader's island shows, in a dialog that goes by itself. Holds texts only; the card is read in the browser. */
function CardDialog({ door }: { door: Door }) {
  const k = kioskMessages(door.lang);
  const texts = {
    'data-elderly': k('card.elderly'),
    'data-child': k('card.child'),
    'data-none': k('card.none'),
    'data-not-an-id-card': k('card.not-an-id-card'),
    'data-bad-number': k('card.bad-number'),
    'data-bad-birth-date': k('card.bad-birth-date'),
  };
  return (
    <dialog class="dialog kiosk-card" data-card="" {...texts} aria-labelledby="card-title">
      <h2 id="card-title">{k('card.read')}</h2>
      <p data-card-whose-row="">
        {k('card.whose')} <strong data-card-whose="" />
      </p>
      <p data-card-words="" />
      <p class="soft small">{k('card.memory')}</p>
      <p class="door-go">
        <button class="btn btn-primary" type="button" data-card-go="">
          {k('card.go')}
        </button>
        <button class="btn" type="button" data-card-no="">
          {k('card.not-mine')}
        </button>
      </p>
    </dialog>
  );
}

/** The frame of one question: kiosk or phone; `back` stands at the same place on every screen. */
export function DoorPage(props: {
  door: Door;
  title: string;
  why?: ComponentChildren;
  back?: string | undefined;
  /** Further words that elder mode reads aloud after title and reason. */
  say?: string | undefined;
  /** The page that the idle reset leads to. */
  first?: boolean;
  children: ComponentChildren;
}) {
  const { door } = props;
  const t = messages(door.lang);
  const why = typeof props.why === 'string' ? props.why : '';
  const body = (
    <>
      <div class="page-head" data-say={[props.title, why, props.say].filter(Boolean).join('. ')}>
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
            <a class="btn btn-quiet" href={doorUrl({ base: door.base, large: false }, '')} data-restart="">
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
        islands={['queue/phone-door.js']}
      >
        <link rel="stylesheet" href={assetUrl('queue/hall.css')} />
        <link rel="stylesheet" href={assetUrl('queue/kiosk.css')} />
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
      styles={['queue/hall.css', 'queue/kiosk.css']}
    >
      <div
        class={door.large ? 'kiosk kiosk-large' : 'kiosk'}
        data-elder={door.large ? '' : undefined}
        data-first={props.first ? '' : undefined}
      >
        {body}
      </div>
      <HelpBar door={door} />
      <CardDialog door={door} />
      <p
        class="kiosk-idle"
        data-idle={t('kiosk.idle', { seconds: '#' })}
        data-home="/kiosk?lang=vi"
        role="status"
        hidden
      />
    </DeviceLayout>
  );
}
