import type { FastifyInstance } from 'fastify';
import type { AppContext } from '#platform/context.ts';
import { mountEdit } from './edit.tsx';
import { mountFaults } from './faults.tsx';
import { mountList } from './list.tsx';
import { mountPair } from './pair.tsx';
import { mountPiece } from './piece.tsx';
import { mountPrinterPlaces } from './printer-places.tsx';
import { mountReport } from './report.tsx';
import { mountScreen } from './screen.tsx';

/** The list, the file of one piece, enrolment, printers by place, faults; the public report; the waiting screen. */
export function mountEquipmentPages(app: FastifyInstance, ctx: AppContext): void {
  mountList(app, ctx);
  mountEdit(app, ctx);
  mountPiece(app, ctx);
  mountPair(app, ctx);
  mountPrinterPlaces(app, ctx);
  mountFaults(app, ctx);
  mountReport(app, ctx);
  mountScreen(app, ctx);
}
