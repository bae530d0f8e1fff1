import { z } from 'zod';
import { Certainty, IsoDay, OpeningHours, WeekHours } from '../schema.ts';
import type { CalendarParts, OpenQuestion } from './official.ts';

/** One version of a centre's calendar as stored, its days in order. */
export interface CalendarVersion extends CalendarParts {
  readonly id: string;
  readonly centreId: string;
  readonly version: number;
  readonly effectiveFrom: Temporal.PlainDate;
  readonly source: string;
  readonly questions: readonly OpenQuestion[];
  /** What this version changed, in words. */
  readonly change: string;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: string | null;
}

/** A line of the list of versions. */
export interface VersionLine {
  readonly version: number;
  readonly change: string;
  readonly madeAt: Temporal.Instant;
  readonly effectiveFrom: Temporal.PlainDate;
}

const Day = IsoDay.describe('YYYY-MM-DD');
const Name = z
  .string('Xin nhập tên ngày.')
  .trim()
  .min(1, 'Xin nhập tên ngày.')
  .max(120, 'Tên dài nhất 120 ký tự.');
const Source = z
  .string('Xin ghi văn bản làm căn cứ.')
  .trim()
  .min(1, 'Xin ghi văn bản làm căn cứ.')
  .max(300, 'Căn cứ dài nhất 300 ký tự.');
const Reason = z
  .string('Xin ghi lý do.')
  .trim()
  .min(3, 'Xin ghi lý do, ít nhất 3 ký tự.')
  .max(300, 'Lý do dài nhất 300 ký tự.');

/** Changes that an administrator makes. Each makes one new version. */
export const CalendarChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('add-off'),
    from: Day,
    /** Last day off, where there are several in a row; weekly rest days between are passed over. */
    to: Day.optional(),
    name: Name,
    certainty: Certainty,
    source: Source,
  }),
  z.object({
    kind: z.literal('add-work'),
    from: Day,
    hours: z.array(OpeningHours).min(1, 'Xin nhập giờ làm việc.').optional(),
    name: Name,
    certainty: Certainty,
    source: Source,
  }),
  z.object({ kind: z.literal('remove'), from: Day, reason: Reason }),
  z.object({ kind: z.literal('extend'), through: Day, source: Source }),
  z.object({ kind: z.literal('hours'), hours: WeekHours, publicHours: WeekHours.optional(), source: Source }),
]);
export type CalendarChange = z.output<typeof CalendarChange>;
