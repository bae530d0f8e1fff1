import { classify, standingFacts } from '#modules/dossiers/rules/clock.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import { localDay } from '#platform/time.ts';
import {
  type Counts,
  type DailyFact,
  type DossierFacts,
  type FactAbout,
  type FactKey,
  type FigureLine,
  MEASURES,
  type Measure,
  type OpenSpan,
  type Period,
  type PeriodFigures,
  type PeriodQuery,
  type ReportChannel,
} from './schema.ts';

const { compare } = Temporal.Instant;

/** No dossiers at all. */
const NO_COUNTS: Counts = {
  received: 0,
  early: 0,
  onTime: 0,
  late: 0,
  withdrawn: 0,
  stopped: 0,
  refused: 0,
};

/** Adds up counts, measure by measure. */
export function addCounts(...all: readonly Counts[]): Counts {
  return all.reduce(
    (sum, counts) => ({
      received: sum.received + counts.received,
      early: sum.early + counts.early,
      onTime: sum.onTime + counts.onTime,
      late: sum.late + counts.late,
      withdrawn: sum.withdrawn + counts.withdrawn,
      stopped: sum.stopped + counts.stopped,
      refused: sum.refused + counts.refused,
    }),
    NO_COUNTS,
  );
}

/** Settled dossiers (đã giải quyết): early, on time and late. */
export function settled(counts: Pick<Counts, 'early' | 'onTime' | 'late'>): number {
  return counts.early + counts.onTime + counts.late;
}

/** Everything that left the stock: settled, withdrawn, stopped. */
export function ended(counts: Counts): number {
  return settled(counts) + counts.withdrawn + counts.stopped;
}

/** Early and on time among the settled, 0 to 1; null when none is settled. */
export function onTimeShare(counts: Pick<Counts, 'early' | 'onTime' | 'late'>): number | null {
  const all = settled(counts);
  return all === 0 ? null : (counts.early + counts.onTime) / all;
}

/** "98,9 %"; a dash where nothing was settled. */
export function percent(share: number | null): string {
  return share === null ? '–' : `${(share * 100).toLocaleString('vi-VN', { maximumFractionDigits: 1 })} %`;
}

/** The column of form 07a that a dossier's way of handing in belongs to. */
function reportChannel(dossier: Pick<Dossier, 'channel' | 'delivery'>): ReportChannel {
  switch (dossier.channel) {
    case 'direct':
      return 'direct';
    case 'postal':
      return 'postal';
    case 'online':
      return dossier.delivery.how === 'electronic' ? 'online-full' : 'online-partial';
    default:
      return dossier.channel satisfies never;
  }
}

/** How the end of a dossier is counted, by the one definition of early, on time and late. */
function endMeasure(dossier: Dossier, endedAt: Temporal.Instant): Measure {
  switch (dossier.ending) {
    case 'withdrawn':
      return 'withdrawn';
    case 'stopped':
    case 'no-supplement':
      return 'stopped';
    default: {
      const standing = classify(standingFacts(dossier), endedAt);
      return standing === 'early' ? 'early' : standing === 'late' ? 'late' : 'onTime';
    }
  }
}

function spansOf(dossier: Dossier, receivedAt: Temporal.Instant): readonly OpenSpan[] {
  const end = dossier.endedAt;
  const moments = [
    receivedAt,
    ...dossier.runs.flatMap((run) => [run.startedAt, run.endedAt]),
    ...dossier.waits.flatMap((wait) => [wait.from, wait.to]),
    end,
  ]
    .filter((moment) => moment !== null)
    .filter((m) => compare(m, receivedAt) >= 0 && (end === null || compare(m, end) <= 0))
    .sort(compare);
  const within = (at: Temporal.Instant, from: Temporal.Instant, to: Temporal.Instant | null) =>
    compare(from, at) <= 0 && (to === null || compare(at, to) < 0);
  const dueFrom = (at: Temporal.Instant): Temporal.Instant | null =>
    dossier.waits.some((wait) => within(at, wait.from, wait.to))
      ? null
      : (dossier.runs.findLast((run) => within(at, run.startedAt, run.endedAt))?.due ?? null);
  const spans: { from: Temporal.Instant; to: Temporal.Instant | null; due: Temporal.Instant | null }[] = [];
  for (const [i, from] of moments.entries()) {
    const to = moments[i + 1] ?? null;
    if ((to !== null && compare(from, to) === 0) || (end !== null && compare(from, end) >= 0)) {
      continue;
    }
    const due = dueFrom(from);
    const before = spans.at(-1);
    if (before !== undefined && String(before.due) === String(due)) {
      before.to = to;
    } else {
      spans.push({ from, to, due });
    }
  }
  return spans;
}

/**
 * What a dossier is counted under. Its unit is the one of the first step that handles it, known from receipt on; its
 * officer the one last named in such a step. So a dossier that is handed on is counted once, with who handles it.
 */
function aboutOf(dossier: Dossier): FactAbout {
  const handling = dossier.steps.filter((step) => step.kind === 'handle');
  const keys = new Set(handling.map((step) => step.key));
  return {
    procedureCode: dossier.procedure.code,
    field: dossier.procedure.field,
    fieldGroup: dossier.procedure.fieldGroup,
    channel: reportChannel(dossier),
    unitId: handling[0]?.unitId ?? dossier.holder.unitId,
    officerId:
      dossier.visits.findLast((visit) => keys.has(visit.stepKey) && visit.accountId !== null)?.accountId ??
      '',
  };
}

/** Whether two dossiers' facts stand under the same heads. */
export function sameAbout(a: FactAbout | null, b: FactAbout | null): boolean {
  return a === b || (a !== null && b !== null && keyText({ ...a, day: '' }) === keyText({ ...b, day: '' }));
}

