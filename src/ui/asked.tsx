import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { Lang } from '#platform/i18n.ts';
import { errorFor, Field, type FieldProps } from './forms.tsx';

/** What one field of a form shows; spread into the field. */
export interface Asked {
  readonly name: string;
  readonly value: string | undefined;
  readonly error: string | undefined;
  readonly lang: Lang;
}

/** Gives each field of a form by its name what was typed or is stored in it, and what is wrong with it. */
export function askedIn(
  values: FormValues,
  errors: readonly FieldError[],
  lang: Lang,
): (name: string) => Asked {
  return (name) => {
    const value = values[name];
    return {
      name,
      value: typeof value === 'string' ? value : undefined,
      error: errorFor(errors, name),
      lang,
    };
  };
}

/** A setting on one line: may stay empty, and the browser proposes nothing. */
export function SettingField(props: FieldProps) {
  return <Field autocomplete="off" optional {...props} />;
}

/** A secret of a connection: the one that is kept is never shown, and an empty field leaves it as it is. */
export function SecretField({ value: _, ...props }: FieldProps) {
  return <SettingField type="password" {...props} />;
}
