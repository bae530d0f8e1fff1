import type { Lang } from '#platform/i18n.ts';
import { errorMessages } from '../messages.ts';

type Catalogue = ReturnType<typeof errorMessages>;

/** The closed list of reasons why a term cannot be computed. */
export type CalendarErrorCode = Parameters<Catalogue>[0];

/**
 * A term, a moment or a calendar that cannot be used: a span that the calendar does not cover, an unreadable date,
 * a negative term. The message is Vietnamese and says how to mend it; {@link CalendarError.text} gives other languages.
 */
export class CalendarError extends Error {
  readonly code: CalendarErrorCode;
  readonly params: Readonly<Record<string, string | number>>;

  constructor(code: CalendarErrorCode, params: Readonly<Record<string, string | number>>) {
    super(textOf(code, params, 'vi'));
    this.name = 'CalendarError';
    this.code = code;
    this.params = params;
  }

  text(lang: Lang): string {
    return textOf(this.code, this.params, lang);
  }
}

function textOf(
  code: CalendarErrorCode,
  params: Readonly<Record<string, string | number>>,
  lang: Lang,
): string {
  const t = errorMessages(lang) as (key: string, params: Readonly<Record<string, string | number>>) => string;
  return t(code, params);
}
