import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** Where a device of the hall listens. */
export interface DeviceAddress {
  /** Name or address in the centre's own network. */
  readonly host: string;
  readonly port: number;
}

/** Why a device was not reached at all: nobody there, silent for too long, or an address outside the own network. */
export type ReachFailure = 'refused' | 'timeout' | 'address';

/** A device was not reached, or the line broke before anything was asked of it. */
export class DeviceUnreachable extends Error {
  readonly failure: ReachFailure;

  constructor(failure: ReachFailure, address: DeviceAddress) {
    super(`device ${address.host}:${address.port}: ${failure}`);
    this.name = 'DeviceUnreachable';
    this.failure = failure;
  }
}

/**
 * Networks a device may stand in: private ones and this machine. Link-local (where clouds keep their secrets) and the
 * Internet are refused, and no setting opens them: addresses are typed by people and called by the server (SSRF).
 */
const OWN_NETWORKS = new BlockList();
OWN_NETWORKS.addSubnet('10.0.0.0', 8);
OWN_NETWORKS.addSubnet('172.16.0.0', 12);
OWN_NETWORKS.addSubnet('192.168.0.0', 16);
OWN_NETWORKS.addSubnet('127.0.0.0', 8);
OWN_NETWORKS.addSubnet('fc00::', 7, 'ipv6');
OWN_NETWORKS.addAddress('::1', 'ipv6');

/** Whether an address (not a name) lies in the centre's own network. IPv4 written as IPv6 (`::ffff:10.0.0.1`) counts as IPv4. */
export function isOwnNetwork(address: string): boolean {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  const version = isIP(plain);
  return version !== 0 && OWN_NETWORKS.check(plain, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * Looks a device's name up once. The address that was checked is the one that is called, so that a name cannot change
 * its mind in between.
 * @throws DeviceUnreachable `refused` when there is no such name, `address` outside the own network
 */
export async function resolveOwn(device: DeviceAddress): Promise<LookupAddress> {
  const found = await lookup(device.host).catch(() => undefined);
  if (found === undefined) {
    throw new DeviceUnreachable('refused', device);
  }
  if (!isOwnNetwork(found.address)) {
    throw new DeviceUnreachable('address', device);
  }
  return found;
}
