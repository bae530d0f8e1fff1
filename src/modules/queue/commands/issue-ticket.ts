import { randomBytes } from 'node:crypto';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { EventScope } from '#platform/events.ts';
import { newId } from '#platform/id.ts';
import { authorise } from '#platform/policy.ts';
import { localDay } from '#platform/time.ts';
import { checkGivesNumbers, hallDayAt } from '../day.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { addEvent, findRepeated } from '../repo/events.ts';
import { listGroups } from '../repo/groups.ts';
import { joinLine } from '../repo/lines.ts';
import { findTicket, insertTicket } from '../repo/tickets.ts';
import { chooseGroup } from '../rules/groups.ts';
import { ticketNumber } from '../rules/numbers.ts';
import type { IssueInput, ServiceGroup, Ticket, TicketSource, TicketView } from '../schema.ts';
import { ticketView } from '../views.ts';
import { publishHall } from './publish.ts';

const t = messages('vi');
const TOKEN_BYTES = 16;

/** 128 random bits: an address that cannot be guessed, 22 letters long. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url');
}

/** What else is known of the taking of a number, besides the visitor's answers. */
export interface IssueOptions {
  readonly source: TicketSource;
  /** Field group of the procedure, looked up by the caller. */
  readonly fieldGroup?: string | undefined;
  readonly requestId?: string | undefined;
}

function groupFor(
  groups: readonly ServiceGroup[],
  input: IssueInput,
  fieldGroup: string | undefined,
): ServiceGroup {
  if (input.groupId !== undefined) {
    const asked = groups.find(({ id }) => id === input.groupId);
    if (asked === undefined) {
      throw new Problem('not-found', { detail: t('group.unknown') });
    }
    if (!asked.active) {
      throw new Problem('not-allowed-now', { detail: t('group.closed', { name: asked.name }) });
    }
    return asked;
  }
  const chosen = chooseGroup(groups, fieldGroup);
  if (chosen === undefined) {
    throw new Problem('unavailable', { detail: t('group.none') });
  }
  return chosen;
}

async function repeated(tx: Tx, requestId: string | undefined): Promise<Ticket | undefined> {
  const before = await findRepeated(tx, requestId);
  if (before === undefined) {
    return undefined;
  }
  if (before.action !== 'issue') {
    throw new Problem('conflict', { detail: t('request.other') });
  }
  return findTicket(tx, before.ticketId);
}

/** A ticket that is about to begin waiting. */
export interface TicketToPlace {
  readonly group: Pick<ServiceGroup, 'id' | 'letter'>;
  readonly lane: Ticket['lane'];
  readonly source: TicketSource;
  readonly need: string;
  readonly procedureCode: string | null;
  readonly priorityReason: Ticket['priorityReason'];
  readonly requestId?: string | undefined;
}

/** Gives the next number of the group's day and its place in the lane, notes it and tells the hall. */
export async function placeTicket(
  ctx: Pick<AppContext, 'live'>,
  { tx, actor, at }: EventScope,
  { group, lane, requestId, ...asked }: TicketToPlace,
): Promise<Ticket> {
  const day = localDay(at);
  const { centreId } = actor;
  const spot = await joinLine(tx, { groupId: group.id, day, centreId, lane, takesNumber: true });
  const ticket = await insertTicket(tx, {
    id: newId(),
    centreId,
    token: newToken(),
    day,
    letter: group.letter,
    number: ticketNumber(group.letter, spot.printed),
    ...spot,
    groupId: group.id,
    lane,
    ...asked,
    at,
  });
  await addEvent(tx, actor, { ticketId: ticket.id, groupId: group.id, action: 'issue', requestId }, at);
  await publishHall(ctx, tx, actor, { kind: 'changed', letter: group.letter });
  return ticket;
}

/**
 * Takes a number (lấy số): the next of the group's day, at its place in the line. A repeated request id gives the same ticket.
 * @throws Problem `forbidden`, `not-found` (group), `not-allowed-now` (group takes no numbers; visitors outside the hall's hours),
 *   `unavailable` (no group at all)
 */
export async function issueTicket(
  ctx: AppContext,
  actor: Actor,
  input: IssueInput,
  options: IssueOptions,
): Promise<TicketView> {
  authorise(QUEUE_POLICY, actor, 'ticket.issue', actor);
  const now = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const same = await repeated(tx, options.requestId);
    if (same !== undefined) {
      return ticketView(tx, same, now);
    }
    if (actor.kind === 'public' || actor.kind === 'device') {
      checkGivesNumbers(await hallDayAt(tx, actor.centreId, now));
    }
    const group = groupFor(await listGroups(tx), input, options.fieldGroup);
    const ticket = await placeTicket(
      ctx,
      { tx, actor, at: now },
      {
        group,
        lane: input.priority === undefined ? 'ordinary' : 'priority',
        source: options.source,
        need: input.need,
        procedureCode: input.procedureCode ?? null,
        priorityReason: input.priority ?? null,
        requestId: options.requestId,
      },
    );
    return ticketView(tx, ticket, now);
  });
}
