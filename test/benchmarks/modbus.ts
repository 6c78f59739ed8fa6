import { ModbusClient, UnitTable } from '@millwright/modbus';
import type { Figure } from '@millwright/testing';
import { atLeast, below, toCompare } from './support/figure.ts';
import { loops, overloads, survivors } from './support/modbus-end-to-end.ts';
import { ourCampaign, peerCampaign } from './support/modbus-faults.ts';
import { Simulator } from './support/modbus-simulator.ts';
import { type WireRates, wireRates } from './support/modbus-wire.ts';
import { times } from './support/seconds.ts';
import { middleOf, ratioOf, scaled } from './support/slices.ts';
import type { Estimate } from './support/statistics.ts';

const seed = Number(process.env['SEED'] ?? 7);

/** Raw modbus-serial, node-red-contrib-modbus and ours, over the same simulated PLC, in one run. */
export async function* run(): AsyncIterable<Figure> {
  yield* plan();
  yield* onSimulator();
  yield* await overload();
  yield* await deadUnit();
  yield* misbehaviour();
}

const theirs = 'node-red-contrib-modbus';

async function* onSimulator(): AsyncIterable<Figure> {
  const simulator = await Simulator.start();
  try {
    yield* ofWire(await wireRates(simulator));
    yield* ofLoops(await loops(simulator));
  } finally {
    await simulator.stop();
  }
}

function ofWire({ bare, peer, ours, ratio }: WireRates): readonly Figure[] {
  const name = 'wire alone, 125 registers';
  return [
    toCompare(`${name}: a bare socket`, bare, 'requests/s'),
    toCompare(`${name}: modbus-serial`, peer, 'requests/s'),
    toCompare(`${name}: ours`, ours, 'requests/s'),
    atLeast('wire alone, ours to modbus-serial', ratio, 'x', 1),
  ];
}

function ofLoops(slices: Awaited<ReturnType<typeof loops>>): readonly Figure[] {
  const name = 'closed loop through a flow';
  const cost = 'processor for each message';
  return [
    toCompare(`${name}: ${theirs}`, middleOf(slices, 'peer', 'rate'), 'messages/s'),
    toCompare(`${name}: ours`, middleOf(slices, 'ours', 'rate'), 'messages/s'),
    atLeast(`${name}, ours to ${theirs}`, ratioOf(slices, 'rate', 'ours', 'peer'), 'x', 20),
    toCompare(`${cost}: ${theirs}`, middleOf(slices, 'peer', 'cost'), 'µs'),
    below(`${cost}: ours`, middleOf(slices, 'ours', 'cost'), 'µs', 100),
    toCompare(`${cost}: ${theirs} to ours`, ratioOf(slices, 'cost', 'peer', 'ours'), 'x'),
  ];
}

async function overload(): Promise<readonly Figure[]> {
  const { slices, growth } = await overloads();
  const share = (of: 'peer' | 'ours'): Estimate => scaled(ratioOf(slices, 'rate', of, 'most'), 100);
  const name = 'ten times too much';
  return [
    toCompare(`${name}: ${theirs}, of what is possible`, share('peer'), '%'),
    toCompare(`${name}: ${theirs}, growth of the heap`, growth.peer, 'MB'),
    atLeast(`${name}: ours, of what is possible`, share('ours'), '%', 95),
    below(`${name}: ours, growth of the heap`, { value: growth.ours }, 'MB', 20),
  ];
}

async function deadUnit(): Promise<readonly Figure[]> {
  const { ours, peer } = await survivors();
  const name = 'one dead unit of five, what the others keep';
  return [toCompare(`${name}: ${theirs}`, peer, '%'), atLeast(`${name}: ours`, { value: ours }, '%', 90)];
}

async function* misbehaviour(): AsyncIterable<Figure> {
  for (const framing of ['mbap', 'rtu'] as const) {
    const road = framing === 'mbap' ? 'TCP' : 'RTU over TCP';
    const peer = await peerCampaign(framing, times(5_000, 500), seed);
    yield toCompare(
      `wrong values as good, ${peer.faults} faults over ${road}: modbus-serial`,
      peer.wrong,
      'values',
    );
    const ours = await ourCampaign(framing, times(50_000, 1_000), seed);
    yield below(
      `wrong values as good, ${ours.faults} faults over ${road}, ${ours.right} right ones: ours`,
      { value: ours.wrong },
      'values',
      1,
    );
  }
}

const tagCount = 1_000;
const spread = 4_000;

/** Nothing is sent for it: a plan is known before the first cycle. */
function plan(): Figure[] {
  const tags = Array.from({ length: tagCount }, (_, index) => ({
    name: `tag${index}`,
    area: 'holding-register' as const,
    address: index * (spread / tagCount),
    type: 'uint16' as const,
    byteOrder: 'ABCD' as const,
  }));
  const place = { host: '127.0.0.1', port: 1, timeout: 1_000, connectTimeout: 1_000 };
  const client = new ModbusClient({ road: 'tcp', ...place });
  const { requests } = new UnitTable({ client, unit: 1, tags, limits: { gap: 8 } }).plan();
  return [
    below(
      `requests for ${tagCount} tags over ${spread} registers, as planned`,
      { value: requests },
      'requests',
      41,
    ),
  ];
}
