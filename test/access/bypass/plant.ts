import { comment, tab } from '../../runtime/probe-client.ts';

export type Item = Readonly<Record<string, unknown>> & { readonly id: string };

const node = (type: string, id: string, z: string, more: object = {}): Item => ({
  id,
  type,
  z,
  name: id,
  x: 100,
  y: 100,
  wires: [[]],
  ...more,
});

export const functionNode = (id: string, z: string, more: object = {}): Item =>
  node('function', id, z, {
    func: 'return msg;',
    outputs: 1,
    timeout: 0,
    noerr: 0,
    initialize: '',
    finalize: '',
    libs: [],
    ...more,
  });

const inject = (id: string, z: string, to: string): Item =>
  node('inject', id, z, {
    props: [{ p: 'payload' }],
    repeat: '',
    crontab: '',
    once: false,
    onceDelay: 0.1,
    topic: '',
    payload: '1',
    payloadType: 'num',
    wires: [[to]],
  });

const debug = (id: string, z: string): Item =>
  node('debug', id, z, {
    active: true,
    tosidebar: true,
    console: false,
    tostatus: false,
    complete: 'payload',
    targetType: 'msg',
    statusVal: '',
    statusType: 'auto',
    wires: [],
  });

export const execNode = (id: string, z: string, more: object = {}): Item =>
  node('exec', id, z, {
    command: 'true',
    addpay: '',
    append: '',
    useSpawn: 'false',
    timer: '',
    winHide: false,
    oldrc: false,
    wires: [[], [], []],
    ...more,
  });

/** Its name is not its id: Node-RED takes any property that is the id of a configuration node for a use of it. */
const broker = (id: string, more: object = {}): Item => ({
  id,
  type: 'mqtt-broker',
  name: `The ${id}`,
  broker: '127.0.0.1',
  port: '9',
  clientid: '',
  autoConnect: false,
  usetls: false,
  protocolVersion: '4',
  keepalive: '60',
  cleansession: true,
  ...more,
});

const subflow = (id: string, more: object = {}): Item => ({
  id,
  type: 'subflow',
  name: id,
  info: '',
  category: '',
  in: [],
  out: [],
  env: [],
  meta: {},
  color: '#DDAA99',
  ...more,
});

const group = (id: string, z: string, nodes: readonly string[], more: object = {}): Item => ({
  id,
  type: 'group',
  z,
  name: id,
  style: { label: true },
  nodes,
  x: 50,
  y: 50,
  w: 200,
  h: 100,
  ...more,
});

const mqttIn = (id: string, z: string, to: string): Item =>
  node('mqtt in', id, z, { topic: 'a', qos: '2', datatype: 'auto', broker: to, nl: false, rap: true, rh: 0 });

/** Fills each scope of both stores as it starts. */
const remembers =
  "for (const scope of [global, flow, context]) { scope.set('kept', 1); scope.set('kept', 1, 'file'); }";

/**
 * What every request finds: the tab `mine` that one engineer may edit, `theirs` that they may not, `safety` that a rule
 * names by its label, and all that reaches from one into another.
 */
export const plant: readonly Item[] = [
  tab('mine', { label: 'Line 1' }),
  tab('theirs', { label: 'Line 2', disabled: false, info: '', env: [] }),
  tab('safety', { label: 'Safety circuit' }),
  subflow('scale', { env: [{ name: 'FACTOR', type: 'str', value: '1' }] }),
  functionNode('scale-fn', 'scale'),
  subflow('nest'),
  node('subflow:scale', 'nest-scale', 'nest', { wires: [] }),
  subflow('runs', { env: [{ name: 'COMMAND', type: 'str', value: 'true' }] }),
  execNode('runs-exec', 'runs', { command: '${COMMAND}' }),
  group('protected', 'mine', ['guarded', 'inner'], { name: 'Protected' }),
  group('inner', 'mine', ['guarded-inner'], { g: 'protected' }),
  comment('guarded', 'mine', { g: 'protected' }),
  comment('guarded-inner', 'mine', { g: 'inner' }),
  inject('m-inject', 'mine', 'm-fn'),
  functionNode('m-fn', 'mine', { wires: [['m-debug']] }),
  debug('m-debug', 'mine'),
  node('link out', 'm-out', 'mine', { mode: 'link', links: [], wires: [] }),
  node('link call', 'm-call', 'mine', { links: [], linkType: 'static', timeout: '30' }),
  node('catch', 'm-catch', 'mine', { scope: ['m-fn'], uncaught: false }),
  node('status', 'm-status', 'mine', { scope: ['m-fn'] }),
  node('complete', 'm-complete', 'mine', { scope: ['m-fn'], uncaught: false }),
  mqttIn('m-mqtt', 'mine', 'own-broker'),
  execNode('m-exec', 'mine'),
  node('palette-routes', 'm-palette', 'mine'),
  inject('t-inject', 'theirs', 't-fn'),
  functionNode('t-fn', 'theirs', {
    func: "flow.set('count', (flow.get('count') || 0) + 1); return msg;",
    initialize: remembers,
    wires: [['t-debug']],
  }),
  debug('t-debug', 'theirs'),
  node('link in', 't-in', 'theirs', { links: [] }),
  mqttIn('t-mqtt', 'theirs', 'broker'),
  node('palette-routes', 't-palette', 'theirs'),
  node('subflow:scale', 't-scale', 'theirs', { wires: [] }),
  node('subflow:nest', 't-nest', 'theirs', { wires: [] }),
  comment('t-comment', 'theirs', { links: ['no end'] }),
  group('t-group', 'theirs', []),
  comment('s-comment', 'safety'),
  broker('broker', { tls: 'tls' }),
  broker('own-broker'),
  broker('scoped', { z: 'theirs' }),
  broker('unused'),
  {
    id: 'tls',
    type: 'tls-config',
    name: 'The certificates',
    cert: '',
    key: '',
    ca: '',
    certname: '',
    keyname: '',
    caname: '',
    servername: '',
    verifyservercert: true,
    alpnprotocol: '',
  },
  { id: 'environment', type: 'global-config', name: 'Environment', env: [], modules: {} },
];

export const credentials = {
  'm-palette': { user: 'u', password: 'p' },
  't-palette': { user: 'u', password: 'p' },
  broker: { user: 'm', password: 'q' },
};
