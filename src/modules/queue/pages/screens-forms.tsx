import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { Button, Choices, errorFor, Field, Select, TextArea } from '#ui/components.ts';
import type { ServiceGroup } from '../schema.ts';
import type { Board, HallSettings } from '../schema-screens.ts';
import { screensMessages } from './screens-messages.ts';

const t = screensMessages('vi');
const HOME = '/can-bo/quan-tri/man-hinh';
const YES_NO = [
  { value: '1', label: t('board.yes') },
  { value: '0', label: t('board.no') },
] as const;

/** What was typed into a refused form, and what is wrong with it. */
export interface Refused {
  readonly form: 'board' | 'notice' | 'settings';
  readonly values: FormValues;
  readonly fields: readonly FieldError[];
  readonly detail: string;
}

function typed(refused: Refused | undefined, name: string): string | undefined {
  const value = refused?.values[name];
  return typeof value === 'string' ? value : undefined;
}

function typedList(refused: Refused | undefined, name: string): readonly string[] | undefined {
  const value = refused?.values[name];
  return typeof value === 'string' ? [value] : value;
}

function flag(value: boolean | undefined): string {
  return value === false ? '0' : '1';
}

/** Adds or changes a board. */
export function BoardForm(props: {
  board?: Board | undefined;
  groups: readonly ServiceGroup[];
  counters: readonly { readonly id: string; readonly number: number; readonly name: string }[];
  refused: Refused | undefined;
}) {
  const { board, refused } = props;
  const error = (name: string) => errorFor(refused?.fields, name);
  const yesNo = (name: 'voice' | 'notices' | 'active', label: string) => (
    <Choices name={name} label={label} options={YES_NO} value={typed(refused, name) ?? flag(board?.[name])} />
  );
  return (
    <form method="post" action={`${HOME}/bang`} class="stack">
      {board === undefined ? null : <input type="hidden" name="id" value={board.id} />}
      <Field
        name="name"
        label={t('board.name')}
        hint={t('board.name-hint')}
        value={typed(refused, 'name') ?? board?.name}
        error={error('name')}
        width="mid"
        required
      />
      <Choices
        name="groups"
        kind="checkbox"
        label={t('board.groups')}
        hint={t('board.groups-hint')}
        value={typedList(refused, 'groups') ?? board?.groups ?? []}
        options={props.groups.map((group) => ({ value: group.id, label: `${group.letter} · ${group.name}` }))}
      />
      <Choices
        name="counters"
        kind="checkbox"
        label={t('board.counters')}
        hint={t('board.counters-hint')}
        value={typedList(refused, 'counters') ?? board?.counters ?? []}
        options={props.counters.map(({ id, number, name }) => ({
          value: id,
          label: name === '' ? t('counter', { number }) : `${number} · ${name}`,
        }))}
      />
      {yesNo('voice', t('board.voice'))}
      <Select
        name="repeats"
        label={t('board.repeats')}
        error={error('repeats')}
        value={typed(refused, 'repeats') ?? String(board?.repeats ?? 2)}
        options={['1', '2', '3'].map((value) => ({ value, label: value }))}
      />
      {yesNo('notices', t('board.notices'))}
      {yesNo('active', t('board.active'))}
      <p>
        <Button look="primary">{t('board.save')}</Button>
      </p>
    </form>
  );
}

/** Adds an announcement. */
export function NoticeForm({ refused }: { refused: Refused | undefined }) {
  const common = (name: string) => ({
    name,
    value: typed(refused, name),
    error: errorFor(refused?.fields, name),
  });
  return (
    <form method="post" action={`${HOME}/thong-bao`} class="stack">
      <TextArea {...common('body')} label={t('notice.body')} rows={2} required />
      <Field {...common('fromTime')} label={t('notice.from')} type="time" width="short" required />
      <Field {...common('toTime')} label={t('notice.to')} type="time" width="short" required />
      <Field {...common('firstDay')} label={t('notice.first')} type="date" width="mid" optional />
      <Field {...common('lastDay')} label={t('notice.last')} type="date" width="mid" optional />
      <Choices
        name="spoken"
        label={t('notice.spoken')}
        hint={t('notice.spoken-hint')}
        options={YES_NO}
        value={typed(refused, 'spoken') ?? '0'}
      />
      <Field
        name="everyMinutes"
        label={t('notice.every')}
        type="number"
        min="5"
        max="240"
        width="short"
        value={typed(refused, 'everyMinutes') ?? '15'}
        error={errorFor(refused?.fields, 'everyMinutes')}
      />
      <p>
        <Button look="primary">{t('notice.save')}</Button>
      </p>
    </form>
  );
}

/** Wi-Fi of the hall and the portal. */
export function SettingsForm({
  settings,
  refused,
}: {
  settings: HallSettings;
  refused: Refused | undefined;
}) {
  const error = (name: string) => errorFor(refused?.fields, name);
  return (
    <form method="post" action={`${HOME}/wifi`} class="stack">
      <Field
        name="wifiName"
        label={t('wifi.name')}
        hint={t('wifi.name-hint')}
        value={typed(refused, 'wifiName') ?? settings.wifiName}
        error={error('wifiName')}
        width="mid"
        autocomplete="off"
      />
      <Choices
        name="wifiSecurity"
        label={t('wifi.security')}
        value={typed(refused, 'wifiSecurity') ?? settings.wifiSecurity}
        options={(['WPA', 'nopass'] as const).map((value) => ({ value, label: t(`wifi.${value}`) }))}
      />
      <Field
        name="wifiPassword"
        label={t('wifi.password')}
        hint={t('wifi.password-hint')}
        value={typed(refused, 'wifiPassword') ?? settings.wifiPassword}
        error={error('wifiPassword')}
        width="mid"
        autocomplete="off"
      />
      <Choices
        name="wifiHidden"
        label={t('wifi.hidden')}
        value={typed(refused, 'wifiHidden') ?? (settings.wifiHidden ? '1' : '0')}
        options={YES_NO}
      />
      <Field
        name="portalUrl"
        label={t('portal.url')}
        hint={t('portal.hint')}
        value={typed(refused, 'portalUrl') ?? settings.portalUrl}
        error={error('portalUrl')}
      />
      <p>
        <Button look="primary">{t('wifi.save')}</Button>
      </p>
    </form>
  );
}
