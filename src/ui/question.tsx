import type { ComponentChildren } from 'preact';
import type { Lang } from '#platform/i18n.ts';
import type { QuestionField, QuestionGroup, QuestionView } from '#platform/question-view.ts';
import { Button, Choices, ErrorSummary, Field, fieldId, Question, TextArea } from './forms.tsx';
import { uiMessages } from './messages.ts';
import { questionMessages } from './question-messages.ts';

interface FieldArgs {
  readonly field: QuestionField;
  readonly lang: Lang;
}

function frame({ field, lang }: FieldArgs) {
  const { path, label, hint, error, optional } = field;
  return { name: path, label, hint, error, optional, lang };
}

/** Three boxes: people know their day by its parts, and a calendar to leaf through back to 1938 helps nobody. */
function DayField({ field, lang }: FieldArgs) {
  const t = questionMessages(lang);
  const box = (part: 'day' | 'month' | 'year') => (
    <label class="day-box">
      <span>{t(part)}</span>
      <input
        class={part === 'year' ? 'input input-year' : 'input input-two'}
        // The first box carries the id that the error summary leads to.
        id={part === 'day' ? fieldId(field.path) : fieldId(`${field.path}.${part}`)}
        name={`${field.path}.${part}`}
        value={field.values[`${field.path}.${part}`]}
        inputmode="numeric"
        maxlength={part === 'year' ? 4 : 2}
        autocomplete="off"
        aria-invalid={field.error ? 'true' : undefined}
      />
    </label>
  );
  return (
    <FieldSet field={field} lang={lang}>
      <div class="day-boxes">
        {box('day')}
        {box('month')}
        {box('year')}
      </div>
      {field.partial ? (
        <label class="choice">
          <input
            type="checkbox"
            name={`${field.path}.unknown`}
            value="unknown"
            checked={field.values[`${field.path}.unknown`] === 'unknown'}
          />
          <span>{t('dayUnknown')}</span>
        </label>
      ) : null}
    </FieldSet>
  );
}

/** Several inputs under one legend, with hint and error. */
function FieldSet({ field, lang, children }: FieldArgs & { readonly children: ComponentChildren }) {
  const id = fieldId(field.path);
  const described = [field.hint ? `${id}-hint` : '', field.error ? `${id}-error` : ''].filter(Boolean);
  return (
    <fieldset
      class={field.error ? 'question question-wrong' : 'question'}
      aria-describedby={described.length > 0 ? described.join(' ') : undefined}
    >
      <legend class={field.quietLabel ? 'sr-only' : undefined}>
        {field.label}
        {field.optional ? <span class="optional"> {uiMessages(lang)('optional')}</span> : null}
      </legend>
      {field.hint ? (
        <p class="question-hint" id={`${id}-hint`}>
          {field.hint}
        </p>
      ) : null}
      {field.error ? (
        <p class="question-error" id={`${id}-error`}>
          <span>
            <span class="sr-only">{uiMessages(lang)('errorLabel')} </span>
            {field.error}
          </span>
        </p>
      ) : null}
      {children}
    </fieldset>
  );
}

function AddressField({ field, lang }: FieldArgs) {
  const t = questionMessages(lang);
  const part = (name: 'province' | 'commune' | 'line') => {
    const path = `${field.path}.${name}`;
    const error = field.errors[path];
    return <Field name={path} label={t(name)} value={field.values[path]} error={error} maxlength={200} />;
  };
  return (
    <FieldSet field={field} lang={lang}>
      <div class="stack-s">
        {part('line')}
        {part('commune')}
        {part('province')}
      </div>
    </FieldSet>
  );
}

function StatementField({ field, lang }: FieldArgs) {
  return (
    <FieldSet field={{ ...field, quietLabel: true }} lang={lang}>
      <label class="choice">
        <input
          type="checkbox"
          id={fieldId(field.path)}
          name={field.path}
          value="yes"
          checked={field.chosen.includes('yes')}
        />
        <span>{field.label}</span>
      </label>
    </FieldSet>
  );
}