/**
 * What reports count of a dossier, worked out from its state alone, so that facts can be kept by adding what is new and
 * taking away what was before, and rebuilt at any time with the same outcome. Nothing before it is received.
 */
export function factsOf(dossier: Dossier): DossierFacts {
  const { receivedAt, endedAt } = dossier;
  if (receivedAt === null) {
    return { dossierId: dossier.id, about: null, facts: [], spans: [] };
  }
  const about = aboutOf(dossier);
  const facts: DailyFact[] = [
    { ...about, day: localDay(receivedAt).toString(), counts: { ...NO_COUNTS, received: 1 } },
  ];
  if (endedAt !== null) {
    facts.push({
      ...about,
      day: localDay(endedAt).toString(),
      counts: {
        ...NO_COUNTS,
        [endMeasure(dossier, endedAt)]: 1,
        refused: dossier.ending === 'finished' && dossier.decision?.outcome === 'refuse' ? 1 : 0,
      },
    });
  }
  return { dossierId: dossier.id, about, facts, spans: spansOf(dossier, receivedAt) };
}

/** A key as text, to find and order lines by. */
export function keyText(key: FactKey): string {
  return [key.day, key.procedureCode, key.channel, key.fieldGroup, key.field, key.unitId, key.officerId].join(
    '|',
  );
}

/**
 * What has to be added to the daily facts when a dossier goes from one state to the next: lines in a fixed order (so
 * that writers never wait for each other in a ring), without those that stay as they are.
 */
export function deltaOf(before: readonly DailyFact[], after: readonly DailyFact[]): readonly DailyFact[] {
  const lines = new Map<string, DailyFact>();
  const put = (fact: DailyFact, sign: 1 | -1) => {
    const text = keyText(fact);
    const known = lines.get(text)?.counts ?? NO_COUNTS;
    const counts = MEASURES.map((m) => [m, known[m] + sign * fact.counts[m]] as const);
    lines.set(text, { ...fact, counts: { ...NO_COUNTS, ...Object.fromEntries(counts) } });
  };
  for (const fact of after) {
    put(fact, 1);
  }
  for (const fact of before) {
    put(fact, -1);
  }
  return [...lines.entries()]
    .filter(([, fact]) => MEASURES.some((m) => fact.counts[m] !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, fact]) => fact);
}

/** Spans that no longer hold and those that hold instead; all of them when the dossier is counted under another head. */
export function spanChanges(
  was: readonly OpenSpan[],
  is: readonly OpenSpan[],
  moved: boolean,
): { readonly gone: readonly OpenSpan[]; readonly added: readonly OpenSpan[] } {
  const text = (span: OpenSpan) => `${span.from}${span.to}${span.due}`;
  const before = new Set(was.map(text));
  const after = new Set(is.map(text));
  return {
    gone: was.filter((span) => moved || !after.has(text(span))),
    added: is.filter((span) => moved || !before.has(text(span))),
  };
}

/** In progress at the end: carried over + received − everything that ended. */
export function inProgress(figures: PeriodFigures): number {
  return figures.inTerm + figures.overdue;
}

/**
 * The equation of every report: carried over + received = settled + withdrawn + stopped + in progress.
 * Returns by how much it fails; 0 when it holds.
 */
export function imbalance(figures: PeriodFigures): number {
  return figures.carriedOver + figures.received - ended(figures) - inProgress(figures);
}

/** Adds lines up to a total. */
export function totalFigures(lines: readonly PeriodFigures[]): PeriodFigures {
  return lines.reduce<PeriodFigures>(
    (sum, line) => ({
      ...addCounts(sum, line),
      carriedOver: sum.carriedOver + line.carriedOver,
      inTerm: sum.inTerm + line.inTerm,
      overdue: sum.overdue + line.overdue,
    }),
    { ...NO_COUNTS, carriedOver: 0, inTerm: 0, overdue: 0 },
  );
}

/** Fewer dossiers than this are not published as a line of their own: somebody may be known by them. */
export const LEAST_PUBLISHED = 5;

/**
 * Lines fit to be published: small ones are one line together, with the next smallest where they would still be small.
 * The total stays what it was.
 */
export function mergeSmall(lines: readonly FigureLine[], label: string): readonly FigureLine[] {
  const size = ({ figures }: FigureLine) => figures.carriedOver + figures.received;
  const sorted = lines.toSorted((a, b) => size(a) - size(b));
  const small: FigureLine[] = [];
  for (const line of sorted) {
    const together = small.reduce((sum, one) => sum + size(one), 0);
    if (size(line) >= LEAST_PUBLISHED && (small.length === 0 || together >= LEAST_PUBLISHED)) {
      break;
    }
    small.push(line);
  }
  if (small.length === 0) {
    return lines;
  }
  const hidden = new Set(small.map(({ key }) => key));
  const merged = { key: 'other', label, figures: totalFigures(small.map(({ figures }) => figures)) };
  return [...lines.filter(({ key }) => !hidden.has(key)), merged];
}

/** The period asked for; by default this year from its first day until today. From after to: the two change places. */
export function periodOf(query: PeriodQuery, today: Temporal.PlainDate): Period {
  const to = query.den === undefined ? today : Temporal.PlainDate.from(query.den);
  const from =
    query.tu === undefined
      ? Temporal.PlainDate.from({ year: to.year, month: 1, day: 1 })
      : Temporal.PlainDate.from(query.tu);
  return Temporal.PlainDate.compare(from, to) <= 0 ? { from, to } : { from: to, to: from };
}
