import { getCalendar } from '#modules/calendar/queries.ts';
import { CalendarError } from '#modules/calendar/rules/error.ts';
import { scoreFacts } from '#modules/dossiers/rules/clock.ts';
import type { Dossier } from '#modules/dossiers/schema.ts';
import type { Tx } from '#platform/db/tx.ts';
import { isProblem } from '#platform/errors.ts';
import * as repo from '../repo/facts.ts';
import { putScoreRow } from '../repo/score.ts';
import { sameScoreRow, scoreRowOf } from '../rules/score-facts.ts';
import { deltaOf, factsOf, sameAbout, spanChanges } from '../rules.ts';

/** Working minutes that an ended dossier took, without its waits; null while open, or where the calendar ends before. */
async function workedMinutes(tx: Tx, dossier: Dossier): Promise<number | null> {
  if (dossier.endedAt === null || dossier.receivedAt === null || dossier.runs.length === 0) {
    return null;
  }
  try {
    const { compiled } = await getCalendar(tx, dossier.centreId);
    return scoreFacts(dossier, dossier.endedAt, compiled)?.workingMinutes ?? null;
  } catch (error) {
    // A figure without points: for want of a calendar no dossier may be held up.
    if (isProblem(error, 'not-found') || error instanceof CalendarError) {
      return null;
    }
    throw error;
  }
}

/** Keeps the row of the score of one dossier. Runs inside the transaction that changed it. */
export async function keepScore(tx: Tx, before: Dossier | null, dossier: Dossier): Promise<void> {
  const row = scoreRowOf(dossier);
  if (row !== null && !sameScoreRow(before === null ? null : scoreRowOf(before), row)) {
    await putScoreRow(tx, dossier.centreId, row, await workedMinutes(tx, dossier));
  }
}

/**
 * Keeps the facts of one dossier in the transaction that changed it: a signed line in the journal, the sums of the days,
 * the spans that changed.
 */
export async function keepFacts(
  tx: Tx,
  before: Dossier | null,
  dossier: Dossier,
  at: Temporal.Instant,
): Promise<void> {
  const was = before === null ? { about: null, facts: [], spans: [] } : factsOf(before);
  const is = factsOf(dossier);
  const lines = deltaOf(was.facts, is.facts);
  const spans = spanChanges(was.spans, is.spans, !sameAbout(was.about, is.about));
  if (is.about === null || (lines.length === 0 && spans.gone.length === 0 && spans.added.length === 0)) {
    return;
  }
  const { centreId, id: dossierId } = dossier;
  const mark = await repo.takeMark(tx, false);
  await repo.addEntries(tx, { centreId, dossierId, mark, at }, lines);
  await repo.addFacts(tx, centreId, lines);
  await repo.changeSpans(tx, { centreId, dossierId, mark }, is.about, spans);
}
