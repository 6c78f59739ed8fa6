import type { Figure } from '@millwright/testing';
import { atLeast, below, toCompare } from './support/figure.ts';
import { keeps, readings, type Watched, watches } from './support/opcua-end-to-end.ts';
import { UaServer } from './support/opcua-server.ts';
import { soak, soakLength } from './support/opcua-soak.ts';
import { middleOf, ratioOf } from './support/slices.ts';
import type { Estimate } from './support/statistics.ts';

/** node-opcua alone, node-red-contrib-opcua and ours, against the same server that costs next to nothing, in one run. */
export async function* run(): AsyncIterable<Figure> {
  const server = await UaServer.start();
  try {
    yield* await reading(server);
    yield* watching('10,000 tags at 1 Hz', 10_000, await watches(server, 1));
    yield* watching('10,000 tags at 10 Hz', 100_000, await watches(server, 10));
    yield* await keeping(server);
    yield* await soaking(server);
  } finally {
    await server.end();
  }
}

const theirs = 'node-red-contrib-opcua';

async function reading(server: UaServer): Promise<readonly Figure[]> {
  const slices = await readings(server);
  const name = 'read, 1,000 in a request every 50 ms, processor for each value';
  const cost = (of: 'bare' | 'alone' | 'peer' | 'ours'): Estimate => middleOf(slices, of, 'cost');
  return [
    toCompare('a message every 50 ms and no server, processor for a thousandth', cost('bare'), 'µs'),
    toCompare(`${name}: node-opcua alone`, cost('alone'), 'µs'),
    toCompare(`${name}: ${theirs}`, cost('peer'), 'µs'),
    toCompare(`${name}: ours`, cost('ours'), 'µs'),
    toCompare(`${name}: ${theirs} to ours`, ratioOf(slices, 'cost', 'peer', 'ours'), 'x'),
    below(`${name}: ours to node-opcua alone`, ratioOf(slices, 'cost', 'ours', 'alone'), 'x', 1.5),
  ];
}

function watching(what: string, possible: number, { slices, share }: Watched): readonly Figure[] {
  const rate = (of: 'alone' | 'peer' | 'ours'): Estimate => middleOf(slices, of, 'rate');
  const cost = (of: 'alone' | 'peer' | 'ours'): Estimate => middleOf(slices, of, 'cost');
  const costs = `watch ${what}, processor for each value`;
  return [
    toCompare(`watch ${what}: node-opcua alone`, rate('alone'), 'values/s'),
    toCompare(`watch ${what}: ${theirs}`, rate('peer'), 'values/s'),
    atLeast(`watch ${what}: ours`, rate('ours'), 'values/s', possible * 0.95),
    atLeast(`watch ${what}: ours, of what the server sent`, { value: share }, '%', 98),
    toCompare(`${costs}: node-opcua alone`, cost('alone'), 'µs'),
    toCompare(`${costs}: ${theirs}`, cost('peer'), 'µs'),
    below(`${costs}: ours`, cost('ours'), 'µs', 5),
    toCompare(`${costs}: ours to node-opcua alone`, ratioOf(slices, 'cost', 'ours', 'alone'), 'x'),
    toCompare(`${costs}: ${theirs} to ours`, ratioOf(slices, 'cost', 'peer', 'ours'), 'x'),
  ];
}

async function keeping(server: UaServer): Promise<readonly Figure[]> {
  const { peer, ours } = await keeps(server);
  return [
    toCompare(`connections after 8 deploys: ${theirs}`, peer.connections, 'connections'),
    below('connections after 8 deploys: ours', { value: ours.connections }, 'connections', 2),
    toCompare(`until data come once the server is back: ${theirs}`, peer.back / 1000, 's'),
    below('until data come once the server is back: ours', { value: ours.back / 1000 }, 's', 3),
  ];
}

async function soaking(server: UaServer): Promise<readonly Figure[]> {
  const { seconds, rate, heap, growth, lived } = await soak(server, soakLength());
  const name = `10,000 tags at 10 Hz for ${seconds} s, heap capped at 256 MB`;
  return [
    atLeast(`${name}: lived`, { value: lived ? 1 : 0 }, 'yes', 1),
    atLeast(`${name}: ours`, { value: rate }, 'values/s', 95_000),
    below(`${name}: heap after a collection`, { value: heap }, 'MB', 256),
    below(`${name}: growth of the heap in the second half`, { value: growth }, 'MB', 20),
  ];
}
