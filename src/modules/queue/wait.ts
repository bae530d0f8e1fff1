import type { Tx } from '#platform/db/tx.ts';
import { localDay } from '#platform/time.ts';
import { breakAt } from './day.ts';
import { rulesOn } from './repo/hall-rules.ts';
import {
  crowds,
  type LineCrowd,
  openCounters,
  type PastStay,
  RECENT_MINUTES,
  recentStays,
} from './repo/outlook.ts';
import { lineCapacity } from './rules/capacity.ts';
import { type LineOutlook, serviceAhead, serviceOf, type WaitRange, waitRange } from './rules/estimate.ts';
import { laterBefore } from './rules/order.ts';
import type { Ticket } from './schema.ts';

/** What everybody who asks at this moment is told from. */
interface HallOutlook {
  readonly counters: Awaited<ReturnType<typeof openCounters>>;
  readonly stays: readonly PastStay[];
  readonly lines: readonly LineCrowd[];
  readonly pause: LineOutlook['pause'];
}

async function outlookAt(
  tx: Tx,
  now: Temporal.Instant,
  spot?: Pick<Ticket, 'groupId' | 'place' | 'arrival'>,
): Promise<HallOutlook> {
  const lines = await crowds(tx, localDay(now), now, spot);
  const [line] = lines;
  return {
    counters: await openCounters(tx),
    stays: await recentStays(tx),
    lines,
    pause: line === undefined ? undefined : await breakAt(tx, line.centreId, now),
  };
}

/** The line for somebody before whom these wait. */
function lineOf(hall: HallOutlook, line: LineCrowd): LineOutlook {
  const waiting = new Map(hall.lines.map((one) => [one.groupId, one.waiting]));
  const prior = serviceOf(hall.stays.map(({ minutes }) => minutes));
  const stays = hall.stays.filter(({ groupId }) => groupId === line.groupId);
  return {
    ...lineCapacity(hall.counters, line.groupId, waiting),
    minutes: stays.map(({ minutes }) => minutes),
    prior,
    service: serviceAhead(stays, line.ahead, prior),
    pause: hall.pause,
  };
}

/** What somebody is told who would take an ordinary number now, by line; nothing for a line that no open counter calls from. */
export async function waitsOfLines(tx: Tx, now: Temporal.Instant): Promise<ReadonlyMap<string, WaitRange>> {
  const hall = await outlookAt(tx, now);
  return new Map(
    hall.lines.flatMap((line) => {
      const favoured = line.favoured / RECENT_MINUTES;
      const wait = waitRange(line.waiting, { ...lineOf(hall, line), favoured });
      return wait === undefined ? [] : [[line.groupId, wait] as const];
    }),
  );
}

/** What the holder of a waiting ticket is told, with how many are called first. */
export async function waitOfTicket(
  tx: Tx,
  ticket: Ticket,
  now: Temporal.Instant,
): Promise<{ readonly ahead: number; readonly wait: WaitRange | undefined }> {
  const hall = await outlookAt(tx, now, ticket);
  const line = hall.lines.find(({ groupId }) => groupId === ticket.groupId);
  if (line === undefined) {
    return { ahead: 0, wait: undefined };
  }
  const ahead = line.ahead.length;
  const { shares } = await rulesOn(tx, ticket.day);
  const inFavour = ticket.lane === 'priority' || ticket.lane === 'appointment';
  const outlook: LineOutlook = {
    ...lineOf(hall, line),
    favoured: inFavour ? 0 : line.favoured / RECENT_MINUTES,
    mostPassing: laterBefore(ticket.place, line.called, shares),
  };
  return { ahead, wait: waitRange(ahead, outlook) };
}
