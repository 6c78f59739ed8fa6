import { spawnSync } from 'node:child_process';

/** How a test process is cut off from every network but its own loopback. */
export interface Offline {
  /** What stands before the command. */
  readonly prefix: readonly string[];
  readonly kind: 'namespace' | 'closed-port';
}

const inNamespace = ['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

/**
 * A network namespace of its own where this machine can make one (as root, or as a user where the kernel allows it);
 * else npm is sent to a port where nobody listens.
 */
export function offline(): Offline {
  const ways = [
    ['unshare', '--net', ...inNamespace],
    ['unshare', '--net', '--map-root-user', ...inNamespace],
  ];
  const prefix = ways.find(([command = '', ...args]) => spawnSync(command, [...args, 'true']).status === 0);
  return prefix ? { prefix, kind: 'namespace' } : { prefix: [], kind: 'closed-port' };
}
