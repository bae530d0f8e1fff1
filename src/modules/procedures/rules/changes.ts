/** What changed lately in the public list, from the versions of procedures. Pure. */
import type { ProcedureVersion } from '../schema.ts';
import { changedParts, type Part } from './difference.ts';

/** One line of "what changed lately". */
export type Change = {
  readonly code: string;
  /** Newest body that the line speaks of. */
  readonly version: ProcedureVersion;
  /** First local day of the new version; of an ended procedure its last day. */
  readonly day: Temporal.PlainDate;
} & ({ readonly kind: 'added' | 'ended' } | { readonly kind: 'changed'; readonly parts: readonly Part[] });

const { compare } = Temporal.PlainDate;

/** Parts of a body that tell the public nothing: words of the search, workings of the counter. */
const INNER: ReadonlySet<Part> = new Set<Part>([
  'keywords',
  'processCode',
  'register',
  'counterNotes',
  'usualPerYear',
  'source',
  'sourceUrl',
  'effectiveFrom',
  'effectiveTo',
]);

/**
 * Changes from `since` to `today`, newest first: new procedures, changed parts that the public reads, procedures that ended
 * and have no later version.
 *
 * @param versions every version of the procedures in question, in any order
 * @param began when the centre's first versions were stored: those of that moment are what it began with, not news
 */
export function recentChanges(
  versions: readonly ProcedureVersion[],
  since: Temporal.PlainDate,
  today: Temporal.PlainDate,
  began: Temporal.Instant | null = null,
): Change[] {
  const within = (day: Temporal.PlainDate) => compare(day, since) >= 0 && compare(day, today) <= 0;
  const changes = versions.flatMap((version): Change[] => {
    const { code } = version.body;
    const others = versions.filter(({ body }) => body.code === code);
    const before = others.find(({ version: no }) => no === version.version - 1);
    const found: Change[] = [];
    if (within(version.effectiveFrom) && began?.equals(version.createdAt) !== true) {
      const parts = before ? changedParts(before.body, version.body).filter((part) => !INNER.has(part)) : [];
      if (before === undefined) {
        found.push({ kind: 'added', code, version, day: version.effectiveFrom });
      } else if (parts.length > 0) {
        found.push({ kind: 'changed', code, version, day: version.effectiveFrom, parts });
      }
    }
    const last = version.effectiveTo;
    const isLast = !others.some(({ version: no }) => no > version.version);
    if (last !== null && isLast && compare(last, today) < 0 && within(last)) {
      found.push({ kind: 'ended', code, version, day: last });
    }
    return found;
  });
  return changes.sort((a, b) => compare(b.day, a.day) || a.code.localeCompare(b.code));
}
