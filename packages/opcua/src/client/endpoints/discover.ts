import { GetEndpointsRequest, type GetEndpointsResponse } from 'node-opcua-types';
import { Channel } from '../channel/channel.ts';
import type { MessageLimits } from '../channel/channel-options.ts';
import { type Endpoint, endpointsOf } from './endpoint.ts';
import { type ServerAddress, urlOf } from './server-address.ts';

export interface DiscoverOptions {
  readonly connectTimeout: number;
  readonly timeout: number;
  readonly messageLimits?: MessageLimits;
}

/**
 * What a server offers, asked over a short connection of its own, as anybody may.
 * @see OPC 10000-4, section 5.5.4 GetEndpoints
 * @throws as `Channel.open` and `Channel.send`
 */
export async function discoverEndpoints(
  address: ServerAddress,
  options: DiscoverOptions,
  signal: AbortSignal,
): Promise<readonly Endpoint[]> {
  const { timeout, ...others } = options;
  const { host, port } = address;
  const endpointUrl = urlOf(address);
  const channel = await Channel.open(
    { ...others, host, port, endpointUrl, policy: 'None', mode: 'None' },
    signal,
  );
  const abort = (): void => channel.fail(signal.reason);
  signal.addEventListener('abort', abort);
  try {
    const response = await channel.send(new GetEndpointsRequest({ endpointUrl }), { timeout });
    return endpointsOf((response as GetEndpointsResponse).endpoints);
  } finally {
    signal.removeEventListener('abort', abort);
    await channel.close();
  }
}
