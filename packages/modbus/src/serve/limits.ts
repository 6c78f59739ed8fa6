import { BlockList, isIP } from 'node:net';
import { modbusErrors } from '../errors.ts';

/** Who may use a server, and for how long. */
export interface ServerLimits {
  /** So many connections at a time; one more is cut at once. Default: 64. */
  readonly maxConnections?: number;
  /** Milliseconds after which a connection that says nothing is cut. Default: never. */
  readonly idleTimeout?: number;
  /** Addresses (`192.168.0.7`) and networks (`192.168.0.0/24`) that may connect. Default: all. */
  readonly allow?: readonly string[];
}

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** An IPv4 address that came in by an IPv6 socket is the same one. */
export function plainAddress(address: string | undefined): string {
  return address?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
}

/**
 * What tells whether an address is on an allow-list.
 * @throws `modbus.bad-allow-list` where an entry is neither an address nor a network
 */
export function allowance(allow: readonly string[] | undefined): (address: string) => boolean {
  if (!allow) return () => true;
  const list = new BlockList();
  for (const entry of allow) {
    const [, network = '', prefix] = /^([^/]*)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
    const bits = Number(prefix ?? 0);
    const longest = family(network) === 'ipv6' ? 128 : 32;
    if (isIP(network) === 0 || bits > longest) throw modbusErrors.badAllowList({ entry });
    if (prefix === undefined) list.addAddress(network, family(network));
    else list.addSubnet(network, bits, family(network));
  }
  return (address) => isIP(address) !== 0 && list.check(address, family(address));
}
