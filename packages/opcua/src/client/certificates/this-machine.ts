import { hostname, networkInterfaces } from 'node:os';
import type { Hosts } from './own-key.ts';

/** A machine with containers has dozens; a certificate need not list them all. */
const mostAddresses = 16;

/** The names and addresses that this machine has just now. */
export function thisMachine(): Hosts {
  const name = hostname().replaceAll(/[^\w.-]/g, '-') || 'localhost';
  const addresses = Object.values(networkInterfaces())
    .flatMap((each) => each ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4')
    .map(({ address }) => address);
  return { name, dns: [name], addresses: [...new Set(addresses)].slice(0, mostAddresses) };
}
