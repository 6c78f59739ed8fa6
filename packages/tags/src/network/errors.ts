import type { ErrorTable } from '@millwright/schema';

/** Where somebody listens. */
export interface NetworkPlace {
  readonly host: string;
  readonly port: number;
}

/** Why there is no connection over a network, whatever is spoken over it: for the table of errors of each protocol. */
export const networkErrors = {
  connectionRefused: {
    status: 502,
    family: 'world',
    message: ({ host, port }: NetworkPlace) => `${host} refuses connections on port ${port}`,
  },
  connectTimeout: {
    status: 504,
    family: 'world',
    message: ({ host, port, milliseconds }: NetworkPlace & { milliseconds: number }) =>
      `${host} did not accept a connection on port ${port} within ${milliseconds} ms`,
  },
  hostUnknown: {
    status: 502,
    family: 'world',
    message: ({ host }: { host: string }) => `There is no address for the name ${host}`,
  },
  hostUnreachable: {
    status: 502,
    family: 'world',
    message: ({ host }: { host: string }) => `There is no way to ${host} on the network`,
  },
  connectFailed: {
    status: 502,
    family: 'world',
    message: ({ host, port, reason }: NetworkPlace & { reason: string }) =>
      `No connection to ${host} on port ${port}: ${reason}`,
  },
  connectionLost: {
    status: 502,
    family: 'world',
    message: ({ reason }: { reason: string }) => `The connection was lost: ${reason}`,
  },
} as const;

/** These errors as a protocol has them, under its own prefix. */
export type NetworkErrors = ErrorTable<string, typeof networkErrors>;
