import { openWait } from '#modules/dossiers/rules/clock.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';

/** What the score of QĐ 766/QĐ-TTg counts of one received dossier. No personal data. */
export interface ScoreRow {
  readonly dossierId: string;
  /** Its code or local receipt number, to lead a leader to it. */
  readonly number: string;
  readonly procedureCode: string;
  readonly receivedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant | null;
  /** Due moment of the first run: the first appointment. */
  readonly firstDue: Temporal.Instant | null;
  /** Since when a supplement after examination is awaited: judged at that moment. */
  readonly heldSince: Temporal.Instant | null;
  /** Milliseconds between finished requests for supplement after examination and their completion. */
  readonly waitedMs: number;
  readonly supplements: number;
  /** The published procedure can be filed online. */
  readonly onlineOffered: boolean;
  /** Filed online, with an electronic result. */
  readonly onlineFull: boolean;
  readonly charged: boolean;
  readonly paidOnline: boolean;
  /** A result was given. */
  readonly result: boolean;
  readonly resultFile: boolean;
  /** At least one component of the dossier has a file. */
  readonly partFile: boolean;
  readonly reused: boolean;
  readonly fromDatabase: boolean;
}

/** The {@link ScoreRow} of a dossier; null before it is received (rules of counting: QĐ 766, group by group). */
export function scoreRowOf(dossier: Dossier): ScoreRow | null {
  const { receivedAt, endedAt } = dossier;
  if (receivedAt === null) {
    return null;
  }
  const waits = dossier.waits.filter((wait) => wait.kind === 'supplement-after-examination');
  const wait = openWait(dossier);
  const charged = dossier.fee.lines.some((line) => line.amount > 0);
  const finished = dossier.ending === 'finished' && dossier.decision?.outcome !== 'refuse';
  const how = dossier.papers.flatMap((paper) => (paper.satisfied === null ? [] : [paper.satisfied.how]));
  return {
    dossierId: dossier.id,
    number: dossier.number ?? dossier.localNumber ?? '',
    procedureCode: dossier.procedure.code,
    receivedAt,
    endedAt,
    firstDue: dossier.runs[0]?.due ?? null,
    heldSince: endedAt === null && wait?.kind === 'supplement-after-examination' ? wait.from : null,
    waitedMs: waits.reduce(
      (sum, one) =>
        sum + (one.to === null ? 0 : Math.max(0, one.to.epochMilliseconds - one.from.epochMilliseconds)),
      0,
    ),
    supplements: waits.length,
    onlineOffered: dossier.channel === 'online' || dossier.procedure.channels.includes('online'),
    onlineFull: dossier.channel === 'online' && dossier.delivery.how === 'electronic',
    charged,
    paidOnline: charged && dossier.fee.paid?.method === 'portal',
    result: finished,
    resultFile: finished && (dossier.decision?.files.length ?? 0) > 0,
    partFile: dossier.papers.some((paper) => paper.files.length > 0),
    reused: how.includes('reused'),
    fromDatabase: how.includes('database'),
  };
}

/** Whether two rows say the same. */
export function sameScoreRow(a: ScoreRow | null, b: ScoreRow | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
