import type { Equipment } from '#modules/equipment/schema.ts';
import type { Printer } from '../schema.ts';

/** A piece of equipment as a printer; undefined when it is none, or none that the server reaches. */
export function printerFrom(piece: Equipment): Printer | undefined {
  const { connection } = piece;
  if (connection === null) {
    return undefined;
  }
  const { protocol, host, port, path, tls, dots } = connection;
  if (protocol !== 'escpos' && protocol !== 'ipp' && protocol !== 'raw') {
    return undefined;
  }
  const { id, name, active } = piece;
  const kind = protocol === 'escpos' ? 'escpos' : 'pdf';
  return { id, name, kind, protocol, host, port, path, tls, dots, active };
}

/** The printers among the equipment, in its order. */
export function printersAmong(pieces: readonly Equipment[]): readonly Printer[] {
  return pieces.flatMap((piece) => printerFrom(piece) ?? []);
}
