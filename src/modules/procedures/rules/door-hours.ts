/** Opening hours as people read them: weekdays with the same hours together, days off in a row together. Pure. */

/** Neighbouring things with the same answer: the first and the last of them. */
export interface Run<T> {
  readonly first: T;
  readonly last: T;
  readonly says: string;
}

/** Puts neighbours that say the same together; `follows` tells whether one comes right after the other. */
export function runsOf<T>(
  things: readonly T[],
  says: (thing: T) => string,
  follows: (before: T, after: T) => boolean = () => true,
): readonly Run<T>[] {
  const runs: Run<T>[] = [];
  for (const thing of things) {
    const last = runs.at(-1);
    const words = says(thing);
    if (last !== undefined && last.says === words && follows(last.last, thing)) {
      runs[runs.length - 1] = { ...last, last: thing };
    } else {
      runs.push({ first: thing, last: thing, says: words });
    }
  }
  return runs;
}
