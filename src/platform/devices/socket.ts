import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { type DeviceAddress, DeviceUnreachable, resolveOwn } from './address.ts';

/**
 * Opens a TCP line to a device of the own network.
 * @param timeout milliseconds until the line must stand
 * @throws DeviceUnreachable
 */
export async function openSocket(device: DeviceAddress, timeout: number): Promise<Socket> {
  const { address } = await resolveOwn(device);
  const socket = connect({ host: address, port: device.port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeout) });
    // Whoever holds the line hears of its end by 'close'; an error without listener would end the process.
    socket.on('error', () => undefined);
    return socket;
  } catch (error) {
    socket.on('error', () => undefined);
    socket.destroy();
    const late = error instanceof Error && error.name === 'AbortError';
    throw new DeviceUnreachable(late ? 'timeout' : 'refused', device);
  }
}
