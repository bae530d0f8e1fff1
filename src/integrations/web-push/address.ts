import { BlockList, isIP } from 'node:net';

/** Addresses that are no public host: this machine, the local network, special use (RFC 6890, 4193, 6598, 5737, 2544, 3849). */
const SPECIAL = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  SPECIAL.addSubnet(network, prefix, 'ipv4');
}
/** Only 2000::/3 is public unicast; within it some parts are not, or carry a hidden IPv4 address. */
const PUBLIC_6 = new BlockList();
PUBLIC_6.addSubnet('2000::', 3, 'ipv6');
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  SPECIAL.addSubnet(network, prefix, 'ipv6');
}

/** Whether an IP address is one of the public internet: nothing of this machine, this network or special use. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !SPECIAL.check(address, 'ipv4');
    case 6:
      return PUBLIC_6.check(address, 'ipv6') && !SPECIAL.check(address, 'ipv6');
    default:
      return false;
  }
}

/** Where messages may be sent: decided once by the address that a browser told, and again by the machine that it leads to. */
export interface PushPolicy {
  accepts(endpoint: URL): boolean;
  reaches(address: string): boolean;
}

/**
 * Push services are public https hosts on the usual port. A name without a dot, an address instead of a name, a password in the address
 * or a machine of the own network is none: a subscription is a stranger's word and must not lead the server into its own network.
 */
export const PUBLIC_HOSTS: PushPolicy = {
  accepts: (endpoint) =>
    endpoint.protocol === 'https:' &&
    endpoint.port === '' &&
    endpoint.username === '' &&
    endpoint.password === '' &&
    isIP(endpoint.hostname.replaceAll(/[[\]]/g, '')) === 0 &&
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z][a-z0-9-]+$/i.test(endpoint.hostname) &&
    !/\.(?:local|localhost|internal|lan|home|intranet|test|example|invalid|onion|arpa)$/i.test(
      endpoint.hostname,
    ),
  reaches: isPublicAddress,
};
