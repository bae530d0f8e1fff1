import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { newRequestId } from '#platform/id.ts';
import {
  Button,
  ButtonLink,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  RequestId,
  Select,
  TextArea,
} from '#ui/components.ts';
import type { HallPlan } from '../queries-hall.ts';
import { GROUP_LETTERS } from '../rules/numbers.ts';
import { LANES } from '../rules/order.ts';
import { hallAdminMessages } from './hall-admin-messages.ts';
import { HALL } from './hall-admin-view.tsx';

const t = hallAdminMessages('vi');

/** A form as it is shown: what stands in it, and what was wrong with it. */
export interface Shown {
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
}

function text({ values }: Shown, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

function Actions() {
  return (
    <p class="row">
      <Button look="primary" keys="Control+Enter">
        {t('save')}
      </Button>
      <ButtonLink href={HALL}>{t('cancel')}</ButtonLink>
    </p>
  );
}

function Tick({ shown, name, label }: { shown: Shown; name: string; label: string }) {
  return (
    <Choices
      kind="checkbox"
      name={name}
      label={label}
      value={text(shown, name)}
      error={errorFor(shown.errors, name)}
      options={[{ value: 'co', label: t('yes') }]}
    />
  );
}

function Figure({ shown, name, label, hint }: { shown: Shown; name: string; label: string; hint?: string }) {
  return (
    <Field
      name={name}
      label={label}
      hint={hint}
      value={text(shown, name)}
      error={errorFor(shown.errors, name)}
      inputmode="numeric"
      width="short"
    />
  );
}

/** A field group of the catalogue with how many procedures it has. */
export interface CatalogueField {
  readonly name: string;
  readonly count: number;
}

/** The form of a group; `letter` is undefined for a new one. */
export function GroupForm(props: {
  shown: Shown;
  letter: string | undefined;
  plan: HallPlan;
  fields: readonly CatalogueField[];
}) {
  const { shown, letter, plan } = props;
  const taken = new Set<string>(plan.groups.map((group) => group.letter));
  const elsewhere = (field: string) =>
    plan.groups.find((group) => group.letter !== letter && group.fields.includes(field))?.letter;
  return (
    <form method="post" action={`${HALL}/nhom/${letter ?? 'moi'}`} class="stack" novalidate>
      <ErrorSummary errors={shown.errors} />
      <RequestId value={newRequestId()} />
      {letter === undefined ? (
        <Select
          name="letter"
          label={t('group.letter')}
          hint={t('group.letter.hint')}
          value={text(shown, 'letter')}
          error={errorFor(shown.errors, 'letter')}
          options={GROUP_LETTERS.filter((one) => !taken.has(one)).map((one) => ({ value: one, label: one }))}
        />
      ) : null}
      {(['name', 'hint', 'nameEn'] as const).map((name) => (
        <Field
          key={name}
          name={name}
          label={t(`group.${name}`)}
          hint={name === 'hint' ? t('group.hint.example') : undefined}
          value={text(shown, name)}
          error={errorFor(shown.errors, name)}
          optional={name !== 'name'}
          required={name === 'name'}
        />
      ))}
      <fieldset class="question hall-counters">
        <legend>{t('group.counters')}</legend>
        {plan.counters.map(({ id, number, name }) => (
          <Select
            key={id}
            name={`counters.q${number}`}
            label={`${number}. ${name}`}
            value={text(shown, `counters.q${number}`)}
            options={[
              { value: '', label: t('group.counter.no') },
              { value: 'own', label: t('group.counter.own') },
              { value: 'helps', label: t('group.counter.helps') },
            ]}
          />
        ))}
      </fieldset>
      <Choices
        kind="checkbox"
        name="fields"
        label={t('group.fields')}
        hint={t('group.fields.hint')}
        value={shown.values['fields']}
        error={errorFor(shown.errors, 'fields')}
        options={props.fields.map(({ name, count }) => {
          const other = elsewhere(name);
          return {
            value: name,
            label: name,
            hint:
              other === undefined
                ? t('group.field.count', { count })
                : t('group.field.elsewhere', { count, letter: other }),
          };
        })}
      />
      <Figure
        shown={shown}
        name="firstNumber"
        label={t('group.firstNumber')}
        hint={t('group.firstNumber.hint')}
      />
      <Figure shown={shown} name="sortOrder" label={t('group.sortOrder')} />
      <Tick shown={shown} name="active" label={t('group.active')} />
      <Actions />
    </form>
  );
}

/** The form of the hall's hours and shares. */
export function RulesForm({ shown }: { shown: Shown }) {
  return (
    <form method="post" action={`${HALL}/quy-tac`} class="stack" novalidate>
      <ErrorSummary errors={shown.errors} />
      <RequestId value={newRequestId()} />
      <Field
        name="fromDay"
        label={t('rules.fromDay')}
        type="date"
        value={text(shown, 'fromDay')}
        error={errorFor(shown.errors, 'fromDay')}
        width="mid"
      />
      <Tick shown={shown} name="keepsHours" label={t('rules.keepsHours')} />
      <p>
        <a href="/can-bo/quan-tri/lich">{t('rules.calendar')}</a>
      </p>
      <Figure shown={shown} name="opensBefore" label={t('rules.opensBefore')} />
      <Figure shown={shown} name="lastNumbersBefore" label={t('rules.lastNumbersBefore')} />
      <Tick shown={shown} name="numbersOverLunch" label={t('rules.numbersOverLunch')} />
      <h2>{t('rules.shares')}</h2>
      <p class="soft">{t('rules.shares.why')}</p>
      {LANES.map((lane) => (
        <Figure key={lane} shown={shown} name={`shares.${lane}`} label={t(`share.${lane}`)} />
      ))}
      <Actions />
    </form>
  );
}

/** The form of the reasons for a pause, one a line. */
export function PausesForm({ shown }: { shown: Shown }) {
  return (
    <form method="post" action={`${HALL}/ly-do`} class="stack" novalidate>
      <ErrorSummary errors={shown.errors} />
      <RequestId value={newRequestId()} />
      <TextArea
        name="names"
        label={t('pauses.each')}
        rows={10}
        value={text(shown, 'names')}
        error={errorFor(shown.errors, 'names')}
      />
      <Actions />
    </form>
  );
}
