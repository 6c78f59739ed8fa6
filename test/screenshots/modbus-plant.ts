import { createFillerPlc } from '@millwright/simulators';
import { freePort, type Scene, startNodeRed } from '@millwright/testing';
import { fillerExample } from '../examples/flows.ts';

type Item = Readonly<Record<string, unknown>> & { readonly id: string };

/** The nodes of the example that the pictures open. */
export const example = {
  tab: 'f1116000000000a1',
  connection: 'f1116000000000c1',
  tags: 'f1116000000000c2',
  watch: 'f111600000000002',
  read: 'f111600000000008',
} as const;

/** How a field names an environment variable. */
export const variable = (name: string): string => `\${${name}}`;

const tag = (name: string, area: string, address: number | string, type: string): object => ({
  name,
  area,
  address,
  type,
  byteOrder: 'ABCD',
});

const connection = (id: string, name: string, more: object): Item => ({
  id,
  type: 'mw-modbus-connection',
  schema: 1,
  name,
  host: '127.0.0.1',
  port: variable('FILLER_PORT'),
  timeout: 1000,
  ...more,
});

const table = (id: string, name: string, more: object): Item => ({
  id,
  type: 'mw-modbus-tags',
  schema: 1,
  name,
  connection: example.connection,
  unit: 1,
  tags: [tag('press.force', 'holding-register', 0, 'float32')],
  ...more,
});

const watch = (row: number, name: string, tags: string): Item => ({
  id: `watch-${row}`,
  type: 'mw-modbus-watch',
  z: 'states',
  schema: 1,
  name,
  tags,
  interval: 1000,
  x: 140 + 240 * (row % 3),
  y: 60 + 80 * Math.floor(row / 3),
  wires: [[]],
});

/** On a tab of its own, which no picture shows: only its dialog is opened. */
const node = (id: string, type: string, more: object): Item => ({
  id,
  type,
  z: 'dialogs',
  schema: 1,
  x: 140,
  y: 60,
  wires: [[]],
  ...more,
});

const states: readonly Item[] = [
  { id: 'states', type: 'tab', label: 'Press shop' },
  { id: 'dialogs', type: 'tab', label: 'Line' },
  connection('off', 'Press PLC', { port: variable('PRESS_PORT') }),
  // One request at a time: a station that is silent holds up the others behind its gateway.
  connection('gateway', 'Gateway', {}),
  connection('newer', 'Press PLC 2', { schema: 7, tls: true }),
  table('of-off', 'Press', { connection: 'off' }),
  table('partly', 'Filler, old list', {
    tags: [
      tag('filler.level', 'input-register', 4, 'float32'),
      tag('filler.temp', 'input-register', 6, 'float32'),
      tag('filler.torque', 'holding-register', 500, 'float32'),
      tag('filler.door', 'coil', 40, 'bool'),
    ],
  }),
  table('behind', 'Behind the gateway', { connection: 'gateway' }),
  table('silent', 'Silent', { connection: 'gateway', unit: 9 }),
  table('empty', 'New table', { tags: [] }),
  table('wrong', 'Pasted in a hurry', {
    unit: 300,
    tags: [
      tag('press.force', 'holding-register', 40108, 'float32'),
      tag('press.force', 'holding-register', 400110, 'float32'),
      tag('press.count', 'holding-register', 65535, 'uint32'),
      tag('press.run', 'coil', 'M12', 'uint16'),
    ],
  }),
  watch(0, 'Filler', example.tags),
  watch(1, 'Filler, old list', 'partly'),
  watch(2, 'Behind the gateway', 'behind'),
  watch(3, 'Silent station', 'silent'),
  watch(4, 'Press', 'of-off'),
  watch(5, 'Pasted in a hurry', 'wrong'),
  watch(6, 'Not chosen yet', ''),
  node('write', 'mw-modbus-write', {
    name: 'Set points of the shift',
    tags: example.tags,
    source: 'values',
    values: [
      { tag: 'filler.speed_sp', value: '118.5' },
      { tag: 'filler.recipe', value: '4' },
      { tag: 'filler.enabled', value: 'true' },
    ],
    verify: 'read-back',
  }),
  node('request', 'mw-modbus-request', { name: 'Diagnostics', connection: example.connection }),
  node('server', 'mw-modbus-server', {
    name: 'For the control room',
    port: variable('SERVER_PORT'),
    notation: 'modicon-5',
    tags: [
      { ...tag('line.bottles', 'holding-register', 40001, 'uint32'), value: '18250' },
      { ...tag('line.speed', 'holding-register', 40003, 'float32'), value: '118.5' },
      { ...tag('line.target', 'holding-register', 40005, 'uint16'), access: 'read-write', value: '120' },
      { ...tag('line.runs', 'coil', 1, 'bool'), value: 'true' },
    ],
    persist: true,
    allow: [{ address: '10.4.0.0/16' }],
  }),
];

/** The set points that a dialog in the pictures writes; in the example nothing can be written. */
const setPoints: readonly unknown[] = ['filler.speed_sp', 'filler.recipe', 'filler.enabled'];

const withSetPoints = (flow: ReturnType<typeof fillerExample>): ReturnType<typeof fillerExample> =>
  flow.map((each) =>
    each['id'] === example.tags && Array.isArray(each['tags'])
      ? {
          ...each,
          tags: each['tags'].map((row: object) =>
            'name' in row && setPoints.includes(row.name) ? { ...row, access: 'read-write' } : row,
          ),
        }
      : each,
  );

/** A Node-RED that runs the filler's example against its PLC, with a second tab of what can go wrong. */
export async function startFiller(): Promise<Scene> {
  const { plc } = createFillerPlc({ port: 0, seed: 7, speed: 20 });
  await plc.listen();
  try {
    const nodeRed = await startNodeRed({
      heavyNodes: 'all',
      flows: [...withSetPoints(fillerExample()), ...states],
      environment: {
        FILLER_PORT: String(plc.port),
        PRESS_PORT: String(await freePort()),
        SERVER_PORT: String(await freePort()),
      },
      only: ['node-red-modbus'],
    });
    return { nodeRed, close: () => plc.close() };
  } catch (error) {
    await plc.close();
    throw error;
  }
}
