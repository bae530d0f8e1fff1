import type { ComponentChildren } from 'preact';
import type { StaffActor } from '#platform/actor.ts';
import type { Lang } from '#platform/i18n.ts';
import { newId } from '#platform/id.ts';
import { formatDateTime } from '#platform/time.ts';
import {
  Button,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  RequestId,
  Select,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { deskMessages } from '../messages/desk.ts';
import type { ChannelSettings, LineStanding } from '../queries-channels.ts';
import type { Refused } from './settings.tsx';

/** Where an administrator connects the channels. */
export const SETTINGS = '/can-bo/quan-tri/kenh-tin';

interface ViewProps {
  readonly settings: ChannelSettings;
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly refused: Refused | undefined;
  readonly publicUrl: string;
}

interface FormProps {
  readonly form: string;
  readonly title: string;
  readonly lang: Lang;
  readonly refused: Refused | undefined;
  readonly children: (common: (name: string, kept?: string) => Common) => ComponentChildren;
}

interface Common {
  readonly name: string;
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly lang: Lang;
}

function LineForm({ form, title, lang, refused, children }: FormProps) {
  const t = deskMessages(lang);
  const mine = refused?.form === form ? refused : undefined;
  const common = (name: string, kept?: string): Common => {
    const typed = mine?.values[name];
    return {
      name,
      value: mine === undefined ? kept : typeof typed === 'string' ? typed : undefined,
      error: errorFor(mine?.errors, name),
      lang,
    };
  };
  return (
    <section class="stack" aria-labelledby={form}>
      <h2 id={form}>{title}</h2>
      <form method="post" action={`${SETTINGS}/${form}`} class="stack">
        <RequestId value={newId()} />
        {children(common)}
        <p>
          <Button look="primary">{`${t('save')}: ${title}`}</Button>
        </p>
      </form>
    </section>
  );
}

function Standing({ line, lang }: { line: LineStanding | undefined; lang: Lang }) {
  const t = deskMessages(lang);
  if (line === undefined || line.mode === 'off') {
    return null;
  }
  const { circuit } = line;
  const at = circuit.lastOkAt === null ? '' : t('line-ok-at', { at: formatDateTime(circuit.lastOkAt) });
  return (
    <SummaryList
      items={[
        {
          term: t('col-state'),
          value: [t(`line-${line.state}`), at].filter((part) => part !== '').join(', '),
        },
        { term: t('col-result'), value: circuit.lastWhy ?? '' },
      ]}
    />
  );
}

const textOf = (value: object, key: string): string | undefined => {
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : undefined;
};

function Facebook({ settings, lang, refused }: ViewProps) {
  const t = deskMessages(lang);
  const now = settings.facebook;
  return (
    <LineForm form="facebook" title={t('set-facebook')} lang={lang} refused={refused}>
      {(common) => (
        <>
          <Standing line={settings.lines.find(({ line }) => line === 'facebook')} lang={lang} />
          <Choices
            {...common('mode', now.mode)}
            label={t('mode')}
            options={(['off', 'graph'] as const).map((value) => ({ value, label: t(`mode-${value}`) }))}
          />
          <Field
            {...common('pageId', textOf(now, 'pageId'))}
            label={t('pageId')}
            width="mid"
            optional
            autocomplete="off"
          />
          <Field
            {...common('token')}
            label={t('token')}
            hint={t('secret-hint')}
            type="password"
            optional
            autocomplete="off"
          />
          <Field
            {...common('appId', textOf(now, 'appId'))}
            label={t('appId')}
            width="mid"
            optional
            autocomplete="off"
          />
          <Field
            {...common('appSecret')}
            label={t('appSecret')}
            hint={t('secret-hint')}
            type="password"
            optional
            autocomplete="off"
          />
          <Field
            {...common('version', textOf(now, 'version') ?? 'v25.0')}
            label={t('version')}
            width="short"
            autocomplete="off"
          />
          <Field
            {...common('base', textOf(now, 'base') ?? 'https://graph.facebook.com')}
            label={t('base')}
            autocomplete="off"
          />
        </>
      )}
    </LineForm>
  );
}

function Loudspeakers({ settings, lang, refused }: ViewProps) {
  const t = deskMessages(lang);
  const now = settings.loudspeaker;
  return (
    <LineForm form="loa" title={t('set-loudspeaker')} lang={lang} refused={refused}>
      {(common) => (
        <>
          <Standing line={settings.lines.find(({ line }) => line === 'loudspeaker')} lang={lang} />
          <Choices
            {...common('mode', now.mode)}
            label={t('mode')}
            options={(['off', 'pull', 'push'] as const).map((value) => ({
              value,
              label: t(`mode-${value}`),
            }))}
          />
          <Field {...common('quietFrom', now.quietFrom)} label={t('quietFrom')} type="time" width="short" />
          <Field {...common('quietTo', now.quietTo)} label={t('quietTo')} type="time" width="short" />
          <Field {...common('base', textOf(now, 'base'))} label={t('base')} optional autocomplete="off" />
          <Field
            {...common('bulletinsPath', textOf(now, 'bulletinsPath') ?? '/bulletins')}
            label={t('bulletinsPath')}
            width="mid"
            autocomplete="off"
          />
          <Field
            {...common('secret')}
            label={t('secret')}
            hint={t('secret-hint')}
            type="password"
            optional
            autocomplete="off"
          />
        </>
      )}
    </LineForm>
  );
}

function Voice({ settings, lang, refused }: ViewProps) {
  const t = deskMessages(lang);
  const now = settings.voice;
  return (
    <LineForm form="giong" title={t('set-voice')} lang={lang} refused={refused}>
      {(common) => (
        <>
          <Choices
            {...common('mode', now.mode)}
            label={t('mode')}
            options={[
              { value: 'off', label: t('mode-voice-off') },
              ...(['program', 'fpt', 'viettel', 'zalo'] as const).map((value) => ({
                value,
                label: t(`mode-${value}`),
              })),
            ]}
          />
          <Select
            {...common('program', textOf(now, 'program') ?? 'espeak-ng')}
            label={t('program')}
            options={['espeak-ng', 'piper'].map((value) => ({ value, label: value }))}
          />
          <Field {...common('model', textOf(now, 'model'))} label={t('model')} optional autocomplete="off" />
          <Field
            {...common('voice', textOf(now, 'voice'))}
            label={t('voice')}
            width="mid"
            optional
            autocomplete="off"
          />
          <Field {...common('base', textOf(now, 'base'))} label={t('base')} optional autocomplete="off" />
          <Field
            {...common('secret')}
            label={t('secret')}
            hint={t('secret-hint')}
            type="password"
            optional
            autocomplete="off"
          />
        </>
      )}
    </LineForm>
  );
}

function Speakers({ settings, lang, refused, publicUrl }: ViewProps) {
  const t = deskMessages(lang);
  return (
    <>
      <LineForm form="cum-loa" title={t('set-speakers')} lang={lang} refused={refused}>
        {(common) => (
          <>
            <Field {...common('name')} label={t('speaker-name')} width="mid" required autocomplete="off" />
            <Field
              {...common('villages')}
              label={t('speaker-villages')}
              hint={t('f-villages-hint')}
              optional
              autocomplete="off"
            />
          </>
        )}
      </LineForm>
      <Table
        caption={t('set-speakers')}
        captionHidden
        rows={settings.speakers}
        rowKey={({ id }) => id}
        empty={
          <Empty title={t('speaker-none')}>
            <p>{t('speaker-none-why')}</p>
          </Empty>
        }
        columns={[
          { key: 'name', header: t('speaker-name'), primary: true, cell: ({ name }) => name },
          {
            key: 'villages',
            header: t('speaker-villages'),
            cell: ({ villages }) => villages.join(', ') || t('villages-all'),
          },
          {
            key: 'list',
            header: t('speaker-list'),
            cell: ({ token }) => `${publicUrl}/loa-phat-thanh/${token}/danh-sach.m3u`,
          },
          {
            key: 'seen',
            header: t('speaker-seen'),
            cell: ({ lastSeenAt }) => (lastSeenAt === null ? t('speaker-never') : formatDateTime(lastSeenAt)),
          },
        ]}
      />
    </>
  );
}

/** How the channels of the news alone are reached, and how they stand. */
export function SettingsView(props: ViewProps) {
  const { lang, settings } = props;
  const t = deskMessages(lang);
  return (
    <OfficerLayout title={t('set-title')} lang={lang} actor={props.actor} path="/can-bo/quan-tri">
      <PageHead title={t('set-title')} why={t('set-why')} />
      <ErrorSummary errors={props.refused?.errors ?? []} lang={lang} />
      <p class="soft">{t('listeners', { count: settings.listeners })}</p>
      <Facebook {...props} />
      <Loudspeakers {...props} />
      <Speakers {...props} />
      <Voice {...props} />
    </OfficerLayout>
  );
}
