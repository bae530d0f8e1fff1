import type { Equipment, PaperKind, PrinterAssignment, PrintPlace } from '../schema.ts';

/** The kind of printer that a paper needs. */
export const PRINTER_OF = { ticket: 'ticket-printer', document: 'office-printer' } as const satisfies Record<
  PaperKind,
  Equipment['kind']
>;

/** What is asked of the choice. */
export interface PrinterWish {
  readonly paper: PaperKind;
  /** Where it is asked from, most telling first: the kiosk, the officer, the counter. */
  readonly places: readonly PrintPlace[];
  /** Where the asking kiosk stands, as its entry says. */
  readonly room: string;
}

/**
 * The printer of a place: the one chosen for it, else one at the same counter, else one in the same room, else none (the
 * caller takes the first that fits). One that was put out of use is never chosen.
 */
export function printerOfPlace(
  printers: readonly Equipment[],
  assignments: readonly PrinterAssignment[],
  wish: PrinterWish,
): Equipment | undefined {
  const fit = printers.filter(
    (printer) => printer.active && printer.connection !== null && printer.kind === PRINTER_OF[wish.paper],
  );
  for (const place of wish.places) {
    const chosen = assignments.find(
      (row) => row.paper === wish.paper && row.place.kind === place.kind && row.place.id === place.id,
    );
    const printer = fit.find(({ id }) => id === chosen?.printerId);
    if (printer !== undefined) {
      return printer;
    }
  }
  const counters = wish.places.filter(({ kind }) => kind === 'counter').map(({ id }) => id);
  return (
    fit.find(({ counterId }) => counterId !== null && counters.includes(counterId)) ??
    (wish.room === '' ? undefined : fit.find(({ place }) => place === wish.room))
  );
}
