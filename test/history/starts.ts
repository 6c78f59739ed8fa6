import type { NodeRedProcess } from '@millwright/testing';
import { answerOf } from './client.ts';

type Item = Record<string, unknown>;

/** A tab with a function that counts its starts where all of them can be read, and a node behind it. */
export const line = (id: string, text: string): Item[] => [
  { id, type: 'tab', label: `Line ${id.slice(4)}` },
  {
    id: `${id}-count`,
    type: 'function',
    z: id,
    name: 'count',
    func: `return msg; // ${text}`,
    initialize: `const starts = global.get('starts') || {}; starts.${id} = (starts.${id} || 0) + 1; global.set('starts', starts);`,
    outputs: 1,
    x: 1,
    y: 1,
    wires: [[`${id}-debug`]],
  },
  { id: `${id}-debug`, type: 'debug', z: id, name: '', active: false, x: 2, y: 1, wires: [] },
];

/** An endpoint that answers how often each function has started. */
export const starts: readonly Item[] = [
  { id: 'starts', type: 'tab', label: 'starts' },
  {
    id: 'starts-in',
    type: 'http in',
    z: 'starts',
    url: '/starts',
    method: 'get',
    x: 1,
    y: 1,
    wires: [['starts-read']],
  },
  {
    id: 'starts-read',
    type: 'function',
    z: 'starts',
    func: "msg.payload = global.get('starts'); return msg;",
    initialize:
      "const starts = global.get('starts') || {}; starts.starts = (starts.starts || 0) + 1; global.set('starts', starts);",
    outputs: 1,
    x: 2,
    y: 1,
    wires: [['starts-out']],
  },
  { id: 'starts-out', type: 'http response', z: 'starts', x: 3, y: 1, wires: [] },
];

/** What restarted while something was done: the tabs whose functions started once more. */
export async function restarted(nodeRed: NodeRedProcess, work: () => Promise<unknown>): Promise<string[]> {
  const counts = async () => JSON.parse(await answerOf(nodeRed, '/starts')) as Record<string, number>;
  const before = await counts();
  await work();
  const after = await counts();
  return Object.keys(after).filter((id) => after[id] !== before[id]);
}
