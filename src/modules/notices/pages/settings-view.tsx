import { measureSms, plainSms } from '#integrations/sms/text.ts';
import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  Choices,
  Empty,
  ErrorSummary,
  Field,
  RequestId,
  Select,
  Table,
  TextArea,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { noticeMessages } from '../messages.ts';
import { settingsMessages } from '../messages-settings.ts';
import type { MonthCost } from '../queries.ts';
import { filled, SAMPLE, textsOf } from '../rules/text.ts';
import { CHANNELS, EVENTS, type NoticeEvent, type NoticeSettings, VARIABLES } from '../schema.ts';
import { dong, NOTICE_SETTINGS } from './outbox-view.tsx';

type T = ReturnType<typeof settingsMessages>;

const CARRIERS = '/can-bo/quan-tri/kenh-gui-tin';

/** "113 ký tự, 1 tin" of a text with example values. */
function lengthOf(t: T, text: string, priceVnd: number): string {
  const sent = filled(text, SAMPLE);
  const plain = measureSms(plainSms(sent));
  const marks = measureSms(sent);
  const cost = (parts: number) => (priceVnd === 0 ? '' : t('preview-cost', { cost: dong(parts * priceVnd) }));
  return [
    t('preview-plain', { length: plain.length, parts: plain.parts }) + cost(plain.parts),
    t('preview-marks', { length: marks.length, parts: marks.parts }) + cost(marks.parts),
  ].join('. ');
}

function Costs({ t, months }: { t: T; months: readonly MonthCost[] }) {
  const rows = months.flatMap((one) =>
    one.lines.map((line) => ({ ...line, month: `${one.month.month}/${one.month.year}` })),
  );
  return (
    <section class="stack-s" aria-labelledby="chi-phi">
      <h2 id="chi-phi">{t('costs')}</h2>
      <Table
        caption={t('costs')}
        captionHidden
        rows={rows}
        rowKey={(row) => `${row.month} ${row.provider}`}
        empty={
          <Empty title={t('costs-none')}>
            <p>{t('costs-none-why')}</p>
          </Empty>
        }
        columns={[
          { key: 'month', header: t('col-month'), primary: true, cell: (row) => row.month },
          { key: 'provider', header: t('col-provider'), cell: (row) => row.provider },
          { key: 'count', header: t('col-count'), align: 'end', cell: (row) => String(row.tries) },
          { key: 'parts', header: t('col-parts'), align: 'end', cell: (row) => String(row.parts) },
          { key: 'cost', header: t('col-cost'), align: 'end', cell: (row) => dong(row.costVnd) },
        ]}
      />
    </section>
  );
}

function Texts({ lang, settings, maySet }: { lang: Lang; settings: NoticeSettings; maySet: boolean }) {
  const t = settingsMessages(lang);
  const n = noticeMessages(lang);
  return (
    <section class="stack-s" aria-labelledby="mau-tin">
      <h2 id="mau-tin">{t('texts')}</h2>
      <Table
        caption={t('texts')}
        captionHidden
        rows={EVENTS.map((event) => ({ event, texts: textsOf(settings, event) }))}
        rowKey={({ event }) => event}
        empty={null}
        columns={[
          {
            key: 'event',
            header: t('col-event'),
            primary: true,
            cell: ({ event }) =>
              maySet ? (
                <a href={`${NOTICE_SETTINGS}/mau/${event}`}>{n(`event-${event}`)}</a>
              ) : (
                n(`event-${event}`)
              ),
          },
          {
            key: 'sms',
            header: t('col-sms'),
            cell: ({ texts }) => (texts.off ? t('is-off') : filled(texts.sms, SAMPLE)),
          },
          {
            key: 'zns',
            header: t('col-zns'),
            cell: ({ texts }) => (texts.zns === '' ? t('no-zns') : texts.zns),
          },
        ]}
      />
    </section>
  );
}

