import { devices, hex, hour, minute, now, release, unhealthy } from './fleet-plant-devices.ts';

const value = (owner: object, name: string, text?: string) => ({
  owner,
  name,
  isSecret: text === undefined,
  ...(text === undefined ? {} : { value: text }),
});
export const values = [
  value({ kind: 'all' }, 'MQTT_HOST', '10.0.0.5'),
  value({ kind: 'all' }, 'MQTT_PASSWORD'),
  value({ kind: 'label', label: { name: 'line', value: '1' } }, 'PLC_PORT', '502'),
  value({ kind: 'device', device: 'filler-1' }, 'PLC_HOST', '10.0.1.11'),
];

const plannedValues = [
  { name: 'PLC_HOST', value: '10.0.1.11', isSecret: false, origin: 'device' },
  { name: 'PLC_PORT', value: '502', isSecret: false, origin: 'line=1' },
  { name: 'MQTT_PASSWORD', isSecret: true, origin: 'all' },
];
const named = [
  { name: 'Fill level', type: 'function', state: 'changed', properties: ['func', 'outputs'] },
  { name: 'Filler PLC', type: 'mw-modbus-read', state: 'changed', properties: ['interval'] },
  { name: 'Alarm', type: 'debug', state: 'added', properties: [] },
];
const part = (name: string, state: string, changed: number, added = 0) => ({
  kind: 'tab',
  id: name,
  name,
  state,
  properties: [],
  nodes: { added, changed, removed: 0, moved: 0 },
  named: state === 'changed' ? named : [],
});
export const plan = {
  id: hex('d'),
  expires: now + 10 * minute,
  release: { ...release(5), exists: false, rev: hex('e', 64) },
  modules: [
    { name: 'node-red-node-ping', version: '0.3.3', origin: 'registry' },
    { name: 'plant-nodes', version: '1.2.0', origin: 'repacked' },
  ],
  unused: ['node-red-dashboard'],
  problems: [],
  warnings: [
    {
      code: 'fleet.functions-see-values',
      message: 'Function nodes of these flows can read every value, secret ones too.',
    },
  ],
  devices: [
    ...devices.slice(0, 7).map(({ id, name, online }, index) => ({
      id,
      name,
      online,
      from: release(index === 2 ? 3 : 4),
      change: [part('Filler', 'changed', 2, 1), part('Shift report', 'added', 0, 5)],
      valueChanges: [{ name: 'PLC_HOST', state: 'changed', before: '10.0.1.9', after: '10.0.1.11' }],
      values: index === 4 ? [{ name: 'PLC_HOST', isSecret: false }] : plannedValues,
      missing: index === 4 ? ['PLC_HOST'] : [],
      restart: index === 5,
      problems: [],
    })),
    {
      id: 'labeller-2',
      name: 'Labeller 2',
      online: true,
      values: [],
      missing: [],
      restart: false,
      problems: [{ code: 'release.unconfirmed', message: 'Nobody has compared its words yet.' }],
    },
  ],
  needsPassphrase: true,
};

export const deploy = {
  id: hex('c'),
  time: now - 12 * minute,
  by: 'mara',
  note: 'new recipe for the night shift',
  release: release(4),
  state: 'under-way',
  devices: devices.slice(0, 6).map(({ id, name, phase }, index) => ({
    id,
    name,
    job: hex('b'),
    at: index === 2 ? 'rolled-back' : index < 2 ? 'committed' : (phase ?? 'pending'),
    ended: index < 3,
    ...(index === 2 ? { error: unhealthy } : {}),
    ...(index < 3 ? { time: now - (9 - index) * minute } : {}),
  })),
};

const summary = (version: number, more: object = {}) => ({
  ...release(version),
  digest: hex('9', 64),
  created: now - (6 - version) * 30 * hour,
  by: 'mara',
  history: 120 + version,
  size: 184_000,
  modules: plan.modules,
  variables: ['PLC_HOST', 'PLC_PORT'],
  state: 'signed',
  running: 0,
  wanted: 0,
  ...more,
});
export const releases = [
  summary(5, { state: 'draft' }),
  summary(4, { running: 4, wanted: 10 }),
  summary(3, { running: 6 }),
  summary(2),
];
