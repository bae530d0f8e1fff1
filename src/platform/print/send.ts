import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { BlockList, connect, isIP, type Socket } from 'node:net';
import { escposStatusRequest, type PrinterTrouble, printerTrouble } from './escpos.ts';

/** Where a printer listens for raw bytes. */
export interface PrinterAddress {
  readonly host: string;
  readonly port: number;
}

/** Why nothing came out; `trouble` is what the printer itself said. */
export type SendFailure = 'refused' | 'timeout' | 'address' | PrinterTrouble;

export class PrinterError extends Error {
  readonly failure: SendFailure;

  constructor(failure: SendFailure, address: PrinterAddress) {
    super(`printer ${address.host}:${address.port}: ${failure}`);
    this.name = 'PrinterError';
    this.failure = failure;
  }
}

/** Silence longer than this counts as a failure. */
export const SEND_SECONDS = 10;
/** Printers that know the status command answer at once; others never do. */
const STATUS_MILLISECONDS = 1_000;

/** Networks a printer may stand in: private, link-local-free, and this machine. Others are refused (no way out by a setting). */
const OWN_NETWORKS = new BlockList();
OWN_NETWORKS.addSubnet('10.0.0.0', 8);
OWN_NETWORKS.addSubnet('172.16.0.0', 12);
OWN_NETWORKS.addSubnet('192.168.0.0', 16);
OWN_NETWORKS.addSubnet('127.0.0.0', 8);
OWN_NETWORKS.addSubnet('fc00::', 7, 'ipv6');
OWN_NETWORKS.addAddress('::1', 'ipv6');

/** Whether an address (not a name) lies in the centre's own network. */
export function isOwnNetwork(address: string): boolean {
  const version = isIP(address);
  return version !== 0 && OWN_NETWORKS.check(address, version === 6 ? 'ipv6' : 'ipv4');
}

async function resolve(printer: PrinterAddress): Promise<string> {
  const found = await lookup(printer.host).catch(() => undefined);
  if (found === undefined) {
    throw new PrinterError('refused', printer);
  }
  // The looked-up address is checked and then used, so that a name cannot change its mind in between.
  if (!isOwnNetwork(found.address)) {
    throw new PrinterError('address', printer);
  }
  return found.address;
}

async function open(printer: PrinterAddress): Promise<Socket> {
  const socket = connect({ host: await resolve(printer), port: printer.port });
  socket.setTimeout(SEND_SECONDS * 1000, () => socket.destroy(new PrinterError('timeout', printer)));
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    socket.destroy();
    throw error instanceof PrinterError ? error : new PrinterError('refused', printer);
  }
}

async function status(socket: Socket, n: 2 | 4): Promise<number | null> {
  socket.write(escposStatusRequest(n));
  try {
    const [data]: Buffer[] = await once(socket, 'data', { signal: AbortSignal.timeout(STATUS_MILLISECONDS) });
    return data?.[0] ?? null;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') {
      return null;
    }
    throw error;
  }
}

async function write(socket: Socket, bytes: Uint8Array): Promise<void> {
  const closed = once(socket, 'close');
  socket.resume();
  socket.end(bytes);
  await closed;
}

async function withPrinter(printer: PrinterAddress, work: (socket: Socket) => Promise<void>): Promise<void> {
  const socket = await open(printer);
  const failed = once(socket, 'error').then(([error]) => {
    throw error instanceof PrinterError ? error : new PrinterError('refused', printer);
  });
  try {
    await Promise.race([work(socket), failed]);
  } finally {
    failed.catch(() => undefined);
    socket.destroy();
  }
}

/**
 * Sends bytes to a printer over TCP and waits until they are taken. That is no proof of a printed page.
 * @throws PrinterError
 */
export async function sendToPrinter(printer: PrinterAddress, bytes: Uint8Array): Promise<void> {
  await withPrinter(printer, (socket) => write(socket, bytes));
}

/**
 * Sends an ESC/POS job, asking first whether the printer is ready. One that does not know the question prints all the same.
 * @throws PrinterError
 */
export async function sendEscpos(printer: PrinterAddress, bytes: Uint8Array): Promise<void> {
  await withPrinter(printer, async (socket) => {
    const offlineCause = await status(socket, 2);
    const paper = offlineCause === null ? null : await status(socket, 4);
    const trouble = printerTrouble(offlineCause, paper);
    if (trouble !== null) {
      throw new PrinterError(trouble, printer);
    }
    await write(socket, bytes);
  });
}
