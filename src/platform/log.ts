import { type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/**
 * The structured log: one JSON object a line on standard error, so that standard output stays free for command results.
 * Personal data never goes here; requests carry `reqId`.
 */
export function makeLog(level: string): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers.cookie', 'req.headers.authorization'],
    },
    pino.destination({ fd: 2, sync: false }),
  );
}