interface SettingsProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly settings: NoticeSettings;
  readonly months: readonly MonthCost[];
  readonly maySet: boolean;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function SettingsForm({ lang, values, errors }: Pick<SettingsProps, 'lang' | 'values' | 'errors'>) {
  const t = settingsMessages(lang);
  const n = noticeMessages(lang);
  const asked = askedIn(values, errors, lang);
  const channels = (names: readonly (NoticeSettings['order'][number] | 'none')[]) =>
    names.map((one) => ({ value: one, label: n(`channel-${one}`) }));
  return (
    <form method="post" action={NOTICE_SETTINGS} class="stack measure">
      <RequestId value={newRequestId()} />
      <Choices
        {...asked('on')}
        label={t('on')}
        options={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`on-${one}`) }))}
      />
      <Select {...asked('first')} label={t('first')} options={channels(CHANNELS)} />
      {(['second', 'third'] as const).map((name) => (
        <Select key={name} {...asked(name)} label={t(name)} options={channels([...CHANNELS, 'none'])} />
      ))}
      <div class="pair">
        <Field {...asked('from')} type="time" label={t('from')} hint={t('hours-hint')} width="short" />
        <Field {...asked('until')} type="time" label={t('until')} width="short" />
      </div>
      <Choices
        {...asked('withoutConsent')}
        label={t('withoutConsent')}
        options={(['no', 'yes'] as const).map((one) => ({ value: one, label: t(`withoutConsent-${one}`) }))}
      />
      <Choices
        {...asked('names')}
        label={t('names')}
        options={(['none', 'masked', 'full'] as const).map((one) => ({
          value: one,
          label: t(`names-${one}`),
        }))}
      />
      <Field
        {...asked('limitVnd')}
        label={t('limit')}
        hint={t('limit-hint')}
        inputmode="numeric"
        width="mid"
        optional
      />
      <Button look="primary">{t('save')}</Button>
    </form>
  );
}

/** Channels, hours, limit; texts; costs. */
export function SettingsView(props: SettingsProps) {
  const { lang, actor, centre, settings, months, maySet, errors } = props;
  const t = settingsMessages(lang);
  return (
    <OfficerLayout title={t('title')} lang={lang} actor={actor} centre={centre} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={<a href={CARRIERS}>{t('carriers')}</a>} />
      <ErrorSummary errors={errors} lang={lang} />
      {maySet ? <SettingsForm {...props} /> : null}
      <Texts lang={lang} settings={settings} maySet={maySet} />
      <Costs t={t} months={months} />
    </OfficerLayout>
  );
}

interface TextsProps {
  readonly lang: Lang;
  readonly actor: StaffActor;
  readonly centre: CentreFace | undefined;
  readonly event: NoticeEvent;
  /** Price of one part with the first gateway; 0 when none is known. */
  readonly priceVnd: number;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

/** The texts of one event with preview, length and cost. */
export function TextsView({ lang, actor, centre, event, priceVnd, values, errors }: TextsProps) {
  const t = settingsMessages(lang);
  const title = t('event-title', { event: noticeMessages(lang)(`event-${event}`) });
  const asked = askedIn(values, errors, lang);
  const names = VARIABLES.map((name) => `{${name}}`).join(' ');
  const sms = asked('sms').value ?? '';
  const area = (name: string, label: string, hint?: string) => (
    <TextArea {...asked(name)} label={label} hint={hint} optional />
  );
  return (
    <OfficerLayout title={title} lang={lang} actor={actor} centre={centre} path="/can-bo/quan-tri">
      <PageHead title={title} why={<a href={NOTICE_SETTINGS}>{t('title')}</a>} />
      <ErrorSummary errors={errors} lang={lang} />
      <section class="stack-s" aria-labelledby="xem-truoc">
        <h2 id="xem-truoc">{t('preview')}</h2>
        <blockquote>{plainSms(filled(sms, SAMPLE))}</blockquote>
        <p class="soft">{lengthOf(t, sms, priceVnd)}</p>
      </section>
      <form method="post" action={`${NOTICE_SETTINGS}/mau/${event}`} class="stack measure">
        <RequestId value={newRequestId()} />
        <Choices
          {...asked('off')}
          label={t('off')}
          value={asked('off').value ?? 'no'}
          options={(['no', 'yes'] as const).map((one) => ({ value: one, label: t(`off-${one}`) }))}
        />
        <p class="soft small">{t('variables', { names })}</p>
        {area('sms', t('sms'))}
        {area('email', t('email'))}
        <Field {...asked('zns')} label={t('zns')} width="mid" inputmode="numeric" optional />
        {area('znsParams', t('znsParams'), t('znsParams-hint'))}
        <Field {...asked('vnpt')} label={t('vnpt')} width="mid" optional />
        <Field {...asked('vnptParams')} label={t('vnptParams')} optional />
        <Button look="primary">{t('save')}</Button>
      </form>
    </OfficerLayout>
  );
}
