import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { Button, Choices, errorFor, Field, RequestId } from '#ui/components.ts';
import { nationalListMessages } from '../messages.ts';

const DECISIONS = ['accept', 'refuse', 'postpone'] as const;

/** The questions of a decision, for one difference or for those that are marked. */
export function DecideFields(props: {
  readonly lang: Lang;
  readonly typed: FormValues | undefined;
  readonly errors: readonly FieldError[];
  readonly suggested?: string | undefined;
}) {
  const { lang, typed, errors } = props;
  const t = nationalListMessages(lang);
  const value = (name: string) => {
    const found = typed?.[name];
    return typeof found === 'string' ? found : undefined;
  };
  return (
    <>
      <RequestId value={value('requestId') ?? newRequestId()} />
      <Choices
        name="decision"
        label={t('col-decision')}
        value={value('decision')}
        error={errorFor(errors, 'decision')}
        options={DECISIONS.map((decision) => ({ value: decision, label: t(`decision-${decision}`) }))}
      />
      <Field
        name="day"
        type="date"
        label={t('day')}
        hint={t('day-hint')}
        value={value('day') ?? props.suggested}
        error={errorFor(errors, 'day')}
        width="short"
        optional
        lang={lang}
      />
      <Field
        name="reason"
        label={t('reason')}
        hint={t('reason-hint')}
        value={value('reason')}
        error={errorFor(errors, 'reason')}
        maxlength={500}
        autocomplete="off"
        optional
        lang={lang}
      />
      <Button look="primary">{t('decide-do')}</Button>
    </>
  );
}
