import { Field, Nature, type Petition } from '../schema.ts';

/** Sums of one group of petitions. */
export interface Sums {
  readonly received: number;
  /** Answered, refused with reason, or handed to another agency. */
  readonly handled: number;
  /** Of those handled: no act was past its term. */
  readonly inTime: number;
  readonly late: number;
  readonly open: number;
  readonly overdue: number;
  readonly published: number;
  readonly unhappy: number;
  readonly again: number;
}

/** A petition as it is counted. */
export type Counted = Pick<
  Petition,
  'state' | 'field' | 'nature' | 'dueAt' | 'round' | 'satisfied' | 'publishedAt'
> & {
  /** Whether any act was done past its term. */
  readonly late: boolean;
};

const HANDLED: ReadonlySet<Petition['state']> = new Set([
  'answered',
  'published',
  'closed',
  'refused',
  'forwarded',
]);

/** Sums of petitions at one moment. */
export function sumsOf(petitions: readonly Counted[], now: Temporal.Instant): Sums {
  const count = (is: (petition: Counted) => boolean) => petitions.filter(is).length;
  const handled = (one: Counted) => HANDLED.has(one.state);
  const overdue = ({ dueAt }: Counted) => dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0;
  return {
    received: petitions.length,
    handled: count(handled),
    inTime: count((one) => handled(one) && !one.late && !overdue(one)),
    late: count((one) => handled(one) && (one.late || overdue(one))),
    open: count((one) => !handled(one)),
    overdue: count((one) => !handled(one) && overdue(one)),
    published: count(({ publishedAt }) => publishedAt !== null),
    unhappy: count(({ satisfied }) => satisfied === false),
    again: count(({ round }) => round === 2),
  };
}

/** Sums by field and by what it is about; groups without any are left out. `null`: not classified yet. */
export function figuresOf(petitions: readonly Counted[], now: Temporal.Instant) {
  const groups = <Name extends string>(names: readonly Name[], of: (petition: Counted) => Name | null) =>
    [...names, null]
      .map((name) => ({
        name,
        sums: sumsOf(
          petitions.filter((one) => of(one) === name),
          now,
        ),
      }))
      .filter(({ sums }) => sums.received > 0);
  return {
    all: sumsOf(petitions, now),
    byField: groups(Field.options, ({ field }) => field),
    byNature: groups(Nature.options, ({ nature }) => nature),
  };
}
