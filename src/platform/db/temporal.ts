import pg from 'pg';

const TIMESTAMPTZ = 1184;
const DATE = 1082;
const INT8 = 20;
const NUMERIC = 1700;

/** PostgreSQL writes "2026-11-27 10:30:00.123+00"; `Temporal` reads the ISO form. */
function parseInstant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'));
}

let installed = false;

/**
 * Teaches the PostgreSQL driver about `Temporal`: `timestamptz` ↔ `Temporal.Instant`, `date` ↔ `Temporal.PlainDate`,
 * and reads `bigint` as a number (our counts stay far below 2^53). `numeric` stays text.
 *
 * The driver asks a value for `toPostgres` before it falls back to JSON, so the two types get that method,
 * hidden from enumeration. Sessions run in UTC.
 */
export function installTemporal(): void {
  if (installed) {
    return;
  }
  installed = true;
  pg.types.setTypeParser(TIMESTAMPTZ, parseInstant);
  pg.types.setTypeParser(DATE, (text) => Temporal.PlainDate.from(text));
  pg.types.setTypeParser(INT8, Number);
  pg.types.setTypeParser(NUMERIC, (text) => text);
  for (const type of [Temporal.Instant, Temporal.PlainDate]) {
    Object.defineProperty(type.prototype, 'toPostgres', {
      value(this: { toString(): string }) {
        return this.toString();
      },
      enumerable: false,
    });
  }
}
