import type { StaffActor } from '#platform/actor.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import {
  askedIn,
  Button,
  Choices,
  ErrorSummary,
  errorFor,
  Field,
  fieldId,
  Question,
  RequestId,
  TextArea,
} from '#ui/components.ts';
import { OfficerLayout, PageHead } from '#ui/layout.tsx';
import { deskMessages } from '../messages/desk.ts';
import { PRIORITIES } from '../schema.ts';
import { DESK } from './words.ts';

interface WriteFormProps {
  readonly actor: StaffActor;
  readonly lang: Lang;
  readonly action: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  /** Address of the picture that is there. */
  readonly picture?: string | undefined;
  readonly correction?: boolean;
  readonly back?: string;
}

function Moment(props: {
  name: string;
  label: string;
  value: string | undefined;
  error: string | undefined;
}) {
  return (
    <Question name={props.name} label={props.label} error={props.error}>
      <input
        class="input input-mid"
        id={fieldId(props.name)}
        name={props.name}
        type="datetime-local"
        value={props.value}
        required
        aria-invalid={props.error ? 'true' : undefined}
      />
    </Question>
  );
}

/** The one form in which a piece of news is written. */
export function WriteForm(props: WriteFormProps) {
  const { lang, errors } = props;
  const t = deskMessages(lang);
  const asked = askedIn(props.values, errors, lang);
  const title = props.back === undefined ? t('write-title') : t('edit-title');
  return (
    <OfficerLayout title={title} lang={lang} actor={props.actor} path={DESK}>
      <PageHead title={title} why={t('write-why')} />
      <ErrorSummary errors={errors} lang={lang} />
      <form method="post" action={props.action} enctype="multipart/form-data" class="stack">
        <RequestId value={asked('requestId').value ?? ''} />
        {asked('edits').value === undefined ? null : (
          <input type="hidden" name="edits" value={asked('edits').value} />
        )}
        {props.correction ? (
          <TextArea
            {...asked('correction')}
            label={t('f-correction')}
            hint={t('f-correction-hint')}
            rows={2}
            required
          />
        ) : null}
        <Field
          {...asked('title')}
          label={t('f-title')}
          hint={t('f-title-hint')}
          required
          autocomplete="off"
        />
        <TextArea {...asked('body')} label={t('f-body')} hint={t('f-body-hint')} rows={8} required />
        <Choices
          {...asked('priority')}
          label={t('f-priority')}
          options={PRIORITIES.map((one) => ({
            value: one,
            label: t(`priority-${one}`),
            hint: t(`priority-${one}-hint`),
          }))}
        />
        <div class="row">
          <Moment {...asked('validFrom')} label={t('f-from')} />
          <Moment {...asked('validTo')} label={t('f-to')} />
        </div>
        <Field {...asked('place')} label={t('f-place')} optional autocomplete="off" />
        <Field
          {...asked('villages')}
          label={t('f-villages')}
          hint={t('f-villages-hint')}
          optional
          autocomplete="off"
        />
        <Field
          {...asked('airTimes')}
          label={t('f-times')}
          hint={t('f-times-hint')}
          width="mid"
          optional
          autocomplete="off"
        />
        <Field {...asked('airRepeat')} label={t('f-repeat')} type="number" min="1" max="3" width="short" />
        <Question
          name="picture"
          label={t('f-picture')}
          error={errorFor(errors, 'picture')}
          optional
          lang={lang}
        >
          <input
            class="input"
            id={fieldId('picture')}
            type="file"
            name="picture"
            accept="image/jpeg,image/png,image/webp"
          />
        </Question>
        <Field {...asked('alt')} label={t('f-alt')} optional autocomplete="off" />
        {props.picture === undefined ? null : (
          <p>
            <img src={props.picture} alt={asked('alt').value ?? ''} width={240} />
            <label>
              <input type="checkbox" name="remove" value="1" /> {t('f-remove')}
            </label>
          </p>
        )}
        <p class="row">
          <Button look="primary" keys="Control+Enter">
            {t('save-draft')}
          </Button>
          {props.back === undefined ? null : <a href={props.back}>{t('back')}</a>}
        </p>
      </form>
    </OfficerLayout>
  );
}
