import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Wrapped, wrap } from '../door/wrap.ts';
import type { NodeSideRequest } from '../node-side.ts';
import type { OpenConnections } from './live-connections.ts';
import { mayBeWithin, pathOf } from './paths.ts';

export interface ServerGateOptions {
  /** Of the node side and of the admin side, without a slash at their ends. */
  readonly root: string;
  readonly adminRoot: string | undefined;
  /** Below the root. */
  readonly dashboards: () => readonly string[];
  readonly admits: (asked: NodeSideRequest) => boolean;
  readonly turnAway: (asked: NodeSideRequest, response: ServerResponse) => void;
  readonly open: Pick<OpenConnections, 'add'>;
}

/**
 * Stands before everything that listens to the server. Live connections of dashboards are taken there, past all routes:
 * their requests by HTTP as well as their upgrades.
 */
export function gateServer(server: Server, options: ServerGateOptions): Wrapped {
  return wrap(server, 'emit', (original) => {
    const pass = original as (...given: unknown[]) => boolean;
    const gated = (event: unknown, request: IncomingMessage, other: unknown, ...rest: unknown[]): boolean => {
      if (event === 'upgrade' && !upgrade(request, other as Duplex, options)) return true;
      if (event === 'request' && !poll(request, other as ServerResponse, options)) return true;
      return pass(event, request, other, ...rest);
    };
    return gated as typeof original;
  });
}

const refusal = 'HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** @returns whether it goes on */
function upgrade(request: IncomingMessage, socket: Duplex, options: ServerGateOptions): boolean {
  const asked = askedOf(request, options);
  if (!asked) return true;
  if (!options.admits(asked)) {
    // Whoever is gone already gets no answer, and that is no failure.
    socket.on('error', () => socket.destroy());
    socket.end(refusal);
    return false;
  }
  options.open.add(asked, socket);
  return true;
}

function poll(request: IncomingMessage, response: ServerResponse, options: ServerGateOptions): boolean {
  const { root, dashboards } = options;
  const address = request.url ?? '/';
  // Most requests are none: they need not be looked at closely.
  if (!/socket/i.test(address) && !address.includes('%')) return true;
  const path = pathOf(address);
  if (!dashboards().some((each) => mayBeWithin(path, `${root}${each}/socket.io`))) return true;
  const asked = { request, address, isDashboard: true };
  if (!options.admits(asked)) {
    options.turnAway(asked, response);
    return false;
  }
  options.open.add(asked, request.socket, response);
  return true;
}

function askedOf(
  request: IncomingMessage,
  { root, adminRoot, dashboards }: ServerGateOptions,
): NodeSideRequest | undefined {
  const address = request.url ?? '/';
  const path = pathOf(address);
  const isAdmin = adminRoot !== undefined && isOfAdmin(path, adminRoot);
  const isDashboard = dashboards().some(
    (each) => mayBeWithin(path, root + each) && !(isAdmin && root + each === ''),
  );
  if (!isDashboard && (isAdmin || !mayBeWithin(path, root))) return undefined;
  return { request, address, isDashboard };
}

/** Only what nobody could read otherwise: a path with a step up, say, may lead to an endpoint of a flow. */
function isOfAdmin(path: string, adminRoot: string): boolean {
  if (!/^(?:\/[\w~-][\w.~-]*)+\/?$/.test(path)) return false;
  return path === `${adminRoot}/comms` || path.startsWith(`${adminRoot}/millwright/`);
}
