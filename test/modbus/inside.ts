import type { NodeRedProcess } from '@millwright/testing';
import type { FlowNode } from './flow.ts';

/** What a Node-RED process holds right now. */
export interface Inside {
  /** Timers, sockets and whatever else keeps it running, by kind. */
  readonly resources: Readonly<Record<string, number>>;
  /** Bytes, after a collection of garbage. */
  readonly heap: number;
  /** What flows have counted. */
  readonly counts: Readonly<Record<string, number>>;
}

/** For `settings.js`: lets a flow look at its own process. */
export const insideSettings = `functionGlobalContext: {
  process,
  counts: {},
  gc: (require('node:v8').setFlagsFromString('--expose-gc'), require('node:vm').runInNewContext('gc')),
},`;

/** A flow that answers what its process holds. */
export const insideFlow: readonly FlowNode[] = [
  { id: 'inside-tab', type: 'tab', label: 'Inside' },
  { id: 'inside', type: 'http in', z: 'inside-tab', url: '/inside', method: 'get', wires: [['inside-look']] },
  {
    id: 'inside-look',
    type: 'function',
    z: 'inside-tab',
    func: `global.get('gc')();
      const process = global.get('process');
      const resources = {};
      for (const kind of process.getActiveResourcesInfo()) resources[kind] = (resources[kind] ?? 0) + 1;
      return { ...msg, payload: { resources, heap: process.memoryUsage().heapUsed, counts: global.get('counts') } };`,
    outputs: 1,
    wires: [['inside-answer']],
  },
  { id: 'inside-answer', type: 'http response', z: 'inside-tab', wires: [] },
].map((node) => ('z' in node ? { ...node, x: 100, y: 100 } : node));

export async function inside(nodeRed: NodeRedProcess): Promise<Inside> {
  const answer = await fetch(`${nodeRed.url}/inside`);
  if (answer.status !== 200) throw new Error(`inside: ${answer.status}`);
  return (await answer.json()) as Inside;
}

/** What keeps a process running, without connections of the test's own that are just ending. */
export const held = ({ resources }: Inside) => ({
  timers: resources['Timeout'] ?? 0,
  servers: resources['TCPServerWrap'] ?? 0,
  clients: resources['TCPSocketWrap'] ?? 0,
});

/** A node that counts what comes to it under a name. */
export const counter = (id: string, ...wires: readonly string[]): FlowNode => ({
  id,
  type: 'function',
  z: 'tab',
  x: 100,
  y: 100,
  func: `const counts = global.get('counts'); counts['${id}'] = (counts['${id}'] ?? 0) + 1; return msg;`,
  outputs: 1,
  wires: [wires],
});
