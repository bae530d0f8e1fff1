import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { mountBoard } from './board.tsx';
import { mountClips } from './clips.ts';
import { mountConsole } from './console.tsx';
import { mountHelpDesk } from './help-desk.tsx';
import { mountKioskServices } from './kiosk-services.tsx';
import { mountKioskTicket } from './kiosk-ticket.tsx';
import { mountTakeNumber } from './take-number.tsx';
import { mountTicket } from './ticket.tsx';

/** Kiosk, phone, board and counter console. */
export function mountQueuePages(app: FastifyInstance, ctx: AppContext): void {
  mountTakeNumber(app, ctx);
  mountTicket(app, ctx);
  mountKioskTicket(app, ctx);
  mountKioskServices(app, ctx);
  mountHelpDesk(app, ctx);
  mountBoard(app, ctx);
  mountClips(app, ctx);
  mountConsole(app, ctx);
}
