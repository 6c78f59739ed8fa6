import type { NetworkPlace } from '@millwright/tags';
import { opcuaErrors } from '../../errors.ts';
import { serverUrl } from '../../server-url.ts';

export interface ServerAddress extends NetworkPlace {
  /** What stands behind the port, with its slash; empty where nothing does. */
  readonly path: string;
}

const usualPort = 4840;

/** @throws `opcua.bad-url` */
export function parseServerAddress(url: string): ServerAddress {
  const [, host, port, path = ''] = serverUrl.exec(url.trim()) ?? [];
  if (!host) throw opcuaErrors.badUrl({ url: withoutUser(url) });
  return {
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? usualPort : Number(port),
    path: path === '/' ? '' : path,
  };
}

/** Whoever writes a user name and password into an address is told that it is none, and not the password to everybody who reads the log. */
const withoutUser = (url: string): string => url.replace(/^(\s*[\w.+-]+:\/\/)?.*@/s, '$1…@');

/** As it stands in messages. */
export function urlOf({ host, port, path }: ServerAddress): string {
  return `opc.tcp://${host.includes(':') ? `[${host}]` : host}:${port}${path}`;
}

/**
 * Where an endpoint is reached: at the host and port that the user gave, whatever the server believes to be called. Only a
 * path that the user left out is the server's.
 */
export function addressOfEndpoint(given: ServerAddress, endpointUrl: string): ServerAddress {
  if (given.path) return given;
  const path = /^opc\.tcp:\/\/[^/]+(\/[^\s]*)?$/i.exec(endpointUrl)?.[1] ?? '';
  return { ...given, path: path === '/' ? '' : path };
}

/** The host that a server names itself; undefined where it cannot be understood. */
export function hostOf(endpointUrl: string): string | undefined {
  return /^opc\.tcp:\/\/(\[[^\]]+\]|[^/:]+)/i.exec(endpointUrl)?.[1]?.replace(/^\[|\]$/g, '');
}
