import type { OpcUaTag } from '@millwright/opcua';
import {
  type OpcUaClient,
  Reader,
  type ReadOptions,
  SessionResolver,
  TypeBooks,
  Writer,
} from '@millwright/opcua/client';
import type { Sample } from '@millwright/tags';

/** The id of a node of the peer's plant. */
export const plant = (name: string): string => `nsu=urn:test:plant;s=${name}`;

/** A node of the simulated server. */
export const simulated = (name: string): string => `nsu=urn:simulated:plant;s=${name}`;

export const tagAt = (address: string, more: Partial<OpcUaTag> = {}): OpcUaTag => ({
  name: address.slice(address.lastIndexOf('=') + 1),
  address,
  ...more,
});

export interface Services {
  readonly reader: Reader;
  readonly writer: Writer;
}

export function servicesOf(client: OpcUaClient): Services {
  const { caller, clock, connection } = client;
  const resolver = new SessionResolver(client);
  const types = new TypeBooks(caller, clock);
  const reader = new Reader({ caller, clock, resolver, types });
  return { reader, writer: new Writer({ caller, connection, resolver, types, reader }) };
}

export const readerOf = (client: OpcUaClient): Reader => servicesOf(client).reader;

/** The values of samples by the names of their tags. */
export const valuesOf = (samples: readonly Sample[]): Record<string, unknown> =>
  Object.fromEntries(samples.map(({ tag, value }) => [tag, value]));

/** Reads one tag. */
export async function readOne(reader: Reader, tag: OpcUaTag, options: ReadOptions): Promise<Sample> {
  const { samples } = await reader.read([tag], options);
  if (samples.length !== 1 || !samples[0]) throw new Error(`There are ${samples.length} samples of one tag`);
  return samples[0];
}
