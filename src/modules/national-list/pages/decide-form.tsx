import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { newRequestId } from '#platform/id.ts';
import { askedIn, Button, Choices, Field, RequestId } from '#ui/components.ts';
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
  const asked = askedIn(typed ?? {}, errors, lang);
  return (
    <>
      <RequestId value={asked('requestId').value ?? newRequestId()} />
      <Choices
        {...asked('decision')}
        label={t('col-decision')}
        options={DECISIONS.map((decision) => ({ value: decision, label: t(`decision-${decision}`) }))}
      />
      <Field
        {...asked('day')}
        type="date"
        label={t('day')}
        hint={t('day-hint')}
        value={asked('day').value ?? props.suggested}
        width="short"
        optional
      />
      <Field
        {...asked('reason')}
        label={t('reason')}
        hint={t('reason-hint')}
        maxlength={500}
        autocomplete="off"
        optional
      />
      <Button look="primary">{t('decide-do')}</Button>
    </>
  );
}
