import { counting, gate, type Item, isOpen, placed, tally } from './counting-flow.ts';
import type { Installed } from './nodes-arm.ts';

/** Registers that each request of a benchmark reads, unless it says otherwise. */
export const registers = 10;

const rows = Array.from({ length: registers }, (_, address) => ({
  name: `r${address}`,
  area: 'holding-register',
  address,
  type: 'uint16',
}));

/** How one of the sets of nodes does what is measured. */
export interface NodeSet {
  readonly name: string;
  readonly nodes: Installed;
  /** What there is once for a connection, with its time-out in milliseconds. */
  connection(port: number, timeout: number): Item;
  /** What a unit needs besides. */
  unit(unit: number): readonly Item[];
  /** What a message has as its payload so that `reader` reads. */
  readonly payload: unknown;
  reader(unit: number, to: string): Item;
  /** Reads on its own. */
  poller(unit: number, milliseconds: number, to: readonly string[]): Item;
}

export const ours: NodeSet = {
  name: 'ours',
  nodes: { own: 'node-red-modbus' },
  connection: (port, timeout) => ({
    id: 'connection',
    type: 'mw-modbus-connection',
    schema: 1,
    host: '127.0.0.1',
    port,
    timeout,
  }),
  unit: (unit) => [
    { id: `tags${unit}`, type: 'mw-modbus-tags', schema: 1, connection: 'connection', unit, tags: rows },
  ],
  payload: '',
  reader: (unit, to) => ({
    id: `reader${unit}`,
    type: 'mw-modbus-read',
    schema: 1,
    tags: `tags${unit}`,
    wires: [[to]],
  }),
  poller: (unit, interval, to) => ({
    id: `poller${unit}`,
    type: 'mw-modbus-watch',
    schema: 1,
    tags: `tags${unit}`,
    interval,
    wires: [to],
  }),
};

export const contrib: NodeSet = {
  name: 'node-red-contrib-modbus',
  nodes: {
    dependencies: { 'node-red-contrib-modbus': '5.60.2' },
    // Its own fork of modbus-serial is not on npm's registry.
    overrides: { '@openp4nr/modbus-serial': 'npm:modbus-serial@8.0.25' },
  },
  connection: (port, timeout) => ({
    id: 'connection',
    type: 'modbus-client',
    name: '',
    clienttype: 'tcp',
    bufferCommands: true,
    stateLogEnabled: false,
    queueLogEnabled: false,
    failureLogEnabled: false,
    tcpHost: '127.0.0.1',
    tcpPort: String(port),
    tcpType: 'DEFAULT',
    unit_id: '1',
    commandDelay: '1',
    clientTimeout: String(timeout),
    reconnectOnTimeout: true,
    reconnectTimeout: '2000',
    parallelUnitIdsAllowed: true,
  }),
  unit: () => [],
  payload: { fc: 3, unitid: 1, address: 0, quantity: registers },
  reader: (unit, to) => ({
    id: `reader${unit}`,
    type: 'modbus-flex-getter',
    name: '',
    showStatusActivities: false,
    showErrors: false,
    showWarnings: false,
    logIOActivities: false,
    server: 'connection',
    useIOFile: false,
    ioFile: '',
    useIOForPayload: false,
    emptyMsgOnFail: false,
    keepMsgProperties: false,
    delayOnStart: false,
    startDelayTime: '',
    wires: [[to], []],
  }),
  poller: (unit, interval, to) => ({
    id: `poller${unit}`,
    type: 'modbus-read',
    name: '',
    topic: '',
    showStatusActivities: false,
    logIOActivities: false,
    showErrors: false,
    showWarnings: false,
    unitid: String(unit),
    dataType: 'HoldingRegister',
    adr: '0',
    quantity: String(registers),
    rate: String(interval),
    rateUnit: 'ms',
    delayOnStart: false,
    startDelayTime: '',
    server: 'connection',
    useIOFile: false,
    ioFile: '',
    useIOForPayload: false,
    emptyMsgOnFail: false,
    wires: [to, []],
  }),
};

/** Reads, counts, and reads again, as long as its gate is open. */
export function closedLoop(set: NodeSet, port: number): readonly Item[] {
  const payload = JSON.stringify(set.payload);
  return placed(
    set.connection(port, 2_000),
    ...set.unit(1),
    ...gate('reader1', payload),
    set.reader(1, 'count'),
    counting('count', `return ${isOpen} ? { payload: ${payload} } : null;`, ['reader1']),
    ...tally,
  );
}

/** Reads so many units on its own, each so often. What unit `silent` gives is not counted. */
export function polling(
  set: NodeSet,
  port: number,
  {
    units,
    interval,
    timeout,
    silent,
  }: {
    readonly units: number;
    readonly interval: number;
    readonly timeout: number;
    readonly silent?: number;
  },
): readonly Item[] {
  const all = Array.from({ length: units }, (_, index) => index + 1);
  return placed(
    set.connection(port, timeout),
    ...all.flatMap((unit) => set.unit(unit)),
    ...all.map((unit) => set.poller(unit, interval, unit === silent ? [] : ['count'])),
    // A gap is a message too, but no value.
    {
      id: 'count',
      type: 'function',
      func: `if (msg.payload !== null) global.get('bench').count += 1; return null;`,
      outputs: 0,
      wires: [],
    },
    ...tally,
  );
}
