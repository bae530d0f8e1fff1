import type { ComponentChildren } from 'preact';
import type { FieldError } from '#platform/errors.ts';
import type { Lang } from '#platform/i18n.ts';
import { Shape } from './icon.tsx';
import { uiMessages } from './messages.ts';

/** The id of the input of a field path: `applicant.phone` → `f-applicant-phone`. */
export function fieldId(path: string): string {
  return `f-${path.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

/** The message for one path among the errors of a refused form. */
export function errorFor(errors: readonly FieldError[] | undefined, path: string): string | undefined {
  return errors?.find((error) => error.path === path)?.message;
}

interface FrameProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly lang?: Lang | undefined;
}

function describedBy({ name, hint, error }: FrameProps): string | undefined {
  const id = fieldId(name);
  const ids = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function HintAndError(props: FrameProps) {
  const id = fieldId(props.name);
  return (
    <>
      {props.hint ? (
        <p class="question-hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      ) : null}
      {props.error ? (
        <p class="question-error" id={`${id}-error`}>
          <Shape name="late" />
          <span>
            <span class="sr-only">{uiMessages(props.lang ?? 'vi')('errorLabel')} </span>
            {props.error}
          </span>
        </p>
      ) : null}
    </>
  );
}

function Label(props: FrameProps) {
  return (
    <label for={fieldId(props.name)}>
      {props.label}
      {props.optional ? <span class="optional"> {uiMessages(props.lang ?? 'vi')('optional')}</span> : null}
    </label>
  );
}

/** Label, hint and error around any control: one question, one column. */
export function Question(props: FrameProps & { readonly children: ComponentChildren }) {
  return (
    <div class={props.error ? 'question question-wrong' : 'question'}>
      <Label {...props} />
      <HintAndError {...props} />
      {props.children}
    </div>
  );
}

export interface FieldProps extends FrameProps {
  readonly value?: string | undefined;
  readonly type?: 'text' | 'tel' | 'email' | 'date' | 'number' | 'password' | 'search' | 'time' | undefined;
  readonly inputmode?: 'numeric' | 'text' | 'tel' | 'decimal' | undefined;
  readonly autocomplete?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly required?: boolean | undefined;
  readonly readonly?: boolean | undefined;
  readonly autofocus?: boolean | undefined;
  readonly maxlength?: number | undefined;
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly width?: 'short' | 'mid' | undefined;
}

/** A one-line answer. `name` is the field path of the schema; what was typed is kept through `value`. */
export function Field(props: FieldProps) {
  // Preact types <input> as a union over `type`, which a variable type cannot satisfy.
  const kind: object = { type: props.type ?? 'text' };
  return (
    <Question {...props}>
      <input
        class={props.width ? `input input-${props.width}` : 'input'}
        id={fieldId(props.name)}
        name={props.name}
        {...kind}
        value={props.value}
        inputmode={props.inputmode}
        autocomplete={props.autocomplete}
        placeholder={props.placeholder}
        required={props.required}
        readonly={props.readonly}
        autofocus={props.autofocus}
        maxlength={props.maxlength}
        min={props.min}
        max={props.max}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      />
    </Question>
  );
}

/** An answer of several lines. */
export function TextArea(
  props: FrameProps & { value?: string | undefined; rows?: number; required?: boolean },
) {
  return (
    <Question {...props}>
      <textarea
        class="input"
        id={fieldId(props.name)}
        name={props.name}
        rows={props.rows ?? 3}
        required={props.required}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {props.value ?? ''}
      </textarea>
    </Question>
  );
}

/** One of several answers. */
export interface Option {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | undefined;
}

/** A choice from a longer list. With `blank` the first line asks to choose. */
export function Select(
  props: FrameProps & {
    options: readonly Option[];
    value?: string | undefined;
    blank?: string | undefined;
    required?: boolean | undefined;
  },
) {
  return (
    <Question {...props}>
      <select
        class="input"
        id={fieldId(props.name)}
        name={props.name}
        required={props.required}
        aria-invalid={props.error ? 'true' : undefined}
        aria-describedby={describedBy(props)}
      >
        {props.blank !== undefined ? <option value="">{props.blank}</option> : null}
        {props.options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === props.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Question>
  );
}

/** Radios (one answer) or check boxes (any number), each with its whole line as target. */
export function Choices(
  props: FrameProps & {
    options: readonly Option[];
    kind?: 'radio' | 'checkbox';
    value?: string | readonly string[] | undefined;
    required?: boolean | undefined;
  },
) {
  const id = fieldId(props.name);
  const kind = props.kind ?? 'radio';
  const chosen = Array.isArray(props.value) ? props.value : [props.value];
  return (
    <fieldset
      class={props.error ? 'question question-wrong' : 'question'}
      aria-describedby={describedBy(props)}
    >
      <legend>
        {props.label}
        {props.optional ? <span class="optional"> {uiMessages(props.lang ?? 'vi')('optional')}</span> : null}
      </legend>
      <HintAndError {...props} />
      <div class="choices">
        {props.options.map((option, index) => (
          <label key={option.value} class="choice">
            <input
              type={kind}
              id={index === 0 ? id : undefined}
              name={props.name}
              value={option.value}
              checked={chosen.includes(option.value)}
              required={kind === 'radio' && props.required}
            />
            <span>{option.label}</span>
            {option.hint ? <span class="choice-hint">{option.hint}</span> : null}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** All that is wrong with a form, on top, each line a link to its field. Give it the errors of the Problem. */
export function ErrorSummary(props: {
  errors: readonly FieldError[];
  lang?: Lang;
  detail?: string | undefined;
}) {
  const t = uiMessages(props.lang ?? 'vi');
  if (props.errors.length === 0 && !props.detail) {
    return null;
  }
  const title =
    props.errors.length > 1 ? t('errorTitle', { count: props.errors.length }) : t('errorOneTitle');
  return (
    <div class="error-summary" role="alert" tabindex={-1} id="error-summary">
      <h2>{props.errors.length > 0 ? title : props.detail}</h2>
      {props.errors.length > 0 && props.detail ? <p>{props.detail}</p> : null}
      <ul>
        {props.errors.map((error) => (
          <li key={error.path}>
            <a href={`#${fieldId(error.path)}`}>{error.message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly look?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined;
  readonly type?: 'submit' | 'button' | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly formaction?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly wide?: boolean | undefined;
  /** Keyboard combination that the officers' island presses it with, e.g. `Control+Enter`. */
  readonly keys?: string | undefined;
  readonly form?: string | undefined;
  /** Leave the browser's own checks out (for "search", "back"). */
  readonly novalidate?: boolean | undefined;
}

