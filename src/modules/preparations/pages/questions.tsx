import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { Choices, errorFor, Field } from '#ui/components.ts';
import { pageMessages } from '../messages-pages.ts';
import { sayDay } from '../rules/answers.ts';
import type { Question } from '../rules/steps.ts';
import type { Body } from '../schema.ts';

/** What a question shows: what was answered, or what was typed just now and is wrong. */
export interface AskedProps {
  readonly question: Question;
  readonly body: Body;
  readonly typed: FormValues | null;
  readonly errors: readonly FieldError[];
  readonly lang: Lang;
  /** Nobody may act for the person. */
  readonly inPersonOnly: boolean;
}

type Texts = ReturnType<typeof pageMessages>;

/** What was answered, by the names of the inputs. */
function valuesOf({ applicant, submitter, helper, delivery, who }: Body): Readonly<Record<string, string>> {
  const under = (start: string, fields: Readonly<Record<string, string>>) =>
    Object.entries(fields).map(([key, value]) => [`${start}.${key}`, value] as const);
  return Object.fromEntries([
    ['who', who ?? ''],
    ...under('applicant', { ...applicant, birthDate: sayDay(applicant.birthDate) }),
    ...under('submitter', { ...submitter, paper: submitter.paper === '' ? '' : 'co' }),
    ...under('helper', helper),
    ...under('delivery', delivery),
  ]);
}

/** The inputs of one question. The page's title asks it; a single field repeats it for screen readers only. */
export function AskedQuestion(props: AskedProps) {
  const { question, body, typed, errors, lang } = props;
  const t = pageMessages(lang);
  const kept = valuesOf(body);
  const asked = (name: string) => {
    const value = typed === null ? kept[name] : typed[name];
    return {
      name,
      value: typeof value === 'string' ? value : undefined,
      error: errorFor(errors, name),
      lang,
    };
  };
  return <Inputs {...props} t={t} asked={asked} question={question} />;
}

type Ask = (name: string) => {
  name: string;
  value: string | undefined;
  error: string | undefined;
  lang: Lang;
};

function Inputs({ question, t, asked, inPersonOnly }: AskedProps & { t: Texts; asked: Ask }) {
  switch (question) {
    case 'cho-ai':
      return (
        <Choices
          {...asked('who')}
          label={t('q-cho-ai')}
          options={(['self', 'relative', 'helper'] as const)
            .filter((who) => who !== 'relative' || !inPersonOnly)
            .map((who) => ({ value: who, label: t(`who-${who}`), hint: t(`who-${who}-hint`) }))}
        />
      );
    case 'ho-ten':
      return (
        <Field {...asked('applicant.name')} label={t('q-ho-ten')} hint={t('h-ho-ten')} autocomplete="name" />
      );
    case 'so-can-cuoc':
      return (
        <Field
          {...asked('applicant.idNumber')}
          label={t('q-so-can-cuoc')}
          hint={t('h-so-can-cuoc')}
          inputmode="numeric"
          autocomplete="off"
          width="mid"
        />
      );
    case 'ngay-sinh':
      return (
        <Field
          {...asked('applicant.birthDate')}
          label={t('q-ngay-sinh')}
          hint={t('h-ngay-sinh')}
          inputmode="numeric"
          autocomplete="bday"
          width="short"
        />
      );
    case 'dia-chi':
      return (
        <Field
          {...asked('applicant.address')}
          label={t('q-dia-chi')}
          hint={t('h-dia-chi')}
          autocomplete="street-address"
        />
      );
    case 'dien-thoai':
      return (
        <Field
          {...asked('applicant.phone')}
          label={t('q-dien-thoai')}
          hint={t('h-dien-thoai')}
          type="tel"
          autocomplete="tel"
          width="mid"
        />
      );
    case 'nguoi-nop':
      return (
        <>
          <Field {...asked('submitter.name')} label={t('l-name')} autocomplete="name" />
          <Field
            {...asked('submitter.relation')}
            label={t('l-relation')}
            hint={t('h-relation')}
            width="mid"
          />
          <Field
            {...asked('submitter.idNumber')}
            label={t('l-id')}
            inputmode="numeric"
            autocomplete="off"
            width="mid"
          />
          <Field
            {...asked('submitter.phone')}
            label={t('l-phone')}
            type="tel"
            autocomplete="tel"
            width="mid"
            optional
          />
        </>
      );
    case 'uy-quyen':
      return (
        <Choices
          {...asked('submitter.paper')}
          label={t('q-uy-quyen')}
          options={[
            { value: 'co', label: t('paper-yes') },
            { value: 'khong', label: t('paper-no'), hint: t('paper-no-hint') },
          ]}
        />
      );
    case 'nguoi-giup':
      return (
        <>
          <p class="soft">{t('h-nguoi-giup')}</p>
          <Field {...asked('helper.name')} label={t('l-name')} autocomplete="off" />
          <Field
            {...asked('helper.phone')}
            label={t('l-phone')}
            type="tel"
            autocomplete="off"
            width="mid"
            optional
          />
        </>
      );
    case 'nhan-ket-qua':
      return (
        <>
          <Choices
            {...asked('delivery.how')}
            label={t('q-nhan-ket-qua')}
            options={[
              { value: 'counter', label: t('d-counter') },
              { value: 'post', label: t('d-post'), hint: t('d-post-hint') },
              { value: 'electronic', label: t('d-electronic') },
            ]}
          />
          <Field
            {...asked('delivery.address')}
            label={t('l-post')}
            hint={t('h-post')}
            autocomplete="street-address"
            optional
          />
        </>
      );
    default:
      return question satisfies never;
  }
}
