import { isOneOf } from '#platform/lists.ts';
import type { StoredWarning } from '../schema.ts';

/**
 * What a warning led to: `acted` on (the step was left, the work given to another, an apology made, ended in time),
 * `paused` (the citizen was asked), `ignored` (the next level had to be told, or it ended late), `open` still.
 */
export type WarningAnswer = 'acted' | 'paused' | 'ignored' | 'open';

const LEVELS = ['officer', 'unit-head', 'leader'] as const;

/** Whether a higher level was told of the same thing before this warning was settled. */
function passedOn(warning: StoredWarning, all: readonly StoredWarning[]): boolean {
  const higher = LEVELS.slice(LEVELS.indexOf(warning.level) + 1);
  return all.some(
    (other) =>
      other.kind === warning.kind &&
      other.stepKey === warning.stepKey &&
      other.due.equals(warning.due) &&
      isOneOf(higher, other.level) &&
      Temporal.Instant.compare(other.createdAt, warning.createdAt) > 0 &&
      (warning.closedAt === null || Temporal.Instant.compare(other.createdAt, warning.closedAt) < 0),
  );
}

/** What came of a warning, read among all warnings of its dossier. */
export function answerOf(warning: StoredWarning, all: readonly StoredWarning[]): WarningAnswer {
  const { outcome } = warning;
  if (outcome === 'waiting') {
    return 'paused';
  }
  if (outcome === 'finished-late' || passedOn(warning, all)) {
    return 'ignored';
  }
  return outcome === null ? 'open' : 'acted';
}
