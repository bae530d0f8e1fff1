import { RECENT_MINUTES } from '#modules/queue/repo/outlook.ts';
import { lineCapacity } from '#modules/queue/rules/capacity.ts';
import { type LineOutlook, waitQuantiles, waitRange } from '#modules/queue/rules/estimate.ts';
import { type HallMoment, simulate } from '#modules/queue/rules/simulate.ts';
import { DAY_PATTERNS, type DayPattern, peopleOf } from '#modules/queue/testing/days.ts';
import type { Bench, Row } from './support.ts';

/** Days of each pattern; the first one of each only teaches the lines how long visits take. */
const DAYS = 40;
/** Stays that tell the service time of a line, as in the product. */
const STAYS = 40;

/** Minutes after midnight: what the calendar of open doors tells. */
const LUNCH = { from: 11 * 60 + 30, to: 13 * 60 + 30 };

interface Told {
  readonly from: number;
  readonly to: number;
  readonly median: number;
  readonly late: number;
  /** People ahead × mean. */
  readonly naive: number;
  /** The same, divided by the counters of the line that are open. */
  readonly divided: number;
  readonly truth: number;
}

/** What the product would know of the line at this moment. */
function outlook(
  moment: HallMoment,
  before: readonly { group: string; minutes: number }[],
  favoured: number,
): LineOutlook {
  const { comer } = moment;
  const minutes = [...before, ...moment.ended]
    .filter(({ group }) => group === comer.group)
    .slice(-STAYS)
    .map((stay) => stay.minutes);
  const counters = moment.open.map(({ lines, free }) => ({
    free,
    lines: lines.map(({ group, helps }) => ({ groupId: group, helps })),
  }));
  return {
    ...lineCapacity(counters, comer.group, moment.waiting),
    minutes,
    favoured: comer.lane === 'ordinary' ? favoured / RECENT_MINUTES : 0,
    mostPassing: moment.mostPassing,
    pause:
      moment.at < LUNCH.from ? { after: LUNCH.from - moment.at, lasts: LUNCH.to - LUNCH.from } : undefined,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** One day: what everybody was told on coming, and how long it took. */
function playDay(
  pattern: DayPattern,
  seed: number,
  before: { group: string; minutes: number }[],
): readonly Told[] {
  const people = peopleOf(pattern, seed);
  const told = new Map<string, Omit<Told, 'truth'>>();
  const stays = simulate(people, pattern.duties, undefined, (moment) => {
    const { comer, at, ahead } = moment;
    const recent = people.filter(
      (one) =>
        one.group === comer.group && one.lane === 'priority' && one.at < at && one.at >= at - RECENT_MINUTES,
    );
    const line = outlook(moment, before, recent.length);
    const range = waitRange(ahead, line);
    const exact = waitQuantiles(ahead, line);
    if (range !== undefined && exact !== undefined) {
      const naive = ahead * mean(line.minutes);
      const own = moment.open.filter(({ lines }) => lines.some(({ group }) => group === comer.group));
      told.set(comer.id, { ...range, ...exact, naive, divided: naive / own.length });
    }
  });
  before.push(...people.map(({ group, minutes }) => ({ group, minutes })));
  return stays.flatMap(({ comer, calledAt }) => {
    const said = told.get(comer.id);
    return said === undefined || calledAt === undefined ? [] : [{ ...said, truth: calledAt - comer.at }];
  });
}

function percent(told: readonly Told[], holds: (one: Told) => boolean): number {
  return (100 * told.filter(holds).length) / told.length;
}

function rowsOf(pattern: DayPattern): readonly Row[] {
  const before: { group: string; minutes: number }[] = [];
  const told = Array.from({ length: DAYS }, (_, day) => playDay(pattern, day * 7919 + 1, before))
    .slice(1)
    .flat();
  // Somebody called at once needs no estimate: those who wait are judged.
  const waited = told.filter(({ truth, to }) => truth > 0 || to > 5);
  const error = (guess: (one: Told) => number) => mean(waited.map((one) => Math.abs(guess(one) - one.truth)));
  const name = (what: string) => `${pattern.name}: ${what}`;
  return [
    {
      name: name('called by the later end'),
      value: percent(waited, ({ truth, to }) => truth <= to),
      unit: '%',
      budget: 'about 90 %',
    },
    {
      name: name('called by the 90th percentile before rounding'),
      value: percent(waited, ({ truth, late }) => truth <= late),
      unit: '%',
    },
    {
      name: name('called after the median before rounding'),
      value: percent(waited, ({ truth, median }) => truth > median),
      unit: '%',
      budget: 'about 50 %',
    },
    {
      name: name('within the range that was told'),
      value: percent(waited, ({ truth, from, to }) => truth >= from && truth <= to),
      unit: '%',
      budget: '≥ 40 %',
    },
    {
      name: name('width of the range, mean'),
      value: mean(waited.map(({ from, to }) => to - from)),
      unit: 'min',
    },
    {
      name: name('mean error of the median'),
      value: error(({ median }) => median),
      unit: 'min',
      floor: error(({ naive }) => naive),
      floorIs: 'people ahead × mean',
    },
    {
      name: name('mean error of the median'),
      value: error(({ median }) => median),
      unit: 'min',
      floor: error(({ divided }) => divided),
      floorIs: 'people ahead × mean ÷ open counters of the line',
    },
  ];
}

export const bench: Bench = {
  title: 'Waiting time: what people are told against what came',
  run: async (): Promise<readonly Row[]> => DAY_PATTERNS.flatMap(rowsOf),
};
