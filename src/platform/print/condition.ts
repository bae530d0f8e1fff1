/**
 * What an ESC/POS printer says of itself, read from its bytes. Three kinds of answer come over the same line:
 * one byte for `DLE EOT n` (bits 1 and 4 set), packets of four for the automatic status (bit 4 set, bit 1 clear in the
 * first), and one byte for `GS r n` (bit 4 clear). Cheap printers answer some, none, or nonsense.
 */

/** What keeps a printer from printing, most telling first. */
export const PRINTER_TROUBLES = ['paper', 'cover', 'cutter', 'heat', 'fault', 'offline'] as const;
export type PrinterTrouble = (typeof PRINTER_TROUBLES)[number];

/** `known` is false when the printer did not answer in a way that can be read: "không rõ", and it is used all the same. */
export interface PrinterCondition {
  readonly known: boolean;
  readonly trouble: PrinterTrouble | null;
  /** The paper will end soon. */
  readonly paperLow: boolean;
}

/** The answers to `DLE EOT` 1 to 4; null where none came. */
export interface RealTimeStatus {
  readonly printer: number | null;
  readonly offlineCause: number | null;
  readonly errorCause: number | null;
  readonly paper: number | null;
}

const has = (byte: number | null, bits: number) => byte !== null && (byte & bits) !== 0;

/** Whether a byte can be an answer to `DLE EOT n`: bits 1 and 4 always set, 0 and 7 always clear. */
export function isRealTimeStatus(byte: number): boolean {
  return (byte & 0x93) === 0x12;
}

function readable(byte: number | null): number | null {
  return byte !== null && isRealTimeStatus(byte) ? byte : null;
}

function causeOf(s: RealTimeStatus): PrinterTrouble | null {
  if (has(s.paper, 0x60) || has(s.offlineCause, 0x20)) {
    return 'paper';
  }
  if (has(s.offlineCause, 0x04)) {
    return 'cover';
  }
  if (has(s.errorCause, 0x08)) {
    return 'cutter';
  }
  if (has(s.errorCause, 0x40)) {
    return 'heat';
  }
  if (has(s.errorCause, 0x24) || has(s.offlineCause, 0x40)) {
    return 'fault';
  }
  return has(s.printer, 0x08) ? 'offline' : null;
}

/** Reads the four real-time answers. A byte that cannot be one counts as no answer. */
export function readRealTime(status: RealTimeStatus): PrinterCondition {
  const clean: RealTimeStatus = {
    printer: readable(status.printer),
    offlineCause: readable(status.offlineCause),
    errorCause: readable(status.errorCause),
    paper: readable(status.paper),
  };
  return {
    known: Object.values(clean).some((byte) => byte !== null),
    trouble: causeOf(clean),
    paperLow: has(clean.paper, 0x0c),
  };
}

/** Reads the four bytes of an automatic status (ASB). */
export function readAutomatic(bytes: readonly [number, number, number, number]): PrinterCondition {
  const [head, error, paper] = bytes;
  const trouble: readonly (readonly [boolean, PrinterTrouble])[] = [
    [has(paper, 0x0c), 'paper'],
    [has(head, 0x20), 'cover'],
    [has(error, 0x08), 'cutter'],
    [has(error, 0x40), 'heat'],
    [has(error, 0x24), 'fault'],
    [has(head, 0x08), 'offline'],
  ];
  return {
    known: true,
    trouble: trouble.find(([is]) => is)?.[1] ?? null,
    paperLow: has(paper, 0x03),
  };
}

/** One answer of a printer. */
export type PrinterSaying =
  | { readonly kind: 'real-time'; readonly byte: number }
  | { readonly kind: 'automatic'; readonly condition: PrinterCondition }
  | { readonly kind: 'transmitted'; readonly byte: number };

/** Takes a printer's bytes apart as they come, however they are cut, and leaves out what is none of the three. */
export class SayingReader {
  readonly #packet: number[] = [];

  /** The answers that are whole with these bytes, in their order. */
  take(bytes: Iterable<number>): readonly PrinterSaying[] {
    const sayings: PrinterSaying[] = [];
    for (const byte of bytes) {
      const saying = this.#takeByte(byte);
      if (saying !== undefined) {
        sayings.push(saying);
      }
    }
    return sayings;
  }

  #takeByte(byte: number): PrinterSaying | undefined {
    if (this.#packet.length > 0 && (byte & 0x90) === 0) {
      this.#packet.push(byte);
      const [a = 0, b = 0, c = 0, d = 0] = this.#packet;
      if (this.#packet.length < 4) {
        return undefined;
      }
      this.#packet.length = 0;
      return { kind: 'automatic', condition: readAutomatic([a, b, c, d]) };
    }
    this.#packet.length = 0;
    if (isRealTimeStatus(byte)) {
      return { kind: 'real-time', byte };
    }
    if ((byte & 0x93) === 0x10) {
      this.#packet.push(byte);
      return undefined;
    }
    return (byte & 0x90) === 0 ? { kind: 'transmitted', byte } : undefined;
  }
}
