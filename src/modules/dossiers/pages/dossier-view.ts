import type { CompiledCalendar } from '#modules/calendar/rules/compile.ts';
import type { StoredFile } from '#modules/documents/schema.ts';
import type { FieldError } from '#platform/errors.ts';
import type { FormValues } from '#platform/http/form.ts';
import type { DossierAside } from '../announce.ts';
import type { DossierDetail } from '../queries.ts';
import type { CommandType, Dossier } from '../schema.ts';
import type { Targets } from './action-fields.ts';

/** A form that can be printed for the dossier. */
export interface PrintableForm {
  readonly id: string;
  readonly name: string;
  readonly href: string;
}

/** Everything the page of one dossier shows. */
export interface DossierView {
  readonly detail: DossierDetail;
  readonly now: Temporal.Instant;
  readonly calendar: CompiledCalendar;
  readonly targets: Targets;
  /** Newest first. */
  readonly forms: readonly PrintableForm[];
  readonly files: readonly StoredFile[];
  /** What the citizen was told, newest first. */
  readonly asides: readonly DossierAside[];
  /** Request id of the upload form. */
  readonly uploadId: string;
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
export function refOf(dossier: Pick<Dossier, 'id' | 'number'>): string {
  return dossier.number ?? dossier.id;
}

/** The page of a dossier. */
export function dossierHref(ref: string): string {
  return `/can-bo/ho-so/${encodeURIComponent(ref)}`;
}

/** "10.000" */
export function dong(amount: number): string {
  return amount.toLocaleString('vi-VN');
}
