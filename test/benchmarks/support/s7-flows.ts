import { counting, type Item, placed, tally, ticking } from './counting-flow.ts';
import type { Installed } from './nodes-arm.ts';
import type { Layout } from './s7-cycles.ts';

/** How one of the sets of nodes reads everything so often and gives each cycle as a message. */
export interface S7NodeSet {
  readonly name: string;
  readonly nodes: Installed;
  /** Counts cycles. */
  watching(port: number, layout: Layout, interval: number): readonly Item[];
}

const starts = ({ count, stride }: Layout): readonly number[] =>
  Array.from({ length: count }, (_, index) => index * stride);

export const ours: S7NodeSet = {
  name: 'ours',
  nodes: { own: 'node-red-s7' },
  watching: (port, layout, interval) =>
    placed(
      { id: 'connection', type: 'mw-s7-connection', schema: 1, host: '127.0.0.1', port },
      {
        id: 'tags',
        type: 'mw-s7-tags',
        schema: 1,
        connection: 'connection',
        tags: starts(layout).map((start) => ({ name: `t${start}`, address: `DB1.DBD${start}:REAL` })),
      },
      { id: 'watch', type: 'mw-s7-watch', schema: 1, tags: 'tags', interval, wires: [['count']] },
      counting('count', 'return null;', []),
      ...tally,
    ),
};

export const contrib: S7NodeSet = {
  name: 'node-red-contrib-s7',
  nodes: { dependencies: { 'node-red-contrib-s7': '3.1.3' } },
  watching: (port, layout, interval) =>
    placed(
      {
        id: 'endpoint',
        type: 's7 endpoint',
        transport: 'iso-on-tcp',
        address: '127.0.0.1',
        port: String(port),
        rack: '0',
        slot: '1',
        localtsaphi: '01',
        localtsaplo: '00',
        remotetsaphi: '01',
        remotetsaplo: '00',
        connmode: 'rack-slot',
        adapter: '',
        busaddr: '2',
        cycletime: String(interval),
        timeout: '2000',
        name: '',
        vartable: starts(layout).map((start) => ({ addr: `DB1,REAL${start}`, name: `t${start}` })),
      },
      {
        id: 'watch',
        type: 's7 in',
        endpoint: 'endpoint',
        mode: 'all',
        variable: '',
        diff: false,
        name: '',
        wires: [['count']],
      },
      counting('count', 'return null;', []),
      ...tally,
    ),
};

/** No PLC at all: a message so often, which is what Node-RED takes by itself. */
export const bare: S7NodeSet = {
  name: 'a message and no PLC',
  nodes: { dependencies: {} },
  watching: (_port, _layout, interval) => ticking(interval),
};
