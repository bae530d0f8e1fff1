/** Made-up days of a hall for tests and measurements: the same seed gives the same day. Moments are minutes after local midnight. */
import { chance } from '#platform/random.ts';
import type { Lane } from '../rules/order.ts';
import type { Comer, Duty } from '../rules/simulate.ts';

const clock = (text: string) => {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
};

/** How many come a minute from one moment to another. */
interface Flow {
  readonly from: string;
  readonly to: string;
  readonly people: number;
}

/** A kind of day. */
export interface DayPattern {
  readonly name: string;
  readonly flows: readonly Flow[];
  readonly duties: readonly Duty[];
  /** Part of the people with priority. */
  readonly priority: number;
}

const MORNING = [clock('07:30'), clock('11:30')] as const;
const AFTERNOON = [clock('13:30'), clock('17:00')] as const;
const GROUPS = { A: { mean: 7, vary: 0.6 }, B: { mean: 12, vary: 0.7 } } as const;
const NO_SHOWS = 0.06;
const NO_SHOW_MINUTES = 1.5;

function counter(number: number, own: 'A' | 'B', helps: boolean, from = MORNING[0]): readonly Duty[] {
  const other = own === 'A' ? 'B' : 'A';
  const lines = [{ group: own, helps: false }, ...(helps ? [{ group: other, helps: true }] : [])];
  return [
    { counter: number, from, to: MORNING[1], lines },
    { counter: number, from: AFTERNOON[0], to: AFTERNOON[1], lines },
  ];
}

const FIVE = [
  ...counter(1, 'A', false),
  ...counter(2, 'A', false),
  ...counter(3, 'A', true),
  ...counter(4, 'B', false),
  ...counter(5, 'B', true),
];
const QUIET: readonly Flow[] = [
  { from: '07:20', to: '11:15', people: 55 },
  { from: '13:20', to: '16:30', people: 40 },
];

/** The days over which the waiting time is judged. */
export const DAY_PATTERNS: readonly DayPattern[] = [
  { name: 'an ordinary day, five counters', flows: QUIET, duties: FIVE, priority: 0.15 },
  {
    name: 'Monday 07:30: sixty people at the door, five counters',
    flows: [
      { from: '07:00', to: '07:35', people: 60 },
      { from: '07:35', to: '11:00', people: 40 },
      { from: '13:20', to: '16:00', people: 25 },
    ],
    duties: FIVE,
    priority: 0.2,
  },
  {
    name: 'half of the people have priority',
    flows: [
      { from: '07:20', to: '11:00', people: 95 },
      { from: '13:20', to: '16:00', people: 40 },
    ],
    duties: FIVE,
    priority: 0.5,
  },
  {
    name: 'people come on until lunch; counters break from 11:30 to 13:30',
    flows: [
      { from: '08:30', to: '11:28', people: 105 },
      { from: '13:00', to: '16:00', people: 40 },
    ],
    duties: FIVE,
    priority: 0.15,
  },
  {
    name: 'two of the counters open an hour late',
    flows: [
      { from: '07:15', to: '11:00', people: 85 },
      { from: '13:20', to: '16:00', people: 40 },
    ],
    duties: [
      ...counter(1, 'A', false),
      ...counter(2, 'A', false, clock('08:30')),
      ...counter(3, 'A', true),
      ...counter(4, 'B', false),
      ...counter(5, 'B', true, clock('08:30')),
    ],
    priority: 0.15,
  },
];

/** Service of a gamma shape, minutes: the mean of `shape` exponentials. */
function serviceMinutes(random: () => number, { mean, vary }: { mean: number; vary: number }): number {
  const shape = Math.max(1, Math.round(1 / vary ** 2));
  let sum = 0;
  for (let part = 0; part < shape; part += 1) {
    sum -= Math.log(1 - random());
  }
  return Math.max(0.5, (sum * mean) / shape);
}

/** The people of one day of the pattern. */
export function peopleOf(pattern: DayPattern, seed: number): readonly Comer[] {
  const random = chance(seed);
  const comers = pattern.flows.flatMap(({ from, to, people }) =>
    Array.from({ length: Math.round(people * (0.85 + 0.3 * random())) }, () => {
      const group = random() < 0.62 ? ('A' as const) : ('B' as const);
      const lane: Lane = random() < pattern.priority ? 'priority' : 'ordinary';
      const away = random() < NO_SHOWS;
      const minutes = serviceMinutes(random, GROUPS[group]);
      return {
        at: clock(from) + random() * (clock(to) - clock(from)),
        group,
        lane,
        minutes: away ? NO_SHOW_MINUTES : minutes,
      };
    }),
  );
  return comers
    .sort((a, b) => a.at - b.at)
    .map((comer, index) => ({ ...comer, id: String(index).padStart(4, '0') }));
}
