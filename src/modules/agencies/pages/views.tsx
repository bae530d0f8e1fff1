import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import {
  Button,
  ButtonLink,
  Choices,
  Empty,
  ErrorSummary,
  errorFor,
  Field,
  Notice,
  StatusTag,
  SummaryList,
  Table,
} from '#ui/components.ts';
import { type CentreFace, OfficerLayout, PageHead } from '#ui/layout.tsx';
import { messages } from '../messages.ts';
import type { Agency, Counter } from '../schema.ts';

/** Where the administrator's pages of centre, units and counters live. */
export const AGENCIES = '/can-bo/quan-tri/co-quan';

/** What every page of this module needs. */
export interface PageFrame {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly centre: CentreFace | undefined;
}

/** What went wrong with a form, to show it again. */
export interface Refused {
  readonly detail: string;
  readonly fields: readonly FieldError[];
}

function ActiveTag({ active, lang }: { active: boolean; lang: Lang }) {
  const t = messages(lang);
  return <StatusTag tone={active ? 'ok' : 'neutral'}>{active ? t('active') : t('inactive')}</StatusTag>;
}

interface OverviewProps extends PageFrame {
  readonly self: Agency;
  readonly units: readonly Agency[];
  readonly counters: readonly Counter[];
  readonly saved: boolean;
  readonly mayEdit: boolean;
  readonly mayEditCounters: boolean;
}

/** /can-bo/quan-tri/co-quan: the centre, its units and its counters. */
export function OverviewView(props: OverviewProps) {
  const { lang, self } = props;
  const t = messages(lang);
  return (
    <OfficerLayout {...props} title={t('title')} path="/can-bo/quan-tri">
      <PageHead title={t('title')} why={t('why')} />
      {props.saved ? <Notice tone="ok" role="status" title={t('saved')} /> : null}
      <div class="stack-l">
        <section class="stack">
          <h2>{t('centre')}</h2>
          <SummaryList
            items={[
              { term: t('name'), value: self.name },
              { term: t('identity-code'), value: self.identityCode },
              { term: t('address'), value: self.address },
              { term: t('phone'), value: self.phone },
              { term: t('email'), value: self.email },
            ]}
          />
          {props.mayEdit ? (
            <p>
              <ButtonLink href={`${AGENCIES}/trung-tam`}>{t('change-centre')}</ButtonLink>
            </p>
          ) : null}
        </section>
        <section class="stack">
          <h2>{t('counters')}</h2>
          <Table
            caption={t('counters')}
            captionHidden
            rows={props.counters}
            rowKey={(row) => row.id}
            {...(props.mayEditCounters ? { href: (row: Counter) => `${AGENCIES}/quay/${row.id}` } : {})}
            empty={<Empty title={t('no-counters')} />}
            columns={[
              {
                key: 'name',
                header: t('counter-name'),
                primary: true,
                cell: (row) => `${row.number}. ${row.name}${row.priority ? ` (${t('priority-short')})` : ''}`,
              },
              {
                key: 'state',
                header: t('state'),
                cell: (row) => <ActiveTag active={row.active} lang={lang} />,
              },
            ]}
          />
          {props.mayEditCounters ? (
            <p>
              <ButtonLink href={`${AGENCIES}/quay/moi`}>{t('add-counter')}</ButtonLink>
            </p>
          ) : null}
        </section>
        <section class="stack">
          <h2>{t('units')}</h2>
          <Table
            caption={t('units')}
            captionHidden
            rows={props.units}
            rowKey={(row) => row.id}
            {...(props.mayEdit ? { href: (row: Agency) => `${AGENCIES}/phong/${row.id}` } : {})}
            empty={<Empty title={t('no-units')} />}
            columns={[
              { key: 'name', header: t('name'), primary: true, cell: (row) => row.name },
              {
                key: 'identity',
                header: t('identity-code'),
                cell: (row) => <span class="code">{row.identityCode ?? '–'}</span>,
              },
              {
                key: 'state',
                header: t('state'),
                cell: (row) => <ActiveTag active={row.active} lang={lang} />,
              },
            ]}
          />
          {props.mayEdit ? (
            <p>
              <ButtonLink href={`${AGENCIES}/phong/moi`}>{t('add-unit')}</ButtonLink>
            </p>
          ) : null}
        </section>
      </div>
    </OfficerLayout>
  );
}

