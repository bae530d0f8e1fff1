/** The counter's work while the line is gone: a list, a log, and what each press does to them. Runs in the browser; times are epoch milliseconds. */

/** Somebody on the console's list. Nothing of the person: number, line, and whether they have priority. */
export interface OfflineTicket {
  readonly id: string;
  readonly number: string;
  readonly groupId: string;
  readonly helps: boolean;
  readonly priority: boolean;
  readonly since: number;
}

/** What was done without a line; the id is made by the browser and makes a repeat change nothing. */
export interface OfflineItem {
  readonly id: string;
  readonly kind: 'call' | 'serve' | 'finish' | 'no-show';
  /** Missing where only the number is known: called by hand. */
  readonly ticketId: string | null;
  readonly number: string;
  readonly at: number;
}

/** Who is at the counter. */
export interface OfflineCurrent {
  readonly ticketId: string | null;
  readonly number: string;
  readonly serving: boolean;
}

/** A console without a line. `list` in the order of calling within each line. */
export interface OfflineDesk {
  readonly current: OfflineCurrent | null;
  readonly list: readonly OfflineTicket[];
  readonly log: readonly OfflineItem[];
}

/** A press. `number`: called by hand, because the person stands there. */
export type OfflinePress =
  | { readonly kind: 'next' }
  | { readonly kind: 'number'; readonly number: string }
  | { readonly kind: 'serve' | 'finish' | 'no-show' };

/** Moment and fresh ids, given from outside. */
export interface PressScope {
  readonly at: number;
  newId(): string;
}

/**
 * Whom the counter calls next: its own lines before those it only helps, and among those the one whose head has waited longest;
 * as `groupsToTry` with a line.
 */
export function nextOnList(list: readonly OfflineTicket[]): OfflineTicket | undefined {
  const heads = new Map<string, OfflineTicket>();
  for (const ticket of list) {
    if (!heads.has(ticket.groupId)) {
      heads.set(ticket.groupId, ticket);
    }
  }
  return [...heads.values()].sort(
    (a, b) => Number(a.helps) - Number(b.helps) || a.since - b.since || (a.groupId < b.groupId ? -1 : 1),
  )[0];
}

/**
 * The list after a press of "next" that got no answer: the server may have called an open head, or the first of a line on this list. Who that could be is
 * left to calling by hand.
 */
export function setInDoubt(list: readonly OfflineTicket[]): {
  readonly list: readonly OfflineTicket[];
  readonly doubtful: readonly string[];
} {
  const heads = new Set<string>();
  const first = list.filter(({ groupId }) => !heads.has(groupId) && heads.add(groupId));
  return {
    list: list.filter((ticket) => !first.includes(ticket)),
    doubtful: first.map(({ number }) => number),
  };
}

function end(desk: OfflineDesk, kind: 'finish' | 'no-show', { at, newId }: PressScope): OfflineDesk {
  const { current } = desk;
  if (current === null) {
    return desk;
  }
  const { ticketId, number } = current;
  return { ...desk, current: null, log: [...desk.log, { id: newId(), kind, ticketId, number, at }] };
}

function call(desk: OfflineDesk, who: Omit<OfflineCurrent, 'serving'>, scope: PressScope): OfflineDesk {
  const before = end(desk, 'finish', scope);
  return {
    current: { ...who, serving: false },
    list: before.list.filter(({ number }) => number !== who.number),
    log: [...before.log, { id: scope.newId(), kind: 'call', ...who, at: scope.at }],
  };
}

/** What a press makes of the desk; the same desk where there is nothing to do. */
export function pressOffline(desk: OfflineDesk, press: OfflinePress, scope: PressScope): OfflineDesk {
  const { current } = desk;
  switch (press.kind) {
    case 'next': {
      const next = nextOnList(desk.list);
      return next === undefined ? desk : call(desk, { ticketId: next.id, number: next.number }, scope);
    }
    case 'number': {
      const known = desk.list.find(({ number }) => number === press.number);
      return current?.number === press.number
        ? desk
        : call(desk, { ticketId: known?.id ?? null, number: press.number }, scope);
    }
    case 'serve': {
      if (current === null || current.serving) {
        return desk;
      }
      const { ticketId, number } = current;
      const item = { id: scope.newId(), kind: 'serve', ticketId, number, at: scope.at } as const;
      return { ...desk, current: { ...current, serving: true }, log: [...desk.log, item] };
    }
    case 'finish':
    case 'no-show':
      return end(desk, press.kind, scope);
    default:
      return press satisfies never;
  }
}
