import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { mountAppointment } from './appointment.tsx';
import { mountAppointmentAdmin } from './appointment-admin.tsx';
import { mountAppointmentList } from './appointment-list.tsx';
import { mountBoard } from './board.tsx';
import { mountBooking } from './book.tsx';
import { mountCheckIn } from './check-in.tsx';
import { mountClips } from './clips.ts';
import { mountClipsAdmin } from './clips-admin.tsx';
import { mountConsole } from './console.tsx';
import { mountFloor } from './floor.tsx';
import { mountFloorDay } from './floor-day.tsx';
import { mountFloorPlan } from './floor-plan.tsx';
import { mountFloorWhatIf } from './floor-what-if.tsx';
import { mountHallAdmin } from './hall-admin.tsx';
import { mountHelpDesk } from './help-desk.tsx';
import { mountKioskServices } from './kiosk-services.tsx';
import { mountKioskTicket } from './kiosk-ticket.tsx';
import { mountKioskVneid } from './kiosk-vneid.tsx';
import { mountScreensAdmin } from './screens-admin.tsx';
import { mountTakeNumber } from './take-number.tsx';
import { mountTicket } from './ticket.tsx';

/** Kiosk, phone, board and counter console. */
export function mountQueuePages(app: FastifyInstance, ctx: AppContext): void {
  mountBooking(app, ctx);
  mountAppointment(app, ctx);
  mountCheckIn(app, ctx);
  mountAppointmentList(app, ctx);
  mountAppointmentAdmin(app, ctx);
  mountTakeNumber(app, ctx);
  mountTicket(app, ctx);
  mountKioskTicket(app, ctx);
  mountKioskServices(app, ctx);
  mountKioskVneid(app, ctx);
  mountHelpDesk(app, ctx);
  mountBoard(app, ctx);
  mountClips(app, ctx);
  mountClipsAdmin(app, ctx);
  mountScreensAdmin(app, ctx);
  mountConsole(app, ctx);
  mountHallAdmin(app, ctx);
  mountFloor(app, ctx);
  mountFloorPlan(app, ctx);
  mountFloorDay(app, ctx);
  mountFloorWhatIf(app, ctx);
}
