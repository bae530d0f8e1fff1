import { z } from 'zod';

/** An instant: ISO 8601 with offset in JSON, `Temporal.Instant` in memory. `JSON.stringify` writes it back. */
export const Moment = z.codec(z.iso.datetime({ offset: true }), z.instanceof(Temporal.Instant), {
  decode: (text) => Temporal.Instant.from(text),
  encode: (instant) => instant.toString(),
});
export type Moment = z.output<typeof Moment>;

/** A local calendar day: `YYYY-MM-DD` in JSON, `Temporal.PlainDate` in memory. */
export const Day = z.codec(z.iso.date(), z.instanceof(Temporal.PlainDate), {
  decode: (text) => Temporal.PlainDate.from(text),
  encode: (day) => day.toString(),
});
export type Day = z.output<typeof Day>;

/** A short line that a person wrote: trimmed, not empty. */
export const Line = z.string().trim().min(1).max(300);

/** A paragraph that a person wrote: trimmed, not empty. */
export const Paragraph = z.string().trim().min(1).max(4000);
