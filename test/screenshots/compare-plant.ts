import { type NodeRedProcess, startNodeRed, type Target } from '@millwright/testing';

type Item = Readonly<Record<string, unknown>>;

const levelCode = (limit: number, more: readonly string[]): string =>
  [
    '// Level of the filler bowl, in millimetres',
    'const readings = context.get("readings") || [];',
    'const level = Number(msg.payload);',
    'if (!Number.isFinite(level)) {',
    '  node.warn("not a number: " + msg.payload);',
    '  return null;',
    '}',
    'readings.push(level);',
    'if (readings.length > 10) readings.shift();',
    'context.set("readings", readings);',
    'const sum = readings.reduce((total, one) => total + one, 0);',
    'const mean = sum / readings.length;',
    `const limit = ${limit};`,
    ...more,
    'node.status({ text: mean.toFixed(1) + " mm" });',
    'msg.payload = { level, mean, alarm: mean < limit };',
    'return msg;',
  ].join('\n');

const place = (x: number, y: number): Item => ({ x, y });

/** The bottling line as it ran in the morning. */
const morning: readonly Item[] = [
  { id: 'filler', type: 'tab', label: 'Filler', env: [{ name: 'RATE', type: 'num', value: '5' }], info: '' },
  { id: 'capper', type: 'tab', label: 'Capper', env: [], info: '' },
  { id: 'labeller', type: 'tab', label: 'Labeller', env: [], info: '' },
  {
    id: 'broker',
    type: 'mqtt-broker',
    name: 'Plant broker',
    broker: '127.0.0.1',
    port: '9',
    keepalive: '60',
  },
  { id: 'spare', type: 'mqtt-broker', name: 'Spare broker', broker: '127.0.0.2', port: '9', keepalive: '60' },
  {
    id: 'tick',
    type: 'inject',
    z: 'filler',
    name: 'every second',
    repeat: '',
    topic: 'level',
    payload: '{"line":1,"unit":"mm"}',
    payloadType: 'json',
    wires: [['level']],
    ...place(140, 100),
  },
  {
    id: 'level',
    type: 'function',
    z: 'filler',
    name: 'level alarm',
    func: levelCode(480, []),
    outputs: 1,
    wires: [['publish', 'report']],
    ...place(340, 100),
  },
  {
    id: 'publish',
    type: 'mqtt out',
    z: 'filler',
    name: 'to the plant',
    topic: 'filler/level',
    qos: '0',
    broker: 'broker',
    wires: [],
    ...place(560, 80),
  },
  {
    id: 'report',
    type: 'debug',
    z: 'filler',
    name: 'shift report',
    active: true,
    wires: [],
    ...place(560, 140),
  },
  {
    id: 'page',
    type: 'template',
    z: 'filler',
    name: 'report page',
    field: 'payload',
    format: 'handlebars',
    template: '<h1>Shift {{shift}}</h1>\n<p>{{bottles}} bottles</p>\n',
    wires: [[]],
    ...place(340, 200),
  },
  {
    id: 'torque',
    type: 'comment',
    z: 'capper',
    name: 'torque per head',
    info: 'Nm, one value per head',
    ...place(140, 100),
    wires: [],
  },
  { id: 'wear', type: 'comment', z: 'capper', name: 'head wear', info: '', ...place(140, 160), wires: [] },
  { id: 'roll', type: 'comment', z: 'labeller', name: 'label roll', info: '', ...place(140, 100), wires: [] },
];

const changes: Readonly<Record<string, Item>> = {
  filler: {
    env: [
      { name: 'RATE', type: 'num', value: '6' },
      { name: 'LINE', type: 'str', value: 'north' },
    ],
  },
  capper: { label: 'Capper and closer' },
  tick: { payload: '{"line":2,"unit":"mm","shift":"early"}', repeat: '1' },
  level: {
    func: levelCode(475, [
      '// Less than three readings say nothing',
      'if (readings.length < 3) return null;',
    ]),
    wires: [['publish'], ['page']],
    outputs: 2,
  },
  publish: { broker: 'spare', qos: '1', topic: 'plant/filler/level' },
  page: {
    template:
      '<h1>Shift {{shift}}</h1>\n<p>{{bottles}} bottles, {{rejects}} rejects</p>\n<p>{{operator}}</p>\n',
  },
  torque: place(360, 100),
};

/** After a day of work: one tab is gone, another one new. */
const evening: readonly Item[] = [
  ...morning
    .filter(({ id, z }) => id !== 'labeller' && z !== 'labeller' && id !== 'wear')
    .map((item) => ({ ...item, ...changes[String(item['id'])] })),
  { id: 'meters', type: 'tab', label: 'Energy meters', env: [], info: '' },
  { id: 'meter', type: 'comment', z: 'meters', name: 'meter 11', info: 'kWh', ...place(140, 100), wires: [] },
];

/** A Node-RED with two versions of a bottling line that have something of everything between them. */
export async function startComparePlant(target?: Target): Promise<{ nodeRed: NodeRedProcess }> {
  const nodeRed = await startNodeRed({ heavyNodes: 'all', target, only: ['node-red-history'], flows: [] });
  await nodeRed.deploy(morning);
  await nodeRed.deploy(evening, { credentials: { broker: { user: 'line-1', password: 'never shown' } } });
  return { nodeRed };
}
