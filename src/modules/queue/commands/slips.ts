import { printAgain } from '#modules/documents/commands/print-again.ts';
import { requestPrintIn } from '#modules/documents/commands/request-print.ts';
import type { TicketPrint } from '#modules/documents/schema.ts';
import type { Actor } from '#platform/actor.ts';
import type { AppContext } from '#platform/context.ts';
import { inTransaction, readOnly } from '#platform/db/tx.ts';
import { Problem } from '#platform/errors.ts';
import type { EventScope } from '#platform/events.ts';
import { authorise } from '#platform/policy.ts';
import { messages } from '../messages.ts';
import { screenMessages } from '../messages-screens.ts';
import { SCREEN_POLICY } from '../policy-screens.ts';
import * as repo from '../repo/slips.ts';
import { findTicketByToken } from '../repo/tickets.ts';
import type { SlipState } from '../schema-screens.ts';

/** How often one ticket goes to the printer: children like the button, too. */
export const SLIP_TRIES = 4;

/** The live topic of one ticket: only its holder and the kiosk that gave it know the token. */
export function ticketTopic(token: string): string {
  return `ticket:${token}`;
}

/**
 * Asks the ticket printer for the paper of a number, once for each request id.
 * @returns false where there is no printer: then the screen's own print and the QR code remain
 */
export async function askForSlip(
  ctx: AppContext,
  actor: Actor,
  input: { readonly token: string; readonly print: TicketPrint; readonly requestId: string },
): Promise<boolean> {
  authorise(SCREEN_POLICY, actor, 'slip.reprint', actor);
  const at = ctx.clock.now();
  return inTransaction(ctx, actor, async (tx) => {
    const ticket = await findTicketByToken(tx, input.token);
    if (ticket === undefined) {
      throw new Problem('not-found', { detail: messages('vi')('ticket.unknown') });
    }
    const what = { kind: 'ticket', ticket: input.print } as const;
    const job = await requestPrintIn(tx, ctx, actor, { what, requestId: input.requestId });
    if (job.printerId === null) {
      return false;
    }
    const slip = { jobId: job.id, ticketId: ticket.id, state: job.state, tries: 0 };
    await repo.insertSlip(tx, { ...slip, centreId: actor.centreId }, at);
    return true;
  });
}

/** A print job moved on: if it is a ticket's, tells whoever holds that ticket. Runs in the printing's transaction. */
export async function slipMoved(
  ctx: Pick<AppContext, 'live'>,
  job: { readonly jobId: string; readonly state: SlipState },
  { tx, at }: EventScope,
): Promise<void> {
  const { state } = job;
  const ticket = await repo.moveSlip(tx, job.jobId, state, at);
  if (ticket !== undefined) {
    await ctx.live.publish(tx, ticketTopic(ticket.token), { kind: 'slip', state });
  }
}

/**
 * Prints the paper of a ticket once more (in lại), after a failure or when it got lost.
 * @throws Problem `forbidden`, `not-found`, `not-allowed-now` while it is printing or was tried often enough
 */
export async function reprintSlip(ctx: AppContext, actor: Actor, token: string): Promise<void> {
  authorise(SCREEN_POLICY, actor, 'slip.reprint', actor);
  const t = screenMessages('vi');
  const { ticket, slip } = await readOnly(ctx, actor, async (tx) => {
    const found = await findTicketByToken(tx, token);
    return { ticket: found, slip: found && (await repo.findSlip(tx, found.id)) };
  });
  if (ticket === undefined || slip === undefined) {
    throw new Problem('not-found', { detail: t('slip.none') });
  }
  if (slip.tries >= SLIP_TRIES) {
    const detail = t('slip.enough', { count: slip.tries, number: ticket.number });
    throw new Problem('not-allowed-now', { detail });
  }
  await printAgain(ctx, actor, slip.jobId);
}
