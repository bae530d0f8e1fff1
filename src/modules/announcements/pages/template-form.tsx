import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import { newRequestId } from '#platform/id.ts';
import {
  askedIn,
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  fieldId,
  RequestId,
  Select,
  TextArea,
} from '#ui/components.ts';
import { deskMessages } from '../messages/desk.ts';
import { templateMessages } from '../messages/templates.ts';
import { PRIORITIES } from '../schema.ts';
import { FIELD_TYPES, type KeptTemplate, MOST_FIELDS } from '../schema-templates.ts';

const t = templateMessages('vi');
/** A blank as it stands in a text. */
const BLANK = '{tungay}';
/** Empty rows below the ones that are there. */
const SPARE = 2;

/** A stored template as the boxes of the form hold it. */
export function storedTemplate(template: KeptTemplate): FormValues {
  const rows = template.fields.flatMap(({ key, label, type, optional, hint }, index) => [
    [`fields.${index}.key`, key],
    [`fields.${index}.label`, label],
    [`fields.${index}.type`, type],
    [`fields.${index}.need`, optional ? 'no' : 'yes'],
    [`fields.${index}.hint`, hint],
  ]);
  return {
    ...Object.fromEntries(rows),
    name: template.name,
    priority: template.priority,
    days: String(template.days),
    title: template.title,
    body: template.lines.join('\n'),
    active: template.active ? 'yes' : 'no',
  };
}

/** Rows that hold something, and some to spare. */
function rowsOf(values: FormValues): number {
  const used = Array.from({ length: MOST_FIELDS }, (_, index) => index).filter(
    (index) => Boolean(values[`fields.${index}.key`]) || Boolean(values[`fields.${index}.label`]),
  );
  return Math.min(MOST_FIELDS, Math.max(-1, ...used) + 1 + SPARE);
}

/** The form of a template: name, words, blanks; blank rows are left out. */
export function TemplateForm(props: {
  readonly action: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  readonly back: string;
}) {
  const { action, values, errors, back } = props;
  const asked = askedIn(values, errors, 'vi');
  const wrong = errorFor(errors, 'fields');
  const count = rowsOf(values);
  return (
    <form method="post" action={action} class="stack" novalidate>
      <RequestId value={newRequestId()} />
      <input type="hidden" name="version" value={String(values['version'] ?? '0')} />
      <ErrorSummary errors={errors} />
      <Field {...asked('name')} label={t('name')} />
      <Select
        {...asked('priority')}
        label={t('col-priority')}
        options={PRIORITIES.map((value) => ({ value, label: deskMessages('vi')(`priority-${value}`) }))}
      />
      <Field {...asked('days')} label={t('days')} inputmode="numeric" width="short" />
      <Field {...asked('title')} label={t('text-title')} hint={t('text-hint', { blank: BLANK })} />
      <TextArea {...asked('body')} label={t('body')} hint={t('body-hint', { blank: BLANK })} rows={6} />
      <section class="stack" aria-labelledby={fieldId('fields')}>
        <h2 id={fieldId('fields')} tabindex={-1}>
          {t('fields')}
        </h2>
        {wrong === undefined ? null : <p class="question-error">{wrong}</p>}
        {Array.from({ length: count }, (_, index) => (
          <fieldset key={index} class="news-blank">
            <legend>{index < count - SPARE ? t('field-no', { n: index + 1 }) : t('field-new')}</legend>
            <Field {...asked(`fields.${index}.key`)} label={t('key')} width="mid" />
            <Field {...asked(`fields.${index}.label`)} label={t('label')} />
            <Select
              {...asked(`fields.${index}.type`)}
              label={t('type')}
              options={FIELD_TYPES.map((value) => ({ value, label: t(`type-${value}`) }))}
            />
            <Select
              {...asked(`fields.${index}.need`)}
              label={t('need')}
              options={(['yes', 'no'] as const).map((value) => ({ value, label: t(`need-${value}`) }))}
            />
            <Field {...asked(`fields.${index}.hint`)} label={t('hint')} optional />
          </fieldset>
        ))}
      </section>
      <Choices
        {...asked('active')}
        label={t('active-label')}
        options={(['yes', 'no'] as const).map((value) => ({
          value,
          label: t(value === 'yes' ? 'on' : 'off'),
        }))}
      />
      <p class="row">
        <Button look="primary">{t('save')}</Button>
        <a href={back}>{t('to-list')}</a>
      </p>
    </form>
  );
}
