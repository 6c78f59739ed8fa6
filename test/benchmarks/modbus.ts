import { ModbusClient, UnitTable } from '@millwright/modbus';
import type { Figure } from '@millwright/testing';
import { atLeast, below } from './support/figure.ts';
import { loops, overloads, survivors } from './support/modbus-end-to-end.ts';
import { ourCampaign, peerCampaign } from './support/modbus-faults.ts';
import { Simulator } from './support/modbus-simulator.ts';
import { wireRates } from './support/modbus-wire.ts';
import { times } from './support/seconds.ts';

const seed = Number(process.env['SEED'] ?? 7);

/** Raw modbus-serial, node-red-contrib-modbus and ours, over the same simulated PLC, in one run. */
export async function* run(): AsyncIterable<Figure> {
  yield* plan();
  yield* await onSimulator();
  yield* await overload();
  yield* await deadUnit();
  yield* misbehaviour();
}

/** What a peer does, which nobody has to reach. */
const beside = (name: string, value: number, unit: string): Figure => ({
  ...atLeast(name, { value }, unit, 0),
  reach: 'none, it stands here to compare with',
  ok: true,
});

async function onSimulator(): Promise<Figure[]> {
  const simulator = await Simulator.start();
  try {
    const wire = await wireRates(simulator);
    const { ours, peer } = await loops(simulator);
    return [
      beside('wire alone, 125 registers: a bare socket', wire.bare.value, 'requests/s'),
      beside('wire alone, 125 registers: modbus-serial', wire.peer.value, 'requests/s'),
      beside('wire alone, 125 registers: ours', wire.ours.value, 'requests/s'),
      { ...atLeast('wire alone, ours to modbus-serial', wire.ratio, 'x', 1), interval: wire.ratio.interval },
      beside('closed loop through a flow: node-red-contrib-modbus', peer.rate, 'messages/s'),
      beside('closed loop through a flow: ours', ours.rate, 'messages/s'),
      atLeast(
        'closed loop through a flow, ours to node-red-contrib-modbus',
        { value: ours.rate / peer.rate },
        'x',
        20,
      ),
      beside('processor for each message: node-red-contrib-modbus', peer.cost, 'µs'),
      below('processor for each message: ours', { value: ours.cost }, 'µs', 100),
    ];
  } finally {
    await simulator.end();
  }
}

async function overload(): Promise<Figure[]> {
  const { ours, peer } = await overloads();
  const name = 'ten times too much';
  return [
    beside(`${name}: node-red-contrib-modbus, of what is possible`, peer.share, '%'),
    beside(`${name}: node-red-contrib-modbus, growth of the heap`, peer.growth, 'MB'),
    atLeast(`${name}: ours, of what is possible`, { value: ours.share }, '%', 95),
    below(`${name}: ours, growth of the heap`, { value: ours.growth }, 'MB', 20),
  ];
}

async function deadUnit(): Promise<Figure[]> {
  const { ours, peer } = await survivors();
  const name = 'one dead unit of five, what the others keep';
  return [
    beside(`${name}: node-red-contrib-modbus`, peer, '%'),
    atLeast(`${name}: ours`, { value: ours }, '%', 90),
  ];
}

async function* misbehaviour(): AsyncIterable<Figure> {
  for (const framing of ['mbap', 'rtu'] as const) {
    const road = framing === 'mbap' ? 'TCP' : 'RTU over TCP';
    const peer = await peerCampaign(framing, times(5_000, 500), seed);
    yield beside(
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
