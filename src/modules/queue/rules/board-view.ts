import type { HallState } from '../schema.ts';

/** Which lines and counters a board shows; empty lists mean no narrowing. */
export interface BoardChoice {
  readonly letters: ReadonlySet<string>;
  readonly counters: ReadonlySet<number>;
}

function isAll(choice: BoardChoice): boolean {
  return choice.letters.size === 0 && choice.counters.size === 0;
}

/** Calls and lines of a board: those of its groups, and whatever is called to its counters. All, when nothing was chosen. */
export function ofBoard<H extends Pick<HallState, 'calls' | 'lines'>>(hall: H, choice: BoardChoice): H {
  if (isAll(choice)) {
    return hall;
  }
  return {
    ...hall,
    calls: hall.calls.filter(
      ({ number, counter }) => choice.letters.has(number.slice(0, 1)) || choice.counters.has(counter),
    ),
    lines: hall.lines.filter(({ letter }) => choice.letters.size === 0 || choice.letters.has(letter)),
  };
}
