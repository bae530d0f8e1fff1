import type { FormCode } from './rules/forms.ts';
import type { NamedPeriod } from './rules/periods.ts';

/** A periodic form that was not marked as sent, with its last day; told once a day from the end of its period on. */
export interface ReportDue {
  readonly form: FormCode;
  readonly period: NamedPeriod;
  readonly by: Temporal.PlainDate;
}

declare module '#platform/events.ts' {
  interface DomainEvents {
    'report.due': ReportDue;
  }
}