/** One question of a form: field of the schema, label, and how to ask. */
interface Ask {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly kind?: 'text' | 'tel' | 'email' | 'number' | 'tick';
  readonly optional?: boolean;
}

interface FormProps extends PageFrame {
  readonly title: string;
  readonly action: string;
  readonly asks: readonly Ask[];
  readonly values: FormValues;
  readonly refused?: Refused | undefined;
}

function AskField({
  ask,
  values,
  refused,
  lang,
}: { ask: Ask } & Pick<FormProps, 'values' | 'refused' | 'lang'>) {
  const value = values[ask.name];
  const error = errorFor(refused?.fields, ask.name);
  if (ask.kind === 'tick') {
    return (
      <Choices
        name={ask.name}
        kind="checkbox"
        label={ask.label}
        value={value}
        error={error}
        options={[{ value: 'co', label: messages(lang)('yes') }]}
      />
    );
  }
  return (
    <Field
      name={ask.name}
      label={ask.label}
      hint={ask.hint}
      type={ask.kind ?? 'text'}
      value={typeof value === 'string' ? value : undefined}
      error={error}
      optional={ask.optional}
      required={!ask.optional}
      lang={lang}
    />
  );
}

/** One form of this module: title, questions in one column, save or go back. */
export function EditView(props: FormProps) {
  const t = messages(props.lang);
  return (
    <OfficerLayout {...props} path="/can-bo/quan-tri">
      <PageHead title={props.title} why={t('why')} />
      {props.refused ? (
        <ErrorSummary errors={props.refused.fields} detail={props.refused.detail} lang={props.lang} />
      ) : null}
      <form method="post" action={props.action} class="stack">
        {props.asks.map((ask) => (
          <AskField
            key={ask.name}
            ask={ask}
            values={props.values}
            refused={props.refused}
            lang={props.lang}
          />
        ))}
        <p class="row">
          <Button look="primary">{t('save')}</Button>
          <ButtonLink href={AGENCIES}>{t('cancel')}</ButtonLink>
        </p>
      </form>
    </OfficerLayout>
  );
}

function nameAsks(lang: Lang): readonly Ask[] {
  const t = messages(lang);
  return [
    { name: 'name', label: t('name') },
    { name: 'shortName', label: t('short-name'), hint: t('short-name-hint') },
    { name: 'identityCode', label: t('identity-code'), hint: t('identity-code-hint'), optional: true },
    { name: 'phone', label: t('phone'), kind: 'tel', optional: true },
  ];
}

/** The questions about a centre. */
export function centreAsks(lang: Lang): readonly Ask[] {
  const t = messages(lang);
  return [
    ...nameAsks(lang),
    { name: 'address', label: t('address'), optional: true },
    { name: 'email', label: t('email'), kind: 'email', optional: true },
  ];
}

/** The questions about a unit. */
export function unitAsks(lang: Lang): readonly Ask[] {
  const t = messages(lang);
  return [
    ...nameAsks(lang),
    { name: 'code', label: t('code'), hint: t('code-hint') },
    { name: 'active', label: t('active'), kind: 'tick' },
  ];
}

/** The questions about a counter. */
export function counterAsks(lang: Lang): readonly Ask[] {
  const t = messages(lang);
  return [
    { name: 'number', label: t('counter-number'), kind: 'number' },
    { name: 'name', label: t('counter-name'), hint: t('counter-name-hint') },
    { name: 'priority', label: t('priority'), kind: 'tick' },
    { name: 'active', label: t('active'), kind: 'tick' },
  ];
}
