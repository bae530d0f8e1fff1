/**
 * Numbers that a kiosk gives out while its line is gone. The server leases it blocks of the day's series beforehand, one kiosk a block; the main
 * series steps over them. So a number is given once a day whatever fails, and a number of a block that was not used was never given out.
 */

/** The place in the series from which blocks are leased: visitors and officers see by it that a number was given without a line. */
export const OFFLINE_FIRST = 501;
/** Numbers in a block. */
export const BLOCK_SIZE = 20;

/** Places in the day's series of a group, both included. */
export interface NumberBlock {
  readonly from: number;
  readonly to: number;
}

/** The next block to lease: behind everything that was given out or leased on the day. */
export function nextBlock(lastNumber: number, leased: readonly NumberBlock[]): NumberBlock {
  const from = Math.max(OFFLINE_FIRST, lastNumber + 1, ...leased.map(({ to }) => to + 1));
  return { from, to: from + BLOCK_SIZE - 1 };
}

/** The next place of the main series: past every leased block. */
export function nextSequence(last: number, leased: readonly NumberBlock[]): number {
  let next = last + 1;
  for (const { from, to } of [...leased].sort((a, b) => a.from - b.from)) {
    if (next >= from && next <= to) {
      next = to + 1;
    }
  }
  return next;
}

/** The smallest number of the blocks that is not used; undefined when all are. */
export function firstFree(blocks: readonly NumberBlock[], used: ReadonlySet<number>): number | undefined {
  for (const { from, to } of [...blocks].sort((a, b) => a.from - b.from)) {
    for (let sequence = from; sequence <= to; sequence += 1) {
      if (!used.has(sequence)) {
        return sequence;
      }
    }
  }
  return undefined;
}

/** Whether a kiosk should get a further block while it still has a line: less than half a block is left. */
export function needsBlock(blocks: readonly NumberBlock[], used: number): boolean {
  const all = blocks.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  return all - used < BLOCK_SIZE / 2;
}
