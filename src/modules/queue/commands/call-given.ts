import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { Problem } from '#platform/errors.ts';
import { messages } from '../messages.ts';
import { callOne } from '../repo/calling.ts';
import { findCounter } from '../repo/counters.ts';
import { lockByNumber } from '../repo/tickets.ts';
import { ticketNumber } from '../rules/numbers.ts';
import { allowedActions } from '../rules/states.ts';
import type { CallGivenInput, CallNextReply, Ticket } from '../schema.ts';
import { callBy, type Press } from './press.ts';

const t = messages('vi');

/** Today's ticket of the number, locked. @throws Problem `not-found`, `not-allowed-now` with what is possible instead */
async function callable({ tx, day }: Press, number: string): Promise<Ticket> {
  const ticket = await lockByNumber(tx, day, number);
  if (ticket === undefined) {
    throw new Problem('validation', {
      detail: t('number.unknown', { number }),
      fields: [{ path: 'number', message: t('number.unknown', { number }) }],
    });
  }
  const allowed = allowedActions(ticket);
  if (!allowed.includes('call')) {
    const at = ticket.counterId === null ? undefined : await findCounter(tx, ticket.counterId);
    const detail =
      at === undefined
        ? t('ticket.not-allowed', { number, state: t(`state.${ticket.state}`) })
        : t('ticket.elsewhere', { number, counter: at.number });
    throw new Problem('not-allowed-now', { detail, allowed });
  }
  return ticket;
}

/**
 * Calls a given number of today to a counter (gọi đích danh): somebody who waits, was absent or is on hold and stands there now. It is called out of turn,
 * as the history shows, and moves nobody's place. Otherwise as `callNext`: whoever was at the counter is finished with.
 * @throws Problem `forbidden`, `not-found` (counter), `validation` (no such number today), `not-allowed-now` (at another counter, or done),
 *   `conflict` (request id used otherwise)
 */
export async function callGiven(
  ctx: AppContext,
  actor: Actor,
  input: CallGivenInput & { readonly counterId: string; readonly requestId?: string | undefined },
): Promise<CallNextReply> {
  const number = ticketNumber(input.number.letter, input.number.sequence);
  let ticketId = '';
  return callBy(ctx, actor, input, {
    async check(press) {
      ticketId = (await callable(press, number)).id;
    },
    take: ({ tx, now }, call) => callOne(tx, actor, { ...call, ticketId }, now),
  });
}
