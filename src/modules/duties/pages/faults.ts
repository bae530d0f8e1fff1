import type { FieldError, Problem } from '#platform/errors.ts';
import { type FormValues, formValues } from '#platform/http/form.ts';

/** A form that was refused: what to mend and what had been typed. */
export interface Faults {
  readonly fields: readonly FieldError[];
  readonly values: FormValues;
  readonly detail?: string | undefined;
}

/** Nothing to mend. */
export const NO_FAULTS: Faults = { fields: [], values: {} };

/** The faults that a command told, with what was typed. */
export function faultsOf(error: Problem, body: unknown): Faults {
  return { fields: error.details.fields ?? [], values: formValues(body), detail: error.details.detail };
}

/** What was typed into a field; undefined where the form is fresh. */
export function typed(faults: Faults, name: string): string | undefined {
  const value = faults.values[name];
  return typeof value === 'string' ? value : undefined;
}
