import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, type Tx } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { QUEUE_POLICY } from '../policy.ts';
import { markServed } from '../repo/calls.ts';
import { addEvent, findRepeated } from '../repo/events.ts';
import { endMatter, startMatter as insertMatter } from '../repo/matters.ts';
import { findTicket, lockTicket, updateTicket } from '../repo/tickets.ts';
import { allowedActions } from '../rules/states.ts';
import type { MatterInput, Ticket } from '../schema.ts';
import { publishHall } from './publish.ts';
import { officerOf } from './shift.ts';

const t = messages('vi');

/** A visitor who is at a counter now. */
type AtCounter = Ticket & { readonly counterId: string };

interface Act {
  readonly ticketId: string;
  readonly action: 'matter-start' | 'matter-finish';
  readonly note: string;
  readonly requestId: string | undefined;
}

function checkAtCounter(ticket: Ticket): AtCounter {
  const { counterId } = ticket;
  if (counterId === null) {
    const detail = t('ticket.not-allowed', { number: ticket.number, state: t(`state.${ticket.state}`) });
    throw new Problem('not-allowed-now', { detail, allowed: allowedActions(ticket) });
  }
  return { ...ticket, counterId };
}

/** The frame of both commands: rights, repeated request, lock, at a counter, the change, history, live news. */
async function onMatter(
  ctx: AppContext,
  actor: Actor,
  act: Act,
  apply: (ticket: AtCounter, tx: Tx, now: Temporal.Instant) => Promise<void>,
): Promise<Ticket> {
  authorise(QUEUE_POLICY, actor, 'ticket.handle', actor);
  const now = ctx.clock.now();
  const { ticketId, action, note, requestId } = act;
  return inTransaction(ctx, actor, async (tx) => {
    const before = await findRepeated(tx, requestId);
    if (before !== undefined && (before.action !== action || before.ticketId !== ticketId)) {
      throw new Problem('conflict', { detail: t('request.other') });
    }
    const ticket = before === undefined ? await lockTicket(tx, ticketId) : await findTicket(tx, ticketId);
    if (ticket === undefined) {
      throw new Problem('not-found', { detail: t('ticket.unknown') });
    }
    if (before !== undefined) {
      return ticket;
    }
    const here = checkAtCounter(ticket);
    await apply(here, tx, now);
    const { counterId, groupId } = here;
    await addEvent(tx, actor, { ticketId, groupId, action, counterId, note, requestId }, now);
    await publishHall(ctx, tx, actor, { kind: 'changed', letter: ticket.number.charAt(0) });
    return (await findTicket(tx, ticketId)) ?? ticket;
  });
}

/**
 * Begins another matter in the visit under way (thêm việc): the one before ends, so that each has its own time. Whoever was only called is
 * being served from now on.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` (not at a counter), `conflict` (request id used otherwise)
 */
export async function startMatter(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  input: MatterInput,
  requestId?: string,
): Promise<Ticket> {
  const procedureCode = input.procedureCode ?? null;
  const note = input.title === '' ? (procedureCode ?? '') : input.title;
  const act = { ticketId, action: 'matter-start', note, requestId } as const;
  return onMatter(ctx, actor, act, async (ticket, tx, now) => {
    await endMatter(tx, ticketId, now);
    const { counterId } = ticket;
    const { centreId } = actor;
    const officerId = officerOf(actor);
    await insertMatter(
      tx,
      { centreId, ticketId, counterId, officerId, procedureCode, title: input.title },
      now,
    );
    if (ticket.state === 'called') {
      await markServed(tx, ticketId, now);
      await addEvent(tx, actor, { ticketId, groupId: ticket.groupId, action: 'serve', counterId }, now);
      await updateTicket(tx, ticketId, { state: 'serving', counterId }, now);
    }
  });
}

/**
 * Ends the matter that runs in the visit (xong việc này); the visit itself goes on.
 * @throws Problem as {@link startMatter}, and `not-allowed-now` when no matter runs
 */
export async function finishMatter(
  ctx: AppContext,
  actor: Actor,
  ticketId: string,
  requestId?: string,
): Promise<Ticket> {
  return onMatter(
    ctx,
    actor,
    { ticketId, action: 'matter-finish', note: '', requestId },
    async (ticket, tx, now) => {
      if (!(await endMatter(tx, ticketId, now))) {
        const detail = t('matter.none-running', { number: ticket.number });
        throw new Problem('not-allowed-now', { detail, allowed: ['matter-start', 'finish'] });
      }
    },
  );
}
