/**
 * What the source said, put together so that the order of arrival and repetition do not matter: of each field the newest word of the source holds; of two words of
 * the same moment the later one in the order of texts. Pure.
 */
import type { MirrorField, Observation, StampedFields } from '../schema.ts';

/** Statuses in the order of their numbers, as texts of one length. */
const ordered = (field: MirrorField, value: string) => (field === 'status' ? value.padStart(2, '0') : value);

/** Instants are compared as instants: their texts may differ in length. */
function isLater(
  field: MirrorField,
  a: { value: string; at: string },
  b: { value: string; at: string },
): boolean {
  const times = Temporal.Instant.compare(a.at, b.at);
  return times > 0 || (times === 0 && ordered(field, a.value) > ordered(field, b.value));
}

/** The fields after one more observation. Fields that it does not name stay. */
export function merged(before: StampedFields, seen: Observation): StampedFields {
  const at = seen.at.toString();
  const next: StampedFields = { ...before };
  for (const [name, value] of Object.entries(seen.values) as [MirrorField, string][]) {
    const known = next[name];
    if (known === undefined || isLater(name, { value, at }, known)) {
      next[name] = { value, at };
    }
  }
  return next;
}

/** As of when the source's words are: the newest of all fields. */
export function asOf(fields: StampedFields): Temporal.Instant {
  const times = Object.values(fields).map(({ at }) => Temporal.Instant.from(at));
  return times.toSorted(Temporal.Instant.compare).at(-1) ?? Temporal.Instant.fromEpochMilliseconds(0);
}
