/** One node of a flow. */
export type Item = Readonly<Record<string, unknown>>;

/** Counts messages, or as many for each as an expression of `msg` says. */
export const counting = (id: string, then: string, to: readonly string[], many = '1'): Item => ({
  id,
  type: 'function',
  func: `global.get('bench').count += ${many}; ${then}`,
  outputs: 1,
  wires: [to],
});

/** Tells at GET /tally what has been counted, and what the process has used. */
export const tally: readonly Item[] = [
  { id: 'asked', type: 'http in', url: '/tally', method: 'get', wires: [['tell']] },
  {
    id: 'tell',
    type: 'function',
    func: `const { count, process } = global.get('bench');
const { user, system } = process.cpuUsage();
msg.payload = { count, cpu: user + system };
return msg;`,
    outputs: 1,
    wires: [['told']],
  },
  { id: 'told', type: 'http response', statusCode: '200' },
];

/** At GET /gate?open=true a message goes `to` a loop, which holds once that is not so any more: `isOpen`. */
export const gate = (to: string, payload: string): readonly Item[] => [
  { id: 'ordered', type: 'http in', url: '/gate', method: 'get', wires: [['order']] },
  {
    id: 'order',
    type: 'function',
    func: `const open = msg.req.query.open === 'true';
global.get('bench').open = open;
return [msg, open ? { payload: ${payload} } : null];`,
    outputs: 2,
    wires: [['obeyed'], [to]],
  },
  { id: 'obeyed', type: 'http response', statusCode: '200' },
];

/** Whether the gate is open, as a function says it. */
export const isOpen = `global.get('bench').open`;

/** A message every so many milliseconds, which counts as `many`: what Node-RED takes by itself. */
export const ticking = (interval: number, many = '1'): readonly Item[] =>
  placed(every(interval, 'count'), counting('count', 'return null;', [], many), ...tally);

/** A message `to` a node every so many milliseconds. */
export const every = (interval: number, to: string): Item => ({
  id: 'every',
  type: 'inject',
  repeat: String(interval / 1_000),
  props: [],
  wires: [[to]],
});

export function placed(...items: readonly Item[]): readonly Item[] {
  const isConfig = ({ type }: Item): boolean =>
    /(-(connection|tags|client|Endpoint)|^s7 endpoint)$/.test(String(type));
  return [
    { id: 'tab', type: 'tab', label: 'Benchmark' },
    // Without a place on the canvas Node-RED takes a node for a configuration node.
    ...items.map((item) => (isConfig(item) ? item : { ...item, z: 'tab', x: 100, y: 100 })),
  ];
}
