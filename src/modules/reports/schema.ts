import { z } from 'zod';

/**
 * Ways of handing in as the official form counts them (07a/BTP/KSTT columns 4–7). A filing online is `online-full`
 * (trực tuyến toàn trình) only when its result is electronic too, as the national index reads it.
 */
export const ReportChannel = z.enum(['online-full', 'online-partial', 'postal', 'direct']);
export type ReportChannel = z.infer<typeof ReportChannel>;

/** What is counted on a day. `refused` is a part of the settled ones, not a way of ending beside them. */
export const MEASURES = ['received', 'early', 'onTime', 'late', 'withdrawn', 'stopped', 'refused'] as const;
export type Measure = (typeof MEASURES)[number];

/** Counts of one day, period or line. Whole dossiers. */
export type Counts = Readonly<Record<Measure, number>>;

/** What a daily fact is about. `day` is the local day, `YYYY-MM-DD`. */
export interface FactKey {
  readonly day: string;
  readonly procedureCode: string;
  readonly field: string;
  readonly fieldGroup: string;
  readonly channel: ReportChannel;
  /** The unit whose step handles the dossier (đơn vị thụ lý); empty where none is known. */
  readonly unitId: string;
  /** The account that handles it, last named; empty before anyone is. */
  readonly officerId: string;
}

/** What a dossier is counted under, beside the day. */
export type FactAbout = Omit<FactKey, 'day'>;

/** A daily fact (số liệu ngày): one line of the table that all reports are read from. */
export interface DailyFact extends FactKey {
  readonly counts: Counts;
}

/** A stretch in which an open dossier had this due moment; null while it waited for the citizen or for its term. */
export interface OpenSpan {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant | null;
  readonly due: Temporal.Instant | null;
}

/** Everything that reports know of one dossier: no name, no number, no content. */
export interface DossierFacts {
  readonly dossierId: string;
  /** What it is counted under; null before it is received. */
  readonly about: FactAbout | null;
  readonly facts: readonly DailyFact[];
  readonly spans: readonly OpenSpan[];
}

/** What figures may be broken down by: columns of the facts. */
export const Dimension = z.enum([
  'field',
  'field_group',
  'procedure_code',
  'channel',
  'unit_id',
  'officer_id',
]);
export type Dimension = z.infer<typeof Dimension>;

/** One line of a period: flows between, stock before and after. */
export interface PeriodFigures extends Counts {
  /** In progress before the period began (từ kỳ trước chuyển sang). */
  readonly carriedOver: number;
  /** In progress at its end. */
  readonly inTerm: number;
  readonly overdue: number;
}

/** A line with what it is about: a field group, a procedure or a channel. */
export interface FigureLine {
  readonly key: string;
  readonly label: string;
  readonly figures: PeriodFigures;
}

/** A period of whole local days, both included. */
export interface Period {
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** `?tu=2025-07-01&den=2025-12-30`; both left out mean the current year so far. */
export const PeriodQuery = z.object({
  tu: z.iso.date('Ngày có dạng năm-tháng-ngày, ví dụ 2025-07-01.').optional(),
  den: z.iso.date('Ngày có dạng năm-tháng-ngày, ví dụ 2025-12-30.').optional(),
});
export type PeriodQuery = z.output<typeof PeriodQuery>;
