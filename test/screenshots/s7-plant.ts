import { S7Memory, SimulatedS7Plc } from '@millwright/simulators/s7';
import { freePort, type Scene, startNodeRed } from '@millwright/testing';

type Item = Readonly<Record<string, unknown>>;

/** Twelve heads of a capper, the hardest used last. */
const torques = [1.82, 1.79, 1.81, 1.8, 1.83, 1.78, 1.8, 1.82, 1.77, 1.8, 1.81, 1.64];

/** A PLC that holds what the pictures show, and nothing that changes. */
function capper(): SimulatedS7Plc {
  const memory = new S7Memory({ blocks: { 10: 64, 20: 40 } });
  const [measured, told] = [memory.block(10), memory.block(20)];
  measured.writeInt16BE(6, 0);
  measured.writeUInt32BE(1_482, 4);
  torques.forEach((torque, head) => {
    measured.writeFloatBE(torque, 8 + 4 * head);
  });
  // A text that says it is longer than it can be.
  measured.set([2, 90], 60);
  told.writeFloatBE(1.8, 0);
  told.set([20, 7, ...Buffer.from('B-11482')], 4);
  told.set([0x07, 0xea, 11, 26, 5, 9, 30, 0, 0, 0, 0, 0], 26);
  return new SimulatedS7Plc({ memory, pdu: 960, optimized: [30] });
}

const tag = (name: string, address: string, more: object = {}): Item => ({ name, address, ...more });

const connection = (id: string, name: string, more: object): Item => ({
  id,
  type: 'mw-s7-connection',
  schema: 1,
  name,
  ...more,
});

const table = (id: string, name: string, tags: readonly Item[], more: object = {}): Item => ({
  id,
  type: 'mw-s7-tags',
  schema: 1,
  name,
  connection: 'capper-plc',
  tags,
  ...more,
});

const node = (id: string, y: number, more: object = {}): Item => ({
  id,
  type: `mw-s7-${id}`,
  z: 'tab',
  x: 440,
  y,
  schema: 1,
  name: '',
  wires: [[]],
  ...more,
});

const flowsFor = (port: number, nobody: number): readonly Item[] => [
  { id: 'tab', type: 'tab', label: 'Line' },
  connection('capper-plc', 'Capper', { host: '127.0.0.1', port }),
  connection('logo', 'Gate', {
    host: 'gate-3.plant.example',
    called: 'tsap',
    localTsap: '10.00',
    remoteTsap: '20.00',
    writeAllow: [{ area: 'V', first: 0, last: 849 }],
  }),
  connection('off', 'Press', { host: '127.0.0.1', port: nobody, timeout: 1000, connectTimeout: 1000 }),
  table('capper', 'Capper', [
    tag('capper.state', 'DB10.DBW0:INT'),
    tag('capper.head_change', 'DB10.DBX2.0'),
    tag('capper.rejects', 'DB10.DBD4:UDINT', { unit: 'bottles' }),
    tag('capper.torque', 'DB10.DBD8:REAL[12]', { unit: 'Nm', deadband: '0.05' }),
    tag('capper.torque_sp', 'DB20.DBD0', {
      type: 'REAL',
      access: 'read-write',
      unit: 'Nm',
      min: 1.5,
      max: 2.5,
    }),
    tag('capper.batch', 'DB20,STRING4.20', { access: 'read-write' }),
    tag('capper.last_batch', 'DB20.DBB26:DTL'),
  ]),
  table('partly', 'Not all of it is there', [
    tag('capper.state', 'DB10.DBW0:INT'),
    tag('capper.operator', 'DB10.DBB60:STRING[2]'),
    tag('capper.recipe', 'DB30.DBW0:INT'),
    tag('capper.spare', 'DB99.DBD0:REAL'),
  ]),
  table('wrong', 'Pasted in a hurry', [
    tag('press.force', 'DB7.DBD4', { type: 'REAL' }),
    tag('press.force', 'DB0.DBD8', { type: 'REAL' }),
    tag('press.door', 'DB7.DBX2.8'),
    tag('press.recipe', 'DB7,STRING20'),
    tag('press.count', 'DB7.DBW30', { type: 'UDINT', access: 'read-write', min: 10, max: 1 }),
  ]),
  node('read', 80, { tags: 'capper' }),
  node('write', 140, {
    tags: 'capper',
    source: 'values',
    values: [
      { tag: 'capper.torque_sp', value: '1.8' },
      { tag: 'capper.batch', value: 'B-11483' },
    ],
    verify: 'read-back',
  }),
  node('watch', 200, { tags: 'capper', report: 'changes' }),
  node('info', 260, { connection: 'capper-plc', ask: 'system-list', list: '0x001C' }),
  node('control', 320, { connection: 'capper-plc' }),
];

/** A Node-RED whose tables stand over a PLC at rest. */
export async function startCapper(): Promise<Scene> {
  const plc = capper();
  await plc.listen();
  try {
    const flows = flowsFor(plc.port, await freePort());
    const nodeRed = await startNodeRed({
      heavyNodes: 'all',
      only: ['node-red-s7'],
      // Else there is no node that stops a PLC.
      settings: 'millwright: { s7: { control: true } },',
      flows,
    });
    return { nodeRed, close: () => plc.close() };
  } catch (error) {
    await plc.close();
    throw error;
  }
}
