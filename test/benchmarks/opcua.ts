import type { Figure } from '@millwright/testing';
import { atLeast, below, toCompare } from './support/figure.ts';
import { type Beside, keeps, readings, type Watched, watches } from './support/opcua-end-to-end.ts';
import { UaServer } from './support/opcua-server.ts';
import { soak, soakLength } from './support/opcua-soak.ts';

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
  const { alone, aloneAtOurPace, peer, ours } = await readings(server);
  const name = 'read, 1,000 in a request, processor for each value';
  return [
    toCompare(`${name}: node-opcua alone`, alone.cost, 'µs'),
    toCompare(`${name}: node-opcua alone, at our pace`, aloneAtOurPace.cost, 'µs'),
    toCompare(`${name}: ${theirs}`, peer.cost, 'µs'),
    toCompare(`${name}: ours`, ours.cost, 'µs'),
    below(
      `${name}: ours to node-opcua alone, at the same pace`,
      { value: ours.cost / aloneAtOurPace.cost },
      'x',
      1.5,
    ),
    toCompare('read, 1,000 in a request: node-opcua alone', alone.rate, 'values/s'),
    toCompare(`read, 1,000 in a request: ${theirs}`, peer.rate, 'values/s'),
    toCompare('read, 1,000 in a request: ours', ours.rate, 'values/s'),
  ];
}

function watching(what: string, possible: number, { alone, peer, ours }: Beside<Watched>): readonly Figure[] {
  return [
    toCompare(`watch ${what}: node-opcua alone`, alone.rate, 'values/s'),
    toCompare(`watch ${what}: ${theirs}`, peer.rate, 'values/s'),
    atLeast(`watch ${what}: ours`, { value: ours.rate }, 'values/s', possible * 0.95),
    atLeast(`watch ${what}: ours, of what the server sent`, { value: ours.share }, '%', 98),
    toCompare(`watch ${what}, processor for each value: node-opcua alone`, alone.cost, 'µs'),
    toCompare(`watch ${what}, processor for each value: ${theirs}`, peer.cost, 'µs'),
    below(`watch ${what}, processor for each value: ours`, { value: ours.cost }, 'µs', 5),
    toCompare(
      `watch ${what}, processor for each value: ours to node-opcua alone`,
      ours.cost / alone.cost,
      'x',
    ),
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