function OneField({ field, lang }: FieldArgs) {
  const shared = frame({ field, lang });
  const value = field.values[field.path];
  switch (field.kind) {
    case 'day':
      return <DayField field={field} lang={lang} />;
    case 'address':
      return <AddressField field={field} lang={lang} />;
    case 'statement':
      return <StatementField field={field} lang={lang} />;
    case 'choice':
    case 'yes-no':
      return <Choices {...shared} options={field.options} value={field.chosen[0]} />;
    case 'choices':
      return <Choices {...shared} kind="checkbox" options={field.options} value={field.chosen} />;
    case 'long-text':
      return <TextArea {...shared} value={value} rows={4} />;
    case 'number':
    case 'money':
      return (
        <Question {...shared}>
          <span class="row">
            <input
              class="input input-mid"
              id={fieldId(field.path)}
              name={field.path}
              value={value}
              inputmode="decimal"
              autocomplete="off"
              maxlength={30}
              aria-invalid={field.error ? 'true' : undefined}
            />
            {field.unit === undefined ? null : <span>{field.unit}</span>}
          </span>
        </Question>
      );
    default:
      return (
        <Field
          {...shared}
          value={value}
          type={field.kind === 'phone' ? 'tel' : 'text'}
          inputmode={field.kind === 'phone' ? 'tel' : undefined}
          autocomplete={field.autocomplete ?? 'off'}
          maxlength={400}
        />
      );
  }
}

function Group({ group, lang }: { readonly group: QuestionGroup; readonly lang: Lang }) {
  const t = questionMessages(lang);
  return (
    <div class="stack">
      {group.quietLabel ? null : <h2>{group.label}</h2>}
      {group.hint ? <p class="question-hint">{group.hint}</p> : null}
      {group.error ? <p class="question-error">{group.error}</p> : null}
      {group.entries.map((entry, i) => (
        <fieldset
          key={entry.title}
          class="question-entry"
          id={i === 0 ? fieldId(`${group.path}.0`) : undefined}
        >
          <legend id={i === 0 ? fieldId(group.path) : undefined}>{entry.title}</legend>
          {entry.fields.map((field) => (
            <OneField key={field.path} field={field} lang={lang} />
          ))}
          {group.mayRemove ? (
            <Button look="quiet" name="muc" value={`bo:${group.path}:${i}`} novalidate>
              {t('removeEntry', { item: entry.title })}
            </Button>
          ) : null}
        </fieldset>
      ))}
      {group.mayAdd ? (
        <p>
          <Button name="muc" value={`them:${group.path}`} novalidate>
            {t('addEntry', { item: group.item })}
          </Button>
        </p>
      ) : null}
    </div>
  );
}

/** The questions of one page with its error summary, without the form around them: what the browser draws anew. */
export function QuestionFields({ view, lang = 'vi' }: { readonly view: QuestionView; readonly lang?: Lang }) {
  return (
    <>
      <ErrorSummary errors={view.errors} lang={lang} />
      {view.part === undefined ? null : <p class="soft question-part">{view.part}</p>}
      <h1>{view.title}</h1>
      {view.hint === undefined ? null : <p class="lead">{view.hint}</p>}
      {view.fields.map((field) => (
        <div key={field.path}>
          <input type="hidden" name="hoi" value={field.path} />
          {'entries' in field ? <Group group={field} lang={lang} /> : <OneField field={field} lang={lang} />}
        </div>
      ))}
    </>
  );
}

export interface QuestionPageProps {
  readonly view: QuestionView;
  /** Where the page is posted. */
  readonly action: string;
  /** Hidden inputs that go with it: request id, return address. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** Address of the page before, kept as a link so that going back loses nothing that was sent. */
  readonly back?: string | undefined;
  readonly submitLabel?: string | undefined;
  /** Definition and answers so far, for the island `forms/fill.js`; left out, the server alone checks. */
  readonly island?: { readonly form: unknown; readonly answers: unknown; readonly today: string } | undefined;
  readonly lang?: Lang | undefined;
  /** Beside the button: save and go on later. */
  readonly children?: ComponentChildren;
}

/** One question a page: summary of what is wrong, the question, go on, go back. Whole without script. */
export function QuestionPage(props: QuestionPageProps) {
  const { view, action, hidden = {}, back, submitLabel, island, lang = 'vi', children } = props;
  const t = questionMessages(lang);
  return (
    <form
      method="post"
      action={action}
      class="stack question-page"
      novalidate
      {...(island === undefined ? {} : { 'data-fill': JSON.stringify({ ...island, page: view.key, lang }) })}
    >
      {back === undefined ? null : (
        <p>
          <a href={back}>{t('back')}</a>
        </p>
      )}
      <p class="soft">{t('pageOf', { at: view.at, of: view.of })}</p>
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {/* Enter in a field goes on; it never presses a button of an entry. */}
      <button class="sr-only" type="submit" tabIndex={-1} aria-hidden="true">
        {submitLabel ?? t('goOn')}
      </button>
      <div class="stack" data-questions="">
        <QuestionFields view={view} lang={lang} />
      </div>
      <div class="row">
        <Button look="primary">{submitLabel ?? t('goOn')}</Button>
        {children}
      </div>
    </form>
  );
}