function lookClass(look: ButtonProps['look'], wide: boolean | undefined): string {
  const base = look && look !== 'plain' ? `btn btn-${look}` : 'btn';
  return wide ? `${base} btn-wide` : base;
}

/** A verb to press: "Tiếp nhận hồ sơ". */
export function Button(props: ButtonProps) {
  return (
    <button
      class={lookClass(props.look, props.wide)}
      type={props.type ?? 'submit'}
      name={props.name}
      value={props.value}
      form={props.form}
      formaction={props.formaction}
      formnovalidate={props.novalidate}
      disabled={props.disabled}
      aria-keyshortcuts={props.keys}
    >
      {props.children}
    </button>
  );
}

/** A link that looks like a button. */
export function ButtonLink(props: {
  href: string;
  children: ComponentChildren;
  look?: ButtonProps['look'];
  wide?: boolean;
}) {
  return (
    <a class={lookClass(props.look, props.wide)} href={props.href}>
      {props.children}
    </a>
  );
}

/** The id that makes a repeated post harmless. Every form that writes carries it. */
export function RequestId({ value }: { value: string }) {
  return <input type="hidden" name="requestId" value={value} autocomplete="off" />;
}

export interface SearchBoxProps {
  readonly action: string;
  readonly label: string;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly lang?: Lang | undefined;
  /** Words that people often look for, as links. */
  readonly examples?: readonly { readonly label: string; readonly href: string }[] | undefined;
  readonly large?: boolean | undefined;
  readonly autofocus?: boolean | undefined;
}

/** One large forgiving box, with examples. A plain GET form. */
export function SearchBox(props: SearchBoxProps) {
  const t = uiMessages(props.lang ?? 'vi');
  const name = props.name ?? 'q';
  return (
    <search>
      <form method="get" action={props.action}>
        <label class="question-label" for={fieldId(name)}>
          {props.label}
        </label>
        <div class={props.large ? 'search search-large' : 'search'}>
          <input
            class="input"
            type="search"
            id={fieldId(name)}
            name={name}
            value={props.value}
            placeholder={props.placeholder}
            autocomplete="off"
            autofocus={props.autofocus}
            data-search=""
          />
          <button class={props.large ? 'btn btn-primary' : 'btn'} type="submit">
            {t('search')}
          </button>
        </div>
        {props.examples && props.examples.length > 0 ? (
          <div class="search-examples">
            <span class="soft">{t('searchExamples')}</span>
            {props.examples.map((example) => (
              <a key={example.href} href={example.href}>
                {example.label}
              </a>
            ))}
          </div>
        ) : null}
      </form>
    </search>
  );
}

/** Filters kept in the address: a GET form around fields. */
export function FilterBar(props: {
  action: string;
  children: ComponentChildren;
  lang?: Lang;
  active?: boolean;
}) {
  const t = uiMessages(props.lang ?? 'vi');
  return (
    <form class="filters" method="get" action={props.action}>
      {props.children}
      <button class="btn" type="submit">
        {t('filter')}
      </button>
      {props.active ? <a href={props.action}>{t('clearFilter')}</a> : null}
    </form>
  );
}
