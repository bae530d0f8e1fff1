/** A time at a counter as planned; minutes after local midnight, `to` not included. */
export interface PlanSpan {
  readonly counter: number;
  readonly officerId: string;
  readonly from: number;
  readonly to: number;
}

/** Two duties that cannot both be kept. */
export interface PlanClash<D extends PlanSpan> {
  readonly kind: 'counter-twice' | 'officer-twice';
  readonly first: D;
  readonly second: D;
}

/** Duties that cannot all be kept: two people at one counter, or one person at two counters, at the same moment. In the order of the list. */
export function planClashes<D extends PlanSpan>(duties: readonly D[]): readonly PlanClash<D>[] {
  return duties.flatMap((second, index) =>
    duties.slice(0, index).flatMap((first): readonly PlanClash<D>[] => {
      if (first.from >= second.to || second.from >= first.to) {
        return [];
      }
      if (first.counter === second.counter) {
        return [{ kind: 'counter-twice', first, second }];
      }
      return first.officerId === second.officerId ? [{ kind: 'officer-twice', first, second }] : [];
    }),
  );
}

/** Minutes before its planned beginning from which an opened counter is taken as the planned one. */
const EARLY = 45;

/** The duty that an officer takes up by opening a counter at this minute of the day; the one that begins last where two would do. */
export function dutyTakenUp<D extends PlanSpan>(duties: readonly D[], minute: number): D | undefined {
  return duties
    .filter(({ from, to }) => minute >= from - EARLY && minute < to)
    .sort((a, b) => b.from - a.from)
    .at(0);
}
