import { counting, every, type Item, placed, tally } from './counting-flow.ts';
import type { Installed } from './nodes-arm.ts';

const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `ns=1;i=${index + 1}`);

/** How one of the sets of nodes does what is measured: security None, since the server of the benchmark knows no other. */
export interface UaNodeSet {
  readonly name: string;
  readonly nodes: Installed;
  /** Reads so many values by one request every so many milliseconds, and counts them. */
  reading(url: string, tags: number, interval: number): readonly Item[];
  /** Watches so many, with a publishing and a sampling of `interval` milliseconds, and counts. */
  watching(url: string, tags: number, interval: number): readonly Item[];
}

const start = (to: string, payload = 'start'): Item => ({
  id: 'start',
  type: 'inject',
  once: true,
  onceDelay: 1,
  props: [{ p: 'payload' }],
  payload,
  payloadType: 'str',
  wires: [[to]],
});

const ourConfig = (url: string, tags: number): readonly Item[] => [
  {
    id: 'connection',
    type: 'mw-opcua-connection',
    schema: 1,
    url,
    security: 'none',
    unsecured: true,
    retryMost: 2000,
  },
  {
    id: 'tags',
    type: 'mw-opcua-tags',
    schema: 1,
    connection: 'connection',
    tags: ids(tags).map((address, index) => ({ name: `t${index}`, address })),
  },
];

export const ours: UaNodeSet = {
  name: 'ours',
  nodes: { own: 'node-red-opcua' },
  reading: (url, tags, interval) =>
    placed(
      ...ourConfig(url, tags),
      every(interval, 'read'),
      { id: 'read', type: 'mw-opcua-read', schema: 1, tags: 'tags', wires: [['count']] },
      counting('count', 'return null;', [], 'msg.samples.length'),
      ...tally,
    ),
  watching: (url, tags, interval) =>
    placed(
      ...ourConfig(url, tags),
      {
        id: 'watch',
        type: 'mw-opcua-watch',
        schema: 1,
        tags: 'tags',
        publishing: interval,
        sampling: interval,
        wires: [['count']],
      },
      // A gap is a message too, but no value.
      counting(
        'count',
        'return null;',
        [],
        `(msg.samples?.filter(({ quality }) => quality === 'good').length ?? 0)`,
      ),
      ...tally,
    ),
};

const theirConfig = (url: string): Item => ({
  id: 'endpoint',
  type: 'OpcUa-Endpoint',
  endpoint: url,
  secpol: 'None',
  secmode: 'None',
  none: true,
  login: false,
  usercert: false,
});

const client = (action: string, to: readonly string[]): Item => ({
  id: 'client',
  type: 'OpcUa-Client',
  endpoint: 'endpoint',
  action,
  deadbandtype: 'a',
  deadbandvalue: 1,
  time: '1',
  timeUnit: 's',
  certificate: 'n',
  localfile: '',
  localkeyfile: '',
  useTransport: false,
  maxChunkCount: 1,
  maxMessageSize: 8192,
  receiveBufferSize: 8192,
  sendBufferSize: 8192,
  wires: [to, [], []],
});

export const contrib: UaNodeSet = {
  name: 'node-red-contrib-opcua',
  nodes: { dependencies: { 'node-red-contrib-opcua': '0.2.354' } },
  reading: (url, tags, interval) =>
    placed(
      theirConfig(url),
      start('store'),
      {
        id: 'store',
        type: 'function',
        func: `for (let each = 1; each <= ${tags}; each += 1) node.send({ topic: 'ns=1;i=' + each });
const read = () => node.send({ topic: 'readmultiple', payload: 'ALL' });
setTimeout(() => setInterval(read, ${interval}), 2000);`,
        outputs: 1,
        wires: [['client']],
      },
      client('readmultiple', ['count']),
      counting('count', 'return null;', [], 'msg.payload.length'),
      ...tally,
    ),
  watching: (url, tags, interval) =>
    placed(
      theirConfig(url),
      start('ask'),
      {
        id: 'ask',
        type: 'function',
        func: `const payload = Array.from({ length: ${tags} }, (_, index) => ({ nodeId: 'ns=1;i=' + (index + 1) }));
setTimeout(() => node.send({ topic: 'multiple', interval: ${interval}, payload }), 2000);`,
        outputs: 1,
        wires: [['client']],
      },
      client('subscribe', ['count']),
      counting('count', 'return null;', []),
      ...tally,
    ),
};
