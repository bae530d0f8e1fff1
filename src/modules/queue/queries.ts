import { getCentre } from '#modules/agencies/queries.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { readOnly, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { formatIso, localDay } from '#platform/time.ts';
import { messages } from './messages.ts';
import { QUEUE_POLICY } from './policy.ts';
import { groupsOfCounter, lineFacts, listGroups } from './repo/groups.ts';
import {
  type CounterAtWork,
  countersAtWork,
  listAbsent,
  listWaiting,
  nextInLines,
  shownCalls,
} from './repo/hall.ts';
import { findAtCounter, findTicketByToken } from './repo/tickets.ts';
import type { HallState, ServiceGroup, StaffTicket, Ticket, TicketView } from './schema.ts';
import { presentForStaff, staffTicket, ticketView } from './views.ts';
import { waitsOfLines } from './wait.ts';

const SHOWN_CALLS = 6;
const SHOWN_NEXT = 4;
const LISTED = 100;
const NOT_CALLED = { calledAt: null, servedAt: null };

/** The ticket behind an unguessable address, as its holder sees it. @throws Problem `not-found` */
export async function getTicketView(ctx: AppContext, actor: Actor, token: string): Promise<TicketView> {
  authorise(QUEUE_POLICY, actor, 'ticket.follow', actor);
  const now = ctx.clock.now();
  return readOnly(ctx, actor, async (tx) => {
    const ticket = await findTicketByToken(tx, token);
    if (ticket === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('ticket.unknown') });
    }
    return ticketView(tx, ticket, now);
  });
}

/** The service groups that take numbers, in the order of the hall. */
export async function listOpenGroups(ctx: AppContext, actor: Actor): Promise<readonly ServiceGroup[]> {
  authorise(QUEUE_POLICY, actor, 'hall.see', actor);
  const groups = await readOnly(ctx, actor, listGroups);
  return groups.filter((group) => group.active);
}

function counterState(counter: CounterAtWork): 'open' | 'paused' | 'closed' {
  if (counter.openedAt === null) {
    return 'closed';
  }
  return counter.pauseReason === null ? 'open' : 'paused';
}

async function linesOfHall(tx: Tx, now: Temporal.Instant): Promise<HallState['lines']> {
  const day = localDay(now);
  const groups = await listGroups(tx);
  const facts = await lineFacts(tx, day);
  const waits = await waitsOfLines(tx, now);
  const heads = await nextInLines(tx, day, SHOWN_NEXT);
  return groups
    .filter((group) => group.active)
    .map((group) => {
      const line = facts.find(({ groupId }) => groupId === group.id) ?? {
        waiting: 0,
        openCounters: 0,
      };
      return {
        letter: group.letter,
        name: group.name,
        waiting: line.waiting,
        next: heads.filter(({ groupId }) => groupId === group.id).map(({ number }) => number),
        openCounters: line.openCounters,
        wait: waits.get(group.id) ?? null,
      };
    });
}

/** How many wait in the hall on the day, in all lines together; for the public pages. */
export async function countWaitingIn(tx: Tx, day: Temporal.PlainDate): Promise<number> {
  const facts = await lineFacts(tx, day);
  return facts.reduce((sum, line) => sum + line.waiting, 0);
}

/** The hall as boards and the home page show it: numbers, counters and honest waiting times, nothing of persons. */
export async function hallState(ctx: AppContext, actor: Actor): Promise<HallState> {
  authorise(QUEUE_POLICY, actor, 'hall.see', actor);
  const now = ctx.clock.now();
  const day = localDay(now);
  const centre = await getCentre(ctx, actor.centreId);
  return readOnly(ctx, actor, async (tx) => {
    const calls = await shownCalls(tx, day, SHOWN_CALLS);
    const counters = await countersAtWork(tx);
    return {
      centre: centre.name,
      calls: calls.map((call) => ({
        ...call,
        id: `${call.id}-${call.at.epochMilliseconds}`,
        at: formatIso(call.at),
      })),
      lines: await linesOfHall(tx, now),
      counters: counters.map((counter) => ({
        number: counter.number,
        name: counter.name,
        state: counterState(counter),
      })),
    };
  });
}

/** What one counter works with. */
export interface ConsoleState {
  readonly counters: readonly (CounterAtWork & { readonly state: 'open' | 'paused' | 'closed' })[];
  readonly counter: (CounterAtWork & { readonly state: 'open' | 'paused' | 'closed' }) | undefined;
  readonly current: StaffTicket | undefined;
  readonly lines: readonly {
    readonly group: ServiceGroup;
    readonly helps: boolean;
    readonly waiting: readonly StaffTicket[];
  }[];
  readonly absent: readonly StaffTicket[];
  readonly groups: readonly ServiceGroup[];
}

async function linesOfCounter(
  tx: Tx,
  counterId: string,
  groups: readonly ServiceGroup[],
  day: Temporal.PlainDate,
) {
  const mine = await groupsOfCounter(tx, counterId);
  const ids = mine.map(({ groupId }) => groupId);
  const present = (ticket: Ticket) => presentForStaff(ticket, groups, NOT_CALLED, []);
  const waiting = await listWaiting(tx, day, ids, LISTED);
  const lines = mine.flatMap(({ groupId, helps }) => {
    const group = groups.find(({ id }) => id === groupId);
    const here = waiting.filter((ticket) => ticket.groupId === groupId).map(present);
    return group === undefined ? [] : [{ group, helps, waiting: here }];
  });
  return { lines, absent: (await listAbsent(tx, day, ids, LISTED)).map(present) };
}

/** Which counter a console is for: a given one, none while choosing, else the one that the actor minds. */
export interface ConsoleChoice {
  readonly counterId?: string | undefined;
  readonly choosing?: boolean;
}

/** The counter's console: who sits here, who waits, who was absent. @throws Problem `forbidden` */
export async function consoleState(
  ctx: AppContext,
  actor: Actor,
  choice: ConsoleChoice,
): Promise<ConsoleState> {
  authorise(QUEUE_POLICY, actor, 'hall.work', actor);
  const day = localDay(ctx.clock.now());
  return readOnly(ctx, actor, async (tx) => {
    const counters = (await countersAtWork(tx)).map((counter) => ({
      ...counter,
      state: counterState(counter),
    }));
    const groups = await listGroups(tx);
    const counter = choice.choosing
      ? undefined
      : counters.find(({ id, officerId }) =>
          choice.counterId === undefined
            ? actor.kind === 'staff' && officerId === actor.accountId
            : id === choice.counterId,
        );
    if (counter === undefined) {
      return { counters, counter, current: undefined, lines: [], absent: [], groups };
    }
    const ticket = await findAtCounter(tx, counter.id);
    const current = ticket === undefined ? undefined : await staffTicket(tx, ticket);
    return { counters, counter, current, groups, ...(await linesOfCounter(tx, counter.id, groups, day)) };
  });
}
