import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { CommandType, Dossier, DossierEvent } from '../schema.ts';
import type { Targets } from './action-fields.ts';

/** A form that can be printed for the dossier. */
export interface PrintableForm {
  readonly name: string;
  readonly href: string;
}

/** Everything the page of one dossier shows. */
export interface DossierView {
  readonly dossier: Dossier;
  readonly events: readonly DossierEvent[];
  readonly now: Temporal.Instant;
  readonly calendar: CompiledCalendar;
  /** What this officer may do now: allowed by status and by role. */
  readonly allowed: readonly CommandType[];
  readonly targets: Targets;
  readonly forms: readonly PrintableForm[];
  /** Whether numbers and phones are shown in full. */
  readonly personal: boolean;
  /** Units for which the officer takes dossiers up. */
  readonly myUnits: readonly string[];
  /** The form that is open, with what was typed and what is wrong with it. */
  readonly open: CommandType | null;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
  /** Why the last press was refused, and what may be done instead. */
  readonly refusal: { readonly text: string; readonly allowed: readonly CommandType[] } | null;
  /** The command that just succeeded. */
  readonly done: CommandType | null;
  readonly requestId: string;
}

/** The address part that names a dossier: its number, or its id while it has none. */
export function refOf(dossier: Pick<Dossier, 'id' | 'number' | 'localNumber'>): string {
  return dossier.number ?? dossier.id;
}

/** The page of a dossier. */
export function dossierHref(ref: string): string {
  return `/can-bo/ho-so/${encodeURIComponent(ref)}`;
}

/** "0380 •••• 0001": first three and last three of a number stay. */
export function masked(number: string): string {
  return number.length < 7 ? '•••' : `${number.slice(0, 3)}••••${number.slice(-3)}`;
}

/** "10.000" */
export function dong(amount: number): string {
  return amount.toLocaleString('vi-VN');
}
